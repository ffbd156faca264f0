/**
 * Connectivity: the hub network with its firewall, and ExpressRoute to Power Platform and to the company's own networks. Owned by
 * the network team, in the connectivity subscription.
 *
 * To prepare: contracts with two carriers; public IPv4 ranges that you own, in a registry (those below are for documents); VLANs as
 * agreed with the carriers; the policy of the firewall, tier Standard, in the same subscription; a Log Analytics workspace.
 * Then order with `phase: 'ordered'` in settings.ts, and deploy again with 'provisioned' when both carriers are done.
 *
 * Still by hand: the service keys go to the carriers (outputs of the first deployment), and your routers get their sessions.
 */
import { Firewall } from '@cdktf/provider-azurerm/lib/firewall';
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import type { Construct } from 'constructs';
import {
  Circuit,
  CircuitConnection,
  CircuitPhase,
  Circuits,
  ExpressRoute,
  ExpressRouteConnections,
  ExpressRouteGateway,
  GatewaySubnet,
  MicrosoftPeering,
  PeeringLinks,
  PowerPlatformRoute,
  PrivatePeering,
  SecretInState,
} from '../../lib'; // in your project: 'cdktf-data-gateway'
import { EstateStack } from './estate-stack';
import type { Settings } from './settings';

/** What workloads need of the hub. */
export interface Hub {
  readonly network: VirtualNetwork;
  /** Private address of the firewall. */
  readonly firewallAddress: string;
  readonly firewallPolicyId: string;
  /** Whether a gateway is there that spokes can use. */
  readonly hasGateway: boolean;
}

export class ConnectivityStack extends EstateStack {
  public readonly hub: Hub;

  private readonly common = this.defineGroup('connectivity');

  public constructor(scope: Construct, name: string, settings: Settings) {
    super(scope, name, settings, settings.subscriptions.connectivity);
    const network = new VirtualNetwork(this, 'hub', {
      name: this.policy.named('vnet-hub'),
      ...this.common,
      addressSpace: [settings.network.hub],
    });
    const firewallPolicyId = this.existing(
      'firewall_policy_id',
      'Microsoft.Network/firewallPolicies',
      'the policy of the hub firewall, tier Standard, of this subscription.',
    );
    const firewall = this.defineFirewall(network, firewallPolicyId);
    const hasGateway = this.defineExpressRoute(network);
    const firewallAddress = firewall.ipConfiguration.get(0).privateIpAddress;
    this.hub = { network, firewallAddress, firewallPolicyId, hasGateway };
  }

  private defineFirewall(network: VirtualNetwork, firewallPolicyId: string): Firewall {
    // Unlike a NAT gateway it outlasts the loss of a zone.
    const zones = ['1', '2', '3'];
    const subnet = new Subnet(this, 'firewall-subnet', {
      // The name that Azure wants.
      name: 'AzureFirewallSubnet',
      resourceGroupName: this.common.resourceGroupName,
      virtualNetworkName: network.name,
      addressPrefixes: [this.settings.network.firewallSubnet],
    });
    const address = new PublicIp(this, 'firewall-address', {
      name: this.policy.named('pip-hub-firewall'),
      ...this.common,
      allocationMethod: 'Static',
      sku: 'Standard',
      zones,
    });
    const firewall = new Firewall(this, 'firewall', {
      name: this.policy.named('afw-hub'),
      ...this.common,
      skuName: 'AZFW_VNet',
      skuTier: 'Standard',
      firewallPolicyId,
      ipConfiguration: [{ name: 'egress', subnetId: subnet.id, publicIpAddressId: address.id }],
      zones,
    });
    new MonitorDiagnosticSetting(this, 'firewall-logs', {
      name: 'log-analytics',
      targetResourceId: firewall.id,
      logAnalyticsWorkspaceId: this.existing(
        'log_analytics_workspace_id',
        'Microsoft.OperationalInsights/workspaces',
        'the Log Analytics workspace that keeps what the firewall lets through and refuses.',
      ),
      logAnalyticsDestinationType: 'Dedicated',
      enabledLog: ['AZFWApplicationRule', 'AZFWNetworkRule'].map((category) => ({ category })),
    });
    return firewall;
  }

  /** @returns whether there is a gateway. */
  private defineExpressRoute(network: VirtualNetwork): boolean {
    const { expressRoute, network: ranges, location } = this.settings;
    const peerAsn = this.number('peer_asn', 'Number of your autonomous system.', 1, 4294967294);
    const phase = CircuitPhase[expressRoute.phase]();
    const { circuits } = new ExpressRoute(this, 'express-route', {
      name: 'power-platform',
      // Two carriers: what takes one of them down leaves the other.
      circuits: Circuits.pair(
        Circuit.ofProvider({ provider: 'Equinix', peeringLocation: 'Amsterdam', bandwidthMbps: 500, phase }),
        Circuit.ofProvider({ provider: 'Colt', peeringLocation: 'London', bandwidthMbps: 500, phase }),
      ),
      microsoftPeering: MicrosoftPeering.of({
        route: PowerPlatformRoute.toGeos(expressRoute.geos),
        peerAsn,
        vlanId: 200,
        routingRegistry: 'RIPENCC',
        // Links, and what your network's addresses are translated to, others at each circuit.
        circuits: {
          amsterdam: {
            links: PeeringLinks.of({ ipv4: '203.0.113.0/29' }),
            advertisedPrefixes: ['203.0.113.64/27'],
            bgpKey: SecretInState.variable('bgp_key_amsterdam'),
          },
          london: {
            links: PeeringLinks.of({ ipv4: '198.51.100.0/29' }),
            advertisedPrefixes: ['198.51.100.64/27'],
            bgpKey: SecretInState.variable('bgp_key_london'),
          },
        },
      }),
      privatePeering: PrivatePeering.of({
        peerAsn,
        vlanId: 100,
        circuits: {
          amsterdam: { links: PeeringLinks.of({ ipv4: '172.16.0.0/29' }) },
          london: { links: PeeringLinks.of({ ipv4: '172.16.0.8/29' }) },
        },
      }),
      virtualNetworkRegions: [location.name],
      virtualNetworkAddressSpace: [ranges.hub, ranges.spoke],
    });
    // A gateway is paid by the hour: it is made when there is something to connect.
    if (!phase.allowsPeerings) return false;

    const gateway = new ExpressRouteGateway(this, 'gateway', {
      name: 'hub',
      subnet: GatewaySubnet.create({ virtualNetworkId: network.id, addressPrefix: ranges.gatewaySubnet }),
    });
    new ExpressRouteConnections(this, 'connections', {
      name: 'hub',
      gateway,
      circuits,
      // Amsterdam is near: London takes over when it is down.
      connections: [
        CircuitConnection.toCircuit('amsterdam', { routingWeight: 20 }),
        CircuitConnection.toCircuit('london', { routingWeight: 10 }),
      ],
    });
    return true;
  }
}
