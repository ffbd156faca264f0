import { Token } from 'cdktf';
import fc from 'fast-check';
import {
  CircuitConnection,
  Circuits,
  ExpressRouteGatewaySize,
  isPrivateAsn,
  MAX_ADVERTISED_PREFIXES,
  MicrosoftPeering,
  type MicrosoftPeeringOnCircuit,
  PeeringLinks,
  PrivatePeering,
  SecretInState,
} from '../../../lib/express-route';
import { checkAsn } from '../../../lib/express-route/peering/autonomous-systems';
import { checkGatewaySubnet } from '../../../lib/express-route/gateway/gateway-subnet-rule';
import { anyRange, isPublic, shareAddresses } from '../../../lib/express-route/peering/public-ranges';
import { Checks } from '../../../lib/common/checks';
import { KeyVaultSecretReference } from '../../../lib';
import { PowerPlatformGeo } from '../../../lib/regions/geos/power-platform-geos';
import { PowerPlatformRoute } from '../../../lib/regions/route/power-platform-route';
import { ServiceCommunity } from '../../../lib/regions/communities/service-community';
import { constructChecks } from '../../../lib/terraform/construct-checks';
import { amsterdam, circuitIn, london, microsoftPeering, pair, privatePeering } from '../values';

const KEY_VAULT_ID =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv';

describe('Microsoft peering', () => {
  test('has entries by circuit, and a VLAN for all but those with their own', () => {
    const peering = microsoftPeering({ circuits: { amsterdam, london: { ...london, vlanId: 201 } } });
    expect([peering.vlanAt('amsterdam'), peering.vlanAt('london'), peering.vlanAt('paris')]).toEqual([200, 201, 200]);
    expect(peering.at('london')?.advertisedPrefixes).toEqual(['198.51.100.64/27']);
    expect(peering.at('paris')).toBeUndefined();
    expect(peering.regions).toEqual(['westeurope', 'northeurope']);
    expect(peering.warnings.filter((text) => !text.startsWith('Ranges for documents'))).toEqual([]);
  });

  test('of a private system, or with IPv6 at one circuit alone, is a warning', () => {
    const links = PeeringLinks.of({ ipv4: '203.0.113.0/29', ipv6: '2001:db8::/125' });
    const circuits = { amsterdam: { ...amsterdam, links, advertisedIpv6Prefixes: ['2001:db8:64::/48'] }, london };
    const { warnings } = microsoftPeering({ peerAsn: 65000, customerAsn: 4_200_000_001, circuits });
    expect(warnings.map((text) => text.split(':')[0])).toEqual([
      'AS 65000 is private',
      'AS 4200000001 is private',
      'Of Microsoft peering, amsterdam has IPv6 and london has not',
      'Ranges for documents stand in Microsoft peering',
    ]);
    expect(privatePeering().warnings).toEqual([]);
  });

  test('of ranges for documents is a warning, which names them and where they stand', () => {
    const own = { links: PeeringLinks.of({ ipv4: '20.0.0.0/29' }), advertisedPrefixes: ['20.0.1.0/24'] };
    const links = PeeringLinks.of({ ipv4: '20.0.2.0/29', ipv6: '2001:db8::/125' });
    const advertisedIpv6Prefixes = ['2a00:1::/48'];
    const other = { links, advertisedPrefixes: ['20.0.3.0/24', '192.0.2.0/25'], advertisedIpv6Prefixes };
    const warnings = (london: MicrosoftPeeringOnCircuit): readonly string[] =>
      microsoftPeering({ circuits: { amsterdam: own, london } }).warnings.filter((text) => !text.startsWith('Of '));
    expect(warnings(other)).toEqual([
      'Ranges for documents stand in Microsoft peering: 2001:db8::/126, 2001:db8::4/126 (circuits.london.links.ipv6); ' +
        "192.0.2.0/25 (circuits.london.advertisedPrefixes). They are nobody's, and Microsoft validates none of them: put " +
        'public ranges of yours in their place before you order.',
    ]);
    expect(warnings({ ...own, links: PeeringLinks.of({ ipv4: '20.0.2.0/29' }) })).toEqual([]);
  });

  test('takes what only Terraform knows, 200 prefixes, and a circuit more than once apart', () => {
    const prefixes = Array.from({ length: MAX_ADVERTISED_PREFIXES }, (_, index) => `192.0.2.${String(index)}/32`);
    const computed = Token.asString('${var.prefix}');
    const right: readonly MicrosoftPeering[] = [
      microsoftPeering(),
      microsoftPeering({ circuits: { amsterdam: { ...amsterdam, advertisedPrefixes: prefixes }, london } }),
      microsoftPeering({ circuits: { amsterdam: { ...amsterdam, advertisedPrefixes: [computed] }, london } }),
      microsoftPeering({
        peerAsn: Token.asNumber('${var.asn}'),
        vlanId: Token.asNumber('${var.vlan}'),
        circuits: {
          amsterdam: { ...amsterdam, advertisedPrefixes: Token.asList('${var.prefixes}') },
          london: { ...london, links: PeeringLinks.of({ ipv4: [computed, computed] }) },
        },
      }),
      // A wider range and a narrower one in it, as one announces to steer traffic.
      microsoftPeering({
        circuits: { amsterdam: { ...amsterdam, advertisedPrefixes: ['203.0.113.64/26', '203.0.113.64/27'] }, london },
      }),
    ];
    for (const peering of right) {
      const checks = constructChecks();
      peering.check('peering', checks);
      peering.checkCircuits('peering', pair(), checks);
      expect(checks.problems).toEqual([]);
    }
  });

  test.each([undefined, null, 5, [], { circuits: null }, { circuits: { amsterdam: null } }])(
    'made by JavaScript of %p is no crash',
    (options) => {
      for (const peering of [MicrosoftPeering.of(options as never), PrivatePeering.of(options as never)]) {
        const checks = new Checks();
        peering.check('peering', checks);
        peering.checkCircuits('peering', pair(), checks);
        expect(checks.problems.length).toBeGreaterThan(0);
        expect(peering.warnings.filter((text) => !text.startsWith('Ranges for documents'))).toEqual([]);
        expect(peering.at('amsterdam')?.links).toBeUndefined();
      }
    },
  );
});

