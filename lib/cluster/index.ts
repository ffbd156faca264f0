/**
 * Gateway clusters and their members: capacity, sizes, placement, load balancing, registration, rollout.
 *
 * @packageDocumentation
 */
export { Capacity, REFRESH_MEMORY_FACTOR } from './capacity/capacity';
export type { DataMovementLoad, MixedLoad, QueryLoad, RefreshLoad } from './capacity/peak-load';
export {
  type CapacityPlan,
  type CapacityPlanOptions,
  type CapacityShortfall,
  type MemberRequirement,
  OPERATING_SYSTEM_GIB,
  QUERIES_PER_MEMBER,
} from './capacity/capacity-plan';
export { DEPLOYMENT_SCALES, type DeploymentScale, type DeploymentScaleName } from './capacity/deployment-scale';
export { type DataDiskOptions, DISK_TYPES, type DiskType, type OsDiskOptions } from './machine/disks';
export { GatewayCluster } from './gateway-cluster';
export type { GatewayClusterAttributes } from './imported-gateway-cluster';
export type {
  GatewayIdentityAttributes,
  GatewayMembers,
  IGatewayCluster,
  IGatewayMember,
} from './props/gateway-cluster-interface';
export type { GatewayClusterOptions, GatewayClusterProps } from './props/gateway-cluster-props';
export { type EstateCluster, GatewayEstate, type GatewayEstateProps } from './gateway-estate';
export { LoadBalancing, type LoadBalancingWords, type LoadThresholds } from './props/load-balancing';
export { MEMBER_LIMITS, type MemberCount, type MemberKeys } from './machine/member-keys';
export type { MemberSettings } from './props/member-settings';
export type { IMemberStep, MemberStepContext } from './props/member-step';
export { type PatchMode, Patching, type PlatformPatchingOptions, type RebootSetting } from './machine/patching';
export { type AvailabilitySetOptions, Placement, type ResolvedPlacement } from './placement/placement';
export {
  type CertificateCredential,
  type ClientSecretCredential,
  type ExistingCluster,
  GATEWAY_ENVIRONMENTS,
  type GatewayEnvironment,
  Registration,
  type RegistrationCredential,
  type RegistrationOptions,
  type ServicePrincipalRegistrationOptions,
} from './props/registration';
export {
  type NamedResource,
  type NamedResourceKind,
  type NamingOptions,
  ResourceNaming,
} from '../common/resource-naming';
export { Rollout } from './props/rollout';
export {
  type DiskController,
  type VirtualMachineFamilyName,
  type VirtualMachineSizeName,
} from './machine/virtual-machine-catalogue';
export { type CustomVirtualMachineSize, GATEWAY_HARDWARE, VirtualMachineSize } from './machine/virtual-machine-size';
export { type ImageSource, type MarketplaceImage, WindowsImage } from './machine/windows-image';
export { Workload, type WorkloadName } from './capacity/workload';
export { assessSpread, type SpreadAssessment, spreadOverZones } from './placement/zone-spread';
