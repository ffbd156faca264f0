/**
 * ExpressRoute to Power Platform and to your network: circuits, peerings, route filter, gateway, connections.
 *
 * @packageDocumentation
 */
export { MAX_ADVERTISED_PREFIXES } from './peering/advertised-prefixes';
export { isPrivateAsn, MICROSOFT_ASN } from './peering/autonomous-systems';
export { Circuit } from './circuits/circuit';
export type {
  CircuitBilling,
  CircuitOptions,
  CircuitTier,
  DirectCircuitOptions,
  ProviderCircuitOptions,
} from './circuits/circuit-options';
export { DIRECT_GBPS, type DirectGbps, PROVIDER_MBPS, type ProviderMbps } from './circuits/circuit-bandwidth';
export { type CircuitChange, type CircuitChangeEffect, circuitChanges } from './circuits/circuit-changes';
export { CircuitConnection, type CircuitConnectionOptions } from './connections/circuit-connection';
export { circuitNextStep } from './circuits/circuit-next-step';
export {
  type CircuitOutage,
  type CircuitRemainder,
  circuitsLeft,
  type LinkName,
  type OutageCase,
  outageCases,
} from './circuits/circuit-outages';
export { CircuitPhase } from './circuits/circuit-phase';
export { type TierNeed, tierNeed } from './circuits/circuit-tier';
export { type CircuitResiliency, Circuits, SINGLE_SITE_RISK, type SingleSiteOptions } from './circuits/circuits';
export { ExistingCircuit, type ExistingCircuitAttributes } from './circuits/existing-circuit';
export { ExpressRoute } from './express-route';
export { ExpressRouteConnections } from './connections/express-route-connections';
export type { ExpressRouteConnectionsProps } from './connections/express-route-connections-props';
export { ExpressRouteGateway } from './gateway/express-route-gateway';
export type { ExpressRouteGatewayAttributes, ExpressRouteGatewayProps } from './gateway/express-route-gateway-props';
export {
  ExpressRouteGatewaySize,
  type ExpressRouteGatewaySku,
  type ExpressRouteGatewayCapacity,
  type ScaleUnits,
} from './gateway/express-route-gateway-size';
export type { IExpressRouteCircuit } from './circuits/express-route-circuit-interface';
export type { IExpressRouteGateway } from './gateway/express-route-gateway-interface';
export type { IRouteFilter } from './route-filter/route-filter-interface';
export type { ExpressRouteProps } from './express-route-props';
export { expressRouteReport } from './report/express-route-report';
export type { ExpressRouteReportInput } from './report/report-input';
export {
  DESKTOP_FLOW_HOSTS,
  DESKTOP_FLOW_SOURCE,
  type DesktopFlowHost,
  desktopFlowHosts,
  type DesktopFlowPurpose,
} from './report/desktop-flow-hosts';
export { GatewaySubnet, type GatewaySubnetOptions } from './gateway/gateway-subnet';
export { GATEWAY_SUBNET_NAME } from './gateway/gateway-subnet-rule';
export { MicrosoftPeering } from './peering/microsoft-peering';
export {
  type MicrosoftPeeringOptions,
  type MicrosoftPeeringOnCircuit,
  ROUTING_REGISTRIES,
  type RoutingRegistry,
} from './peering/microsoft-peering-options';
export { GATEWAY_REMAINS, NOT_CARRIED, type NotCarried, type OtherWay } from './report/not-carried';
export {
  type LinkSubnets,
  type PeeringLink,
  type PeeringLinkPair,
  PeeringLinks,
  type PeeringLinksOptions,
} from './peering/peering-links';
export {
  GEOPOLITICAL_AREAS,
  type GeopoliticalArea,
  geopoliticalAreaOf,
  PEERING_LOCATION_SOURCE,
} from './circuits/peering-locations';
export { PrivatePeering, type PrivatePeeringOptions, type PrivatePeeringOnCircuit } from './peering/private-peering';
export { RouteFilter } from './route-filter/route-filter';
export type { RouteFilterProps } from './route-filter/route-filter-props';
export { SecretInState } from './secrets/secret-in-state';
