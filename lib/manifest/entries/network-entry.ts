import type { ManifestEntry } from './common-entries';
import type { ManifestValue } from './value';

/** A network for members. */
export interface GatewayNetworkEntry extends ManifestEntry {
  /** Azure region. */
  readonly location: ManifestValue<string>;

  /** The virtual network. */
  readonly virtualNetwork: VirtualNetworkEntry;

  /** DNS servers of the virtual network, in the order in which they are asked; none for Azure's own. */
  readonly dnsServers: readonly ManifestValue<string>[];

  /** Path of the security group of all subnets, which is among `securityGroups`. */
  readonly securityGroup: string;

  /** The way out of all subnets. */
  readonly outbound: OutboundEntry;

  /** The subnets, by key. */
  readonly subnets: readonly MemberSubnetEntry[];

  /** Terraform addresses of what all subnets share. */
  readonly resources: NetworkResources;
}

/** The virtual network of members. */
export interface VirtualNetworkEntry {
  /**
   * True for one that exists.
   *
   * @default it is made here
   */
  readonly existing?: true;

  /** Name. */
  readonly name: ManifestValue<string>;

  /** Its resource group. */
  readonly resourceGroupName: ManifestValue<string>;

  /** Ranges of a new one; none where it exists. */
  readonly addressSpace: readonly ManifestValue<string>[];
}

/** The way out of subnets. */
export interface OutboundEntry {
  /** A NAT gateway or a route to a firewall, made here or existing; or none here. */
  readonly kind: 'natGateway' | 'existingNatGateway' | 'firewall' | 'existingRouteTable' | 'none';

  /**
   * Resource id of what exists.
   *
   * @default it is made here, or there is none
   */
  readonly id?: ManifestValue<string>;

  /**
   * Private address of the firewall.
   *
   * @default no firewall is named
   */
  readonly firewallAddress?: ManifestValue<string>;
}

/** A subnet of members. */
export interface MemberSubnetEntry {
  /** Key in the network: `members`. */
  readonly key: string;

  /** Name in Azure. */
  readonly name: ManifestValue<string>;

  /** Its range. */
  readonly addressPrefix: ManifestValue<string>;

  /** Terraform addresses. */
  readonly resources: MemberSubnetResources;
}

/** Terraform addresses of a subnet of members. */
export interface MemberSubnetResources {
  /** The subnet. */
  readonly subnet: string;

  /** The association with the security group. */
  readonly securityGroupAssociation: string;

  /**
   * The association with the way out.
   *
   * @default there is none here
   */
  readonly outboundAssociation?: string;
}

/** Terraform addresses of what the subnets of a network share. */
export interface NetworkResources {
  /**
   * The virtual network.
   *
   * @default it exists
   */
  readonly virtualNetwork?: string;

  /**
   * The lock of the virtual network.
   *
   * @default none
   */
  readonly virtualNetworkLock?: string;

  /**
   * The NAT gateway.
   *
   * @default none is made here
   */
  readonly natGateway?: string;

  /**
   * Its public address.
   *
   * @default none is made here
   */
  readonly publicIp?: string;

  /**
   * The lock of its public address.
   *
   * @default none
   */
  readonly publicIpLock?: string;

  /**
   * The association of the two.
   *
   * @default none is made here
   */
  readonly publicIpAssociation?: string;

  /**
   * The route table.
   *
   * @default none is made here
   */
  readonly routeTable?: string;
}
