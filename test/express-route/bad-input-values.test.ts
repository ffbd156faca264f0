import { DataGatewayError, KeyVaultSecretReference } from '../../lib';
import { Checks } from '../../lib/common/checks';
import {
  Circuit,
  CircuitConnection,
  CircuitPhase,
  Circuits,
  ExpressRouteGatewaySize,
  expressRouteReport,
  MicrosoftPeering,
  type MicrosoftPeeringOnCircuit,
  PeeringLinks,
  PrivatePeering,
  SecretInState,
  SINGLE_SITE_RISK,
} from '../../lib/express-route';
import { checkGatewaySubnet, checkGatewaySubnetId } from '../../lib/express-route/gateway/gateway-subnet-rule';
import { PowerPlatformGeo } from '../../lib/regions/geos/power-platform-geos';
import { PowerPlatformRoute } from '../../lib/regions/route/power-platform-route';
import { ServiceCommunity } from '../../lib/regions/communities/service-community';
import { amsterdam, circuitIn, london, microsoftPeering, pair, privatePeering } from './values';

/** Stands for what only Terraform knows. */
const TOKEN = '${TfToken[TOKEN.0]}';
const isToken = (value: unknown): boolean => (typeof value === 'string' && value.includes('${')) || value === -1e300;
const SECRET = 'hunter2';
const ORDERED = CircuitPhase.ordered();

/** Something that checks itself, and only that. */
type Check = (property: string, checks: Checks) => void;

/** What is wrong, the check, and the property that the one problem names. */
type Case = readonly [what: string, check: Check, property: string];

const PORT_ID =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/expressRoutePorts/erp';
const SUBNET_ID =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet';

const itself =
  (value: { check: Check }): Check =>
  (property, checks) => {
    value.check(property, checks);
  };
const carrier = (options: object): Check =>
  itself(
    Circuit.ofProvider({
      provider: 'Equinix',
      peeringLocation: 'Amsterdam',
      bandwidthMbps: 200,
      phase: ORDERED,
      ...options,
    } as never),
  );
const direct = (options: object): Check =>
  itself(
    Circuit.direct({
      portId: PORT_ID,
      peeringLocation: 'Amsterdam',
      bandwidthGbps: 5,
      phase: ORDERED,
      ...options,
    } as never),
  );

const singleCircuits: readonly Case[] = [
  ['no carrier', carrier({ provider: undefined }), 'it.provider'],
  ['a carrier on two lines', carrier({ provider: 'Equinix\n' }), 'it.provider'],
  ['no location', carrier({ peeringLocation: undefined }), 'it.peeringLocation'],
  ['a location by number', carrier({ peeringLocation: 5 }), 'it.peeringLocation'],
  ['a location that Terraform computes', carrier({ peeringLocation: TOKEN }), 'it.peeringLocation'],
  ['a location that no page names', carrier({ peeringLocation: 'Reykjavik' }), 'it.geopoliticalArea'],
  [
    'a public location in a national cloud',
    carrier({ peeringLocation: 'Amsterdam', azureCloud: 'AzureUSGovernment' }),
    'it.geopoliticalArea',
  ],
  ['an area that is none', carrier({ geopoliticalArea: 'EMEA' }), 'it.geopoliticalArea'],
  ['a cloud that is none', carrier({ azureCloud: 'AzureGermanCloud' }), 'it.azureCloud'],
  ['a bandwidth that Azure has not', carrier({ bandwidthMbps: 300 }), 'it.bandwidthMbps'],
  ['a bandwidth as text', carrier({ bandwidthMbps: '200' }), 'it.bandwidthMbps'],
  ['a bandwidth that Terraform computes', carrier({ bandwidthMbps: -1e300 }), 'it.bandwidthMbps'],
  ['Gbps for a carrier', carrier({ bandwidthGbps: 1 }), 'it.bandwidthGbps'],
  ['no port', direct({ portId: undefined }), 'it.portId'],
  ['a port by name', direct({ portId: 'erp-amsterdam' }), 'it.portId'],
  ['a bandwidth that ports have not', direct({ bandwidthGbps: 50 }), 'it.bandwidthGbps'],
  ["a carrier for a port of one's own", direct({ provider: 'Equinix' }), 'it.provider'],
  ['rate limiting by word', direct({ rateLimiting: 'yes' }), 'it.rateLimiting'],
  ['a way to pay that Azure has not', carrier({ billing: 'flat' }), 'it.billing'],
  ['a tier that Azure has not', carrier({ tier: 'Basic' }), 'it.tier'],
  ['no phase', carrier({ phase: undefined }), 'it.phase'],
  ['no phase on a port', direct({ phase: undefined }), 'it.phase'],
  ['a phase by word', carrier({ phase: 'provisioned' }), 'it.phase'],
  ['a key with capitals', carrier({ key: 'Amsterdam' }), 'it.key'],
  ['a service key', carrier({ serviceKey: SECRET }), 'it.serviceKey'],
  ['a misspelt property', carrier({ bandwith: 200 }), 'it.bandwith'],
  ['options that are text', itself(Circuit.ofProvider('Equinix' as never)), 'it'],
  ['no options', itself(Circuit.direct(undefined as never)), 'it'],
];

