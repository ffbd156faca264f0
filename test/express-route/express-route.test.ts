import { Token } from 'cdktf';
import { ResourceNaming } from '../../lib';
import {
  Circuit,
  Circuits,
  expressRouteReport,
  PeeringLinks,
  SecretInState,
  SINGLE_SITE_RISK,
} from '../../lib/express-route';
import { KeyVaultSecretReference } from '../../lib/identity';
import { PowerPlatformGeo, PowerPlatformRoute } from '../../lib/regions';
import { annotations } from '../support/synthesize';
import {
  block,
  CIRCUIT_ID,
  expressRoute,
  microsoft,
  minimalProps,
  ORDERED,
  pair,
  PORT_ID,
  privatePeering,
  provisioned,
  PROVISIONED,
  VAULT_ID,
  written,
} from './construct-fixtures';

const CIRCUIT = 'azurerm_express_route_circuit';
const PEERING = 'azurerm_express_route_circuit_peering';

/** What a block says of conditions. */
function conditions(of: Readonly<Record<string, unknown>>): readonly { condition: string; error_message: string }[] {
  return (of['lifecycle'] as { precondition?: { condition: string; error_message: string }[] }).precondition ?? [];
}

function outputsOf(parsed: unknown): Readonly<Record<string, { value: unknown; sensitive?: boolean }>> {
  return (parsed as { output?: Record<string, { value: unknown; sensitive?: boolean }> }).output ?? {};
}

test('minimal: two circuits, ordered', () => {
  const { json, stack } = expressRoute();
  expect(json).toMatchSnapshot();
  expect(annotations(stack, 'info')).toMatchSnapshot();
  expect(annotations(stack, 'warn')).toEqual([]);
});

test('full: both styles, both peerings, both versions of IP, keys', () => {
  const bgpKey = SecretInState.variable('bgp_key');
  const inVault = SecretInState.keyVaultSecret(
    KeyVaultSecretReference.of({ keyVaultId: VAULT_ID, name: 'bgp-london' }),
  );
  const links = (ipv4: string, ipv6: string): PeeringLinks => PeeringLinks.of({ ipv4, ipv6 });
  const { json, stack } = provisioned({
    circuits: Circuits.pair(
      Circuit.ofProvider({
        provider: 'Equinix',
        peeringLocation: 'Amsterdam',
        bandwidthMbps: 1000,
        billing: 'unlimited',
        tier: 'Premium',
        phase: PROVISIONED,
      }),
      Circuit.direct({
        portId: PORT_ID,
        peeringLocation: 'London',
        bandwidthGbps: 5,
        rateLimiting: true,
        phase: PROVISIONED,
      }),
    ),
    microsoftPeering: microsoft({
      customerAsn: 65_001,
      circuits: {
        amsterdam: {
          links: links('203.0.113.0/29', '2001:db8:1::/125'),
          advertisedPrefixes: ['203.0.113.64/27', '203.0.113.96/27'],
          advertisedIpv6Prefixes: ['2001:db8:1:1::/64'],
          vlanId: 201,
          bgpKey,
        },
        london: {
          links: PeeringLinks.of({ ipv4: ['198.51.100.0/30', '198.51.100.4/30'] }),
          advertisedPrefixes: ['198.51.100.64/27'],
          bgpKey: inVault,
        },
      },
    }),
    privatePeering: privatePeering({
      circuits: {
        amsterdam: { links: links('172.16.0.0/29', 'fd00:1::/125'), bgpKey },
        london: { links: PeeringLinks.of({ ipv6: 'fd00:2::/125' }), vlanId: 101 },
      },
    }),
    virtualNetworkRegions: ['westeurope', 'eastus'],
    virtualNetworkAddressSpace: ['10.60.0.0/16'],
    desktopFlows: true,
    naming: ResourceNaming.custom(({ proposed }) => `contoso-${proposed}`),
    preventDestroy: false,
    tags: { workload: 'power-platform' },
  });
  expect(json).toMatchSnapshot();
  expect(annotations(stack, 'warn')).toMatchSnapshot();
  expect(annotations(stack, 'info')).toMatchSnapshot();
});

test('the tree is a contract', () => {
  expect(Object.keys(provisioned().resources).sort()).toMatchSnapshot();
});

