/**
 * A VNet data gateway: two to four members that Microsoft runs in a subnet of a new virtual network, asleep when nobody works.
 * They reach one SQL Server, sign-in and lists of revoked certificates, and nothing else.
 *
 * To prepare: a Fabric or Premium capacity (no trial) with its id in Fabric, a group of people who shall connect to sources, the
 * subscription in ARM_SUBSCRIPTION_ID, and `az login` as somebody who may create gateways in the tenant, owns the subscription, and is
 * Network Contributor (the gateway needs Microsoft.Network/virtualNetworks/subnets/join/action). Microsoft.PowerPlatform is not
 * registered yet in the subscription; if it is, choose registeredElsewhere() below. Terraform 1.8 or newer. Then:
 * cdktf deploy vnet-gateway --var capacity_id=… --var data_team_group_id=…
 *
 * To remove: docs/vnet-gateway.md. The gateway goes first; Azure lets the subnet go 48 to 72 hours later.
 */
import { NatGateway } from '@cdktf/provider-azurerm/lib/nat-gateway';
import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import {
  DataSource,
  DelegatedSubnet,
  DelegatedSubnetRules,
  FabricProvider,
  PowerPlatformResourceProvider,
  SubnetAddress,
  VnetDataGateway,
} from '../../lib'; // in your project: 'cdktf-data-gateway'

// The members run here, and the data stays here. It can never change.
const location = 'westeurope';
// Your tenant's home region: Power BI shows it under Help, About. Names, sources and encrypted credentials are kept there.
const homeRegion = 'westeurope';
const tags = { workload: 'data-gateway', environment: 'example' };

class VnetGatewayStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, 'azurerm', { features: [{}] });
    // Signs in as you do with `az login`. Secrets have no place here: see FabricProviderConfig.
    new FabricProvider(this, 'fabric', { useCli: true });

    const resourceGroup = new ResourceGroup(this, 'resource-group', { name: 'rg-vnet-data-gateway', location, tags });
    const network = new VirtualNetwork(this, 'network', {
      name: 'vnet-data-gateway',
      location,
      resourceGroupName: resourceGroup.name,
      addressSpace: ['10.20.4.0/24'],
      tags,
    });

    const subnet = new DelegatedSubnet(this, 'subnet', {
      subnetName: 'snet-data-gateway',
      virtualNetworkName: network.name,
      resourceGroupName: resourceGroup.name,
      location,
      // 5 of Azure + 9 members + 2 spare = 16 addresses: room for a second gateway. Nobody can resize it later.
      members: 9,
      address: SubnetAddress.at('10.20.4.0/28'),
      resourceProvider: PowerPlatformResourceProvider.registeredHere(),
      // Large datasets go by way of storage.
      serviceEndpoints: ['Microsoft.Storage'],
      securityRules: DelegatedSubnetRules.of({
        // Your choice: what the reports are made of. The network must reach it: by peering, ExpressRoute or a private endpoint.
        sources: [DataSource.sqlServer('sql01.corp.contoso.com', { addresses: ['10.30.0.4'] })],
      }),
      natGatewayId: this.natGateway(resourceGroup),
      tags,
    });

    const gateway = new VnetDataGateway(this, 'finance', {
      // The name that people see in Power BI and Fabric; it must be unique in your tenant.
      displayName: 'finance-vnet',
      subnet,
      // Each member that is awake takes 4 capacity units. Two at least, so that one can stand in for the other.
      members: { min: 2, max: 4 },
      capacityId: this.input('capacity_id', 'Id of the capacity in Fabric: a GUID.'),
      homeRegion,
      roles: {
        'data-team': {
          principalId: this.input('data_team_group_id', 'Object id of the group that connects to sources.'),
          principalType: 'Group',
          role: 'ConnectionCreator',
        },
      },
    });

    new TerraformOutput(this, 'gateway_id', {
      description: 'Id of the gateway, for fabric_connection.',
      value: gateway.gatewayId,
    });
  }

  /** The way out: one public address, at no machine. */
  private natGateway({ name: resourceGroupName }: ResourceGroup): string {
    const publicIp = new PublicIp(this, 'egress-address', {
      name: 'pip-vnet-data-gateway',
      location,
      resourceGroupName,
      allocationMethod: 'Static',
      sku: 'Standard',
      tags,
    });
    const natGateway = new NatGateway(this, 'nat-gateway', {
      name: 'ng-vnet-data-gateway',
      location,
      resourceGroupName,
      skuName: 'Standard',
      tags,
    });
    // Read from the association, so that the subnet comes after the gateway has its address.
    return new NatGatewayPublicIpAssociation(this, 'egress', {
      natGatewayId: natGateway.id,
      publicIpAddressId: publicIp.id,
    }).natGatewayId;
  }

  private input(name: string, description: string): string {
    return new TerraformVariable(this, name, { type: 'string', description }).stringValue;
  }
}

const app = new App();
new VnetGatewayStack(app, 'vnet-gateway');
app.synth();