const good = circuitIn('Amsterdam');
const bad = null as never;
const reach =
  (circuits: Circuits, ...regions: readonly string[]): Check =>
  (property, checks) => {
    circuits.checkReach(property, regions, checks);
  };
const onPort = (peeringLocation: string): Circuit =>
  Circuit.direct({ portId: PORT_ID, peeringLocation, bandwidthGbps: 5, phase: ORDERED });
const alone = (circuit: Circuit): Circuits => Circuits.singleSite(circuit, { accepting: SINGLE_SITE_RISK });

const severalCircuits: readonly Case[] = [
  ['a pair in one location', itself(Circuits.pair(good, circuitIn('amsterdam'))), 'it[1].peeringLocation'],
  ['a pair with one key', itself(Circuits.pair(good, circuitIn('London', { key: 'amsterdam' }))), 'it[1].key'],
  ['a pair on one port', itself(Circuits.pair(onPort('Amsterdam'), onPort('London'))), 'it[1].portId'],
  [
    'a pair in two clouds',
    itself(Circuits.pair(circuitIn('Chicago'), circuitIn('Dallas', { azureCloud: 'AzureUSGovernment' }))),
    'it[1].azureCloud',
  ],
  ['a pair of one', itself(Circuits.pair(good, undefined as never)), 'it[1]'],
  ['a pair with nothing', itself(Circuits.pair(good, bad)), 'it[1]'],
  ['a pair with a plain object', itself(Circuits.pair(good, { key: 'london', serviceKey: SECRET } as never)), 'it[1]'],
  ['a metro that is none', itself(Circuits.metro(good)), 'it.peeringLocation'],
  ['a metro without circuit', itself(Circuits.metro(undefined as never)), 'it'],
  ['one site without a word', itself(Circuits.singleSite(good, undefined as never)), 'it'],
  ['one site in other words', itself(Circuits.singleSite(good, { accepting: 'yes' } as never)), 'it.accepting'],
  ['one site that is a metro', itself(alone(circuitIn('Zurich Metro'))), 'it.peeringLocation'],
  ['Local for a pair', reach(Circuits.pair(good, circuitIn('London', { tier: 'Local' })), 'westeurope'), 'it[1].tier'],
  [
    'Local that does not reach',
    reach(alone(circuitIn('Amsterdam', { tier: 'Local', billing: 'unlimited' })), 'westeurope', 'northeurope'),
    'it.tier',
  ],
  [
    'Local without unlimited data',
    reach(alone(circuitIn('Amsterdam', { tier: 'Local' })), 'West Europe'),
    'it.billing',
  ],
  [
    'Local where there is none',
    reach(alone(circuitIn('Munich', { tier: 'Local', billing: 'unlimited' })), 'westeurope'),
    'it.tier',
  ],
  [
    'Standard across areas',
    reach(alone(circuitIn('Amsterdam', { tier: 'Standard' })), 'westeurope', 'eastus'),
    'it.tier',
  ],
  ['a region that no page places', reach(alone(good), 'New Zealand North'), 'it.tier'],
  ['a region of another cloud', reach(alone(good), 'usgovvirginia'), 'it.azureCloud'],
];

