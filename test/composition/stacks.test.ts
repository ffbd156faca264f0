import { VirtualMachineExtension } from '@cdktf/provider-azurerm/lib/virtual-machine-extension';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import {
  DelegatedSubnet,
  ExpressRouteGateway,
  GatewayCluster,
  GatewayNetwork,
  GatewaySubnet,
  DnsServers,
  Egress,
  FirewallEgressRules,
  OutboundPath,
  PowerPlatformResourceProvider,
  SubnetAddress,
  SubnetSize,
  ServiceAccount,
  VirtualNetworkPlace,
} from '../../lib';
import { stacks } from '../defaults/fixtures';
import { gatewayProps, NETWORK_ID } from '../express-route/construct-fixtures';
import { firewall, FIREWALL_POLICY_ID, minimalNetwork, tags } from '../network/fixtures';
import { minimalProps } from '../support/fixtures';
import { type Block } from '../support/synthesize';
import { subnetProps } from '../vnet-gateway/fixtures';
import { company, PROXY } from './company';

interface Written {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output?: Readonly<Record<string, { readonly sensitive?: boolean }>>;
}

/** What an app writes for its stacks, validated, with the order of the stacks. */
function written(...all: readonly TerraformStack[]): {
  readonly of: (stack: TerraformStack) => Written;
  readonly after: Readonly<Record<string, readonly string[]>>;
} {
  const app = all[0]?.node.root as unknown as { readonly outdir: string; synth: () => void };
  app.synth();
  const read = (path: string): unknown => JSON.parse(readFileSync(join(app.outdir, path), 'utf8'));
  const manifest = read('manifest.json') as { readonly stacks: Record<string, { readonly dependencies: string[] }> };
  return {
    of: ({ node }) => read(`stacks/${node.id}/cdk.tf.json`) as Written,
    after: Object.fromEntries(Object.entries(manifest.stacks).map(([name, { dependencies }]) => [name, dependencies])),
  };
}

function addresses({ resource = {} }: Written): ReadonlySet<string> {
  return new Set(
    Object.entries(resource).flatMap(([type, blocks]) => Object.keys(blocks).map((name) => `${type}.${name}`)),
  );
}

/** Whatever a stack waits for that does not stand in it, which Terraform refuses. */
function strangers(stack: Written): readonly string[] {
  const own = addresses(stack);
  return Object.values(stack.resource ?? {})
    .flatMap((blocks) => Object.values(blocks))
    .flatMap((block) => block.depends_on ?? [])
    .filter((address) => !own.has(address));
}

describe('an app of four stacks, in which everything passes as an object', () => {
  const { connectivity, identity, spoke, workload, cluster } = company();
  const { of, after } = written(connectivity);

  test('waits for nothing outside of a stack: the stacks come one after another', () => {
    for (const stack of [connectivity, identity, spoke, workload]) expect(strangers(of(stack))).toEqual([]);
    expect(after['identity']).toEqual([]);
    expect(after['spoke']).toEqual([]);
    expect(after['connectivity']).toEqual(['spoke']);
    // The peerings and the private zone, which the members wait for, need the network first.
    expect([...(after['workload'] ?? [])].sort()).toEqual(['connectivity', 'identity', 'spoke']);
  });

  test('passes what it must by outputs with names that say what they are', () => {
    expect(Object.keys(of(spoke).output ?? {}).sort()).toMatchSnapshot();
    expect(Object.keys(of(identity).output ?? {}).sort()).toMatchSnapshot();
    expect(Object.keys(of(connectivity).output ?? {}).sort()).toMatchSnapshot();
    expect(Object.keys(of(workload).output ?? {})).toEqual([]);
  });

  test('says nothing twice: the members have proxy, software, settings and region of their network', () => {
    expect(cluster.location).toBe('westeurope');
    const text = JSON.stringify(of(workload));
    expect(text).toContain(`'${PROXY.address ?? ''}'`);
    expect(text).toContain("MashupDefaultPoolContainerMaxCount = '20'");
    expect(text).toContain('gateway-software');
  });
});

