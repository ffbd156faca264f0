import { Token } from 'cdktf';
import {
  GatewayCluster,
  GatewayDefaults,
  GatewayNetwork,
  type NamedResource,
  ResourceNaming,
  VirtualNetworkPlace,
} from '../../lib';
import { resourcesIn, stacks } from '../defaults/fixtures';
import { tags } from '../network/fixtures';
import { minimalProps } from '../support/fixtures';

const SHORT: Readonly<Record<string, string>> = { westeurope: 'weu', northeurope: 'neu' };

/** A policy as companies have them: abbreviation, workload, environment, region, instance. */
const policy = ResourceNaming.custom(({ abbreviation, name, key, location = '' }) =>
  [abbreviation, name, 'prod', SHORT[location] ?? location, key]
    .filter((part) => part !== undefined && part !== '')
    .join('-'),
);

test('one policy names everything, with abbreviation, environment, region and key', () => {
  const { app, prod } = stacks('prod');
  GatewayDefaults.of(app).set({ location: 'westeurope', resourceGroupName: 'rg', naming: policy, lock: true });
  const network = new GatewayNetwork(prod, 'network', {
    name: 'gateway',
    virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
    egress: tags({ interactiveSignIn: true }),
  });
  const { location: _l, resourceGroupName: _r, subnetId: _s, ...rest } = minimalProps();
  new GatewayCluster(prod, 'finance', { ...rest, computerNamePrefix: 'fin', subnet: network.subnet() });
  const names = Object.entries(resourcesIn(prod)).flatMap(([address, block]) => {
    const disk = block['os_disk'] as { readonly name: string } | undefined;
    const name = block['name'];
    return typeof name !== 'string' || address.includes('run_command')
      ? []
      : disk === undefined
        ? [name]
        : [name, disk.name];
  });
  expect(names.sort()).toEqual(
    [
      'vnet-gateway-prod-weu',
      'nsg-gateway-prod-weu',
      'ng-gateway-prod-weu',
      'pip-gateway-prod-weu',
      'snet-gateway-prod-weu-members',
      'lock-gateway-prod-weu',
      'lock-gateway-prod-weu-egress',
      'id-fin-prod-weu',
      ...['01', '02'].flatMap((key) => ['vm', 'nic', 'osdisk', 'lock'].map((kind) => `${kind}-fin-prod-weu-${key}`)),
    ].sort(),
  );
});

test('the rule is told everything that tells names apart', () => {
  const asked: NamedResource[] = [];
  const { prod } = stacks('prod');
  const { location, resourceGroupName, ...rest } = minimalProps();
  const naming = ResourceNaming.custom((resource) => {
    asked.push(resource);
    return resource.proposed;
  });
  new GatewayCluster(prod, 'finance', { ...rest, location: 'westeurope', resourceGroupName: 'rg', naming });
  expect([location, resourceGroupName]).toBeDefined();
  expect(asked.find(({ kind }) => kind === 'networkInterface')).toEqual({
    kind: 'networkInterface',
    abbreviation: 'nic',
    proposed: 'nic-finance-prod-01',
    name: 'finance-prod',
    key: '01',
    cluster: 'finance-prod',
    location: 'westeurope',
    memberKey: '01',
    computerName: 'finance-prod-01',
  });
  expect(asked.find(({ kind }) => kind === 'identity')).toEqual({
    kind: 'identity',
    abbreviation: 'id',
    proposed: 'id-finance-prod',
    name: 'finance-prod',
    cluster: 'finance-prod',
    location: 'westeurope',
  });
});

describe('nameFor', () => {
  test('gives the name of what is named in full', () => {
    expect(policy.nameFor('firewallRules', 'members', { location: 'westeurope' })).toBe('rcg-members-prod-weu');
    expect(ResourceNaming.standard().nameFor('subnet', 'gateway', { key: 'sales' })).toBe('snet-gateway-sales');
    expect(ResourceNaming.standard().nameFor('virtualMachine', 'finance')).toBe('finance');
  });

  test('lets pass what only Terraform knows', () => {
    const name = policy.nameFor('networkSecurityGroup', Token.asString({ resolve: () => 'x' }));
    expect(name).toMatch(/^nsg-\$\{TfToken.*\}-prod$/);
  });

  test.each<[string, () => string]>([
    ['a name that Azure does not take', () => ResourceNaming.custom(() => 'a b').nameFor('identity', 'x')],
    ['no name', () => ResourceNaming.custom(() => undefined as never).nameFor('subnet', 'x')],
    ['a kind that is none', () => policy.nameFor('vm' as never, 'x')],
    ['a rule that is none', () => ResourceNaming.custom('x' as never).nameFor('lock', 'x')],
  ])('refuses %s', (_case, give) => {
    expect(give).toThrowErrorMatchingSnapshot();
  });
});
