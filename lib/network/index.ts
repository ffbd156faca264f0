/**
 * Networks that let members reach what they need and nothing else: egress, data sources, DNS, rules.
 *
 * @packageDocumentation
 */
export { DataSource } from './destinations/data-source';
export type { DataSourceListener } from './destinations/data-source';
export type {
  CustomDataSourceOptions,
  DataSourceOptions,
  DataSourcePortOptions,
  DataSourceInstanceOptions,
  SapHanaOptions,
  SapBwOptions,
} from './destinations/data-source-options';
export { type CustomDnsOptions, DnsServers, type PublicNames } from './dns-servers';
export { DOMAIN_CONTROLLER_PORTS, DomainControllers } from './destinations/domain-controllers';
export { AdditionalNames, type AdditionalNamesOptions } from './egress/additional-names';
export { AzureAddresses } from './egress/azure-addresses';
export { Egress } from './egress/egress';
export type { ProxyPlace } from './egress/proxy-place';
export type { ForwardedZone } from './egress/egress-lists';
export type {
  EgressOptions,
  EgressWay,
  FirewallEgressOptions,
  PrivateEndpoints,
  ProxyEgressOptions,
  ServiceTagEgressOptions,
} from './egress/egress-options';
export {
  type EgressNeed,
  type EgressProbe,
  type EgressProtocol,
  type EgressPurpose,
  type EgressRow,
  FABRIC_WORKLOADS,
  type FabricWorkload,
} from './egress/egress-row';
export { SERVICE_CLOUDS, type ServiceCloud } from '../regions/service-clouds';
export { egressTable } from './egress/egress-table';
export { GUIDE_ROWS, type GuideRow, MISSING_IN_GUIDE } from './egress/guide-rows';
export type { Passage, RowPassage } from './egress/passages';
export { EgressFiles, type EgressFilesProps } from './egress-files';
export type { IEgressGuard, IGatewayNetwork, IGatewaySecurityGroup, IMemberSubnet } from './egress-guard';
export { FirewallEgressRules } from './firewall-egress-rules';
export type { FirewallEgressRulesProps } from './firewall-egress-rules-props';
export { GatewayNetwork, type VirtualNetworkAttributes } from './gateway-network';
export type { GatewayNetworkProps } from './gateway-network-props';
export { GatewaySecurityGroup, type GatewaySecurityGroupProps } from './gateway-security-group';
export { InboundAccess, type InboundAccessOptions } from './rules/inbound-access';
export { type FirewallPathOptions, type NatGatewayOptions, OutboundPath, type OutboundPathKind } from './outbound-path';
export type { PortRange } from './destinations/ports';
export {
  type FirewallApplicationRule,
  type FirewallNetworkRule,
  firewallRules,
  type FirewallRules,
} from './rules/firewall-rules';
export { firewallTable } from './rules/firewall-table';
export type { SecurityRule } from './rules/security-rule';
export { type SecurityRuleInput, securityRules } from './rules/security-rules';
export { SubnetSize } from './subnet-size';
export { type ExistingVirtualNetwork, VirtualNetworkPlace } from './virtual-network-place';
