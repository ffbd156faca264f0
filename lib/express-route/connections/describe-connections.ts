import type { Construct } from 'constructs';
import { sortedBy } from '../../manifest/arrange';
import type { ResourceReference } from '../../manifest/entries/common-entries';
import { type Draft, mark } from '../../manifest/entries/draft';
import { addressAt } from '../../terraform/addresses';
import { describeThing } from '../../manifest/describe-thing';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import { contribute } from '../../manifest/contributions';
import { ExistingCircuit } from '../circuits/existing-circuit';
import type { ConnectionPlan } from './connection-settings';
import type { IExpressRouteGateway } from '../gateway/express-route-gateway-interface';

/** Puts connections into the manifest of their stack. The key of an authorization is no part of it. */
export function contributeConnections(
  construct: Construct,
  gateway: IExpressRouteGateway,
  plans: readonly ConnectionPlan[],
): void {
  contribute(construct, 'expressRouteConnections', () => ({
    gateway: describeThing(gateway, gateway.gatewayId),
    connections: sortedBy(plans, ({ connection }) => connection.circuitKey).map((plan) => {
      const { circuitKey, routingWeight, fastPath } = plan.connection;
      return {
        circuitKey,
        name: plan.name,
        circuit: describeCircuitOf(plan),
        routingWeight,
        fastPath,
        resources: { connection: addressAt(construct, `connection-${circuitKey}`) },
      };
    }),
  }));
}

function describeCircuitOf({ connection, circuit }: ConnectionPlan): Draft<ResourceReference> {
  const id = circuit?.circuitId ?? connection.circuitId ?? '';
  // Of the circuits of this app, those have an id that is written out which exist.
  const exists = connection.isForeign || circuit instanceof ExistingCircuit || !isComputedByTerraform(id);
  return { constructPath: undefined, existing: mark(exists), id };
}