test('Microsoft 365 goes over Premium circuits, sign-in over any', () => {
  const route = PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]);
  const premium = Circuits.pair(circuitIn('Amsterdam', { tier: 'Premium' }), circuitIn('London', { tier: 'Premium' }));
  const checks = new Checks();
  const office = route.alsoAllowing([ServiceCommunity.SHAREPOINT_ONLINE]);
  microsoftPeering({ route: office }).checkCircuits('peering', premium, checks);
  const signIn = route.alsoAllowing([ServiceCommunity.MICROSOFT_ENTRA_ID]);
  microsoftPeering({ route: signIn }).checkCircuits('peering', pair(), checks);
  expect(checks.problems).toEqual([]);
});

test('two peerings of a circuit have two VLANs, and links have a place beside networks', () => {
  const checks = new Checks();
  privatePeering().check('private', checks);
  privatePeering().checkBeside('private', microsoftPeering(), pair(), checks);
  privatePeering().checkNetworks('private', ['10.0.0.0/16', '10.255.0.16/28', '${var.space}', 'fd00::/48'], checks);
  expect(checks.problems).toEqual([]);
});

describe('numbers of autonomous systems', () => {
  const isTaken = (asn: number): boolean => {
    const checks = new Checks();
    checkAsn('asn', asn, checks);
    return checks.problems.length === 0;
  };

  test.each([
    [1, true],
    [12_075, true],
    [12_076, false],
    [12_077, true],
    [23_456, false],
    [64_495, true],
    [64_496, false],
    [64_511, false],
    [64_512, true],
    [65_514, true],
    [65_515, false],
    [65_520, false],
    [65_521, true],
    [65_534, true],
    [65_535, false],
    [65_551, false],
    [65_552, true],
    [4_294_967_294, true],
    [4_294_967_295, false],
    [0, false],
    [1.5, false],
  ])('%p: %p', (asn, expected) => {
    expect(isTaken(asn)).toBe(expected);
  });

  test.each([
    [64_511, false],
    [64_512, true],
    [65_534, true],
    [65_535, false],
    [4_199_999_999, false],
    [4_200_000_000, true],
    [4_294_967_294, true],
    [4_294_967_295, false],
  ])('%p is private: %p', (asn, expected) => {
    expect(isPrivateAsn(asn)).toBe(expected);
  });
});

