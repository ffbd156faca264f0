/**
 * Workload: a spoke network, and three clusters from one description: refreshes, DirectQuery, dataflows. Owned by the data platform
 * team, in the data subscription.
 *
 * To prepare: the stacks connectivity and identity are there, both carriers are done, and the rights in the directory are given.
 * The deployer may add a group of rules to the firewall's policy and a peering to the hub, and run commands on the
 * management machine. Encryption at host is registered for the subscription.
 *
 * Still by hand: single sign-on is switched on in each connection of the service (Kerberos), and data sources are connected there.
 * To check, on any member of direct-query (docs/active-directory.md): the script that the output `check` names.
 */
import { VirtualNetworkPeering } from '@cdktf/provider-azurerm/lib/virtual-network-peering';
import { TerraformOutput, type TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';
import {
  DnsServers,
  DomainControllers,
  Egress,
  FirewallEgressRules,
  GatewayEstate,
  GatewayNetwork,
  GatewaySettings,
  GatewaySoftware,
  LoadBalancing,
  OutboundPath,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib'; // in your project: 'cdktf-data-gateway'
import type { Hub } from './connectivity';
import { EstateStack } from './estate-stack';
import type { IdentityStack } from './identity';
import type { Settings } from './settings';

export class WorkloadStack extends EstateStack {
  public readonly network: GatewayNetwork;

  // What network and clusters must agree on is said once.
  private readonly gatewaySettings = GatewaySettings.of({
    // All traffic of the gateway is HTTPS then, which a firewall can read names of.
    connectivityMode: 'Https',
    // Where names in Entra ID and in the domain differ: the attribute that holds the one, and that which holds the other.
    singleSignOn: {
      adUserNameLookupProperty: 'msDS-cloudExtensionAttribute1',
      adUserNameReplacementProperty: 'SAMAccountName',
    },
  });
  private readonly software: GatewaySoftware;

  public constructor(scope: Construct, name: string, settings: Settings, hub: Hub, identity: IdentityStack) {
    super(scope, name, settings, settings.subscriptions.data);
    const { clusters, proxy } = settings;
    const connectivity = this.connectivityProvider();
    this.defineGroup('data-gateways');
    this.software = this.pinnedSoftware(identity);
    this.network = this.defineNetwork(hub, connectivity);

    const { refresh, directQuery, dataflow, membership, registration, administrators } = identity;
    // Software and settings of the gateway are those that the network was told.
    const estate = new GatewayEstate(this, 'gateways', {
      gatewayName: `${settings.company}-${settings.environment}`,
      subnet: this.network.subnet(),
      registration,
      recoveryKey: refresh.recoveryKey,
      administrators,
      domainMembership: membership,
      ...(proxy === undefined || proxy.stage === 'opened' ? {} : { proxy: proxy.server }),
      loadBalancing: LoadBalancing.distributeEvenly({ cpuThresholdPercent: 80, memoryThresholdPercent: 80 }),
      refresh: { ...clusters.refresh, ...refresh, directory: refresh.directory(connectivity) },
      directQuery: { ...clusters.directQuery, ...directQuery, directory: directQuery.directory(connectivity) },
      dataflow: { ...clusters.dataflow, ...dataflow, directory: dataflow.directory(connectivity) },
    });

    new TerraformOutput(this, 'check', {
      description: 'Script that checks account and delegation on a member, from the folder of the synthesized stack.',
      value: estate.directQuery?.directoryCheck,
    });
  }

  private defineNetwork(hub: Hub, connectivity: TerraformProvider): GatewayNetwork {
    const { settings, software, gatewaySettings } = this;
    const { network: ranges, dataSources, proxy } = settings;
    const egress = Egress.byFirewall({
      software,
      gatewaySettings,
      workloads: ['dataflowGen2', 'pipelines'],
      dataSources,
      domainControllers: DomainControllers.at(ranges.domainControllers),
      privateEndpoints: ranges.privateEndpoints,
      ...(proxy === undefined
        ? {}
        : { proxy: proxy.server, proxyAddresses: proxy.addresses, proxyTransition: proxy.stage !== 'only' }),
    });
    const network = new GatewayNetwork(this, 'network', {
      name: 'data-gateways',
      virtualNetwork: VirtualNetworkPlace.create([ranges.spoke]),
      subnets: { members: SubnetSize.at(ranges.members) },
      egress,
      // They know the domain, and forward public names.
      dns: DnsServers.custom(ranges.domainControllers, { publicNames: 'forwarded' }),
      // Sources of the company are reached by ExpressRoute; everything else by the firewall.
      outbound: OutboundPath.firewall({ privateIpAddress: hub.firewallAddress }),
    });
    new FirewallEgressRules(this, 'firewall-rules', {
      name: 'data-gateways',
      firewallPolicyId: hub.firewallPolicyId,
      priority: 1000,
      network,
      provider: connectivity,
    });
    // Members start when their way out is open, and not before.
    network.waitFor(...this.connect(hub, network, connectivity));
    return network;
  }

  /** Hub and spoke, in both directions; each is made in the subscription of its network. */
  private connect(
    hub: Hub,
    { virtualNetwork }: GatewayNetwork,
    connectivity: TerraformProvider,
  ): readonly VirtualNetworkPeering[] {
    const fromHub = new VirtualNetworkPeering(this, 'peering-from-hub', {
      name: 'to-data-gateways',
      provider: connectivity,
      resourceGroupName: hub.network.resourceGroupName,
      virtualNetworkName: hub.network.name,
      remoteVirtualNetworkId: virtualNetwork.id ?? '',
      allowForwardedTraffic: true,
      allowGatewayTransit: hub.hasGateway,
    });
    const toHub = new VirtualNetworkPeering(this, 'peering-to-hub', {
      name: 'to-hub',
      resourceGroupName: virtualNetwork.resourceGroupName,
      virtualNetworkName: virtualNetwork.name,
      remoteVirtualNetworkId: hub.network.id,
      allowForwardedTraffic: true,
      useRemoteGateways: hub.hasGateway,
      // Azure refuses to use a gateway that the other side does not offer yet.
      dependsOn: [fromHub],
    });
    return [fromHub, toHub];
  }

  /** Versions that were tried before, from a container of the company. */
  private pinnedSoftware({ softwareSource }: IdentityStack): GatewaySoftware {
    const sha256 = (name: string, what: string): string =>
      this.input(name, `SHA-256 of ${what} (Get-FileHash).`, '^[0-9a-fA-F]{64}$', '64 hexadecimal digits');
    return GatewaySoftware.pinned({
      powerShell: { version: '7.6.5', sha256: sha256('powershell_sha256', 'the installer of PowerShell') },
      dataGatewayModule: {
        version: '3000.306.1',
        sha256: sha256('module_sha256', 'the package DataGateway'),
        profileSha256: sha256('module_profile_sha256', 'the package DataGateway.Profile'),
      },
      gateway: { version: '3000.322', sha256: sha256('gateway_sha256', 'the installer of the gateway') },
      source: softwareSource,
    });
  }
}
