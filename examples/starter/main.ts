/**
 * The smallest cluster that is worth having: two members in two zones of one region, in a small network of their own. They
 * install, configure and register the gateway themselves.
 *
 * To prepare: a service principal that may register gateways, a group of people who shall administer the cluster, a Key
 * Vault in RBAC mode with two secrets in it (`gateway-recovery-key`: 8 characters or more, a copy kept by you;
 * `gateway-registration`: the client secret of the service principal), and the subscription in ARM_SUBSCRIPTION_ID. Then:
 * cdktf deploy starter --var key_vault_id=/subscriptions/…/vaults/… --var application_id=… --var administrators_group_id=…
 */
import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { NatGateway } from '@cdktf/provider-azurerm/lib/nat-gateway';
import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association';
import { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { SubnetNatGatewayAssociation } from '@cdktf/provider-azurerm/lib/subnet-nat-gateway-association';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { GatewayCluster, GatewaySoftware, KeyVaultSecretReference, Registration } from '../../lib'; // in your project: 'cdktf-data-gateway'

// Your choice: a region near your data sources. Regions with availability zones keep the members apart.
const location = 'westeurope';
const tags = { workload: 'data-gateway', environment: 'starter' };

class StarterStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, 'azurerm', { features: [{}] });

    const keyVaultId = this.input('key_vault_id', 'Resource id of the Key Vault that holds the secrets.');
    const resourceGroup = new ResourceGroup(this, 'resource-group', {
      name: 'rg-data-gateway-starter',
      location,
      tags,
    });
    const subnetId = this.network(resourceGroup);

    const cluster = new GatewayCluster(this, 'starter', {
      // The name that people see in Power BI and Power Platform; it must be unique in your tenant.
      gatewayName: 'starter-gateway',
      location,
      resourceGroupName: resourceGroup.name,
      subnetId,
      // Two is the fewest that survive the loss of one. The size is left out: 8 cores, as Microsoft recommends.
      members: 2,
      recoveryKey: KeyVaultSecretReference.of({ keyVaultId, name: 'gateway-recovery-key' }),
      // Where the tenant refuses service principals: Registration.byOperator. A person then signs in once on each member.
      registration: Registration.servicePrincipal({
        tenantId: new DataAzurermClientConfig(this, 'current', {}).tenantId,
        applicationId: this.input(
          'application_id',
          'Application id of the service principal that registers the members.',
        ),
        clientSecret: KeyVaultSecretReference.of({ keyVaultId, name: 'gateway-registration' }),
      }),
      // Without people here, only the service principal could administer the cluster.
      administrators: [this.input('administrators_group_id', 'Object id of the group that administers the cluster.')],
      // The newest software of the day. Pin it when it shall stay: GatewaySoftware.pinned, as in examples/existing.
      software: GatewaySoftware.latest(),
      // Leave this out once the subscription has the feature: az feature register --namespace Microsoft.Compute
      // --name EncryptionAtHost. Without it Azure refuses the machines.
      encryptionAtHost: false,
      tags,
    });

    new TerraformOutput(this, 'members', {
      description: 'Computer name and address of each member.',
      value: Object.fromEntries(
        cluster.members.map(({ key, computerName, privateIpAddress }) => [key, { computerName, privateIpAddress }]),
      ),
    });
    new TerraformOutput(this, 'identity_principal_id', {
      description: 'The identity that the members read their secrets with.',
      value: cluster.identity.principalId,
    });
  }

  private input(name: string, description: string): string {
    return new TerraformVariable(this, name, { type: 'string', description }).stringValue;
  }

  /** A subnet with a way out and no way in: a gateway needs nothing else. */
  private network({ name: resourceGroupName }: ResourceGroup): string {
    const virtualNetwork = new VirtualNetwork(this, 'virtual-network', {
      name: 'vnet-data-gateway-starter',
      location,
      resourceGroupName,
      // Your choice: a range that is free in your network, if the two shall ever be connected.
      addressSpace: ['10.60.0.0/24'],
      tags,
    });
    const subnet = new Subnet(this, 'subnet', {
      name: 'snet-data-gateway',
      resourceGroupName,
      virtualNetworkName: virtualNetwork.name,
      addressPrefixes: ['10.60.0.0/27'],
      defaultOutboundAccessEnabled: false,
    });

    const securityGroup = new NetworkSecurityGroup(this, 'security-group', {
      name: 'nsg-data-gateway-starter',
      location,
      resourceGroupName,
      securityRule: [
        {
          name: 'deny-all-inbound',
          description: 'A gateway is never called: all its traffic is outbound.',
          priority: 4096,
          direction: 'Inbound',
          access: 'Deny',
          protocol: '*',
          sourceAddressPrefix: '*',
          sourcePortRange: '*',
          destinationAddressPrefix: '*',
          destinationPortRange: '*',
        },
      ],
      tags,
    });
    const guarded = new SubnetNetworkSecurityGroupAssociation(this, 'subnet-security-group', {
      subnetId: subnet.id,
      networkSecurityGroupId: securityGroup.id,
    });

    const publicIp = new PublicIp(this, 'egress-address', {
      name: 'pip-data-gateway-starter',
      location,
      resourceGroupName,
      allocationMethod: 'Static',
      sku: 'Standard',
      tags,
    });
    const natGateway = new NatGateway(this, 'egress', {
      name: 'ng-data-gateway-starter',
      location,
      resourceGroupName,
      skuName: 'Standard',
      tags,
    });
    const addressed = new NatGatewayPublicIpAssociation(this, 'egress-public-address', {
      natGatewayId: natGateway.id,
      publicIpAddressId: publicIp.id,
    });
    const connected = new SubnetNatGatewayAssociation(this, 'subnet-egress', {
      subnetId: subnet.id,
      natGatewayId: natGateway.id,
      dependsOn: [guarded, addressed],
    });
    // The id of the association is the id of the subnet; taken from here, the members wait until the subnet is ready.
    return connected.id;
  }
}

const app = new App();
new StarterStack(app, 'starter');
app.synth();
