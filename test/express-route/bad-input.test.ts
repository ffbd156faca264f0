import { TerraformVariable, Token } from 'cdktf';
import { DataGatewayError, ResourceNaming } from '../../lib';
import {
  Circuit,
  CircuitPhase,
  CircuitConnection,
  Circuits,
  ExistingCircuit,
  type ExistingCircuitAttributes,
  ExpressRoute,
  ExpressRouteConnections,
  type ExpressRouteConnectionsProps,
  ExpressRouteGateway,
  type ExpressRouteGatewayAttributes,
  type ExpressRouteGatewayProps,
  ExpressRouteGatewaySize,
  type ExpressRouteProps,
  GatewaySubnet,
  PeeringLinks,
  RouteFilter,
  type RouteFilterProps,
  SecretInState,
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

/** Input that the compiler may refuse; JavaScript gets here all the same. */
type Bad<T> = Partial<Record<keyof T, unknown>> & Record<string, unknown>;
type Cases<T> = readonly (readonly [what: string, input: Bad<T>, property: string])[];

const token = Token.asString('${var.x}');
const links = (ipv4: string): PeeringLinks => PeeringLinks.of({ ipv4 });
const metro = (options: object = {}): Circuits =>
  Circuits.metro(
    Circuit.ofProvider({
      provider: 'Equinix',
      peeringLocation: 'Zurich Metro',
      bandwidthMbps: 200,
      phase: CircuitPhase.ordered(),
      ...options,
    }),
  );
const keyed = (bgpKey: unknown): Bad<ExpressRouteProps> => ({
  privatePeering: privatePeering({
    circuits: {
      amsterdam: { links: links('172.16.0.0/29'), bgpKey: bgpKey as SecretInState },
      london: { links: links('172.16.0.8/29') },
    },
  }),
});
const { circuits: _circuits, ...placed } = minimalProps();
const filter: RouteFilterProps = { ...placed, route: PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]) };

