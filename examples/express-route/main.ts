/**
 * ExpressRoute to Power Platform: environments in Europe and the United Kingdom, two circuits in Amsterdam and London, Microsoft peering
 * for Power Platform itself, and private peering for a virtual network, such as that of a gateway cluster.
 *
 * It is deployed twice, for a carrier needs days or weeks in between:
 * 1. as it is: circuits alone. Outputs carry their service keys, for the carriers.
 * 2. with CircuitPhase.provisioned() in `phase` below, when the output "next-steps" shows Provisioned: peerings, route filter, gateway and
 *    connections. The circuits stay as they are.
 *
 * To prepare: contracts with two carriers in the two places; public IPv4 ranges that you own, in a registry, with the number of your
 * autonomous system; VLANs, as agreed with the carriers; `az login` as Network Contributor, and the subscription in ARM_SUBSCRIPTION_ID.
 * For the second time, the keys of BGP in TF_VAR_bgp_key_amsterdam and TF_VAR_bgp_key_london. Then:
 * cdktf deploy express-route --var peer_asn=…
 *
 * What it carries, and what stays on the internet, is said by the file reachability-power-platform.txt beside the synthesized stack. To
 * remove: docs/express-route.md.
 */
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
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
  PowerPlatformGeo,
  PowerPlatformRoute,
  PrivatePeering,
  SecretInState,
} from '../../lib'; // in your project: 'cdktf-data-gateway'

const location = 'westeurope';
const resourceGroupName = 'rg-express-route';
const addressSpace = ['10.60.0.0/16'];
const tags = { workload: 'power-platform', environment: 'example' };

// Your choice: where the environments are. Geos come and go here without an outage.
const route = PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE, PowerPlatformGeo.UNITED_KINGDOM]);

class ExpressRouteStack extends TerraformStack {
  public constructor(scope: Construct, id: string, phase: CircuitPhase) {
    super(scope, id);
    new AzurermProvider(this, 'azurerm', { features: [{}] });
    const resourceGroup = new ResourceGroup(this, 'resource-group', { name: resourceGroupName, location, tags });
    const peerAsn = new TerraformVariable(this, 'peer_asn', {
      type: 'number',
      description: 'Number of your autonomous system.',
    }).numberValue;

    const expressRoute = new ExpressRoute(this, 'express-route', {
      name: 'power-platform',
      location,
      resourceGroupName: resourceGroup.name,
      // Two carriers: what takes one of them down leaves the other.
      circuits: Circuits.pair(
        Circuit.ofProvider({ provider: 'Equinix', peeringLocation: 'Amsterdam', bandwidthMbps: 200, phase }),
        Circuit.ofProvider({ provider: 'Colt', peeringLocation: 'London', bandwidthMbps: 200, phase }),
      ),
      microsoftPeering: MicrosoftPeering.of({
        route,
        peerAsn,
        vlanId: 200,
        routingRegistry: 'RIPENCC',
        // Public ranges of yours (those here are for documents, as a warning says): links, and what your network's addresses are translated to, others at each circuit.
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
      virtualNetworkRegions: [location],
      virtualNetworkAddressSpace: addressSpace,
      desktopFlows: true,
      tags,
    });

    // A gateway is paid by the hour: it is made when there is something to connect.
    if (phase.allowsPeerings) this.connect(expressRoute, resourceGroup);
  }

  private connect({ circuits }: ExpressRoute, resourceGroup: ResourceGroup): void {
    const network = new VirtualNetwork(this, 'network', {
      name: 'vnet-hub',
      location,
      resourceGroupName: resourceGroup.name,
      addressSpace,
      tags,
    });
    const gateway = new ExpressRouteGateway(this, 'gateway', {
      name: 'hub',
      location,
      resourceGroupName: resourceGroup.name,
      subnet: GatewaySubnet.create({ virtualNetworkId: network.id, addressPrefix: '10.60.255.0/27' }),
      tags,
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
      tags,
    });
  }
}

const app = new App();
new ExpressRouteStack(app, 'express-route', CircuitPhase.ordered());
// What the same stack becomes, to be compared with it. Never deploy both: in your app change the phase of the one.
new ExpressRouteStack(app, 'express-route-provisioned', CircuitPhase.provisioned());
app.synth();