test('subnet, gateway subnet and delegated subnet take the virtual network as one object', () => {
  const { app: _app, a } = stacks('a');
  const network = new GatewayNetwork(a, 'network', minimalNetwork());
  const { virtualNetworkName: _v, resourceGroupName: _r, location: _l, ...others } = subnetProps();
  const rest = { ...others, address: SubnetAddress.at('10.60.0.32/28') };
  const subnet = new DelegatedSubnet(a, 'delegated', { ...rest, virtualNetwork: network.virtualNetwork });
  expect(subnet.location).toBe('westeurope');
  const twice = (): unknown => new DelegatedSubnet(a, 'twice', { ...rest, virtualNetwork: network.virtualNetwork });
  expect(twice).toThrow("a name that 'a/delegated' has not taken in this virtual network");
});

test.each<[string, object]>([
  ['another region', { location: 'northeurope' }],
  ['another resource group', { resourceGroupName: 'rg-other' }],
  ['another name', { virtualNetworkName: 'vnet-other' }],
  ['an id in its place', { virtualNetwork: '/subscriptions/x' }],
])('%s beside a virtual network is refused', (_case, more) => {
  const { a } = stacks('a');
  const place = VirtualNetworkPlace.existing({ name: 'vnet-hub', resourceGroupName: 'rg-hub' });
  const network = new GatewayNetwork(a, 'network', {
    ...minimalNetwork(),
    virtualNetwork: place,
    dns: DnsServers.azure(),
    subnets: { members: SubnetSize.at('10.60.0.0/27') },
  });
  const { virtualNetworkName: _v, resourceGroupName: _r, location: _l, ...rest } = subnetProps();
  const props = { ...rest, virtualNetwork: network.virtualNetwork, ...more };
  const build = (): unknown =>
    new DelegatedSubnet(a, 'delegated', {
      location: 'westeurope',
      resourceGroupName: 'rg-hub',
      virtualNetworkName: 'vnet-hub',
      ...props,
    });
  expect(build).toThrowErrorMatchingSnapshot();
});

test.each<[string, object, string]>([
  ['a text', { virtualNetwork: 'vnet-hub' }, 'subnet.virtualNetwork'],
  ['an id beside it', { virtualNetworkId: NETWORK_ID }, 'subnet.virtualNetworkId'],
])('a gateway subnet is refused with %s for the virtual network', (_case, more, property) => {
  const { a } = stacks('a');
  const { virtualNetwork } = new GatewayNetwork(a, 'network', minimalNetwork());
  const subnet = GatewaySubnet.create({ virtualNetwork, addressPrefix: '10.60.0.64/27', ...more });
  const build = (): unknown => new ExpressRouteGateway(a, 'gateway', { ...gatewayProps(), subnet });
  expect(build).toThrow(`ExpressRouteGateway 'a/gateway' has 1 problem:\n  - ${property}: got`);
});

test('a virtual network has one ExpressRoute gateway, whether it is given as an object or by its id', () => {
  const { a } = stacks('a');
  const { virtualNetwork } = new GatewayNetwork(a, 'network', minimalNetwork());
  const { id } = virtualNetwork;
  const place = { addressPrefix: '10.60.0.64/27' };
  const first = GatewaySubnet.create({ virtualNetwork, ...place });
  const second = GatewaySubnet.create({ virtualNetworkId: String(id), ...place });
  new ExpressRouteGateway(a, 'gateway', { ...gatewayProps(), subnet: first });
  const build = (): unknown =>
    new ExpressRouteGateway(a, 'other', { ...gatewayProps(), name: 'other', subnet: second });
  expect(build).toThrow("a virtual network without the gateway 'a/gateway'");
});

