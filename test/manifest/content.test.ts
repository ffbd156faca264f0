import { Fn, Lazy, TerraformLocal, TerraformResource, TerraformVariable, Token } from 'cdktf';
import fc from 'fast-check';
import {
  type AdditionalNames,
  Circuit,
  Circuits,
  DataGatewayManifest,
  type DataSource,
  DomainControllers,
  DomainMembership,
  Egress,
  ExpressRoute,
  GatewayCluster,
  GatewayNetwork,
  type GatewayClusterProps,
  GatewaySoftware,
  type MemberKeys,
  type MemberSettings,
  KeyVaultSecretReference,
  KeyVaultSecretVersionReference,
  PeeringLinks,
  Placement,
  PowerPlatformGeo,
  PowerPlatformRoute,
  Registration,
  SecretInState,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib';
import * as route from '../express-route/construct-fixtures';
import { ADDITIONAL_NAMES, ALL_SOURCES } from '../network/fixtures';
import { KEY_VAULT_ID, minimalProps, TENANT_ID } from '../support/fixtures';
import { EXAMPLES, synthesizedExample } from '../support/examples';
import { newStack } from '../support/synthesize';
import { problemsOf, SCHEMA } from './closed-schema';
import { type Build, FULL, MINIMAL } from './estates';

function textOf(build: Build): string {
  const stack = newStack();
  build(stack);
  return DataGatewayManifest.textOf(stack);
}

/** All texts in a manifest that are addresses of its own stack, without those of values. */
function addressesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^(azurerm|terraform|fabric)_\w+\.[\w-]+$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null || 'computed' in value) return [];
  return Object.values(value).flatMap(addressesIn);
}

