/**
 * What a stack has of data gateways, for tools that read plans and draw networks: the types of `data-gateway.json`, and how to
 * get and read one.
 *
 * @packageDocumentation
 */
export type {
  ClusterResources,
  GatewayClusterEntry,
  IdentityEntry,
  PlacementEntry,
  RolloutEntry,
  SubnetReference,
} from './entries/cluster-entry';
export type {
  CapacityEntry,
  DelegationEntry,
  DelegationTargetEntry,
  DirectoryEntry,
  DomainEntry,
  LoadBalancingEntry,
  MemberRequirementEntry,
  OperationsEntry,
  ProxyEntry,
  RegistrationEntry,
  ServiceAccountEntry,
  SoftwareComponentEntry,
  SoftwareEntry,
} from './entries/cluster-parts';
export type { ManifestEntry, ResourceReference, VaultReference } from './entries/common-entries';
export type {
  CircuitEntry,
  CircuitResources,
  ExpressRouteEntry,
  ExpressRouteResources,
} from './entries/express-route-entry';
export type {
  CircuitConnectionEntry,
  CircuitConnectionResources,
  ExpressRouteConnectionsEntry,
  ExpressRouteGatewayEntry,
  ExpressRouteGatewayResources,
  GatewaySubnetEntry,
  ScaleUnitsEntry,
} from './entries/express-route-gateway-entry';
export type { GatewayMemberEntry, MemberResources, MemberStepEntry } from './entries/member-entry';
export type {
  DataSourceEntry,
  EgressEntry,
  EgressRowEntry,
  FirewallRulesEntry,
  FirewallRulesResources,
  SecurityGroupEntry,
  SecurityGroupResources,
} from './entries/egress-entry';
export type {
  GatewayNetworkEntry,
  MemberSubnetEntry,
  MemberSubnetResources,
  NetworkResources,
  OutboundEntry,
  VirtualNetworkEntry,
} from './entries/network-entry';
export type {
  MicrosoftPeeringEntry,
  PeeringLinksEntry,
  PeeringResources,
  PrivatePeeringEntry,
} from './entries/peering-entry';
export { DataGatewayManifest } from './data-gateway-manifest';
export { readManifest } from './read-manifest';
export type {
  CommunityEntry,
  GeoEntry,
  RouteEntry,
  RouteFilterEntry,
  RouteFilterResources,
} from './entries/route-entry';
export {
  MANIFEST_FILE_NAME,
  MANIFEST_FORMAT,
  MANIFEST_FORMAT_VERSION,
  type ManifestList,
  type ManifestLists,
  type StackManifest,
} from './entries/stack-manifest';
export type { ComputedValue, ManifestValue } from './entries/value';
export type {
  DelegatedSubnetEntry,
  DelegatedSubnetPlace,
  DelegatedSubnetResources,
  MemberRangeEntry,
  PolicySubnetEntry,
  VirtualNetworkSupportEntry,
  VirtualNetworkSupportResources,
  VnetDataGatewayEntry,
  VnetDataGatewayResources,
} from './entries/vnet-gateway-entry';