describe('public ranges', () => {
  test.each([
    ['9.255.255.0/24', true],
    ['10.0.0.0/8', false],
    ['8.0.0.0/6', false],
    ['100.63.0.0/16', true],
    ['100.127.0.0/16', false],
    ['172.32.0.0/16', true],
    ['172.16.5.0/24', false],
    ['198.19.0.0/16', false],
    ['223.255.255.0/24', true],
    ['224.0.0.0/24', false],
    ['255.255.255.255/32', false],
    ['0.0.0.0/0', false],
    ['2000::/3', true],
    ['2603:1000::/25', true],
    ['fc00::/7', false],
    ['fe80::/64', false],
    ['::/0', false],
  ])('%s: %p', (text, expected) => {
    const range = anyRange(text);
    if (range === undefined) throw new Error(`${text} is no range`);
    expect(isPublic(range)).toBe(expected);
  });

  test('share addresses where one holds the other, and never across versions', () => {
    const bits = fc.integer({ min: 0, max: 32 });
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), bits, fc.nat(2 ** 32 - 1), bits, (one, oneBits, other, otherBits) => {
        const text = (value: number, length: number): string => {
          const first = value - (value % 2 ** (32 - length));
          return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${String(length)}`;
        };
        const [a, b] = [anyRange(text(one, oneBits)), anyRange(text(other, otherBits))];
        if (a === undefined || b === undefined) throw new Error('no range');
        const size = 2 ** (32 - Math.min(oneBits, otherBits));
        expect(shareAddresses(a, b)).toBe(Math.floor(one / size) === Math.floor(other / size));
        const ipv6 = anyRange('::/0');
        expect(ipv6 !== undefined && (shareAddresses(a, ipv6) || shareAddresses(ipv6, a))).toBe(false);
      }),
    );
  });
});

describe('a gateway', () => {
  test.each([
    [ExpressRouteGatewaySize.ER_GW_1_AZ, 'ErGw1AZ', 1, 4, false],
    [ExpressRouteGatewaySize.ER_GW_2_AZ, 'ErGw2AZ', 2, 8, false],
    [ExpressRouteGatewaySize.ER_GW_3_AZ, 'ErGw3AZ', 10, 16, true],
    [ExpressRouteGatewaySize.scale({ minimum: 1, maximum: 1 }), 'ErGwScale', 1, undefined, false],
    [ExpressRouteGatewaySize.scale({ minimum: 9, maximum: 40 }), 'ErGwScale', 9, undefined, false],
    [ExpressRouteGatewaySize.scale({ minimum: 10, maximum: 10 }), 'ErGwScale', 10, undefined, true],
  ])('%s', (size, sku, gbps, circuits, fastPath) => {
    const checks = new Checks();
    size.check('size', checks);
    expect(checks.problems).toEqual([]);
    expect([size.sku, size.capacity.gbps, size.capacity.circuits]).toEqual([sku, gbps, circuits]);
    expect(size.allowsFastPath).toBe(fastPath);
    expect([size.needsAzurerm, size.scaleUnits === undefined]).toEqual(
      sku === 'ErGwScale' ? ['4.79.0', false] : [undefined, true],
    );
    CircuitConnection.toCircuit('amsterdam', { fastPath: true }).checkGateway('connection', size, checks);
    expect(checks.problems.length).toBe(fastPath ? 0 : 1);
  });

  test.each([
    ['10.0.0.0/27', 15],
    ['10.0.0.0/26', 16],
    ['10.0.0.0/24', 16],
    ['${var.subnet}', 16],
  ])('%s is room for it with %p circuits', (prefix, circuits) => {
    const checks = constructChecks();
    checkGatewaySubnet('subnet', prefix, circuits, checks);
    expect(checks.problems).toEqual([]);
  });
});

test.each(['${random_password.bgp.result}', '${module.keys[0].bgp_key}', Token.asString({ Ref: 'x' })])(
  'a whole reference is no literal: %s',
  (value) => {
    const checks = constructChecks();
    SecretInState.computed(value).check('secret', checks);
    expect(checks.problems).toEqual([]);
  },
);

describe('a connection', () => {
  test('to a circuit of this app needs nothing', () => {
    const connection = CircuitConnection.toCircuit('amsterdam');
    expect(connection).toMatchObject({ isForeign: false, fastPath: false, privateLinkFastPath: false });
    expect([connection.routingWeight, connection.authorization]).toEqual([10, undefined]);
  });

  test('to another subscription takes any reference to a key', () => {
    const id =
      '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg/providers/Microsoft.Network/expressRouteCircuits/erc';
    const keys = [
      SecretInState.variable('authorization_london'),
      SecretInState.keyVaultSecret(KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'london' })),
      SecretInState.computed(Token.asString('${azurerm_express_route_circuit_authorization.a.authorization_key}')),
    ];
    for (const key of keys) {
      const checks = constructChecks();
      const options = { routingWeight: 32_000, fastPath: true, privateLinkFastPath: true };
      CircuitConnection.toForeignCircuit('london', id, key, options).check('connection', checks);
      expect(checks.problems).toEqual([]);
    }
    expect(keys.map(String)).toEqual([
      'variable authorization_london',
      'secret london',
      'a value that Terraform computes',
    ]);
  });
});

test('a secret is never written out, wherever somebody put it', () => {
  const secrets = [
    SecretInState.computed('hunter2!'),
    SecretInState.variable('hunter2!'),
    SecretInState.keyVaultSecret('hunter2!' as never),
  ];
  expect(`${secrets.map(String).join()} ${JSON.stringify(secrets)}`).not.toContain('hunter2');
});