/** Paths of the constructs in a manifest. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/"constructPath": "([^"]+)"/g)].map(([, path = '']) => `${path}/`);
}

interface TerraformJson {
  readonly resource?: Readonly<
    Record<string, Readonly<Record<string, { readonly '//': { readonly metadata: { readonly path: string } } }>>>
  >;
}

test.each(EXAMPLES)('every resource that the library makes in %s has its place, and one only', (example) => {
  for (const { manifest = '{}', terraform } of synthesizedExample(example)) {
    const paths = pathsIn(manifest);
    const made = Object.entries((JSON.parse(terraform) as TerraformJson).resource ?? {})
      .flatMap(([type, blocks]) => Object.entries(blocks).map(([name, block]) => [`${type}.${name}`, block] as const))
      .filter(([, block]) => paths.some((path) => block['//'].metadata.path.startsWith(path)))
      .map(([address]) => address);
    expect([...addressesIn(JSON.parse(manifest))].sort()).toEqual(made.sort());
  }
});

test.each(Object.entries({ ...MINIMAL, ...FULL }))(
  'every resource of the whole %s has its place, and one only',
  (_, build) => {
    const stack = newStack();
    build(stack);
    const text = DataGatewayManifest.textOf(stack);
    const paths = pathsIn(text);
    const made = stack.node
      .findAll()
      .filter((one) => TerraformResource.isTerraformResource(one))
      .filter(({ node }) => paths.some((path) => node.path.startsWith(path)))
      .map(({ terraformResourceType, friendlyUniqueId }) => `${terraformResourceType}.${friendlyUniqueId}`);
    expect([...addressesIn(JSON.parse(text))].sort()).toEqual(made.sort());
  },
);

const SECRET = 'hunter2';

const LINKS = {
  amsterdam: PeeringLinks.of({ ipv4: '172.16.0.0/29' }),
  london: PeeringLinks.of({ ipv4: '172.16.0.8/29' }),
};

test('no secret gets in, wherever somebody puts one', () => {
  const text = textOf((stack) => {
    const given = new TerraformVariable(stack, 'password', { sensitive: true, default: SECRET });
    new GatewayCluster(stack, 'finance', {
      ...minimalProps(),
      tags: { secret: SECRET },
      administratorUsername: SECRET,
      memberSettings: { '01': { rerun: { configure: SECRET } } },
      software: GatewaySoftware.latest({ installerArguments: ['/install', `/password=${SECRET}`] }),
      steps: [
        {
          name: 'driver',
          interruptsMember: false,
          define: (scope) => {
            const driver = new TerraformResource(scope, 'driver', { terraformResourceType: 'null_resource' });
            driver.addOverride('triggers', { key: SECRET });
            return driver;
          },
        },
      ],
      domainMembership: DomainMembership.joinByExtension({
        domain: 'corp.contoso.com',
        account: `CORP\\${SECRET}`,
        protectedSettings: KeyVaultSecretVersionReference.of({
          keyVaultId: KEY_VAULT_ID,
          name: 'domain-join',
          version: 'deadbeef'.repeat(4),
        }),
      }),
    });
    const bgpKey = SecretInState.computed(given.stringValue);
    const { amsterdam, london } = LINKS;
    new ExpressRoute(stack, 'express-route', {
      ...route.minimalProps(),
      circuits: route.pair(route.PROVISIONED),
      tags: { secret: SECRET },
      privatePeering: route.privatePeering({
        circuits: { amsterdam: { links: amsterdam, bgpKey }, london: { links: london } },
      }),
    });
  });
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain('deadbeef');
  expect(text).not.toContain('password');
});

test('no field is for a secret', () => {
  const fields = Object.entries(SCHEMA.$defs).flatMap(([, { properties = {} }]) => Object.entries(properties));
  const suspicious = fields.filter(([name]) => /secret|password|token|credential|key$/i.test(name));
  const kinds = new Set(suspicious.map(([name, { $ref }]) => ($ref === undefined ? name : `${name}: ${$ref}`)));
  // Keys are names inside the stack, but for the recovery key; the region's is a name too.
  expect([...kinds].sort()).toEqual([
    'circuitKey',
    'credential: #/$defs/VaultReference',
    'key',
    'recoveryKey: #/$defs/VaultReference',
    'regionKey',
  ]);
});

test('what Terraform computes stands as where it comes from, and never as an expression', () => {
  const stack = newStack();
  const input = (name: string): string => new TerraformVariable(stack, name, { type: 'string' }).stringValue;
  const vault = `/subscriptions/${input('subscription')}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv`;
  new GatewayCluster(stack, 'finance', {
    gatewayName: input('gateway_name'),
    computerNamePrefix: 'FIN',
    location: input('location'),
    resourceGroupName: Lazy.stringValue({ produce: () => 'rg-known-late' }),
    subnetId: Fn.lower(input('subnet')),
    members: 2,
    memberSettings: { '01': { privateIpAddress: '${module.addresses.first}' } },
    placement: Placement.unplaced(),
    recoveryKey: KeyVaultSecretReference.of({ keyVaultId: vault, name: input('secret_name') }),
    registration: Registration.byOperator({ tenantId: new TerraformLocal(stack, 'tenant', TENANT_ID).asString }),
  });
  new ExpressRoute(stack, 'express-route', {
    ...route.minimalProps(),
    circuits: route.pair(route.PROVISIONED),
    microsoftPeering: route.microsoft({
      peerAsn: new TerraformVariable(stack, 'asn', { type: 'number' }).numberValue,
      vlanId: Token.asNumber('${data.external.plan.result.vlan}'),
    }),
  });
  const manifest = DataGatewayManifest.of(stack);
  const text = DataGatewayManifest.textOf(stack);
  expect(problemsOf(manifest)).toEqual([]);
  expect(text).not.toMatch(/TfToken|\$\{|[0-9]e\+/);
  const [cluster] = manifest.clusters;
  expect(cluster).toMatchObject({
    gatewayName: { computed: true, address: 'var.gateway_name' },
    resourceGroupName: 'rg-known-late',
    subnet: { id: { computed: true } },
    registration: { tenantId: { computed: true, address: 'local.tenant' } },
    recoveryKey: { keyVaultId: { computed: true }, name: { computed: true, address: 'var.secret_name' } },
  });
  expect(cluster?.members[0]?.privateIpAddress).toEqual({
    computed: true,
    address: 'module.addresses',
    attribute: 'first',
  });
  expect(manifest.expressRoutes[0]?.circuits[0]?.microsoftPeering).toMatchObject({
    peerAsn: { computed: true, address: 'var.asn' },
    vlanId: { computed: true, address: 'data.external.plan', attribute: 'result.vlan' },
  });
});

/** The least cluster, with these members. */
function withKeys(memberKeys: readonly string[]): GatewayClusterProps {
  const { members: _, ...props } = minimalProps() as GatewayClusterProps & { readonly members: number };
  return { ...props, memberKeys: memberKeys as MemberKeys };
}

