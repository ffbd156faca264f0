import type { ResourceNaming } from '../../common/resource-naming';
import type { ExpressRouteGatewaySize } from './express-route-gateway-size';
import type { GatewaySubnet } from './gateway-subnet';

/** Properties of an ExpressRouteGateway. */
export interface ExpressRouteGatewayProps {
  /** Names of resources are made of it: 2 to 40 characters. */
  readonly name: string;

  /**
   * Azure region of the virtual network. Fixed for the life of the gateway.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly location?: string;

  /**
   * Resource group of the gateway and its connections. Fixed for their life.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly resourceGroupName?: string;

  /** The subnet that it lies in. Another one replaces the gateway, which Terraform refuses unless `preventDestroy` is false. */
  readonly subnet: GatewaySubnet;

  /**
   * Its size. It can be changed in place, with an interruption.
   *
   * @default ExpressRouteGatewaySize.ER_GW_1_AZ
   */
  readonly size?: ExpressRouteGatewaySize;

  /**
   * What it is called in Azure. Fixed for its life.
   *
   * @default that of the `GatewayDefaults` around it, else ResourceNaming.standard(): `vgw-NAME`
   */
  readonly naming?: ResourceNaming;

  /**
   * Whether Terraform refuses to destroy or replace gateway and subnet: making a gateway takes up to 45 minutes.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;

  /**
   * Protects the gateway from deletion by others (lock CanNotDelete). Connections are no part of it: they can be removed, and
   * so can circuits. The deployer needs Microsoft.Authorization/locks/*.
   *
   * @default that of the `GatewayDefaults` around it, else false
   */
  readonly lock?: boolean;

  /**
   * Tags of the gateway. They come on top of those of the `GatewayDefaults` around it.
   *
   * @default those of the `GatewayDefaults` alone
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What is known of a gateway that is defined elsewhere. */
export interface ExpressRouteGatewayAttributes {
  /** Resource id. */
  readonly gatewayId: string;

  /** Azure region, which connections lie in too. */
  readonly location: string;

  /**
   * Resource group that connections are made in.
   *
   * @default that of the gateway
   */
  readonly resourceGroupName?: string;

  /**
   * Its size.
   *
   * @default unknown: FastPath and the number of circuits are not checked
   */
  readonly size?: ExpressRouteGatewaySize;
}
