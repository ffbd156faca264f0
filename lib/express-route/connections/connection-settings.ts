import type { Checks } from '../../common/checks';
import { isOptions } from '../../common/options';
import type { ResourceNaming } from '../../common/resource-naming';
import { isRecord } from '../../common/shapes';
import { checkTags } from '../../common/tags';
import { isA } from '../../common/is-a';
import { CircuitConnection } from './circuit-connection';
import { checkName } from '../../common/place';
import { checkNaming, EXAMPLE_NAME } from '../checks/express-route-checks';
import type { ExpressRouteConnectionsProps } from './express-route-connections-props';
import type { IExpressRouteCircuit } from '../circuits/express-route-circuit-interface';
import type { IExpressRouteGateway } from '../gateway/express-route-gateway-interface';
import { GATEWAY_ID } from '../checks/network-ids';

/** A connection, decided. */
export interface ConnectionPlan {
  readonly connection: CircuitConnection;
  /** Name in Azure. */
  readonly name: string;
  /** The circuit; nothing for one of another subscription. */
  readonly circuit: IExpressRouteCircuit | undefined;
}

const PROPERTIES: Readonly<Record<keyof ExpressRouteConnectionsProps, true>> = {
  name: true,
  gateway: true,
  circuits: true,
  connections: true,
  naming: true,
  tags: true,
};

/** Decides everything about connections, and reports every problem; where there is one, it returns nothing. */
export function resolveConnections(
  props: ExpressRouteConnectionsProps,
  checks: Checks,
): readonly ConnectionPlan[] | undefined {
  if (!isOptions('props', props, 'new ExpressRouteConnections(stack, id, { … })', checks)) return undefined;
  checks.knownProperties(props, Object.keys(PROPERTIES));
  checkName(props.name, EXAMPLE_NAME, checks);
  checkTags(props.tags, checks);
  const naming = checkNaming(props.naming, checks);
  const isGateway = checkGateway(props.gateway, checks);
  const circuits = checkCircuits(props.circuits ?? [], checks);
  const connections = checkConnections(props.connections, checks);
  if (!isGateway || circuits === undefined || connections === undefined || checks.problems.length > 0) return undefined;

  connections.forEach((connection, index) => {
    const place = `connections[${String(index)}]`;
    if (!connection.isForeign) checkCircuit(place, connection.circuitKey, circuits, checks);
    if (props.gateway.size !== undefined) connection.checkGateway(place, props.gateway.size, checks);
  });
  checkRoom(connections, props.gateway, checks);
  if (checks.problems.length > 0) return undefined;
  return plansOf(props, connections, circuits, naming, checks);
}

function plansOf(
  { name, gateway: { location } }: ExpressRouteConnectionsProps,
  connections: readonly CircuitConnection[],
  circuits: readonly IExpressRouteCircuit[],
  naming: ResourceNaming,
  checks: Checks,
): readonly ConnectionPlan[] {
  return connections.map((connection) => ({
    connection,
    name: naming.nameOf('connection', { name, key: connection.circuitKey, location }, checks),
    circuit: connection.isForeign ? undefined : circuits.find(({ key }) => key === connection.circuitKey),
  }));
}

function checkGateway(gateway: unknown, checks: Checks): boolean {
  const names: readonly (keyof IExpressRouteGateway)[] = ['gatewayId', 'location', 'resourceGroupName'];
  const isWhole = isRecord(gateway) && names.every((name) => typeof gateway[name] === 'string');
  if (isWhole) return checks.text('gateway.gatewayId', gateway['gatewayId'], GATEWAY_ID);
  const fix = 'Give an ExpressRouteGateway, or ExpressRouteGateway.fromExpressRouteGatewayAttributes(…).';
  checks.add({ property: 'gateway', got: typeof gateway, allowed: 'an ExpressRoute gateway', fix });
  return false;
}

function checkCircuits(circuits: unknown, checks: Checks): readonly IExpressRouteCircuit[] | undefined {
  const fix = 'Give `circuits` of an ExpressRoute, or [ExistingCircuit.of({…})].';
  if (!Array.isArray(circuits)) {
    checks.add({ property: 'circuits', got: typeof circuits, allowed: 'an array of circuits', fix });
    return undefined;
  }
  const isCircuit = (one: unknown): one is IExpressRouteCircuit =>
    isRecord(one) && typeof one['key'] === 'string' && typeof one['circuitId'] === 'string';
  circuits.forEach((one: unknown, index) => {
    const property = `circuits[${String(index)}]`;
    if (!isCircuit(one)) checks.add({ property, got: typeof one, allowed: 'a circuit', fix });
    else if (circuits.slice(0, index).some((other) => isCircuit(other) && other.key === one.key)) {
      const mend = 'Connections name circuits by their keys: give each another one.';
      checks.add({ property: `${property}.key`, got: one.key, allowed: 'a key that no other circuit has', fix: mend });
    }
  });
  return circuits.every(isCircuit) ? circuits : undefined;
}

function checkConnections(connections: unknown, checks: Checks): readonly CircuitConnection[] | undefined {
  const property = 'connections';
  const fix = "Write them as in [CircuitConnection.toCircuit('amsterdam', { routingWeight: 10 })].";
  if (!Array.isArray(connections) || connections.length === 0) {
    checks.add({ property, got: connections, allowed: 'an array of one connection or more', fix });
    return undefined;
  }
  const good: CircuitConnection[] = [];
  connections.forEach((one: unknown, index) => {
    const place = `${property}[${String(index)}]`;
    if (!isA(CircuitConnection, one)) {
      // Not shown: somebody may have put the key of an authorization here.
      checks.addHidden({ property: place, got: one, allowed: 'a CircuitConnection', fix });
      return;
    }
    one.check(place, checks);
    if (good.some(({ circuitKey }) => circuitKey === one.circuitKey)) {
      const mend = 'A gateway has one connection with a circuit: remove it, or give the circuit another key.';
      const allowed = 'a circuit that no other connection has';
      checks.add({ property: `${place}.circuitKey`, got: one.circuitKey, allowed, fix: mend });
    }
    good.push(one);
  });
  return good;
}

function checkCircuit(place: string, key: string, circuits: readonly IExpressRouteCircuit[], checks: Checks): void {
  const property = `${place}.circuitKey`;
  const circuit = circuits.find((one) => one.key === key);
  const keys = circuits.map((one) => one.key).join(', ');
  if (circuit === undefined) {
    const fix = 'Give the circuit in `circuits`, or use CircuitConnection.toForeignCircuit.';
    const allowed = keys === '' ? 'a key of `circuits`, of which there are none' : keys;
    checks.add({ property, got: key, allowed, fix });
  } else if (!circuit.hasPrivatePeering) {
    const fix = 'Virtual networks are reached over it: give the ExpressRoute privatePeering.';
    checks.add({ property, got: key, allowed: 'a circuit with private peering', fix });
  }
}

/** Limits of a virtual network and a gateway (MicrosoftDocs/azure-docs, expressroute-faqs, 2026-03-31). */
function checkRoom(connections: readonly CircuitConnection[], { size }: IExpressRouteGateway, checks: Checks): void {
  const most = size?.capacity.circuits;
  if (most === undefined || connections.length <= most) return;
  const allowed = `at most ${String(most)} with ${String(size)}`;
  checks.add({ property: 'connections', got: connections.length, allowed, fix: 'Choose a larger gateway.' });
}
