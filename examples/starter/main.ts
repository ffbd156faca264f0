/**
 * The smallest cluster that is worth having: two members in two zones of one region, in a small network of their own that
 * lets out what they need and nothing in. They install, configure and register the gateway themselves.
 *
 * To prepare: a service principal that may register gateways, a group of people who shall administer the cluster, a Key
 * Vault in RBAC mode with two secrets in it (`gateway-recovery-key`: 8 characters or more, a copy kept by you;
 * `gateway-registration`: the client secret of the service principal), and the subscription in ARM_SUBSCRIPTION_ID. Then:
 * cdktf deploy starter --var key_vault_id=/subscriptions/…/vaults/… --var application_id=… --var administrators_group_id=…
 */
import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import {
  AzureAddresses,
  Egress,
  GatewayCluster,
  GatewayNetwork,
  GatewaySettings,
  GatewaySoftware,
  KeyVaultSecretReference,
  Registration,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib'; // in your project: 'cdktf-data-gateway'

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
    // By HTTPS alone, so that one port leads to Azure Relay.
    const gatewaySettings = GatewaySettings.of({ connectivityMode: 'Https' });
    // The newest software of the day. Pin it when it shall stay: GatewaySoftware.pinned, as in examples/existing.
    const software = GatewaySoftware.latest();
    const network = new GatewayNetwork(this, 'network', {
      name: 'data-gateway-starter',
      location,
      resourceGroupName: resourceGroup.name,
      // Your choice: a range that is free in your network, if the two shall ever be connected.
      virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
      subnets: { members: SubnetSize.forMembers(4) },
      egress: Egress.byServiceTags({
        gatewaySettings,
        software,
        // Azure Relay has no service tag, but addresses in the region of your Power BI tenant. Name that region, which need
        // not be that of the members.
        azureAddresses: AzureAddresses.inRegions([location]),
        // Installers and certificate lists have neither: any host of the internet is open for them, on 80 and 443. Once
        // installers come from a storage account of yours, leave this out. examples/firewall works by names instead.
        namesWithoutTag: 'internet',
      }),
      tags,
    });

    const cluster = new GatewayCluster(this, 'starter', {
      // The name that people see in Power BI and Power Platform; it must be unique in your tenant.
      gatewayName: 'starter-gateway',
      location,
      resourceGroupName: resourceGroup.name,
      subnet: network.subnet(),
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
      software,
      gatewaySettings,
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
}

const app = new App();
new StarterStack(app, 'starter');
app.synth();
