/**
 * VNet data gateways in delegated subnets, and Virtual Network support of Power Platform.
 *
 * @packageDocumentation
 */
export {
  type GeoConfidence,
  POWER_PLATFORM_GEO_SOURCE,
  type PowerPlatformGeoData,
} from '../regions/geos/power-platform-geo-data';
export type { ServiceCloud } from '../regions/service-clouds';
export { PowerPlatformGeo } from '../regions/geos/power-platform-geos';
export {
  isVnetDataGatewayRegion,
  VNET_DATA_GATEWAY_REGION_SOURCE,
  VNET_DATA_GATEWAY_REGIONS,
} from '../regions/vnet-gateway-regions';
export { DelegatedSubnet } from './subnets/delegated-subnet';
export type {
  DelegatedSubnetAttributes,
  DelegatedSubnetProps,
  IDelegatedSubnet,
} from './subnets/delegated-subnet-props';
export { DelegatedSubnetRules } from './subnets/delegated-subnet-rules';
export type { DelegatedSubnetRulesOptions } from './subnets/subnet-security-rules';
export type { EnterprisePolicies, PowerPlatformDelegation, VnetAccessLinks } from './subnets/delegations';
export { FabricGateway, type FabricGatewayConfig } from './fabric/fabric-gateway';
export {
  FabricGatewayRoleAssignment,
  type FabricGatewayRoleAssignmentConfig,
} from './fabric/fabric-gateway-role-assignment';
export { type FabricEnvironment, FabricProvider, type FabricProviderConfig } from './fabric/fabric-provider';
export type { FabricArgument, FabricArguments, FabricResource } from './fabric/fabric-resource';
export type { VirtualNetworkNames } from './subnets/virtual-network-names';
export type { SubnetGuards } from './subnets/guarded-subnet';
export { PowerPlatformResourceProvider, type RegisteredHereOptions } from './subnets/power-platform-resource-provider';
export type { DelegatedSubnetEndpoint } from './subnets/service-endpoints';
export { type FirstFreeOptions, SubnetAddress } from './subnets/subnet-address';
export { delegatedSubnetAddresses, policySubnetAddresses } from './subnets/subnet-size';
export { delegatedSubnetRules, type SubnetForRules } from './subnets/subnet-security-rules';
export { VirtualNetworkSupport } from './virtual-network-support';
export type {
  EnterprisePolicyInput,
  EnterprisePolicySubnet,
  SupportNetwork,
  VirtualNetworkSupportProps,
} from './virtual-network-support-props';
export { VnetDataGateway } from './vnet-data-gateway';
export type {
  VnetDataGatewayProps,
  VnetDataGatewayCreation,
  VnetDataGatewayPortalInput,
} from './vnet-data-gateway-props';
export type {
  VnetDataGatewayMemberCount,
  VnetDataGatewayMemberRange,
  VnetDataGatewayMembers,
  VnetDataGatewaySleepMinutes,
} from './vnet-gateway-members';
export type { FabricPrincipalType, VnetDataGatewayRole, VnetDataGatewayRoleName } from './vnet-gateway-role';