describe('members and what they wait for in another stack', () => {
  const inSubnet = (stack: TerraformStack, network: GatewayNetwork, id = 'finance'): GatewayCluster => {
    const { subnetId: _s, ...rest } = minimalProps();
    return new GatewayCluster(stack, id, { ...rest, gatewayName: id, subnet: network.subnet() });
  };
  const byFirewall = {
    ...minimalNetwork(),
    egress: firewall({ interactiveSignIn: true }),
    outbound: OutboundPath.firewall({ privateIpAddress: '10.1.1.4' }),
  };

  test('rules of a firewall: whenever the cluster comes', () => {
    const { net, hub, before, later } = stacks('net', 'hub', 'before', 'later');
    const network = new GatewayNetwork(net, 'network', byFirewall);
    inSubnet(before, network, 'sales');
    const place = { name: 'rcg', firewallPolicyId: FIREWALL_POLICY_ID, priority: 1000, network };
    new FirewallEgressRules(hub, 'rules', place);
    inSubnet(later, network);
    const { of, after } = written(net);
    expect(after).toEqual({ net: [], hub: [], before: ['hub', 'net'], later: ['hub', 'net'] });
    for (const stack of [net, hub, before, later]) expect(strangers(of(stack))).toEqual([]);
  });

  test('a stack that already comes after that of the members is refused', () => {
    const { net, hub } = stacks('net', 'hub');
    const network = new GatewayNetwork(net, 'network', {
      ...minimalNetwork(),
      egress: tags({ interactiveSignIn: true }),
    });
    hub.addDependency(net);
    inSubnet(net, network);
    const output = new TerraformOutput(hub, 'peering', { value: 'x' });
    expect(() => {
      network.waitFor(output);
    }).toThrowErrorMatchingSnapshot();
  });

  test('registration of the resource provider', () => {
    const { one, other } = stacks('one', 'other');
    const first = new DelegatedSubnet(one, 'subnet', {
      ...subnetProps(),
      resourceProvider: PowerPlatformResourceProvider.registeredHere(),
    });
    new DelegatedSubnet(other, 'subnet', {
      ...subnetProps(),
      address: SubnetAddress.at('10.20.5.0/28'),
      resourceProvider: PowerPlatformResourceProvider.registeredElsewhere(first.registration),
    });
    const { of, after } = written(one);
    expect(after).toEqual({ one: [], other: ['one'] });
    expect(strangers(of(other))).toEqual([]);
  });
});

describe('checks reach over stacks', () => {
  test('rows that the network lacks', () => {
    const { net, work } = stacks('net', 'work');
    const network = new GatewayNetwork(net, 'network', { ...minimalNetwork(), egress: Egress.byServiceTags({}) });
    const { subnetId: _s, ...rest } = minimalProps();
    expect(() => new GatewayCluster(work, 'finance', { ...rest, subnet: network.subnet() })).toThrow('subnet (relay)');
  });

  test('room in the subnet', () => {
    const { net, one, other } = stacks('net', 'one', 'other');
    const network = new GatewayNetwork(net, 'network', {
      ...minimalNetwork(),
      egress: tags({ interactiveSignIn: true }),
      subnets: { members: SubnetSize.prefixLength(29) },
    });
    const { subnetId: _s, ...rest } = minimalProps();
    new GatewayCluster(one, 'finance', { ...rest, subnet: network.subnet() });
    const second = (): unknown =>
      new GatewayCluster(other, 'sales', { ...rest, gatewayName: 'sales', subnet: network.subnet() });
    expect(second).toThrow('at most 1 in 10.60.0.0/29 beside one/finance');
  });

  test('an extension in another stack joins the members, and one of another cluster does not', () => {
    const { one, other, joins } = stacks('one', 'other', 'joins');
    const props = {
      ...minimalProps(),
      serviceAccount: ServiceAccount.groupManaged({ name: 'svc', domain: 'corp.contoso.com', netbiosDomain: 'CORP' }),
    };
    const first = new GatewayCluster(one, 'finance', props);
    // The same addresses, in another stack.
    new GatewayCluster(other, 'finance', { ...props, gatewayName: 'sales', computerNamePrefix: 'sales' });
    first.members.forEach(({ key, virtualMachineId }) => {
      const type = { publisher: 'Microsoft.Compute', type: 'JsonADDomainExtension', typeHandlerVersion: '1.3' };
      new VirtualMachineExtension(joins, key, { name: 'join', virtualMachineId, ...type });
    });
    let message = '';
    try {
      written(one);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain("GatewayCluster 'other/finance'");
    expect(message).not.toContain("GatewayCluster 'one/finance'");
  });
});