describe('two phases', () => {
  const both = { microsoftPeering: microsoft(), privatePeering: privatePeering() };

  test('of ordered circuits nothing is made but the circuits', () => {
    const { resources } = expressRoute(both);
    expect([...new Set(Object.keys(resources).map((address) => address.split('.')[0]))].sort()).toEqual([
      CIRCUIT,
      'terraform_data',
    ]);
  });

  test('what was made when they were ordered stays as it is', () => {
    const ordered = expressRoute(both).resources;
    const later = provisioned().resources;
    expect(Object.keys(ordered)).toHaveLength(4);
    for (const [address, before] of Object.entries(ordered)) expect(later[address]).toEqual(before);
    // Nor does it depend on what comes then: nothing that is there names it.
    const added = Object.keys(later).filter((address) => !(address in ordered));
    for (const address of added) expect(JSON.stringify(ordered)).not.toContain(address);
    expect(added).toHaveLength(10);
  });

  test('one carrier may be done before the other', () => {
    const { resources, parsed } = expressRoute({ ...both, circuits: pair(ORDERED, PROVISIONED) });
    const peerings = Object.keys(resources).filter((address) => address.startsWith(PEERING));
    expect(peerings.every((address) => address.includes('london'))).toBe(true);
    expect(peerings).toHaveLength(2);
    const outputs = Object.keys(outputsOf(parsed));
    expect(outputs.map((name) => name.replace(/_[0-9A-F]{8}$/, ''))).toEqual([
      'express-route_next-steps',
      'express-route_service-key-amsterdam',
    ]);
    // The other one comes before it later, and changes nothing of it but its order.
    const later = provisioned().resources;
    for (const address of peerings) {
      const { depends_on: _, ...rest } = later[address] ?? {};
      expect(rest).toEqual(resources[address]);
    }
  });

  test('service keys are sensitive outputs, until the carrier is done', () => {
    const { parsed, resources } = expressRoute();
    const keys = Object.values(outputsOf(parsed)).filter(({ value }) => String(value).endsWith('.service_key}'));
    expect(keys).toHaveLength(2);
    expect(keys.every(({ sensitive }) => sensitive === true)).toBe(true);
    expect(JSON.stringify(resources)).not.toContain('service_key');
    expect(outputsOf(provisioned().parsed)).toEqual({});
  });

  test('what people are told is a command that names the output as it is', () => {
    const { parsed, stack } = expressRoute();
    const outputs = outputsOf(parsed);
    const named = annotations(stack, 'info').flatMap((text) => /terraform output -raw ([\w-]+)/.exec(text)?.[1] ?? []);
    expect(named).toHaveLength(2);
    for (const name of named) expect(outputs[name]?.sensitive).toBe(true);
  });

  test('of ports of your own nobody knows what Azure says', () => {
    const circuit = Circuit.direct({
      portId: PORT_ID,
      peeringLocation: 'Zurich Metro',
      bandwidthGbps: 1,
      phase: PROVISIONED,
    });
    const network = privatePeering({
      circuits: { 'zurich-metro': { links: PeeringLinks.of({ ipv4: '172.16.0.0/29' }) } },
    });
    const stack = expressRoute({ circuits: Circuits.metro(circuit), privatePeering: network });
    expect(block(stack, PEERING, 'private-peering')['lifecycle']).toBeUndefined();
  });
});

