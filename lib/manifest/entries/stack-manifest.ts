import type { GatewayClusterEntry } from './cluster-entry';
import type { ExpressRouteEntry } from './express-route-entry';
import type { ExpressRouteConnectionsEntry, ExpressRouteGatewayEntry } from './express-route-gateway-entry';
import type { FirewallRulesEntry, SecurityGroupEntry } from './egress-entry';
import type { GatewayNetworkEntry } from './network-entry';
import type { RouteFilterEntry } from './route-entry';
import type { DelegatedSubnetEntry, VirtualNetworkSupportEntry, VnetDataGatewayEntry } from './vnet-gateway-entry';

/** Name of the file, beside the JSON of its stack. */
export const MANIFEST_FILE_NAME = 'data-gateway.json';

/** What tells such a file from any other. */
export const MANIFEST_FORMAT = 'cdktf-data-gateway';

/**
 * Version of the format. A minor version adds: fields, lists, values of a field. A major version changes or removes. Readers
 * ignore what they do not know, and refuse another major version.
 */
export const MANIFEST_FORMAT_VERSION = '1.0';

/**
 * What a stack has of data gateways: no secrets, no raw expressions of Terraform, and always in the same order. Each list is
 * sorted by construct path, and is there even where it is empty.
 */
export interface StackManifest {
  /** Always `cdktf-data-gateway`. */
  readonly format: typeof MANIFEST_FORMAT;

  /** Version of the format: major and minor. */
  readonly formatVersion: string;

  /** Name of the stack. */
  readonly stack: string;

  /** Gateway clusters with their members. */
  readonly clusters: readonly GatewayClusterEntry[];

  /** Networks for members. */
  readonly networks: readonly GatewayNetworkEntry[];

  /** Network security groups for members, with their egress. */
  readonly securityGroups: readonly SecurityGroupEntry[];

  /** Rules of firewalls for members. */
  readonly firewallRules: readonly FirewallRulesEntry[];

  /** Circuits with their peerings. */
  readonly expressRoutes: readonly ExpressRouteEntry[];

  /** Route filters. */
  readonly routeFilters: readonly RouteFilterEntry[];

  /** ExpressRoute gateways. */
  readonly expressRouteGateways: readonly ExpressRouteGatewayEntry[];

  /** Connections of ExpressRoute gateways with circuits. */
  readonly expressRouteConnections: readonly ExpressRouteConnectionsEntry[];

  /** Delegated subnets of VNet data gateways. */
  readonly delegatedSubnets: readonly DelegatedSubnetEntry[];

  /** VNet data gateways. */
  readonly vnetDataGateways: readonly VnetDataGatewayEntry[];

  /** Subnets of Virtual Network support. */
  readonly virtualNetworkSupport: readonly VirtualNetworkSupportEntry[];
}

/** The lists of a manifest, by name. */
export type ManifestLists = Omit<StackManifest, 'format' | 'formatVersion' | 'stack'>;

/** Names of the lists. */
export type ManifestList = keyof ManifestLists;

/** An entry of a list. */
export type EntryOf<L extends ManifestList> = ManifestLists[L][number];