const links = (options: unknown): Check => itself(PeeringLinks.of(options as never));
const subnets: readonly Case[] = [
  ['links without ranges', links({}), 'it'],
  ['links as text', links('203.0.113.0/29'), 'it'],
  ['a misspelt version', links({ ipv4: '203.0.113.0/29', ipv5: 'x' }), 'it.ipv5'],
  ['one /30', links({ ipv4: '203.0.113.0/30' }), 'it.ipv4'],
  ['one /28', links({ ipv4: '203.0.113.0/28' }), 'it.ipv4'],
  ['bits behind the prefix', links({ ipv4: '203.0.113.4/29' }), 'it.ipv4'],
  ['IPv6 as IPv4', links({ ipv4: '2001:db8::/125' }), 'it.ipv4'],
  ['a range that Terraform computes, to be split', links({ ipv4: TOKEN }), 'it.ipv4'],
  ['one link', links({ ipv4: ['203.0.113.0/30'] }), 'it.ipv4'],
  ['three links', links({ ipv4: ['203.0.113.0/30', '203.0.113.4/30', '203.0.113.8/30'] }), 'it.ipv4'],
  ['links by number', links({ ipv4: 5 }), 'it.ipv4'],
  ['a secondary link of /31', links({ ipv4: ['203.0.113.0/30', '203.0.113.4/31'] }), 'it.ipv4[1]'],
  ['no primary link', links({ ipv4: [null, '203.0.113.4/30'] }), 'it.ipv4[0]'],
  ['one range twice', links({ ipv4: ['203.0.113.0/30', '203.0.113.0/30'] }), 'it.ipv4[1]'],
  ['halves in the wrong order', links({ ipv4: ['203.0.113.4/30', '203.0.113.0/30'] }), 'it.ipv4[1]'],
  ['one /126', links({ ipv6: '2001:db8::/126' }), 'it.ipv6'],
  ['halves of IPv6 in the wrong order', links({ ipv6: ['2001:db8::4/126', '2001:db8::/126'] }), 'it.ipv6[1]'],
];

const office =
  (one: Circuit, other: Circuit): Check =>
  (property, checks) => {
    const route = PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]).alsoAllowing([
      ServiceCommunity.EXCHANGE_ONLINE,
      ServiceCommunity.MICROSOFT_ENTRA_ID,
    ]);
    microsoftPeering({ route }).checkCircuits(property, Circuits.pair(one, other), checks);
  };

/** Microsoft peering whose entry for Amsterdam is changed. */
const site = (options: object): Check =>
  itself(microsoftPeering({ circuits: { amsterdam: { ...amsterdam, ...options }, london } }));
const ms = (options: object): Check => itself(microsoftPeering(options));
const AT = 'it.circuits.amsterdam';
const many = Array.from({ length: 201 }, (_, index) => `192.0.2.${String(index)}/32`);
const dual = PeeringLinks.of({ ipv4: '203.0.113.0/29', ipv6: '2001:db8::/125' });

/** Both circuits with the same links of IPv6. */
const inBoth = (ipv4: string, index: number): MicrosoftPeeringOnCircuit => ({
  links: PeeringLinks.of({ ipv4, ipv6: '2001:db8::/125' }),
  advertisedPrefixes: [`192.0.2.${String(index)}/32`],
  advertisedIpv6Prefixes: [`2001:db8:${String(index)}::/48`],
});