const routes: Cases<ExpressRouteProps> = [
  ['no name', { name: undefined }, 'name'],
  ['a name of one letter', { name: 'x' }, 'name'],
  ['a name that Terraform computes', { name: token }, 'name'],
  ['a location that is none', { location: 'west_europe' }, 'location'],
  ['a resource group by id', { resourceGroupName: '/subscriptions/x' }, 'resourceGroupName'],
  ['no circuits', { circuits: undefined }, 'circuits'],
  ['circuits as a list', { circuits: pair().all }, 'circuits'],
  ['a circuit of a bandwidth that is none', { circuits: metro({ bandwidthMbps: 300 }) }, 'circuits.bandwidthMbps'],
  [
    'two circuits in one place',
    { circuits: Circuits.pair(pair().all[0] as Circuit, pair().all[0] as Circuit) },
    'circuits[1].peeringLocation',
  ],
  [
    'Standard across areas',
    {
      circuits: metro({ tier: 'Standard' }),
      microsoftPeering: microsoft({
        route: PowerPlatformRoute.toGeos([PowerPlatformGeo.JAPAN]),
        circuits: { 'zurich-metro': { links: links('203.0.113.0/29'), advertisedPrefixes: ['203.0.113.64/27'] } },
      }),
    },
    'circuits.tier',
  ],
  ['Microsoft peering as an object', { microsoftPeering: { bgpKey: 'hunter2' } }, 'microsoftPeering'],
  [
    'a route of a geo without community',
    { microsoftPeering: microsoft({ route: PowerPlatformRoute.toGeos([PowerPlatformGeo.POLAND]) }) },
    'microsoftPeering.route.geos[0]',
  ],
  ['Microsoft peering of other circuits', { circuits: metro(), microsoftPeering: microsoft() }, '*'],
  ['private peering as an object', { privatePeering: { vlanId: 100 } }, 'privatePeering'],
  [
    'private peering at one circuit alone',
    { privatePeering: privatePeering({ circuits: { amsterdam: { links: links('172.16.0.0/29') } } }) },
    'privatePeering.circuits.london',
  ],
  [
    'one VLAN for both peerings',
    { microsoftPeering: microsoft(), privatePeering: privatePeering({ vlanId: 200 }) },
    'privatePeering.vlanId',
  ],
  [
    'links in a virtual network',
    { privatePeering: privatePeering(), virtualNetworkAddressSpace: ['172.16.0.0/28'] },
    '*',
  ],
  ['a space that is none', { virtualNetworkAddressSpace: ['10.0.0.1/8'] }, 'virtualNetworkAddressSpace[0]'],
  ['a space as text', { virtualNetworkAddressSpace: '10.0.0.0/8' }, 'virtualNetworkAddressSpace'],
  ['regions without private peering', { virtualNetworkRegions: ['westeurope'] }, 'virtualNetworkRegions'],
  [
    'regions that Terraform computes',
    { privatePeering: privatePeering(), virtualNetworkRegions: [token] },
    'virtualNetworkRegions',
  ],
  ['a filter by id', { microsoftPeering: microsoft(), routeFilter: FILTER_ID }, 'routeFilter'],
  [
    'a filter with an id that is none',
    { microsoftPeering: microsoft(), routeFilter: { routeFilterId: 'rf' } },
    'routeFilter.routeFilterId',
  ],
  ['a filter without Microsoft peering', { routeFilter: { routeFilterId: FILTER_ID } }, 'routeFilter'],
  ['a circuit that exists, by name', { existingCircuitIds: { amsterdam: 'erc' } }, 'existingCircuitIds.amsterdam'],
  ['a circuit that exists, of no key', { existingCircuitIds: { oslo: CIRCUIT_ID } }, 'existingCircuitIds.oslo'],
  ['circuits that exist, as a list', { existingCircuitIds: [CIRCUIT_ID] }, 'existingCircuitIds'],
  ['a key of BGP as text', keyed('hunter2'), 'privatePeering.circuits.amsterdam.bgpKey'],
  [
    'a key of BGP in place of its name',
    keyed(SecretInState.variable('Hunter2!hunter2')),
    'privatePeering.circuits.amsterdam.bgpKey',
  ],
  ['desktop flows as text', { desktopFlows: 'yes' }, 'desktopFlows'],
  ['destruction as text', { preventDestroy: 'no' }, 'preventDestroy'],
  ['tags as a list', { tags: ['x'] }, 'tags'],
  ['naming as a function', { naming: () => 'x' }, 'naming'],
  [
    'one name for both circuits',
    { naming: ResourceNaming.custom(() => 'erc') },
    'naming (expressRouteCircuit of london)',
  ],
  ['a bandwidth, which is the circuit’s', { bandwidthMbps: 200 }, 'bandwidthMbps'],
  ['a password', { password: 'hunter2' }, 'password'],
];

const filters: Cases<RouteFilterProps> = [
  ['communities in place of a route', { route: ['12076:51002'] }, 'route'],
  ['no route', { route: undefined }, 'route'],
  ['a route to nowhere', { route: PowerPlatformRoute.toGeos([]) }, 'route.geos'],
  ['a filter that exists, by name', { adoptRouteFilterId: 'rf-old' }, 'adoptRouteFilterId'],
  ['a filter that exists, in lower case', { adoptRouteFilterId: FILTER_ID.toLowerCase() }, 'adoptRouteFilterId'],
  ['a filter that only Terraform knows', { adoptRouteFilterId: token }, 'adoptRouteFilterId'],
  ['a rule whose name is none', { ruleName: 'allow all' }, 'ruleName'],
  ['a name by rule that is none', { naming: ResourceNaming.custom(() => '-') }, 'naming (routeFilter)'],
  ['communities of its own', { communities: ['12076:51002'] }, 'communities'],
];

