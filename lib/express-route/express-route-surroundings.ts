import { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type ExpressRouteNeighbours, TYPES_NOT_CARRIED } from './express-route-advice';

/** What stands in the app of a construct, wherever it stands; constructs of other rooms are known by what they say of themselves. */
export function neighboursOf(scope: IConstruct): ExpressRouteNeighbours {
  const constructs = scope.node.root.node.findAll();
  const types = constructs
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .map(({ terraformResourceType }) => terraformResourceType);
  const has = (...names: readonly string[]): boolean =>
    constructs.some((construct) => names.every((name) => name in construct));
  const notCarried = Object.entries(TYPES_NOT_CARRIED)
    .filter(([beginning]) => types.some((type) => type.startsWith(beginning)))
    .map(([, service]) => service);
  return {
    // GatewayCluster, made here or elsewhere; VnetDataGateway.
    hasDataGateway: has('gatewayName', 'members') || has('displayName', 'portalInput'),
    hasMembersInAzure: has('gatewayName', 'members'),
    hasVirtualNetworkSupport: has('geo', 'policy', 'subnets'),
    notCarried: [...new Set(notCarried)],
    hasConnection: types.includes('azurerm_virtual_network_gateway_connection'),
  };
}
