/**
 * A cluster behind a proxy, in a virtual network that exists: members reach the proxy, the DNS servers, one data source and
 * what cannot go through a proxy, and nothing else. Beside the stack lie the lists that the team of the proxy is asked for:
 * assets/lists_…/…/proxy-allow-list.txt and its neighbours.
 *
 * To prepare: as for examples/starter, and the virtual network with a route table that leads to the proxy and to Azure's
 * activation (20.118.99.224, 40.83.235.53 and 23.102.135.246 on 1688), a private endpoint of the vault, and the lists in
 * the proxy. Then:
 * cdktf deploy proxy --app 'npx ts-node examples/proxy/main.ts' --var key_vault_id=… --var route_table_id=… --var …
 */
import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import {
  DataSource,
  DnsServers,
  Egress,
  EgressFiles,
  GatewayCluster,
  GatewayNetwork,
  GatewayProxy,
  GatewaySettings,
  GatewaySoftware,
  InboundAccess,
  KeyVaultSecretReference,
  OutboundPath,
  Registration,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib'; // in your project: 'cdktf-data-gateway'

const location = 'westeurope';

class ProxyStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, 'azurerm', { features: [{}] });
    const { name: resourceGroupName } = new ResourceGroup(this, 'resource-group', {
      name: 'rg-data-gateway',
      location,
    });

    // No proxy carries AMQP: by HTTPS alone the gateway does not even try.
    const gatewaySettings = GatewaySettings.of({ connectivityMode: 'Https' });
    const software = GatewaySoftware.latest();
    const proxy = GatewayProxy.at('http://10.20.0.8:8080', {
      // The vault is reached by its private endpoint.
      bypass: ['*.vault.azure.net', '*.corp.contoso.com'],
    });
    const egress = Egress.byProxy({
      proxy,
      gatewaySettings,
      software,
      privateEndpoints: { keyVault: ['10.30.5.4'] },
      // A policy gives Windows the same proxy, for certificate lists.
      machineProxy: true,
      // Updates come from a server of the company.
      windowsUpdate: false,
      dataSources: [
        DataSource.postgreSql('dwh.corp.contoso.com', { addresses: ['10.30.8.4'] }),
        DataSource.custom('wsus.corp.contoso.com', { ports: [8531], addresses: ['10.20.2.6'] }),
      ],
    });
    const network = new GatewayNetwork(this, 'network', {
      name: 'data-gateway',
      location,
      resourceGroupName,
      virtualNetwork: VirtualNetworkPlace.existing({ name: 'vnet-spoke-data', resourceGroupName: 'rg-network' }),
      subnets: { members: SubnetSize.at('10.30.4.0/27') },
      egress,
      outbound: OutboundPath.existingRouteTable(this.input('route_table_id', 'Route table of the company.')),
      // What these servers do not know, the proxy resolves.
      dns: DnsServers.custom(['10.20.1.4', '10.20.1.5'], { publicNames: 'resolvedByProxy' }),
      inbound: [InboundAccess.named('bastion', { from: ['10.20.9.0/26'], ports: [3389] })],
    });
    new EgressFiles(this, 'lists', { network, resolvers: ['168.63.129.16'] });

    const keyVaultId = this.input('key_vault_id', 'Resource id of the Key Vault that holds the secrets.');
    const cluster = new GatewayCluster(this, 'cluster', {
      gatewayName: 'proxy-gateway',
      location,
      resourceGroupName,
      subnet: network.subnet(),
      members: 2,
      recoveryKey: KeyVaultSecretReference.of({ keyVaultId, name: 'gateway-recovery-key' }),
      registration: Registration.servicePrincipal({
        tenantId: new DataAzurermClientConfig(this, 'current', {}).tenantId,
        applicationId: this.input('application_id', 'Application id of the service principal that registers members.'),
        clientSecret: KeyVaultSecretReference.of({ keyVaultId, name: 'gateway-registration' }),
      }),
      administrators: [this.input('administrators_group_id', 'Object id of the group that administers the cluster.')],
      proxy,
      gatewaySettings,
      software,
    });
    new TerraformOutput(this, 'addresses', {
      description: 'Addresses that the proxy lets in.',
      value: cluster.members.map(({ privateIpAddress }) => privateIpAddress),
    });
  }

  private input(name: string, description: string): string {
    return new TerraformVariable(this, name, { type: 'string', description }).stringValue;
  }
}

const app = new App();
new ProxyStack(app, 'proxy');
app.synth();
