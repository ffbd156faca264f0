import { Testing } from 'cdktf';
import { ResourceNaming } from '../../../lib';
import {
  Circuit,
  CircuitConnection,
  Circuits,
  ExistingCircuit,
  ExpressRoute,
  ExpressRouteConnections,
  type ExpressRouteConnectionsProps,
  ExpressRouteGateway,
  ExpressRouteGatewaySize,
  SecretInState,
} from '../../../lib/express-route';
import { annotations, newStack, synthesize, type Synthesized } from '../../support/synthesize';
import {
  block,
  CIRCUIT_ID,
  GATEWAY_ID,
  gatewayProps,
  minimalProps,
  ORDERED,
  pair,
  privatePeering,
  PROVISIONED,
} from '../construct-fixtures';

const CONNECTION = 'azurerm_virtual_network_gateway_connection';

function connections(
  circuits = pair(PROVISIONED),
  props: Partial<ExpressRouteConnectionsProps> = {},
): Synthesized<ExpressRouteConnections> {
  return synthesize((stack) => {
    const route = new ExpressRoute(stack, 'express-route', {
      ...minimalProps(),
      circuits,
      privatePeering: privatePeering(),
    });
    const gateway = new ExpressRouteGateway(stack, 'gateway', gatewayProps());
    return new ExpressRouteConnections(stack, 'connections', {
      name: 'hub',
      gateway,
      circuits: route.circuits,
      connections: [CircuitConnection.toCircuit('amsterdam'), CircuitConnection.toCircuit('london')],
      ...props,
    });
  });
}

test('minimal', () => {
  expect(connections().ofType(CONNECTION)).toMatchSnapshot();
});

test('full: weights, FastPath, and a circuit of another subscription', () => {
  const { json } = synthesize((stack) => {
    const gateway = ExpressRouteGateway.fromExpressRouteGatewayAttributes(stack, 'gateway', {
      gatewayId: GATEWAY_ID,
      location: 'westeurope',
      resourceGroupName: 'rg-hub',
      size: ExpressRouteGatewaySize.ER_GW_3_AZ,
    });
    const authorization = SecretInState.variable('authorization_london');
    return new ExpressRouteConnections(stack, 'connections', {
      name: 'hub',
      gateway,
      circuits: [ExistingCircuit.of({ key: 'amsterdam', circuitId: CIRCUIT_ID })],
      connections: [
        CircuitConnection.toCircuit('amsterdam', { routingWeight: 20, fastPath: true, privateLinkFastPath: true }),
        CircuitConnection.toForeignCircuit('london', CIRCUIT_ID.replace('erc-old', 'erc-london'), authorization, {
          routingWeight: 10,
        }),
      ],
      naming: ResourceNaming.custom(({ proposed }) => `contoso-${proposed}`),
      tags: { workload: 'power-platform' },
    });
  });
  expect(json).toMatchSnapshot();
});

test('they come after private peering, and one after another', () => {
  const stack = connections();
  const after = (key: string): readonly string[] =>
    (block(stack, CONNECTION, key).depends_on ?? []).map((address) => address.replace(/_[0-9A-F]{8}$/, ''));
  const peering = 'azurerm_express_route_circuit_peering.express-route_private-peering';
  expect(after('amsterdam')).toEqual([`${peering}-amsterdam`]);
  expect(after('london')).toEqual([`${peering}-london`, `${CONNECTION}.connections_connection-amsterdam`]);
});

test('with a circuit that is ordered there is none yet', () => {
  const { ofType, stack, result } = connections(pair(ORDERED, PROVISIONED));
  expect(ofType(CONNECTION)).toHaveLength(1);
  expect(annotations(stack, 'info')).toContain(
    'There is no connection with circuit amsterdam yet: the carrier has not provisioned it.',
  );
  expect(result.connectionId('amsterdam')).toBeUndefined();
  expect(result.connectionId('london')).toBeDefined();
});

test('a weight is always sent, the same for all, so that one that is taken out goes back', () => {
  const weights = connections(pair(PROVISIONED), {
    connections: [
      CircuitConnection.toCircuit('amsterdam', { routingWeight: 20 }),
      CircuitConnection.toCircuit('london'),
    ],
  }).ofType(CONNECTION);
  expect(weights.map((connection) => connection['routing_weight'])).toEqual([20, 10]);
});

