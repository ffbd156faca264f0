import type { ITerraformDependable } from 'cdktf';
import type { ExpressRouteGatewaySize } from './gateway/express-route-gateway-size';

/** A circuit, made here or elsewhere, as gateways see it. */
export interface IExpressRouteCircuit {
  /** What it is called inside the stack. */
  readonly key: string;
  /** Resource id. */
  readonly circuitId: string;
  /** Whether the carrier is done: nothing can be connected before. */
  readonly isProvisioned: boolean;
  /** Whether it has private peering, which connections use. */
  readonly hasPrivatePeering: boolean;
  /** Bandwidth in Mbps; nothing where that is not known. @default unknown */
  readonly mbps?: number;
  /** What must be there before anything is connected: private peering that is made here. */
  readonly ready: readonly ITerraformDependable[];
}

/** A route filter, made here or elsewhere. */
export interface IRouteFilter {
  /** Resource id. */
  readonly routeFilterId: string;
}

/** An ExpressRoute gateway, made here or elsewhere. */
export interface IExpressRouteGateway {
  /** Resource id. */
  readonly gatewayId: string;
  /** Azure region, which connections lie in too. */
  readonly location: string;
  /** Resource group, which connections are made in. */
  readonly resourceGroupName: string;
  /** Its size; nothing where that is not known. */
  readonly size: ExpressRouteGatewaySize | undefined;
}
