import type { ManifestEntry, ResourceReference } from './common-entries';
import type { GeoEntry } from './route-entry';
import type { ManifestValue } from './value';

/** A subnet delegated to a service of Power Platform. */
export interface DelegatedSubnetPlace {
  /** Service that it is delegated to. */
  readonly delegation: string;

  /** Name in Azure. */
  readonly subnetName: ManifestValue<string>;

  /** Its virtual network, which is not made here. */
  readonly virtualNetworkName: ManifestValue<string>;

  /** Resource group of the virtual network. */
  readonly resourceGroupName: ManifestValue<string>;

  /** Azure region. */
  readonly location: ManifestValue<string>;

  /** Its range. */
  readonly addressPrefix: ManifestValue<string>;

  /** Terraform addresses. */
  readonly resources: DelegatedSubnetResources;
}

/** A subnet for VNet data gateways. */
export interface DelegatedSubnetEntry extends DelegatedSubnetPlace, ManifestEntry {
  /** Most members of gateways that it has room for. */
  readonly memberCapacity: ManifestValue<number>;

  /** Service endpoints, in order. */
  readonly serviceEndpoints: readonly string[];

  /**
   * Its network security group.
   *
   * @default none
   */
  readonly networkSecurityGroupId?: ManifestValue<string>;
}

/** Terraform addresses of a delegated subnet. */
export interface DelegatedSubnetResources {
  /** The subnet. */
  readonly subnet: string;

  /**
   * Its network security group.
   *
   * @default none is made here
   */
  readonly securityGroup?: string;

  /**
   * The association with its security group.
   *
   * @default none
   */
  readonly securityGroupAssociation?: string;

  /**
   * The association with a NAT gateway.
   *
   * @default none
   */
  readonly natGatewayAssociation?: string;

  /**
   * The association with a route table.
   *
   * @default none
   */
  readonly routeTableAssociation?: string;

  /**
   * The registration of the resource provider.
   *
   * @default it is registered elsewhere
   */
  readonly resourceProvider?: string;
}

/** A VNet data gateway. */
export interface VnetDataGatewayEntry extends ManifestEntry {
  /** Name in the service. */
  readonly displayName: ManifestValue<string>;

  /** Whether Terraform creates it, or a person in the portal. */
  readonly creation: 'fabricProvider' | 'portal';

  /** Id of the capacity that pays, in Fabric. */
  readonly capacityId: ManifestValue<string>;

  /** Home region of the tenant. */
  readonly homeRegion: ManifestValue<string>;

  /** Its subnet. */
  readonly subnet: ResourceReference;

  /** Fewest and most members; equal where the number is fixed. */
  readonly members: MemberRangeEntry;

  /** Minutes without work after which it sleeps. */
  readonly sleepAfterMinutes: ManifestValue<number>;

  /** Terraform addresses. */
  readonly resources: VnetDataGatewayResources;
}

/** A number of members. */
export interface MemberRangeEntry {
  /** Fewest. */
  readonly min: number;

  /** Most. */
  readonly max: number;
}

/** Terraform addresses of a VNet data gateway. */
export interface VnetDataGatewayResources {
  /**
   * The gateway.
   *
   * @default a person creates it
   */
  readonly gateway?: string;

  /** What gives people roles on it. */
  readonly roleAssignments: readonly string[];
}

/** The subnets of Power Platform's Virtual Network support. */
export interface VirtualNetworkSupportEntry extends ManifestEntry {
  /** Geo of the environments. */
  readonly geo: GeoEntry;

  /** Location of the enterprise policy, which is not made here. */
  readonly policyLocation: string;

  /** The subnets, by region. */
  readonly subnets: readonly PolicySubnetEntry[];

  /** Terraform addresses of what the subnets share. */
  readonly resources: VirtualNetworkSupportResources;
}

/** A subnet of Virtual Network support. */
export interface PolicySubnetEntry extends DelegatedSubnetPlace {
  /** Programmatic name of its Azure region. */
  readonly region: string;
}

/** Terraform addresses of what subnets of Virtual Network support share. */
export interface VirtualNetworkSupportResources {
  /**
   * The registration of the resource provider.
   *
   * @default it is registered elsewhere
   */
  readonly resourceProvider?: string;
}
