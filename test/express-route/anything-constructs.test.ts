import fc from 'fast-check';
import { DataGatewayError } from '../../lib';
import {
  CircuitConnection,
  ExistingCircuit,
  ExpressRoute,
  ExpressRouteConnections,
  ExpressRouteGateway,
  GatewaySubnet,
  RouteFilter,
} from '../../lib/express-route';
import { PowerPlatformGeo, PowerPlatformRoute } from '../../lib/regions';
import { newStack } from '../support/synthesize';
import {
  CIRCUIT_ID,
  FILTER_ID,
  GATEWAY_ID,
  gatewayProps,
  microsoft,
  minimalProps,
  NETWORK_ID,
  pair,
  privatePeering,
  PROVISIONED,
} from './construct-fixtures';

/** Whatever JavaScript has, tokens of cdktf among it, and what is nearly right. */
const anything = fc.oneof(
  { weight: 3, arbitrary: fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withMap: true }) },
  fc.constantFrom<unknown>(
    Symbol('x'),
    () => 'x',
    '${var.x}',
    ['westeurope'],
    { amsterdam: CIRCUIT_ID },
    { routeFilterId: FILTER_ID },
    { gatewayId: GATEWAY_ID, location: 'westeurope', resourceGroupName: 'rg' },
    [{ key: 'amsterdam', circuitId: CIRCUIT_ID }],
    [CircuitConnection.toCircuit('amsterdam')],
    [CircuitConnection.toForeignCircuit(5 as never, null as never, 5 as never)],
    GatewaySubnet.create({ virtualNetworkId: NETWORK_ID, addressPrefix: 7 as never }),
    pair(PROVISIONED),
    microsoft(),
    privatePeering(),
  ),
);

/** Good props, of which some are anything. */
function spoilt(good: object, ...more: readonly string[]): fc.Arbitrary<never> {
  const names = [...Object.keys(good), ...more];
  return fc
    .record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] })
    .map((bad) => ({ ...good, ...bad }) as never);
}

const ADJUSTMENTS = ['naming', 'preventDestroy', 'tags'];
const { circuits: _circuits, ...placed } = minimalProps();
const route = PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]);
const gateway = { gatewayId: GATEWAY_ID, location: 'westeurope', resourceGroupName: 'rg', size: undefined };
const circuits = [ExistingCircuit.of({ key: 'amsterdam', circuitId: CIRCUIT_ID })];

const constructs: Readonly<Record<string, readonly [fc.Arbitrary<never>, (props: never) => unknown]>> = {
  ExpressRoute: [
    spoilt(
      minimalProps(),
      'existingCircuitIds',
      'microsoftPeering',
      'routeFilter',
      'privatePeering',
      'virtualNetworkRegions',
      'virtualNetworkAddressSpace',
      'desktopFlows',
      ...ADJUSTMENTS,
    ),
    (props) => new ExpressRoute(newStack(), 'x', props),
  ],
  RouteFilter: [
    spoilt({ ...placed, route }, 'adoptRouteFilterId', 'ruleName', ...ADJUSTMENTS),
    (props) => new RouteFilter(newStack(), 'x', props),
  ],
  ExpressRouteGateway: [
    spoilt(gatewayProps(), 'size', ...ADJUSTMENTS),
    (props) => new ExpressRouteGateway(newStack(), 'x', props),
  ],
  'ExpressRouteGateway.fromExpressRouteGatewayAttributes': [
    spoilt(gateway),
    (props) => ExpressRouteGateway.fromExpressRouteGatewayAttributes(newStack(), 'x', props),
  ],
  ExpressRouteConnections: [
    spoilt(
      { name: 'hub', gateway, circuits, connections: [CircuitConnection.toCircuit('amsterdam')] },
      'naming',
      'tags',
    ),
    (props) => new ExpressRouteConnections(newStack(), 'x', props),
  ],
  'ExistingCircuit.of': [spoilt({ key: 'amsterdam', circuitId: CIRCUIT_ID }), (props) => ExistingCircuit.of(props)],
};

test.each(Object.entries(constructs))('%s takes anything, and reports what is wrong', (_, [input, build]) => {
  fc.assert(
    fc.property(input, (props) => {
      try {
        build(props);
      } catch (error) {
        if (!DataGatewayError.isDataGatewayError(error)) throw error;
        expect(error.problems.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 150 },
  );
});