const gateways: Cases<ExpressRouteGatewayProps> = [
  ['no name', { name: '' }, 'name'],
  ['no subnet', { subnet: undefined }, 'subnet'],
  ['a subnet by id', { subnet: `${NETWORK_ID}/subnets/GatewaySubnet` }, 'subnet'],
  ['a subnet of another name', { subnet: GatewaySubnet.existing(`${NETWORK_ID}/subnets/gateway`) }, 'subnet'],
  ['a subnet that is none', { subnet: GatewaySubnet.existing(undefined as never) }, 'subnet'],
  ['a subnet of nothing', { subnet: GatewaySubnet.create(null as never) }, 'subnet'],
  ['a network by name', subnetIn('vnet-hub', '10.60.255.0/27'), 'subnet.virtualNetworkId'],
  ['a subnet of /28', subnetIn(NETWORK_ID, '10.60.255.0/28'), 'subnet.addressPrefix'],
  ['a subnet in the middle of a range', subnetIn(NETWORK_ID, '10.60.255.8/27'), 'subnet.addressPrefix'],
  [
    'a subnet of /27 for sixteen circuits',
    { subnet: GatewaySubnet.create({ virtualNetworkId: NETWORK_ID, addressPrefix: '10.60.255.0/27', circuits: 16 }) },
    'subnet.addressPrefix',
  ],
  [
    'a subnet for seventeen circuits',
    { subnet: GatewaySubnet.create({ virtualNetworkId: NETWORK_ID, addressPrefix: '10.60.0.0/24', circuits: 17 }) },
    'subnet.circuits',
  ],
  ['a size by name', { size: 'ErGw1AZ' }, 'size'],
  ['scale units the wrong way', { size: ExpressRouteGatewaySize.scale({ minimum: 10, maximum: 2 }) }, 'size.maximum'],
  ['a public address', { publicIpAddressId: 'x' }, 'publicIpAddressId'],
  ['a name by rule that is none', { naming: ResourceNaming.custom(() => '') }, 'naming (virtualNetworkGateway)'],
];

const imports: Cases<ExpressRouteGatewayAttributes> = [
  ['a gateway by name', { gatewayId: 'vgw' }, 'gatewayId'],
  ['a gateway that lies nowhere', { location: undefined }, 'location'],
  ['a gateway in a group by id', { resourceGroupName: '/subscriptions/x' }, 'resourceGroupName'],
  ['a gateway of a size by name', { size: 'ErGw3AZ' }, 'size'],
  ['a gateway with an authorization', { authorizationKey: 'hunter2' }, 'authorizationKey'],
];

const AMSTERDAM = { key: 'amsterdam', circuitId: CIRCUIT_ID };
const existing = ExistingCircuit.of(AMSTERDAM);
const connect = (...connections: unknown[]): Bad<ExpressRouteConnectionsProps> => ({ connections });
const foreign = (key: string, authorization: unknown): CircuitConnection =>
  CircuitConnection.toForeignCircuit(key, CIRCUIT_ID, authorization as SecretInState);

const connections: Cases<ExpressRouteConnectionsProps> = [
  ['no name', { name: undefined }, 'name'],
  ['a gateway by id', { gateway: GATEWAY_ID }, 'gateway'],
  [
    'a gateway with an id that is none',
    { gateway: { gatewayId: 'vgw', location: 'x', resourceGroupName: 'x' } },
    'gateway.gatewayId',
  ],
  ['circuits by id', { circuits: [CIRCUIT_ID] }, 'circuits[0]'],
  ['one circuit, and no list', { circuits: existing }, 'circuits'],
  ['a circuit twice', { circuits: [existing, existing] }, 'circuits[1].key'],
  ['no connection', connect(), 'connections'],
  ['connections as text', { connections: 'amsterdam' }, 'connections'],
  ['a connection as text', connect('hunter2'), 'connections[0]'],
  [
    'a connection with a circuit that is not there',
    connect(CircuitConnection.toCircuit('oslo')),
    'connections[0].circuitKey',
  ],
  [
    'two connections with one circuit',
    connect(CircuitConnection.toCircuit('amsterdam'), CircuitConnection.toCircuit('amsterdam')),
    'connections[1].circuitKey',
  ],
  ['no circuits', { circuits: undefined }, 'connections[0].circuitKey'],
  [
    'a circuit without private peering',
    { circuits: [{ ...AMSTERDAM, isProvisioned: true, hasPrivatePeering: false, ready: [] }] },
    'connections[0].circuitKey',
  ],
  ['an authorization as text', connect(foreign('london', 'hunter2')), 'connections[0].authorization'],
  [
    'FastPath on a gateway that has none',
    connect(CircuitConnection.toCircuit('amsterdam', { fastPath: true })),
    'connections[0].fastPath',
  ],
  [
    'more circuits than the gateway takes',
    connect(...['a', 'b', 'c', 'd', 'e'].map((key) => foreign(key, SecretInState.variable(`key_${key}`)))),
    'connections',
  ],
  ['a weight of its own', { routingWeight: 10 }, 'routingWeight'],
  ['tags as text', { tags: 'x' }, 'tags'],
];

