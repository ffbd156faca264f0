import { VirtualNetworkGatewayConnection } from '@cdktf/provider-azurerm/lib/virtual-network-gateway-connection';
import { Annotations, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { KEPT_FOR_LIFE } from '../../common/azure-rules';
import { constructChecks, throwProblems } from '../../terraform/construct-checks';
import { inherit } from '../../defaults/scope-defaults';
import { beside } from '../../terraform/order';
import { type ConnectionPlan, resolveConnections } from './connection-settings';
import { bandwidthNotes } from './connection-advice';
import { claimName } from '../checks/express-route-claims';
import type { ExpressRouteConnectionsProps } from './express-route-connections-props';
import { contributeConnections } from './describe-connections';
import { checkVariable, secretValue } from '../secrets/secret-value';

/**
 * The connections of an ExpressRoute gateway with circuits. One with a circuit that is not provisioned yet is left out until
 * it is. They are made and changed one after another, so that a change that fails at the first does not reach the second.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class ExpressRouteConnections extends Construct {
  private readonly ids = new Map<string, string>();

  /** Defines a connection with each circuit that is provisioned. */
  public constructor(scope: Construct, id: string, props: ExpressRouteConnectionsProps) {
    super(scope, id);
    const placed = inherit(this, props, ['tags', 'naming']);
    const plans = this.settle(placed);
    // FastPath goes past the gateway, and its limit.
    const through = plans.flatMap(({ connection, circuit }) => (connection.fastPath ? [] : (circuit ?? [])));
    for (const note of bandwidthNotes(through, placed.gateway.size)) Annotations.of(this).addInfo(note);
    let after: readonly ITerraformDependable[] = [];
    for (const plan of plans) {
      const { circuitKey } = plan.connection;
      if (plan.circuit?.isProvisioned === false) {
        Annotations.of(this).addInfo(
          `There is no connection with circuit ${circuitKey} yet: the carrier has not provisioned it.`,
        );
        continue;
      }
      const connection = this.defineConnection(plan, placed, after);
      this.ids.set(circuitKey, connection.id);
      after = [connection];
    }
    contributeConnections(this, props.gateway, plans);
  }

  /**
   * Resource id of a connection.
   *
   * @param circuitKey key of the circuit.
   * @returns nothing where there is none, or not yet.
   */
  public connectionId(circuitKey: string): string | undefined {
    return this.ids.get(circuitKey);
  }

  private settle(props: ExpressRouteConnectionsProps): readonly ConnectionPlan[] {
    const checks = constructChecks();
    const plans = resolveConnections(props, checks);
    plans?.forEach(({ connection }, index) => {
      checkVariable(this, `connections[${String(index)}].authorization`, connection.authorization, checks);
    });
    for (const { name } of plans ?? []) {
      const { resourceGroupName } = props.gateway;
      claimName(this, { what: 'connection', resourceGroupName, name, property: 'name' }, checks);
    }
    throwProblems(this, 'ExpressRouteConnections', checks);
    // Where nothing could be settled, a problem has been reported.
    return plans ?? [];
  }

  private defineConnection(
    { connection, name, circuit }: ConnectionPlan,
    { gateway, tags }: ExpressRouteConnectionsProps,
    after: readonly ITerraformDependable[],
  ): VirtualNetworkGatewayConnection {
    const { circuitKey, authorization, routingWeight, fastPath, privateLinkFastPath } = connection;
    const before = [...beside(this, circuit?.ready ?? []), ...after];
    return new VirtualNetworkGatewayConnection(this, `connection-${circuitKey}`, {
      name,
      location: gateway.location,
      resourceGroupName: gateway.resourceGroupName,
      type: 'ExpressRoute',
      virtualNetworkGatewayId: gateway.gatewayId,
      expressRouteCircuitId: circuit?.circuitId ?? connection.circuitId ?? '',
      ...(authorization === undefined
        ? {}
        : { authorizationKey: secretValue(this, `authorization-${circuitKey}`, authorization, 'authorization') }),
      // Left out, Azure's last answer would stay: they must be said, to be taken back one day.
      routingWeight,
      expressRouteGatewayBypass: fastPath,
      ...(privateLinkFastPath ? { privateLinkFastPathEnabled: true } : {}),
      ...(tags === undefined ? {} : { tags }),
      ...(before.length === 0 ? {} : { dependsOn: before }),
      lifecycle: { ignoreChanges: [...KEPT_FOR_LIFE] },
    });
  }
}
