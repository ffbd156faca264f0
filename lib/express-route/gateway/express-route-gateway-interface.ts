import type { ExpressRouteGatewaySize } from './express-route-gateway-size';

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