const microsoft: readonly Case[] = [
  ['no route', ms({ route: undefined }), 'it.route'],
  ['communities for a route', ms({ route: ['12076:51002'] }), 'it.route'],
  ['a route to nowhere', ms({ route: PowerPlatformRoute.toGeos([]) }), 'it.route.geos'],
  ['a route with a gap', ms({ route: PowerPlatformRoute.toGeos([PowerPlatformGeo.SWEDEN]) }), 'it.route.geos[0]'],
  [
    'Microsoft 365 over a Standard circuit',
    office(circuitIn('Amsterdam', { tier: 'Premium' }), circuitIn('London')),
    'it.route',
  ],
  ['no number of a system', ms({ peerAsn: undefined }), 'it.peerAsn'],
  ['a number as text', ms({ peerAsn: 'AS3333' }), 'it.peerAsn'],
  ["Microsoft's number", ms({ peerAsn: 12076 }), 'it.peerAsn'],
  ['a number for documents', ms({ peerAsn: 64500 }), 'it.peerAsn'],
  ['a number that Microsoft reserves', ms({ peerAsn: 65515 }), 'it.peerAsn'],
  ['a number of 33 bits', ms({ peerAsn: 4_294_967_296 }), 'it.peerAsn'],
  ['the last number of 32 bits', ms({ customerAsn: 4_294_967_295 }), 'it.customerAsn'],
  ['VLAN 0', ms({ vlanId: 0 }), 'it.vlanId'],
  ['VLAN 4095', ms({ vlanId: 4095 }), 'it.vlanId'],
  ['a VLAN of a circuit as text', site({ vlanId: '200' }), `${AT}.vlanId`],
  ['a registry that is none', ms({ routingRegistry: 'RIPE' }), 'it.routingRegistry'],
  ['no circuits', ms({ circuits: undefined }), 'it.circuits'],
  ['circuits without entry', ms({ circuits: {} }), 'it.circuits'],
  ['circuits as a list', ms({ circuits: [{ ...amsterdam, bgpKey: SECRET }] }), 'it.circuits'],
  ['a circuit without options', ms({ circuits: { amsterdam: null, london } }), AT],
  ['no links', site({ links: undefined }), `${AT}.links`],
  ['links by range', site({ links: '203.0.113.0/29' }), `${AT}.links`],
  ['private links', site({ links: PeeringLinks.of({ ipv4: ['203.0.113.0/30', '10.0.0.4/30'] }) }), `${AT}.links`],
  [
    'links of IPv6 alone',
    site({ links: PeeringLinks.of({ ipv6: '2001:db8::/125' }), advertisedIpv6Prefixes: ['2001:db8:64::/48'] }),
    `${AT}.links.ipv4`,
  ],
  [
    'local links of IPv6',
    site({
      links: PeeringLinks.of({ ipv4: '203.0.113.0/29', ipv6: ['2001:db8::/126', 'fd00::4/126'] }),
      advertisedIpv6Prefixes: ['2001:db8:64::/48'],
    }),
    `${AT}.links`,
  ],
  ['no prefixes', site({ advertisedPrefixes: [] }), `${AT}.advertisedPrefixes`],
  ['a prefix that is no list', site({ advertisedPrefixes: '203.0.113.64/27' }), `${AT}.advertisedPrefixes`],
  ['201 prefixes', site({ advertisedPrefixes: many }), `${AT}.advertisedPrefixes`],
  ['a prefix twice', site({ advertisedPrefixes: ['203.0.113.64/27', '203.0.113.64/27'] }), `${AT}.advertisedPrefixes`],
  ['a private prefix', site({ advertisedPrefixes: ['10.0.0.0/24'] }), `${AT}.advertisedPrefixes[0]`],
  ['a default route', site({ advertisedPrefixes: ['0.0.0.0/0'] }), `${AT}.advertisedPrefixes[0]`],
  ['an address without prefix', site({ advertisedPrefixes: ['203.0.113.64'] }), `${AT}.advertisedPrefixes[0]`],
  ['nothing for a prefix', site({ advertisedPrefixes: [null] }), `${AT}.advertisedPrefixes[0]`],
  ['IPv6 among IPv4', site({ advertisedPrefixes: ['2001:db8:64::/48'] }), `${AT}.advertisedPrefixes[0]`],
  [
    'prefixes of IPv6 without links',
    site({ advertisedIpv6Prefixes: ['2001:db8:64::/48'] }),
    `${AT}.advertisedIpv6Prefixes`,
  ],
  ['links of IPv6 without prefixes', site({ links: dual }), `${AT}.advertisedIpv6Prefixes`],
  [
    'a local prefix of IPv6',
    site({ links: dual, advertisedIpv6Prefixes: ['fd00:64::/48'] }),
    `${AT}.advertisedIpv6Prefixes[0]`,
  ],
  ['links of the other circuit', site({ links: london.links }), 'it.circuits.london.links.ipv4'],
  [
    'the pool of the other circuit',
    site({ advertisedPrefixes: ['198.51.100.64/26'] }),
    'it.circuits.london.advertisedPrefixes',
  ],
  [
    'links of IPv6 of the other circuit',
    ms({ circuits: { amsterdam: inBoth('203.0.113.0/29', 1), london: inBoth('198.51.100.0/29', 2) } }),
    'it.circuits.london.links.ipv6',
  ],
  [
    'links in a prefix of their own circuit',
    site({ advertisedPrefixes: ['203.0.113.64/27', '203.0.113.0/28'] }),
    `${AT}.links.ipv4`,
  ],
  [
    'links in a prefix of the other circuit',
    site({ links: PeeringLinks.of({ ipv4: ['203.0.113.0/30', '198.51.100.64/30'] }) }),
    `${AT}.links.ipv4`,
  ],
  ['links of IPv6 in a prefix', site({ links: dual, advertisedIpv6Prefixes: ['2001:db8::/48'] }), `${AT}.links.ipv6`],
  ['a key of BGP as text', site({ bgpKey: SECRET }), `${AT}.bgpKey`],
  ['a key where none belongs', ms({ sharedKey: SECRET }), 'it.sharedKey'],
  ["a key at a circuit by azurerm's name", site({ sharedKey: SECRET }), `${AT}.sharedKey`],
  ['a misspelt property of a circuit', site({ prefixes: [] }), `${AT}.prefixes`],
  ['options that are a list', itself(MicrosoftPeering.of([] as never)), 'it'],
  [
    "another circuit's key",
    (property, checks) => {
      microsoftPeering({ circuits: { amsterdam, london, paris: amsterdam } }).checkCircuits(property, pair(), checks);
    },
    'it.circuits.paris',
  ],
  [
    'a circuit without peering',
    (property, checks) => {
      microsoftPeering({ circuits: { amsterdam } }).checkCircuits(property, pair(), checks);
    },
    'it.circuits.london',
  ],
];