const circuits: Cases<ExistingCircuitAttributes> = [
  ['a circuit by name', { circuitId: 'erc' }, 'circuitId'],
  ['a circuit without key', { key: undefined }, 'key'],
  ['a key in capitals', { key: 'Amsterdam' }, 'key'],
  ['a service key', { serviceKey: 'hunter2' }, 'serviceKey'],
];

function subnetIn(virtualNetworkId: string, addressPrefix: string): Bad<ExpressRouteGatewayProps> {
  return { subnet: GatewaySubnet.create({ virtualNetworkId, addressPrefix }) };
}

function errorOf(build: () => unknown): DataGatewayError {
  try {
    build();
  } catch (error) {
    if (DataGatewayError.isDataGatewayError(error)) return error;
    throw error;
  }
  throw new Error('nothing was reported');
}

/** `*` stands for several problems, which the snapshot names. */
function expectProblem(build: () => unknown, property: string): void {
  const { problems, message } = errorOf(build);
  // One problem, said once, with the place, the value, what is allowed and what to do.
  if (property === '*') expect(problems.length).toBeGreaterThan(1);
  else expect(problems.map((problem) => problem.property)).toEqual([property]);
  for (const part of problems.flatMap((problem) => Object.values(problem) as string[])) expect(part).toMatch(/\S/);
  expect(message.toLowerCase()).not.toContain('hunter2');
  expect(message).toMatchSnapshot();
}

test('each case has a name of its own, and there are enough', () => {
  for (const cases of [routes, filters, gateways, imports, connections, circuits]) {
    const names = cases.map(([what]) => what);
    expect(new Set(names).size).toBe(names.length);
  }
  expect([...routes, ...filters, ...gateways, ...imports, ...connections, ...circuits].length).toBeGreaterThan(80);
});

describe('ExpressRoute', () => {
  test.each(routes)('%s', (_, input, property) => {
    const stack = newStack();
    const props = { ...minimalProps(), ...input } as ExpressRouteProps;
    expectProblem(() => new ExpressRoute(stack, 'express-route', props), property);
    // Nothing is left behind that could be synthesized.
    expect(stack.node.findChild('express-route').node.children).toEqual([]);
  });

  test.each([
    ['a circuit that is not there', 'oslo', 'hub', 'circuitKey'],
    ['a name with a blank', 'london', 'hub team', 'name'],
    ['a name that Terraform computes', 'london', token, 'name'],
    ['a name that is taken', 'london', 'HUB', 'name'],
  ])('an authorization for %s', (_, key, name, property) => {
    const made = new ExpressRoute(newStack(), 'express-route', minimalProps());
    made.authorize('london', 'hub');
    made.authorize('amsterdam', 'hub');
    expectProblem(() => made.authorize(key, name), property);
  });

  test.each([
    ['shows what it holds', { type: 'string' }],
    ['is said to be open', { type: 'string', sensitive: false }],
  ])('a variable that %s', (_, config) => {
    const stack = newStack();
    new TerraformVariable(stack, 'bgp_key', config);
    const props = { ...minimalProps(), ...keyed(SecretInState.variable('bgp_key')) } as ExpressRouteProps;
    expectProblem(() => new ExpressRoute(stack, 'express-route', props), 'privatePeering.circuits.amsterdam.bgpKey');
  });

  test('a variable whose name something else has', () => {
    const stack = newStack();
    new RouteFilter(stack, 'bgp_key', filter);
    const props = { ...minimalProps(), circuits: pair(PROVISIONED), ...keyed(SecretInState.variable('bgp_key')) };
    expectProblem(
      () => new ExpressRoute(stack, 'express-route', props as ExpressRouteProps),
      'privatePeering.circuits.amsterdam.bgpKey',
    );
  });
});

describe('RouteFilter', () => {
  test.each(filters)('%s', (_, input, property) => {
    const stack = newStack();
    expectProblem(() => new RouteFilter(stack, 'filter', { ...filter, ...input } as RouteFilterProps), property);
    expect(stack.node.findChild('filter').node.children).toEqual([]);
  });

  test('one of others by name', () => {
    expectProblem(() => RouteFilter.fromRouteFilterId(newStack(), 'filter', 'rf-old'), 'routeFilterId');
  });
});