/** Everything whose order the user chooses, in an order. */
function estate(order: <T>(list: readonly T[]) => T[]): Build {
  return (stack) => {
    const amsterdam = { provider: 'Equinix', peeringLocation: 'Amsterdam', bandwidthMbps: 200 } as const;
    const london = { provider: 'BT', peeringLocation: 'London', bandwidthMbps: 200 } as const;
    const parts: (() => unknown)[] = [
      () =>
        new GatewayCluster(stack, 'finance', {
          ...withKeys(order(['01', '02b', '03'])),
          placement: Placement.acrossZones(order(['1', '2', '3'])),
          memberSettings: Object.fromEntries(
            order<[string, MemberSettings]>([
              ['01', { zone: '1' }],
              ['03', { zone: '3' }],
            ]),
          ),
        }),
      () =>
        new GatewayNetwork(stack, 'network', {
          name: 'data-gateway',
          location: 'westeurope',
          resourceGroupName: 'rg-gateway',
          virtualNetwork: VirtualNetworkPlace.create(order(['10.60.0.0/24', '10.60.1.0/24'])),
          subnets: Object.fromEntries(
            order([
              ['members', SubnetSize.at('10.60.0.0/27')],
              ['others', SubnetSize.at('10.60.1.0/27')],
            ] as const),
          ),
          egress: Egress.byServiceTags({
            namesWithoutTag: 'internet',
            dataSources: order<DataSource>(ALL_SOURCES),
            additionalNames: order<AdditionalNames>(ADDITIONAL_NAMES),
            domainControllers: DomainControllers.at(order(['10.1.0.4', '10.1.0.5'])),
          }),
        }),
      () =>
        new ExpressRoute(stack, 'express-route', {
          ...route.minimalProps(),
          circuits: Circuits.pair(
            ...(order([amsterdam, london]).map((options) =>
              Circuit.ofProvider({ ...options, phase: route.PROVISIONED }),
            ) as [Circuit, Circuit]),
          ),
          privatePeering: route.privatePeering(),
          virtualNetworkRegions: order(['westeurope', 'uksouth']),
          microsoftPeering: route.microsoft({
            route: PowerPlatformRoute.toGeos(order([PowerPlatformGeo.EUROPE, PowerPlatformGeo.UNITED_KINGDOM])),
          }),
        }),
    ];
    for (const part of order(parts)) part();
  };
}

test('the order in which things are written down changes nothing', () => {
  const expected = textOf(estate((list) => [...list]));
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(1000)), (numbers) => {
      const next = (): number => Number(numbers.next().value);
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((element) => [next(), element] as const)
          .sort(([one], [other]) => one - other)
          .map(([, element]) => element);
      expect(textOf(estate(shuffled))).toBe(expected);
    }),
    { numRuns: 15 },
  );
});

/** Lines of the second text that are not in the first, and how many of the first are gone. */
function difference(before: string, after: string): { readonly added: readonly string[]; readonly gone: number } {
  const old = before.split('\n');
  let place = 0;
  const added = after.split('\n').filter((line) => {
    if (line !== old[place]) return true;
    place += 1;
    return false;
  });
  return { added, gone: old.length - place };
}

test.each([
  ['at the end', ['01', '02'], ['01', '02', '03']],
  ['in between', ['01', '03'], ['01', '02', '03']],
] as const)('a member more, %s, adds its own lines and changes no other', (_, before, after) => {
  const cluster = (memberKeys: readonly string[]): string =>
    textOf((stack) => new GatewayCluster(stack, 'finance', withKeys(memberKeys)));
  const { added, gone } = difference(cluster(before), cluster(after));
  expect(gone).toBe(0);
  const mentioned = added.filter((line) => /member-|"key"/.test(line));
  expect(mentioned.length).toBeGreaterThan(5);
  const key = after.find((one) => !(before as readonly string[]).includes(one)) ?? '';
  expect(mentioned.filter((line) => !line.includes(key))).toEqual([]);
});