const linksOf = (ipv4: string): PeeringLinks => PeeringLinks.of({ ipv4 });
const network = (options: object): PrivatePeering =>
  PrivatePeering.of({
    peerAsn: 64600,
    vlanId: 100,
    circuits: { amsterdam: { links: PeeringLinks.of({ ipv4: '10.255.0.0/29' }) } },
    ...options,
  });
const beside =
  (peering: PrivatePeering): Check =>
  (property, checks) => {
    peering.checkBeside(property, microsoftPeering(), pair(), checks);
  };
const ownVlan = { amsterdam: { links: PeeringLinks.of({ ipv4: '10.255.0.0/29' }), vlanId: 200 } };
const inNetworks =
  (...space: readonly string[]): Check =>
  (property, checks) => {
    privatePeering().checkNetworks(property, space, checks);
  };

const privateOnes: readonly Case[] = [
  ['private peering without VLAN', itself(network({ vlanId: undefined })), 'it.vlanId'],
  ["private peering with Microsoft's number", itself(network({ peerAsn: 12076 })), 'it.peerAsn'],
  ['private peering without circuits', itself(network({ circuits: [] })), 'it.circuits'],
  ['private peering without links', itself(network({ circuits: { amsterdam: {} } })), `${AT}.links`],
  [
    'private peering with a key as text',
    itself(network({ circuits: { amsterdam: { links: amsterdam.links, bgpKey: SECRET } } })),
    `${AT}.bgpKey`,
  ],
  ['prefixes on private peering', itself(network({ circuits: { amsterdam } })), `${AT}.advertisedPrefixes`],
  ['one VLAN for both peerings', beside(network({ vlanId: 200 })), 'it.vlanId'],
  ['one VLAN for both peerings at a circuit', beside(network({ circuits: ownVlan })), `${AT}.vlanId`],
  [
    'one range for the links of two circuits',
    itself(
      network({
        circuits: { amsterdam: { links: linksOf('10.255.0.0/29') }, london: { links: linksOf('10.255.0.0/29') } },
      }),
    ),
    'it.circuits.london.links.ipv4',
  ],
  [
    'one range for the links of both peerings',
    beside(network({ circuits: { amsterdam: { links: amsterdam.links } } })),
    `${AT}.links.ipv4`,
  ],
  [
    'links of IPv6 that Microsoft peering has at the other circuit',
    (property, checks) => {
      const other = microsoftPeering({ circuits: { london: inBoth('198.51.100.0/29', 2) } });
      const own = network({ circuits: { amsterdam: { links: PeeringLinks.of({ ipv6: '2001:db8::/125' }) } } });
      own.checkBeside(property, other, pair(), checks);
    },
    `${AT}.links.ipv6`,
  ],
  [
    'private links in a prefix of Microsoft peering',
    beside(network({ circuits: { amsterdam: { links: linksOf('198.51.100.64/29') } } })),
    `${AT}.links.ipv4`,
  ],
  ['links inside a virtual network', inNetworks('10.0.0.0/16', '10.255.0.8/30'), 'it.circuits.london.links'],
  ['no private peering', itself(PrivatePeering.of(undefined as never)), 'it'],
];

