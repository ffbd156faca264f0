import type { TerraformProvider } from 'cdktf';
import type { PowerPlatformGeo } from '../regions/geos/power-platform-geos';
import type { IDelegatedSubnet } from './subnets/delegated-subnet-props';
import type { VnetDataGatewayMembers, VnetDataGatewaySleepMinutes } from './vnet-gateway-members';
import type { VnetDataGatewayRole } from './vnet-gateway-role';

/**
 * Who creates the gateway: Terraform, by the provider `microsoft/fabric`, or a person in the portal. Either needs
 * `Microsoft.Network/virtualNetworks/subnets/join/action` on the virtual network (Network Contributor has it); to own the subscription
 * does not suffice.
 */
export type VnetDataGatewayCreation = 'fabricProvider' | 'portal';

/** Input of a VnetDataGateway. */
export interface VnetDataGatewayProps {
  /** Name that people see in the service, at most 200 characters; one of its kind in the tenant. */
  readonly displayName: string;

  /** The subnet that its members run in. Another one is another gateway. */
  readonly subnet: IDelegatedSubnet;

  /** How many members it has, 1 to 9, or a range. Each has 2 cores and 8 GB, and takes 4 capacity units while it is awake. */
  readonly members: VnetDataGatewayMembers;

  /**
   * Id of the capacity that pays, in Fabric: a GUID (`fabric_capacity`, or the address of its page in the admin portal), and not
   * the resource id of Azure. Any F, any P, or A4 and larger; no trial.
   */
  readonly capacityId: string;

  /**
   * Home region of the tenant in Power BI, by its name in Azure: the metadata of the gateway lies there. Power BI shows it under
   * Help, About ("Your data is stored in").
   */
  readonly homeRegion: string;

  /**
   * Geos of the environments of Power Platform that shall use the gateway. Those outside the home region are warned about.
   *
   * @default none: it serves Power BI and Fabric
   */
  readonly environmentGeos?: readonly PowerPlatformGeo[];

  /**
   * Minutes without work after which it sleeps.
   *
   * @default 30, as in the service
   */
  readonly sleepAfterMinutes?: VnetDataGatewaySleepMinutes;

  /**
   * Who may do what with it, each under a name of yours in lower case. Whoever creates it is an administrator already.
   *
   * @default nobody but who creates it
   */
  readonly roles?: Readonly<Record<string, VnetDataGatewayRole>>;

  /**
   * Who creates it.
   *
   * @default 'fabricProvider', which needs a FabricProvider in the stack
   */
  readonly creation?: VnetDataGatewayCreation;

  /**
   * Which of several providers of Fabric creates it.
   *
   * @default the one without alias
   */
  readonly fabricProvider?: TerraformProvider;

  /**
   * Stops plans that would replace it or destroy the stack: its connections would go with it. A gateway that is taken out of
   * the code is not protected.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/** All properties of a VnetDataGateway, for those who write JavaScript. */
export const VNET_DATA_GATEWAY_PROPERTIES: readonly string[] = Object.keys({
  displayName: true,
  subnet: true,
  members: true,
  capacityId: true,
  homeRegion: true,
  environmentGeos: true,
  sleepAfterMinutes: true,
  roles: true,
  creation: true,
  fabricProvider: true,
  preventDestroy: true,
} satisfies Record<keyof VnetDataGatewayProps, true>);

/** What a person chooses in the portal, under "Manage connections and gateways", "Virtual network data gateways", "New". */
export interface VnetDataGatewayPortalInput {
  /** Id of the capacity in Fabric. */
  readonly capacityId: string;
  /** Subscription of the virtual network. */
  readonly subscriptionId: string;
  /** Resource group of the virtual network. */
  readonly resourceGroupName: string;
  /** Name of the virtual network. */
  readonly virtualNetworkName: string;
  /** Name of the delegated subnet. */
  readonly subnetName: string;
  /** Name of the gateway. */
  readonly displayName: string;
  /** Number of members, or its range, in words. */
  readonly members: string;
  /** Minutes without work after which it sleeps. */
  readonly sleepAfterMinutes: number;
  /** Who gets which role, afterwards: `ConnectionCreator: Group 00000000-…`. */
  readonly roles: readonly string[];
  /** What whoever creates it must be allowed to do, on the virtual network. */
  readonly permission: string;
}