describe('more bandwidth than the gateway carries', () => {
  const notes = (mbps: number, fastPath: boolean, size = ExpressRouteGatewaySize.ER_GW_3_AZ): readonly string[] => {
    const { stack } = synthesize((scope) => {
      const circuit = {
        key: 'amsterdam',
        circuitId: CIRCUIT_ID,
        isProvisioned: true,
        hasPrivatePeering: true,
        mbps,
        ready: [],
      };
      const attributes = { gatewayId: GATEWAY_ID, location: 'westeurope', size };
      new ExpressRouteConnections(scope, 'connections', {
        name: 'hub',
        gateway: ExpressRouteGateway.fromExpressRouteGatewayAttributes(scope, 'gateway', attributes),
        circuits: [circuit],
        connections: [CircuitConnection.toCircuit('amsterdam', { fastPath })],
      });
    });
    return annotations(stack, 'info');
  };

  test('is said', () => {
    expect(notes(2000, false, ExpressRouteGatewaySize.ER_GW_1_AZ)).toEqual([
      'Circuit amsterdam has 2000 Mbps, and gateway ErGw1AZ carries 1 Gbps: virtual networks get no more than that. Choose a ' +
        'larger gateway if they shall.',
    ]);
  });

  test.each([
    ['ErGw1AZ', 1000, ExpressRouteGatewaySize.ER_GW_1_AZ],
    ['ErGw2AZ', 2000, ExpressRouteGatewaySize.ER_GW_2_AZ],
    ['ErGw3AZ', 10_000, ExpressRouteGatewaySize.ER_GW_3_AZ],
    ['a gateway that scales, at most,', 5000, ExpressRouteGatewaySize.scale({ minimum: 2, maximum: 5 })],
  ])('begins above what %s carries: %d Mbps', (_, mbps, size) => {
    expect([notes(mbps, false, size), notes(mbps + 1, false, size)]).toEqual([[], [expect.stringContaining('Mbps')]]);
  });

  test('does not matter with FastPath', () => {
    expect(notes(100_000, true)).toEqual([]);
  });

  test('is known of the circuits of an ExpressRoute', () => {
    const of = (bandwidthMbps: 1000 | 2000): readonly string[] => {
      const circuit = (peeringLocation: string): Circuit =>
        Circuit.ofProvider({ provider: 'BT', peeringLocation, bandwidthMbps, phase: PROVISIONED });
      const { stack } = connections(Circuits.pair(circuit('Amsterdam'), circuit('London')));
      return annotations(stack, 'info').filter((note) => note.includes('ErGw1AZ'));
    };
    expect([of(1000).length, of(2000).length]).toEqual([0, 2]);
  });
});

test('that FastPath is off is said, so that it can be taken back', () => {
  expect(block(connections(), CONNECTION, 'london')['express_route_gateway_bypass']).toBe(false);
});

test('an authorization of the same app never stands in the JSON', () => {
  const { ofType } = synthesize((stack) => {
    const route = new ExpressRoute(stack, 'express-route', { ...minimalProps(), circuits: pair(PROVISIONED) });
    const gateway = new ExpressRouteGateway(stack, 'gateway', gatewayProps());
    const authorization = route.authorize('london', 'hub');
    const connection = CircuitConnection.toForeignCircuit('london', CIRCUIT_ID, authorization);
    return new ExpressRouteConnections(stack, 'connections', { name: 'hub', gateway, connections: [connection] });
  });
  expect(ofType(CONNECTION)[0]?.['authorization_key']).toMatch(
    /^\$\{azurerm_express_route_circuit_authorization\.[\w-]+\.authorization_key\}$/,
  );
});

test('of another stack nothing is waited for that only that stack has', () => {
  const app = Testing.app();
  const network = newStack(app, 'network');
  const hub = newStack(app, 'hub');
  const route = new ExpressRoute(network, 'express-route', {
    ...minimalProps(),
    circuits: pair(PROVISIONED),
    privatePeering: privatePeering(),
  });
  new ExpressRouteConnections(hub, 'connections', {
    name: 'hub',
    gateway: new ExpressRouteGateway(hub, 'gateway', gatewayProps()),
    circuits: route.circuits,
    connections: [CircuitConnection.toCircuit('amsterdam')],
  });
  hub.prepareStack();
  const { resource } = JSON.parse(Testing.synth(hub, true)) as { resource: Record<string, Record<string, object>> };
  const [made] = Object.values(resource[CONNECTION] ?? {});
  expect(made).not.toHaveProperty('depends_on');
  // The circuit's id comes by the other stack's outputs, so that stack goes first.
  expect(made).toHaveProperty('express_route_circuit_id', expect.stringContaining('terraform_remote_state'));
  expect(hub.dependsOn(network)).toBe(true);
});