const secret = (value: SecretInState): Check => itself(value);
const foreign = (
  options: object = {},
  id: unknown = PORT_ID.replace('expressRoutePorts', 'expressRouteCircuits'),
  key: unknown = SecretInState.variable('key'),
): Check => itself(CircuitConnection.toForeignCircuit('london', id as never, key as never, options));
const toCircuit = (options: unknown, key: unknown = 'amsterdam'): Check =>
  itself(CircuitConnection.toCircuit(key as never, options as never));
const scale = (units: unknown): Check => itself(ExpressRouteGatewaySize.scale(units as never));
const subnet =
  (prefix: unknown, circuits = 4): Check =>
  (property, checks) => {
    checkGatewaySubnet(property, prefix, circuits, checks);
  };
const subnetId =
  (id: unknown): Check =>
  (property, checks) => {
    checkGatewaySubnetId(property, id, checks);
  };
const onGateway: Check = (property, checks) => {
  CircuitConnection.toCircuit('amsterdam', { fastPath: true }).checkGateway(
    property,
    ExpressRouteGatewaySize.ER_GW_2_AZ,
    checks,
  );
};

const gateways: readonly Case[] = [
  ['a secret for the name of a variable', secret(SecretInState.variable('Hunter2!')), 'it'],
  ['no name of a variable', secret(SecretInState.variable(undefined as never)), 'it'],
  ['a secret for a computed value', secret(SecretInState.computed(SECRET)), 'it'],
  ['a secret in an expression', secret(SecretInState.computed('${"hunter2"}')), 'it'],
  ['a secret before an expression', secret(SecretInState.computed('hunter2${""}')), 'it'],
  ['a secret behind a reference', secret(SecretInState.computed('${var.x}hunter2')), 'it'],
  ['a secret behind a token', secret(SecretInState.computed(`${TOKEN}hunter2`)), 'it'],
  ['a secret behind a line', secret(SecretInState.computed('${var.x}\nhunter2')), 'it'],
  ['a secret by number', secret(SecretInState.computed('${4711}')), 'it'],
  ['a secret as a name', secret(SecretInState.computed('${hunter2}')), 'it'],
  ['a secret in a function', secret(SecretInState.computed('${sensitive("hunter2")}')), 'it'],
  ['a secret for a reference', secret(SecretInState.keyVaultSecret(SECRET as never)), 'it'],
  [
    'a reference without vault',
    secret(SecretInState.keyVaultSecret(KeyVaultSecretReference.of({ keyVaultId: 'kv', name: 'bgp' }))),
    'it.keyVaultId',
  ],
  ['a connection to a place', toCircuit({}, 'Amsterdam'), 'it.circuitKey'],
  ['a weight of 0', toCircuit({ routingWeight: 0 }), 'it.routingWeight'],
  ['a weight that is too large', toCircuit({ routingWeight: 32_001 }), 'it.routingWeight'],
  ['FastPath by word', toCircuit({ fastPath: 'on' }), 'it.fastPath'],
  ['FastPath for private endpoints alone', toCircuit({ privateLinkFastPath: true }), 'it.privateLinkFastPath'],
  ['FastPath on a gateway without', onGateway, 'it.fastPath'],
  ['a key in a connection', toCircuit({ authorizationKey: SECRET }), 'it.authorizationKey'],
  ['a misspelt option of a connection', toCircuit({ weight: 5 }), 'it.weight'],
  ['options of a connection by number', toCircuit(5), 'it'],
  ['a foreign circuit by name', foreign({}, 'erc-london'), 'it.circuitId'],
  ['a foreign circuit without authorization', foreign({}, undefined, null), 'it.authorization'],
  ['an authorization as text', foreign({}, undefined, SECRET), 'it.authorization'],
  ['scale units without bounds', scale(undefined), 'it'],
  ['no units', scale({ minimum: 0, maximum: 2 }), 'it.minimum'],
  ['41 units at least', scale({ minimum: 41, maximum: 2 }), 'it.minimum'],
  ['41 units', scale({ minimum: 2, maximum: 41 }), 'it.maximum'],
  ['bounds in the wrong order', scale({ minimum: 4, maximum: 2 }), 'it.maximum'],
  ['scaling from 1', scale({ minimum: 1, maximum: 2 }), 'it.minimum'],
  ['units that Terraform computes', scale({ minimum: -1e300, maximum: 2 }), 'it.minimum'],
  ['a misspelt bound', scale({ minimum: 2, maximum: 2, min: 2 }), 'it.min'],
  ["a gateway's subnet that is too small", subnet('10.0.0.0/28'), 'it'],
  ["a gateway's subnet for 16 circuits", subnet('10.0.0.0/27', 16), 'it'],
  ["a gateway's subnet that is no range", subnet('10.0.0.1/27'), 'it'],
  ['a gateway in another subnet', subnetId(SUBNET_ID), 'it'],
  ["a gateway's subnet by name", subnetId('GatewaySubnet'), 'it'],
];

