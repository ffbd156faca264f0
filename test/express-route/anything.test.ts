import fc from 'fast-check';
import { DataGatewayError } from '../../lib';
import { Checks } from '../../lib/common/checks';
import {
  Circuit,
  CircuitConnection,
  Circuits,
  ExpressRouteGatewaySize,
  expressRouteReport,
  MicrosoftPeering,
  PeeringLinks,
  PrivatePeering,
  SecretInState,
} from '../../lib/express-route';
import { isComputedByTerraform } from '../../lib/terraform/construct-checks';
import { amsterdam, circuitIn, london, microsoftPeering, pair, privatePeering } from './values';

/** Whatever JavaScript has, tokens of cdktf among it, and what is nearly right. */
const anything = fc.oneof(
  { weight: 4, arbitrary: fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withMap: true }) },
  fc.constantFrom<unknown>(
    Symbol('x'),
    () => 'x',
    '${var.x}',
    'Amsterdam',
    '203.0.113.0/29',
    ['203.0.113.0/30', '203.0.113.4/30'],
    200,
    { amsterdam, london },
    { amsterdam: { links: 5 } },
    PeeringLinks.of({ ipv4: '203.0.113.0/29' }),
    SecretInState.variable('x'),
    circuitIn('London'),
    pair(),
    microsoftPeering(),
    privatePeering(),
  ),
);

/** Options with all properties that there are, or some, or none; or no options at all. */
function options(...names: readonly string[]): fc.Arbitrary<unknown> {
  const all = fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] });
  return fc.oneof({ weight: 4, arbitrary: all }, anything);
}

const COMMON = ['peeringLocation', 'billing', 'tier', 'geopoliticalArea', 'cloud', 'key', 'phase'];
const PEERING = ['peerAsn', 'vlanId', 'circuits'];
const never = (value: unknown): never => value as never;

const circuit = fc.oneof(
  options('provider', 'bandwidthMbps', ...COMMON).map((given) => Circuit.ofProvider(never(given))),
  options('portId', 'bandwidthGbps', 'rateLimiting', ...COMMON).map((given) => Circuit.direct(never(given))),
  anything,
);
const circuits = fc.oneof(
  fc.tuple(circuit, circuit).map(([one, other]) => Circuits.pair(never(one), never(other))),
  circuit.map((one) => Circuits.metro(never(one))),
  fc.tuple(circuit, options('accepting')).map(([one, given]) => Circuits.singleSite(never(one), never(given))),
);
const links = options('ipv4', 'ipv6').map((given) => PeeringLinks.of(never(given)));
const site = fc.oneof(
  fc.record(
    {
      links: fc.oneof(links, anything),
      advertisedPrefixes: anything,
      advertisedIpv6Prefixes: anything,
      bgpKey: anything,
    },
    { requiredKeys: [] },
  ),
  anything,
);
const sites = fc.oneof(fc.record({ amsterdam: site, london: site }, { requiredKeys: [] }), anything);
const microsoft = fc
  .tuple(options('route', 'customerAsn', 'routingRegistry', ...PEERING), sites)
  .map(([given, circuitsOf]) =>
    MicrosoftPeering.of(never(isPlain(given) ? { ...given, circuits: circuitsOf } : given)),
  );
const network = fc
  .tuple(options(...PEERING), sites)
  .map(([given, circuitsOf]) => PrivatePeering.of(never(isPlain(given) ? { ...given, circuits: circuitsOf } : given)));

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const checks = (): Checks => new Checks(isComputedByTerraform);

test('circuits of anything are reported, and no crash', () => {
  fc.assert(
    fc.property(circuits, fc.array(fc.oneof(fc.string(), fc.constant('westeurope'))), (value, regions) => {
      const found = checks();
      value.check('circuits', found);
      value.checkReach('circuits', regions, found);
      expect([value.keys, value.warnings].every(Array.isArray)).toBe(true);
      if (found.problems.length === 0) expect(value.all.length).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});

test('peerings of anything are reported, and no crash', () => {
  fc.assert(
    fc.property(microsoft, network, (one, other) => {
      const found = checks();
      for (const peering of [one, other]) {
        peering.check('peering', found);
        peering.checkCircuits('peering', pair(), found);
        expect(Array.isArray(peering.warnings)).toBe(true);
      }
      other.checkBeside('peering', one, pair(), found);
      other.checkNetworks('peering', ['10.0.0.0/8'], found);
      expect(found.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});

test('links, sizes, connections and secrets of anything are reported, and no crash', () => {
  fc.assert(
    fc.property(links, anything, anything, anything, (pairOfLinks, a, b, c) => {
      const found = checks();
      const size = ExpressRouteGatewaySize.scale(never(a));
      const connections = [
        CircuitConnection.toCircuit(never(a), never(b)),
        CircuitConnection.toForeignCircuit(never(a), never(b), never(c), never({ fastPath: a, routingWeight: b })),
      ];
      const secrets = [
        SecretInState.variable(never(a)),
        SecretInState.keyVaultSecret(never(b)),
        SecretInState.computed(never(c)),
      ];
      for (const value of [pairOfLinks, size, ...connections, ...secrets]) value.check('it', found);
      for (const connection of connections) connection.checkGateway('it', size, found);
      expect([
        typeof size.toString(),
        typeof size.allowsFastPath,
        ...secrets.map((one) => typeof one.toString()),
      ]).toEqual(['string', 'boolean', 'string', 'string', 'string']);
    }),
    { numRuns: 400 },
  );
});

test('a report of anything is text, or an error of this library', () => {
  const input = fc.record(
    {
      circuits: fc.oneof(circuits, fc.constant(pair())),
      microsoftPeering: fc.oneof(microsoft, fc.constant(microsoftPeering())),
      privatePeering: fc.oneof(network, fc.constant(privatePeering())),
      virtualNetworkRegions: anything,
      desktopFlows: fc.oneof(fc.boolean(), anything),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(input, anything), (given) => {
      try {
        expect(expressRouteReport(never(given))).toMatch(/^Circuits\n-+\n/);
      } catch (error) {
        expect([given, DataGatewayError.isDataGatewayError(error)]).toEqual([given, true]);
      }
    }),
    { numRuns: 400 },
  );
});
