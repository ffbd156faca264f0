import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { FabricResource } from './fabric-resource';

/** Arguments of `fabric_gateway`. Values are passed on as they are; VnetDataGateway checks them. */
export interface FabricGatewayConfig extends TerraformMetaArguments {
  /** Name in the service, at most 200 characters. */
  readonly displayName: string;
  /** Id of the capacity in Fabric: a GUID, no resource id of Azure. */
  readonly capacityId: string;
  /** 30, 60, 90, 120, 150, 240, 360, 480, 720 or 1440. */
  readonly inactivityMinutesBeforeSleep: number;
  /**
   * 1 to 9. Either this or a range.
   *
   * @default a range is given
   */
  readonly numberOfMemberGateways?: number;
  /**
   * 1 to 9.
   *
   * @default a number is given
   */
  readonly minMemberGatewayCount?: number;
  /**
   * 1 to 9, at least the minimum.
   *
   * @default a number is given
   */
  readonly maxMemberGatewayCount?: number;
  /** The delegated subnet; another one replaces the gateway. */
  readonly virtualNetworkAzureResource: {
    /** Subscription of the virtual network. */
    readonly subscriptionId: string;
    /** Resource group of the virtual network. */
    readonly resourceGroupName: string;
    /** Name of the virtual network. */
    readonly virtualNetworkName: string;
    /** Name of the subnet. */
    readonly subnetName: string;
  };
}

/**
 * `fabric_gateway` of the provider `microsoft/fabric` (1.13.0): a VNet data gateway, the only kind that it creates.
 * Import by the id of the gateway.
 */
export class FabricGateway extends FabricResource {
  /** Type in Terraform. */
  public static readonly tfResourceType = 'fabric_gateway';

  /** Defines the resource. */
  public constructor(scope: Construct, id: string, config: FabricGatewayConfig) {
    const network = config.virtualNetworkAzureResource;
    const values = {
      type: 'VirtualNetwork',
      display_name: config.displayName,
      capacity_id: config.capacityId,
      inactivity_minutes_before_sleep: config.inactivityMinutesBeforeSleep,
      number_of_member_gateways: config.numberOfMemberGateways,
      min_member_gateway_count: config.minMemberGatewayCount,
      max_member_gateway_count: config.maxMemberGatewayCount,
      virtual_network_azure_resource: {
        subscription_id: network.subscriptionId,
        resource_group_name: network.resourceGroupName,
        virtual_network_name: network.virtualNetworkName,
        subnet_name: network.subnetName,
      },
    };
    super(scope, id, FabricGateway.tfResourceType, values, config);
  }
}
