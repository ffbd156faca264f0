import type { ResourceNaming } from '../../common/resource-naming';
import type { CircuitConnection } from './circuit-connection';
import type { IExpressRouteCircuit } from '../circuits/express-route-circuit-interface';
import type { IExpressRouteGateway } from '../gateway/express-route-gateway-interface';

/** Properties of ExpressRouteConnections. */
export interface ExpressRouteConnectionsProps {
  /** Names of resources are made of it: 2 to 40 characters. */
  readonly name: string;

  /** The gateway of the virtual network. */
  readonly gateway: IExpressRouteGateway;

  /**
   * Circuits of this subscription: those of an ExpressRoute, or `ExistingCircuit.of({…})`.
   *
   * @default none: only circuits of other subscriptions are connected
   */
  readonly circuits?: readonly IExpressRouteCircuit[];

  /** The connections, one at least, each with another circuit. */
  readonly connections: readonly CircuitConnection[];

  /**
   * What they are called in Azure. Names are fixed for their life.
   *
   * @default that of the `GatewayDefaults` around it, else ResourceNaming.standard(): `con-NAME-CIRCUIT`
   */
  readonly naming?: ResourceNaming;

  /**
   * Tags. They come on top of those of the `GatewayDefaults` around it.
   *
   * @default those of the `GatewayDefaults` alone
   */
  readonly tags?: Readonly<Record<string, string>>;
}
