/**
 * A cluster whose way out is a firewall that works by names: members reach *.servicebus.windows.net and the other names of
 * the table, and no other host in the world. A hub with Azure Firewall, a spoke with the members, and the group of rules.
 *
 * To prepare: as for examples/starter, and a way from the firewall to the networks of the company (ExpressRoute, VPN), where
 * DNS servers and SQL Server are. The hub stands for one that you have: give the id of its policy to
 * FirewallEgressRules, and the private address of its firewall to OutboundPath.firewall. Then:
 * cdktf deploy firewall --app 'npx ts-node examples/firewall/main.ts' --var key_vault_id=… --var application_id=… --var …
 */
import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { Firewall } from '@cdktf/provider-azurerm/lib/firewall';
import { FirewallPolicy } from '@cdktf/provider-azurerm/lib/firewall-policy';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { VirtualNetworkPeering } from '@cdktf/provider-azurerm/lib/virtual-network-peering';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import {
  DataSource,
  DnsServers,
  Egress,
  FirewallEgressRules,
  GatewayCluster,
  GatewayNetwork,
  GatewaySettings,
  GatewaySoftware,
  KeyVaultSecretReference,
  OutboundPath,
  Registration,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib'; // in your project: 'cdktf-data-gateway'

const location = 'westeurope';

/** A firewall that you may have already. */
interface Hub {
  readonly network: VirtualNetwork;
  readonly firewall: Firewall;
  readonly policy: FirewallPolicy;
}

class FirewallStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, 'azurerm', { features: [{}] });
    const { name: resourceGroupName } = new ResourceGroup(this, 'resource-group', {
      name: 'rg-data-gateway',
      location,
    });
    const hub = this.defineHub(resourceGroupName);

    // In HTTPS mode everything of the gateway's is HTTP, which a firewall can read names of.
    const gatewaySettings = GatewaySettings.of({ connectivityMode: 'Https' });
    const software = GatewaySoftware.latest();
    const egress = Egress.byFirewall({
      gatewaySettings,
      software,
      workloads: ['dataflowGen2', 'pipelines'],
      dataSources: [DataSource.sqlServer('sql01.corp.contoso.com', { addresses: ['10.20.8.10'] })],
    });
    const dns = DnsServers.custom(['10.20.1.4', '10.20.1.5'], { publicNames: 'forwarded' });
    const network = new GatewayNetwork(this, 'network', {
      name: 'data-gateway',
      location,
      resourceGroupName,
      virtualNetwork: VirtualNetworkPlace.create(['10.70.1.0/24']),
      subnets: { members: SubnetSize.forMembers(4) },
      egress,
      // Servers of the company, behind the firewall: they know sql01, and forward public names.
      dns,
      outbound: OutboundPath.firewall({ privateIpAddress: hub.firewall.ipConfiguration.get(0).privateIpAddress }),
    });
    new FirewallEgressRules(this, 'firewall-rules', {
      name: 'data-gateway',
      firewallPolicyId: hub.policy.id,
      priority: 1000,
      // Its egress, its ranges, its DNS servers; and its members wait for the rules.
      network,
    });
    // Members start when their way out is open, and not before.
    network.waitFor(hub.firewall, ...this.connect(resourceGroupName, hub, network));

    const keyVaultId = this.input('key_vault_id', 'Resource id of the Key Vault that holds the secrets.');
    new GatewayCluster(this, 'cluster', {
      gatewayName: 'firewall-gateway',
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
      software,
      gatewaySettings,
    });
  }

  private defineHub(resourceGroupName: string): Hub {
    const common = { location, resourceGroupName };
    const network = new VirtualNetwork(this, 'hub', {
      name: 'vnet-hub',
      ...common,
      addressSpace: ['10.70.0.0/24'],
    });
    const subnet = new Subnet(this, 'hub-firewall-subnet', {
      // The name that Azure wants.
      name: 'AzureFirewallSubnet',
      resourceGroupName,
      virtualNetworkName: network.name,
      addressPrefixes: ['10.70.0.0/26'],
    });
    const zones = ['1', '2', '3'];
    const address = new PublicIp(this, 'hub-firewall-address', {
      name: 'pip-hub-firewall',
      ...common,
      allocationMethod: 'Static',
      sku: 'Standard',
      zones,
    });
    const policy = new FirewallPolicy(this, 'hub-firewall-policy', { name: 'afwp-hub', ...common, sku: 'Standard' });
    const firewall = new Firewall(this, 'hub-firewall', {
      name: 'afw-hub',
      ...common,
      skuName: 'AZFW_VNet',
      skuTier: 'Standard',
      firewallPolicyId: policy.id,
      ipConfiguration: [{ name: 'egress', subnetId: subnet.id, publicIpAddressId: address.id }],
      // Unlike a NAT gateway it outlasts the loss of a zone.
      zones,
    });
    return { network, firewall, policy };
  }

  /** Hub and spoke, in both directions. */
  private connect(
    resourceGroupName: string,
    hub: Hub,
    { virtualNetwork }: GatewayNetwork,
  ): readonly VirtualNetworkPeering[] {
    const toHub = new VirtualNetworkPeering(this, 'peering-to-hub', {
      name: 'to-hub',
      resourceGroupName,
      virtualNetworkName: virtualNetwork.name,
      remoteVirtualNetworkId: hub.network.id,
      allowForwardedTraffic: true,
    });
    const fromHub = new VirtualNetworkPeering(this, 'peering-from-hub', {
      name: 'to-data-gateway',
      resourceGroupName,
      virtualNetworkName: hub.network.name,
      remoteVirtualNetworkId: virtualNetwork.id ?? '',
      allowForwardedTraffic: true,
    });
    return [toHub, fromHub];
  }

  private input(name: string, description: string): string {
    return new TerraformVariable(this, name, { type: 'string', description }).stringValue;
  }
}

const app = new App();
new FirewallStack(app, 'firewall');
app.synth();
