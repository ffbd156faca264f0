export { MAX_ADVERTISED_PREFIXES } from './advertised-prefixes';
export { isPrivateAsn, MICROSOFT_ASN } from './autonomous-systems';
export {
  Circuit,
  type CircuitBilling,
  type CircuitOptions,
  type CircuitTier,
  type DirectCircuitOptions,
  type ProviderCircuitOptions,
} from './circuit';
export { DIRECT_GBPS, type DirectGbps, PROVIDER_MBPS, type ProviderMbps } from './circuit-bandwidth';
export { type CircuitChange, type CircuitChangeEffect, circuitChanges } from './circuit-changes';
export { CircuitConnection, type CircuitConnectionOptions } from './circuit-connection';
export { circuitNextStep } from './circuit-next-step';
export {
  type CircuitOutage,
  type CircuitRemainder,
  circuitsLeft,
  type LinkName,
  type OutageCase,
  outageCases,
} from './circuit-outages';
export { CircuitPhase } from './circuit-phase';
export { type TierNeed, tierNeed } from './circuit-tier';
export { type CircuitResiliency, Circuits, SINGLE_SITE_RISK, type SingleSiteOptions } from './circuits';
export { ExistingCircuit, type ExistingCircuitAttributes } from './existing-circuit';
export { ExpressRoute } from './express-route';
export { ExpressRouteConnections } from './express-route-connections';
export type { ExpressRouteConnectionsProps } from './express-route-connections-props';
export { ExpressRouteGateway } from './express-route-gateway';
export type { ExpressRouteGatewayAttributes, ExpressRouteGatewayProps } from './express-route-gateway-props';
export {
  ExpressRouteGatewaySize,
  type ExpressRouteGatewaySku,
  type GatewayCapacity,
  type ScaleUnits,
} from './express-route-gateway-size';
export type { IExpressRouteCircuit, IExpressRouteGateway, IRouteFilter } from './express-route-interface';
export type { ExpressRouteProps } from './express-route-props';
export { expressRouteReport, type ExpressRouteReportInput } from './express-route-report';
export {
  DESKTOP_FLOW_HOSTS,
  DESKTOP_FLOW_SOURCE,
  type DesktopFlowHost,
  desktopFlowHosts,
  type DesktopFlowPurpose,
} from './desktop-flow-hosts';
export { GatewaySubnet, type GatewaySubnetOptions } from './gateway-subnet';
export { GATEWAY_SUBNET_NAME } from './gateway-subnet-rule';
export {
  MicrosoftPeering,
  type MicrosoftPeeringOptions,
  type MicrosoftPeeringSite,
  ROUTING_REGISTRIES,
  type RoutingRegistry,
} from './microsoft-peering';
export { GATEWAY_REMAINS, NOT_CARRIED, type NotCarried, type OtherWay } from './not-carried';
export {
  type LinkSubnets,
  type PeeringLink,
  type PeeringLinkPair,
  PeeringLinks,
  type PeeringLinksOptions,
} from './peering-links';
export {
  GEOPOLITICAL_AREAS,
  type GeopoliticalArea,
  geopoliticalAreaOf,
  PEERING_LOCATION_SOURCE,
} from './peering-locations';
export { PrivatePeering, type PrivatePeeringOptions, type PrivatePeeringSite } from './private-peering';
export { RouteFilter } from './route-filter';
export type { RouteFilterProps } from './route-filter-props';
export { SecretInState } from './secret-in-state';
