import type { PowerPlatformGeo } from '../regions/geos/power-platform-geos';
import type { EnterprisePolicies } from './subnets/delegations';
import type { SubnetGuards } from './subnets/guarded-subnet';
import type { PowerPlatformResourceProvider } from './subnets/power-platform-resource-provider';
import type { VirtualNetworkNames } from './subnets/virtual-network-names';
import type { SubnetAddress } from './subnets/subnet-address';

/** One of the virtual networks of a VirtualNetworkSupport, and the subnet that is made in it. */
export interface SupportNetwork extends SubnetGuards, VirtualNetworkNames {
  /**
   * Azure region of the virtual network: one of those that host the geo.
   *
   * @default that of `virtualNetwork`, else of the `GatewayDefaults` around the construct; required without
   */
  readonly location?: string;
  /**
   * Resource group of the virtual network.
   *
   * @default that of `virtualNetwork`, else of the `GatewayDefaults` around the construct; required without
   */
  readonly resourceGroupName?: string;
  /**
   * Name of the new subnet, in full. No policy of names is asked: `naming.nameFor('subnet', 'power-platform')` gives one by it.
   */
  readonly subnetName: string;
  /** Where it lies in the virtual network. All subnets have the same size. */
  readonly address: SubnetAddress;
}

/** Input of a VirtualNetworkSupport. */
export interface VirtualNetworkSupportProps {
  /** Geo of the environments. It must have Virtual Network support. */
  readonly geo: PowerPlatformGeo;

  /**
   * The virtual networks: two in two regions of one pair of the geo, or one where the geo has one region. In any order. The
   * United States have two pairs: take the one that the environment lies in (`Get-EnvironmentRegion`).
   */
  readonly networks: readonly SupportNetwork[];

  /** Production environments that the policy shall be linked to: 0 or more. Each takes up to 30 addresses. */
  readonly productionEnvironments: number;

  /**
   * Other environments: sandboxes, developer environments, the default one. Each takes up to 10 addresses.
   *
   * @default 0
   */
  readonly otherEnvironments?: number;

  /** Who registers the resource provider `Microsoft.PowerPlatform` and its feature `enterprisePoliciesPreview`. */
  readonly resourceProvider: PowerPlatformResourceProvider;

  /**
   * Lets environments out to the internet by addresses of Azure's choice. Without it they need `natGatewayId`.
   *
   * @default false
   */
  readonly defaultOutboundAccess?: boolean;

  /**
   * Stops plans that would replace a subnet or destroy the stack: environments would lose their sources. What is taken out of
   * the code is not protected.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/** A subnet of Virtual Network support. It serves no VNet data gateway. */
export interface EnterprisePolicySubnet {
  /** The service that it is delegated to. */
  readonly delegation: EnterprisePolicies;
  /** Resource id. Whoever uses it comes after the subnet and all that guards it. */
  readonly subnetId: string;
  /** Resource id of the virtual network. */
  readonly virtualNetworkId: string;
  /** Name. */
  readonly subnetName: string;
  /** Azure region. */
  readonly location: string;
  /** Address prefix. */
  readonly addressPrefix: string;
}

/**
 * What an enterprise policy is made of (`Microsoft.PowerPlatform/enterprisePolicies@2020-10-30-preview`). azurerm has no such
 * resource: make the policy with azapi or with Microsoft's PowerShell module, and link it to the environments.
 */
export interface EnterprisePolicyInput {
  /** Location of the policy: no Azure region, but a name of the geo. */
  readonly location: string;
  /** Kind of policy. */
  readonly kind: 'NetworkInjection';
  /** Its properties, as the resource provider takes them. */
  readonly properties: {
    /** What is injected into environments. */
    readonly networkInjection: {
      /** The subnets, in the order of the pair. */
      readonly virtualNetworks: readonly {
        /** Resource id of the virtual network. */
        readonly id: string;
        /** The subnet in it. */
        readonly subnet: {
          /** Name of the subnet. */
          readonly name: string;
        };
      }[];
    };
  };
}

/** All properties, for those who write JavaScript. */
export const VIRTUAL_NETWORK_SUPPORT_PROPERTIES: readonly string[] = Object.keys({
  geo: true,
  networks: true,
  productionEnvironments: true,
  otherEnvironments: true,
  resourceProvider: true,
  defaultOutboundAccess: true,
  preventDestroy: true,
} satisfies Record<keyof VirtualNetworkSupportProps, true>);

/** All properties of a network. */
export const SUPPORT_NETWORK_PROPERTIES: readonly string[] = Object.keys({
  location: true,
  virtualNetwork: true,
  virtualNetworkName: true,
  resourceGroupName: true,
  subnetName: true,
  address: true,
  networkSecurityGroupId: true,
  natGatewayId: true,
  routeTableId: true,
} satisfies Record<keyof SupportNetwork, true>);