const cases: readonly Case[] = [
  ...singleCircuits,
  ...severalCircuits,
  ...subnets,
  ...microsoft,
  ...privateOnes,
  ...gateways,
];

test.each(cases)('%s is reported, and nothing else', (_what, check, property) => {
  const checks = new Checks(isToken);
  check('it', checks);
  expect(checks.problems.map((problem) => problem.property)).toEqual([property]);
  const { message } = new DataGatewayError('It', '', checks.problems);
  expect(message).not.toContain(SECRET);
  expect(message).toMatchSnapshot();
});

test('every case has a name of its own', () => {
  const names = cases.map(([what]) => what);
  expect(new Set(names).size).toBe(names.length);
});

test('a report of bad input says all that is wrong with it', () => {
  const input = {
    circuits: Circuits.pair(good, circuitIn('Reykjavik')),
    microsoftPeering: microsoftPeering({ vlanId: 0, peerAsn: 12076 }),
    privatePeering: { sharedKey: SECRET },
    virtualNetworkRegions: 'westeurope',
    desktopFlows: 'yes',
    circuit: good,
  };
  expect(() => expressRouteReport(input as never)).toThrowErrorMatchingSnapshot();
  expect(() => expressRouteReport(input as never)).not.toThrow(SECRET);
  expect(() => expressRouteReport(undefined as never)).toThrowErrorMatchingSnapshot();
  expect(() => expressRouteReport({} as never)).toThrowErrorMatchingSnapshot();
});

test('a report says too what does not fit together', () => {
  const input = {
    circuits: Circuits.pair(circuitIn('Amsterdam', { tier: 'Standard' }), circuitIn('Paris')),
    microsoftPeering: microsoftPeering({ vlanId: 100, route: PowerPlatformRoute.toGeos([PowerPlatformGeo.JAPAN]) }),
    privatePeering: privatePeering(),
    virtualNetworkRegions: ['chinanorth3'],
  };
  expect(() => expressRouteReport(input)).toThrowErrorMatchingSnapshot();
});
