/**
 * A VNet data gateway beside the clusters, for what Azure reaches and no driver is needed for: members that Microsoft runs, asleep
 * when nobody works. Owned by the data platform team, in the data subscription; a stack of its own, for it signs in to Fabric too.
 *
 * To prepare: a Fabric or Premium capacity (no trial), its id in Fabric; `az login` as somebody who may create gateways in the tenant
 * and has Network Contributor on the spoke; Microsoft.PowerPlatform is not registered yet in the subscription. Terraform 1.8 or newer.
 *
 * Still by hand: connections in the service.
 */
import { NatGateway } from '@cdktf/provider-azurerm/lib/nat-gateway';
import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import type { Construct } from 'constructs';
import {
  DelegatedSubnet,
  DelegatedSubnetRules,
  FabricProvider,
  PowerPlatformResourceProvider,
  SubnetAddress,
  VnetDataGateway,
  type VirtualNetworkAttributes,
} from '../../lib'; // in your project: 'cdktf-data-gateway'
import { EstateStack } from './estate-stack';
import type { Settings } from './settings';
import type { WorkloadStack } from './workload';

export class VnetGatewayStack extends EstateStack {
  public constructor(scope: Construct, name: string, settings: Settings, { network }: WorkloadStack) {
    super(scope, name, settings, settings.subscriptions.data);
    new FabricProvider(this, 'fabric', { useCli: true });
    const { virtualNetwork, dns } = network;
    const subnet = new DelegatedSubnet(this, 'subnet', {
      subnetName: this.policy.naming.nameFor('subnet', 'vnet-data-gateway'),
      securityGroupName: this.policy.naming.nameFor('networkSecurityGroup', 'vnet-data-gateway'),
      virtualNetworkName: virtualNetwork.name,
      resourceGroupName: virtualNetwork.resourceGroupName,
      members: 9,
      address: SubnetAddress.at(settings.network.vnetGateway),
      resourceProvider: PowerPlatformResourceProvider.registeredHere(),
      serviceEndpoints: ['Microsoft.Storage'],
      securityRules: DelegatedSubnetRules.of({ sources: settings.dataSources, dns }),
      natGatewayId: this.natGateway(virtualNetwork),
    });
    new VnetDataGateway(this, 'gateway', {
      displayName: `${settings.company}-${settings.environment}-vnet`,
      subnet,
      members: { min: 2, max: 4 },
      capacityId: this.entraId('capacity_id', 'Id of the capacity in Fabric.'),
      homeRegion: settings.homeRegion,
      roles: {
        'data-team': {
          principalId: this.entraId('data_team_group_id', 'Object id of the group that connects to sources.'),
          principalType: 'Group',
          role: 'ConnectionCreator',
        },
      },
    });
  }

  /** The way out: Microsoft publishes no list of names for a firewall. */
  private natGateway({ resourceGroupName }: VirtualNetworkAttributes): string {
    const common = { location: this.settings.location.name, resourceGroupName, tags: this.policy.tags };
    const address = new PublicIp(this, 'egress-address', {
      name: this.policy.naming.nameFor('publicIp', 'vnet-data-gateway'),
      ...common,
      allocationMethod: 'Static',
      sku: 'Standard',
    });
    const natGateway = new NatGateway(this, 'egress', {
      name: this.policy.naming.nameFor('natGateway', 'vnet-data-gateway'),
      ...common,
      skuName: 'Standard',
    });
    // Read from the association, so that the subnet comes after the gateway has its address.
    return new NatGatewayPublicIpAssociation(this, 'egress-public-address', {
      natGatewayId: natGateway.id,
      publicIpAddressId: address.id,
    }).natGatewayId;
  }
}
