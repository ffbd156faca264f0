import { Fn, TerraformVariable, Token } from 'cdktf';
import { Construct } from 'constructs';
import {
  DataGatewayError,
  GatewayCluster,
  GatewayDefaults,
  type GatewayDefaultsOptions,
  GatewayNetwork,
  GatewaySecurityGroup,
  DnsServers,
  ResourceNaming,
} from '../../lib';
import { minimalNetwork, tags } from '../network/fixtures';
import { minimalProps } from '../support/fixtures';
import { type Block, synthesize } from '../support/synthesize';
import { CONSTRUCTS, resourcesIn, stacks } from './fixtures';

const { location: _location, resourceGroupName: _group, ...placeless } = minimalNetwork();

function refused(action: () => unknown): DataGatewayError {
  try {
    action();
  } catch (error) {
    if (error instanceof DataGatewayError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function guard(scope: Construct, own: Partial<GatewayDefaultsOptions> = {}): GatewaySecurityGroup {
  return new GatewaySecurityGroup(scope, 'guard', { name: 'nsg-a', egress: tags(), dns: DnsServers.azure(), ...own });
}

describe.each(Object.entries(CONSTRUCTS))('%s', (_name, build) => {
  test('takes what is set on the app', () => {
    const { app, prod } = stacks('prod');
    GatewayDefaults.of(app).set({
      location: 'westeurope',
      resourceGroupName: 'rg-all',
      tags: { owner: 'data-platform' },
      naming: ResourceNaming.custom(({ proposed }) => `c-${proposed}`),
    });
    build(prod);
    const made = Object.entries(resourcesIn(prod));
    expect(made.length).toBeGreaterThan(0);
    for (const [address, block] of made) {
      if ('location' in block)
        expect([address, block['location']]).toEqual([address, expect.stringMatching(/westeurope|\.location/)]);
      if ('resource_group_name' in block)
        expect([address, block['resource_group_name']]).toEqual([
          address,
          expect.stringMatching(/^rg-all$|_group_name|rg-network/),
        ]);
      if ('location' in block && !address.includes('run_command'))
        expect([address, block['tags']]).toEqual([address, { owner: 'data-platform' }]);
    }
    const groups = made.map(([, block]) => block['resource_group_name']).filter((group) => group !== undefined);
    expect(groups).toContain('rg-all');
    const names = made.flatMap(([address, block]) =>
      /policy|subnet\.|nsg-finance/.test(address) ? [] : [JSON.stringify(block['name'] ?? '').replaceAll('"', '')],
    );
    if (_name !== 'GatewaySecurityGroup' && _name !== 'VirtualNetworkSupport')
      expect(names.some((name) => name.startsWith('c-'))).toBe(true);
  });
});

test('property by property the nearest says more, and the construct itself most', () => {
  const { app, prod, test: other } = stacks('prod', 'test');
  GatewayDefaults.of(app).set({ location: 'westeurope', resourceGroupName: 'rg-app' });
  GatewayDefaults.of(prod).set({ resourceGroupName: 'rg-prod' });
  const spoke = new Construct(prod, 'spoke');
  GatewayDefaults.of(spoke).set({ location: 'northeurope' });
  guard(prod);
  guard(spoke);
  guard(new Construct(spoke, 'own'), { location: 'uksouth' });
  guard(other);
  const placed = (stack: typeof prod): unknown[] =>
    Object.values(resourcesIn(stack)).map((block) => [block['location'], block['resource_group_name']]);
  expect(placed(prod)).toEqual([
    ['westeurope', 'rg-prod'],
    ['northeurope', 'rg-prod'],
    ['uksouth', 'rg-prod'],
  ]);
  expect(placed(other)).toEqual([['westeurope', 'rg-app']]);
});

test('tags are joined, and names are told apart without case', () => {
  const { app, prod } = stacks('prod');
  GatewayDefaults.of(app).set({
    location: 'westeurope',
    resourceGroupName: 'rg-app',
    tags: { Owner: 'it', env: 'none' },
  });
  GatewayDefaults.of(prod)
    .set({ tags: { ENV: 'prod' } })
    .set({ tags: { 'cost-center': '4711' } });
  guard(prod, { tags: { owner: 'finance' } });
  expect(Object.values(resourcesIn(prod))[0]?.['tags']).toEqual({
    owner: 'finance',
    ENV: 'prod',
    'cost-center': '4711',
  });
});

test('more tags than Azure takes are refused where they meet', () => {
  const { app, prod } = stacks('prod');
  const many = (count: number, prefix: string): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${String(index)}`, 'x']));
  GatewayDefaults.of(app).set({ location: 'westeurope', resourceGroupName: 'rg-app', tags: many(40, 'a') });
  expect(refused(() => guard(prod, { tags: many(11, 'b') })).message).toMatchSnapshot();
});

test('what only Terraform knows passes', () => {
  const { app, prod } = stacks('prod');
  const text = (name: string): string => new TerraformVariable(prod, name, { type: 'string' }).stringValue;
  const map = new TerraformVariable(prod, 'tags', { type: 'map(string)' });
  GatewayDefaults.of(app).set({ tags: { owner: text('owner') } });
  GatewayDefaults.of(prod).set({
    location: text('location'),
    resourceGroupName: text('group'),
    tags: Token.asStringMap(map.value),
  });
  guard(prod, { tags: { env: 'prod' } });
  new GatewayNetwork(prod, 'network', placeless);
  const blocks = resourcesIn(prod);
  const ofGroup = (name: string): Block | undefined =>
    Object.entries(blocks).find(([address]) => address.startsWith(`azurerm_network_security_group.${name}`))?.[1];
  expect(ofGroup('guard')).toMatchObject({
    location: '${var.location}',
    resource_group_name: '${var.group}',
    tags: '${merge({"owner" = var.owner}, var.tags, {"env" = "prod"})}',
  });
  // What is inside of a construct gets the tags of the construct, joined once.
  expect(ofGroup('network_guard')?.['tags']).toBe('${merge({"owner" = var.owner}, var.tags)}');
});

test('one map of tags that only Terraform knows is not copied', () => {
  const { prod } = stacks('prod');
  const map = new TerraformVariable(prod, 'tags', { type: 'map(string)' });
  GatewayDefaults.of(prod).set({
    location: 'westeurope',
    resourceGroupName: 'rg',
    tags: Token.asStringMap(Fn.merge([map.value]) as string),
  });
  guard(prod);
  expect(Object.values(resourcesIn(prod))[0]?.['tags']).toContain('var.tags');
});

test('members lie where their subnet is, whatever the defaults say', () => {
  const { app, prod } = stacks('prod');
  GatewayDefaults.of(app).set({ location: 'northeurope', resourceGroupName: 'rg-app' });
  const network = new GatewayNetwork(prod, 'network', {
    ...placeless,
    location: 'westeurope',
    egress: tags({ interactiveSignIn: true }),
  });
  const { location: _l, resourceGroupName: _r, subnetId: _s, ...rest } = minimalProps();
  const cluster = new GatewayCluster(prod, 'finance', { ...rest, subnet: network.subnet() });
  expect(cluster.location).toBe('westeurope');
  expect(cluster.resourceGroupName).toBe('rg-app');
});

test('a lock is inherited, and lifted by one word', () => {
  const { app, prod } = stacks('prod');
  GatewayDefaults.of(app).set({ location: 'westeurope', resourceGroupName: 'rg', lock: true });
  const { location: _l, resourceGroupName: _r, ...rest } = minimalProps();
  new GatewayCluster(prod, 'finance', rest);
  new GatewayCluster(prod, 'sales', { ...rest, gatewayName: 'sales', lock: false });
  const locks = Object.keys(resourcesIn(prod)).filter((address) => address.startsWith('azurerm_management_lock'));
  expect(locks).toHaveLength(2);
  expect(locks.every((address) => address.includes('finance'))).toBe(true);
});

test('defaults that say nothing change nothing', () => {
  const plain = synthesize((stack) =>
    guard(stack, { location: 'westeurope', resourceGroupName: 'rg', tags: { a: 'b' } }),
  );
  const set = synthesize((stack) => {
    GatewayDefaults.of(stack).set({}).set({ location: 'uksouth', naming: ResourceNaming.standard() });
    return guard(stack, { location: 'westeurope', resourceGroupName: 'rg', tags: { a: 'b' } });
  });
  expect(set.json).toBe(plain.json);
});

test.each([
  ['no region', {}, ['location', 'resourceGroupName']],
  ['no resource group', { location: 'westeurope' }, ['resourceGroupName']],
])('%s is an error that says both ways to give it', (_case, defaults, missing) => {
  const { app, prod } = stacks('prod');
  GatewayDefaults.of(app).set(defaults);
  const { problems, message } = refused(() => new GatewayNetwork(prod, 'network', placeless));
  expect(problems.map(({ property }) => property)).toEqual(missing);
  expect(message).toMatchSnapshot();
});

describe('what comes too late', () => {
  test.each<[string, GatewayDefaultsOptions]>([
    ['a region', { location: 'uksouth' }],
    ['tags', { tags: { owner: 'it' } }],
  ])('%s', (_what, late) => {
    const { app, prod } = stacks('prod');
    GatewayDefaults.of(prod).set({ resourceGroupName: 'rg' });
    try {
      guard(prod);
    } catch {
      // Without a region it is refused, and had looked for one.
    }
    const error = refused(() => GatewayDefaults.of(app).set(late));
    expect(error.message).toMatchSnapshot();
    expect(error.message).toContain("'prod/guard' has been made without it");
  });

  test('is no error where the construct had said it itself, or had it from nearer', () => {
    const { app, prod } = stacks('prod');
    GatewayDefaults.of(prod).set({ resourceGroupName: 'rg' });
    guard(prod, { location: 'westeurope' });
    expect(() =>
      GatewayDefaults.of(app).set({ location: 'uksouth', resourceGroupName: 'rg-app', lock: true }),
    ).not.toThrow();
  });

  test('is known of the construct itself', () => {
    const { prod } = stacks('prod');
    const network = guard(prod, { location: 'westeurope', resourceGroupName: 'rg' });
    expect(() => GatewayDefaults.of(network).set({ tags: { a: 'b' } })).toThrow('has been made without it');
  });
});

test('what is said twice in one place is refused', () => {
  const { prod } = stacks('prod');
  const defaults = GatewayDefaults.of(prod);
  defaults.set({ location: 'westeurope', tags: { owner: 'it' }, naming: ResourceNaming.standard(), lock: false });
  defaults.set({ resourceGroupName: 'rg', tags: { env: 'prod' } });
  const again = {
    location: 'westeurope',
    tags: { Owner: 'me', more: '1' },
    naming: ResourceNaming.standard(),
    lock: true,
  };
  expect(refused(() => defaults.set(again)).message).toMatchSnapshot();
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'westeurope'],
  ['an unknown property', { region: 'westeurope' }],
  ['no region', { location: 'west_europe' }],
  ['the id of a resource group', { resourceGroupName: '/subscriptions/x' }],
  ['tags that are none', { tags: ['owner'] }],
  ['a tag without value', { tags: { owner: 7 } }],
  ['a rule for names that is none', { naming: () => 'x' }],
  ['a lock in words', { lock: 'CanNotDelete' }],
])('%s is refused', (_case, input) => {
  const { prod } = stacks('prod');
  const { problems, message } = refused(() => GatewayDefaults.of(prod).set(input as never));
  expect(problems).toHaveLength(1);
  expect(message).toMatchSnapshot();
});

test('all that is wrong is said at once, and again at synthesis to whoever swallows it', () => {
  const { prod } = stacks('prod');
  const wrong = { location: '_', resourceGroupName: 'rg.', tags: { 'a<b': 'c' }, naming: 'x', lock: 1 };
  const error = refused(() => GatewayDefaults.of(prod).set(wrong as never));
  expect(error.problems).toHaveLength(5);
  expect(() => resourcesIn(prod)).toThrow("GatewayDefaults 'prod' has 5 problems");
});
