import type { ResourceNaming } from '../../common/resource-naming';
import type { VnetAccessLinks } from './delegations';
import type { DelegatedSubnetRules } from './delegated-subnet-rules';
import type { SubnetGuards } from './guarded-subnet';
import type { PowerPlatformResourceProvider } from './power-platform-resource-provider';
import type { DelegatedSubnetEndpoint } from './service-endpoints';
import type { VirtualNetworkNames } from './virtual-network-names';
import type { SubnetAddress } from './subnet-address';

/** Input of a DelegatedSubnet. */
export interface DelegatedSubnetProps extends SubnetGuards, VirtualNetworkNames {
  /**
   * Name of the new subnet, in full. No policy of names is asked: `naming.nameFor('subnet', 'power-platform')` gives one by it.
   */
  readonly subnetName: string;

  /**
   * Resource group of the virtual network. It can never change once a gateway is there.
   *
   * @default that of `virtualNetwork`, else of the `GatewayDefaults` around it; required without
   */
  readonly resourceGroupName?: string;

  /**
   * Azure region of the virtual network, where the members run and the data stays. It can never change. VNet data gateways
   * are offered in the regions of `VNET_DATA_GATEWAY_REGIONS`.
   *
   * @default that of `virtualNetwork`, else of the `GatewayDefaults` around it; required without
   */
  readonly location?: string;

  /** Members of all VNet data gateways that shall use it, at their most: 1 or more. Each takes one address. */
  readonly members: number;

  /** Where it lies in the virtual network. */
  readonly address: SubnetAddress;

  /** Who registers the resource provider `Microsoft.PowerPlatform`. */
  readonly resourceProvider: PowerPlatformResourceProvider;

  /**
   * Addresses beside those of the members and the five of Azure.
   *
   * @default 2 (MicrosoftDocs/data-integration, vnet/data-gateway-faqs, 2025-06-27)
   */
  readonly spareAddresses?: number;

  /**
   * Service endpoints.
   *
   * @default none
   */
  readonly serviceEndpoints?: readonly DelegatedSubnetEndpoint[];

  /**
   * What the members may reach: a network security group is made of it. Either this or `networkSecurityGroupId`; a group of
   * your own must leave the subnet open to itself.
   *
   * @default no group is made
   */
  readonly securityRules?: DelegatedSubnetRules;

  /**
   * Name of the network security group made of `securityRules`.
   *
   * @default that of `naming` for the name of the subnet: nsg- and the name of the subnet
   */
  readonly securityGroupName?: string;

  /**
   * Lets members out to the internet by addresses of Azure's choice, which Azure takes away from new networks. Without it,
   * sign-in and lists of revoked certificates are reached by `natGatewayId`, by `routeTableId`, or by a default route that the
   * network gets from elsewhere.
   *
   * @default false
   */
  readonly defaultOutboundAccess?: boolean;

  /**
   * Your word that VNet data gateways are offered in a region that this library does not list.
   *
   * @default false
   */
  readonly allowUnlistedRegion?: boolean;

  /**
   * Stops plans that would replace the subnet or destroy the stack; a subnet that is taken out of the code is not protected. Azure
   * itself lets it go 48 to 72 hours after its last gateway was deleted.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;

  /**
   * What the network security group is called in Azure, unless `securityGroupName` says it. The subnet has its name in full.
   *
   * @default that of the `GatewayDefaults` around it, else ResourceNaming.standard()
   */
  readonly naming?: ResourceNaming;

  /**
   * Tags of the network security group; a subnet has none. They come on top of those of the `GatewayDefaults` around it.
   *
   * @default those of the `GatewayDefaults` alone
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A subnet that VNet data gateways can be made in: new, or owned elsewhere. Subnets of Virtual Network support are none. */
export interface IDelegatedSubnet {
  /** The service that it is delegated to. */
  readonly delegation: VnetAccessLinks;
  /** Resource id. Whoever uses it comes after the subnet and all that guards it. */
  readonly subnetId: string;
  /** Subscription. */
  readonly subscriptionId: string;
  /** Resource group of the virtual network. */
  readonly resourceGroupName: string;
  /** Virtual network. */
  readonly virtualNetworkName: string;
  /** Name. */
  readonly subnetName: string;
  /** Azure region of the virtual network. */
  readonly location: string;
  /** How many members it has room for; nothing where that is not known. */
  readonly memberCapacity: number | undefined;
}

/** What is known of a subnet that is owned elsewhere. */
export interface DelegatedSubnetAttributes {
  /** Resource id. */
  readonly subnetId: string;
  /** Azure region of its virtual network. */
  readonly location: string;
  /**
   * How many members it has room for.
   *
   * @default unknown, and not checked
   */
  readonly memberCapacity?: number;
}

/** All properties of a DelegatedSubnet, for those who write JavaScript. */
export const DELEGATED_SUBNET_PROPERTIES: readonly string[] = Object.keys({
  subnetName: true,
  virtualNetwork: true,
  virtualNetworkName: true,
  resourceGroupName: true,
  location: true,
  members: true,
  address: true,
  resourceProvider: true,
  spareAddresses: true,
  serviceEndpoints: true,
  securityRules: true,
  securityGroupName: true,
  networkSecurityGroupId: true,
  natGatewayId: true,
  routeTableId: true,
  defaultOutboundAccess: true,
  allowUnlistedRegion: true,
  preventDestroy: true,
  naming: true,
  tags: true,
} satisfies Record<keyof DelegatedSubnetProps, true>);