describe('what a circuit was ordered with', () => {
  test('is remembered, and compared before anything is planned', () => {
    const stack = expressRoute();
    const circuit = block(stack, CIRCUIT, 'amsterdam');
    expect(conditions(circuit)).toMatchSnapshot();
    expect(block(stack, 'terraform_data', 'ordered-with-amsterdam')['lifecycle']).toEqual({
      ignore_changes: ['input'],
    });
    expect(circuit['lifecycle']).toMatchObject({
      prevent_destroy: true,
      ignore_changes: ['name', 'location', 'resource_group_name'],
    });
  });

  test.each([
    ['unlimited', 'Standard', 2],
    ['metered', 'Standard', 3],
    ['unlimited', 'Local', 3],
  ] as const)('%s data and tier %s: %d conditions', (billing, tier, count) => {
    const circuit = Circuit.ofProvider({
      provider: 'Equinix',
      peeringLocation: 'Amsterdam',
      bandwidthMbps: 200,
      billing,
      tier,
      phase: ORDERED,
    });
    const circuits = Circuits.singleSite(circuit, { accepting: SINGLE_SITE_RISK });
    expect(conditions(block(expressRoute({ circuits }), CIRCUIT, 'amsterdam'))).toHaveLength(count);
  });

  test.each([
    ['written as an expression', '${var.carrier}', '${var.carrier}'],
    ['a token', Token.asString('${var.carrier}'), '${var.carrier}'],
    ['with quotation marks', 'The "Carrier" \\ Co', 'The \\"Carrier\\" \\\\ Co'],
  ])('the carrier, %s, is compared by Terraform', (_, provider, text) => {
    const peeringLocation = 'Amsterdam Metro';
    const circuits = Circuits.metro(
      Circuit.ofProvider({ provider, peeringLocation, bandwidthMbps: 50, phase: ORDERED }),
    );
    const [through] = conditions(block(expressRoute({ circuits }), CIRCUIT, 'amsterdam-metro'));
    expect(through?.condition).toMatch(/^\$\{lower\(terraform_data\.[\w-]+\.output\.through\) == lower\("/);
    expect(through?.condition.slice(-`"${text}, ${peeringLocation}")}`.length)).toBe(`"${text}, ${peeringLocation}")}`);
  });

  test('the order in which they are named changes the order in which they are made, and nothing else', () => {
    const without = (of: object): unknown =>
      JSON.parse(JSON.stringify(of, (key, value: unknown) => (key === 'depends_on' ? undefined : value)));
    const [first, second] = pair(PROVISIONED).all as [Circuit, Circuit];
    const turned = provisioned({ circuits: Circuits.pair(second, first) });
    expect(without(turned.resources)).toEqual(without(provisioned().resources));
  });
});

describe('the tier', () => {
  const tierOf = (route: PowerPlatformRoute): unknown =>
    block(expressRoute({ microsoftPeering: microsoft({ route }) }), CIRCUIT, 'amsterdam')['sku'];

  test('is Standard inside the area, and Premium across', () => {
    expect(tierOf(PowerPlatformRoute.toGeos([PowerPlatformGeo.SWITZERLAND]))).toMatchObject({ tier: 'Standard' });
    expect(tierOf(PowerPlatformRoute.toGeos([PowerPlatformGeo.JAPAN]))).toMatchObject({ tier: 'Premium' });
  });

  test('follows from virtual networks too', () => {
    const stack = provisioned({ virtualNetworkRegions: ['eastus'] });
    expect(block(stack, CIRCUIT, 'london')['sku']).toMatchObject({ tier: 'Premium' });
  });
});

describe('circuits that exist', () => {
  const existing = (amsterdam: string) =>
    provisioned({ existingCircuitIds: { amsterdam }, microsoftPeering: undefined } as never);

  test('are left as they are, and get peerings', () => {
    const stack = existing(CIRCUIT_ID);
    expect(stack.ofType(CIRCUIT)).toHaveLength(1);
    expect(stack.json).not.toContain('ordered-with-amsterdam');
    expect(block(stack, PEERING, 'private-peering-amsterdam')).toMatchObject({
      express_route_circuit_name: 'erc-old',
      resource_group_name: 'rg-network',
    });
    expect(stack.result.circuits[0]).toMatchObject({ key: 'amsterdam', circuitId: CIRCUIT_ID, isProvisioned: true });
  });

  test('may be known to Terraform alone', () => {
    const id = '${azurerm_express_route_circuit.old.id}';
    const names = block(existing(id), PEERING, 'private-peering-amsterdam');
    expect(names['express_route_circuit_name']).toBe('${element(split("/", azurerm_express_route_circuit.old.id), 8)}');
  });
});

test('the report is that of the same input, at a place that does not change', () => {
  const props = { ...minimalProps(), microsoftPeering: microsoft() };
  const { path, text } = written(props);
  expect(text).toBe(expressRouteReport({ circuits: props.circuits, microsoftPeering: props.microsoftPeering }));
  expect(text).toContain('12076:51002');
  expect(path).toMatch(/\/reachability-power-platform\.txt$/);
  const other = written({ ...minimalProps(), privatePeering: privatePeering(), desktopFlows: true });
  expect(other.path).toBe(path);
  expect(other.text).not.toBe(text);
});

test('both circuits in one city are a warning, and so is an autonomous system that is private', () => {
  const circuits = Circuits.pair(
    Circuit.ofProvider({ provider: 'Equinix', peeringLocation: 'London', bandwidthMbps: 50, phase: ORDERED }),
    Circuit.ofProvider({ provider: 'BT', peeringLocation: 'London2', bandwidthMbps: 50, phase: ORDERED }),
  );
  expect(annotations(expressRoute({ circuits }).stack, 'warn')).toEqual([
    expect.stringContaining('Both circuits end in'),
  ]);
  expect(annotations(provisioned().stack, 'warn')).toEqual([
    expect.stringContaining('AS 65000 is private'),
    expect.stringContaining('Ranges for documents stand in Microsoft peering'),
  ]);
});

test('one carrier for both circuits is worth a note', () => {
  const { stack } = expressRoute({
    circuits: Circuits.pair(
      Circuit.ofProvider({ provider: 'BT', peeringLocation: 'Amsterdam', bandwidthMbps: 50, phase: ORDERED }),
      Circuit.ofProvider({ provider: 'BT', peeringLocation: 'London', bandwidthMbps: 50, phase: ORDERED }),
    ),
  });
  expect(annotations(stack, 'info')).toContainEqual(expect.stringContaining('go through the same carrier'));
  expect(annotations(expressRoute().stack, 'info').join(' ')).not.toContain('same carrier');
});

test('what nobody has decided about the geos is said before circuits are ordered, and once', () => {
  const peering = microsoft({ route: PowerPlatformRoute.toGeos([PowerPlatformGeo.UNITED_STATES]) });
  const said = (circuits: Circuits): number =>
    annotations(expressRoute({ circuits, microsoftPeering: peering }).stack, 'warn').filter((warning) =>
      warning.includes('United States'),
    ).length;
  expect([said(pair(ORDERED)), said(pair(PROVISIONED))]).toEqual([1, 1]);
});