describe('ExpressRouteGateway', () => {
  test.each(gateways)('%s', (_, input, property) => {
    const stack = newStack();
    const props = { ...gatewayProps(), ...input } as ExpressRouteGatewayProps;
    expectProblem(() => new ExpressRouteGateway(stack, 'gateway', props), property);
    expect(stack.node.findChild('gateway').node.children).toEqual([]);
  });

  test.each(imports)('%s', (_, input, property) => {
    const attributes = { gatewayId: GATEWAY_ID, location: 'westeurope', ...input } as ExpressRouteGatewayAttributes;
    expectProblem(
      () => ExpressRouteGateway.fromExpressRouteGatewayAttributes(newStack(), 'gateway', attributes),
      property,
    );
  });
});

describe('ExpressRouteConnections', () => {
  test.each(connections)('%s', (_, input, property) => {
    const stack = newStack();
    const gateway = ExpressRouteGateway.fromExpressRouteGatewayAttributes(stack, 'gateway', {
      gatewayId: GATEWAY_ID,
      location: 'westeurope',
      size: ExpressRouteGatewaySize.ER_GW_1_AZ,
    });
    const good = {
      name: 'hub',
      gateway,
      circuits: [existing],
      connections: [CircuitConnection.toCircuit('amsterdam')],
    };
    const props = { ...good, ...input } as unknown as ExpressRouteConnectionsProps;
    expectProblem(() => new ExpressRouteConnections(stack, 'connections', props), property);
    expect(stack.node.findChild('connections').node.children).toEqual([]);
  });

  test.each(circuits)('%s', (_, input, property) => {
    expectProblem(() => ExistingCircuit.of({ ...AMSTERDAM, ...input } as ExistingCircuitAttributes), property);
  });
});

describe('what is taken', () => {
  test('names of circuits, each said', () => {
    const stack = newStack();
    new ExpressRoute(stack, 'first', minimalProps());
    expectProblem(() => new ExpressRoute(stack, 'second', minimalProps()), '*');
    // In another group, or by another name, there is room.
    new ExpressRoute(stack, 'third', { ...minimalProps(), resourceGroupName: 'rg-other' });
    new ExpressRoute(stack, 'fourth', { ...minimalProps(), name: 'other' });
  });

  test('the name of a filter', () => {
    const stack = newStack();
    new RouteFilter(stack, 'first', filter);
    expectProblem(() => new RouteFilter(stack, 'second', filter), 'name');
  });

  test('the virtual network of a gateway, however it is named', () => {
    const stack = newStack();
    new ExpressRouteGateway(stack, 'first', gatewayProps());
    const subnet = GatewaySubnet.existing(`${NETWORK_ID}/subnets/GatewaySubnet`);
    const props = { ...gatewayProps(), name: 'other', subnet };
    expectProblem(() => new ExpressRouteGateway(stack, 'second', props), 'subnet');
  });

  test('the names of connections', () => {
    const stack = newStack();
    const gateway = ExpressRouteGateway.fromExpressRouteGatewayAttributes(stack, 'gateway', {
      gatewayId: GATEWAY_ID,
      location: 'westeurope',
    });
    const props = {
      name: 'hub',
      gateway,
      circuits: [existing],
      connections: [CircuitConnection.toCircuit('amsterdam')],
    };
    new ExpressRouteConnections(stack, 'first', props);
    expectProblem(() => new ExpressRouteConnections(stack, 'second', props), 'name');
  });
});

test('nothing at all is reported, and crashes nothing', () => {
  for (const nothing of [undefined, null, 'props', [], 7]) {
    const props = nothing as never;
    for (const build of [
      () => new ExpressRoute(newStack(), 'x', props),
      () => new RouteFilter(newStack(), 'x', props),
      () => RouteFilter.fromRouteFilterId(newStack(), 'x', props),
      () => new ExpressRouteGateway(newStack(), 'x', props),
      () => ExpressRouteGateway.fromExpressRouteGatewayAttributes(newStack(), 'x', props),
      () => new ExpressRouteConnections(newStack(), 'x', props),
      () => ExistingCircuit.of(props),
    ])
      expect(errorOf(build).problems).toHaveLength(1);
  }
});

test('all problems are reported together', () => {
  const input = { name: '', location: '_', circuits: metro({ bandwidthMbps: 1 }), tags: 'x', routeFilter: 7 };
  const build = (): unknown => new ExpressRoute(newStack(), 'x', { ...minimalProps(), ...input } as never);
  expect(build).toThrowErrorMatchingSnapshot();
});
