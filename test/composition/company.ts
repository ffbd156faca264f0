import { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault';
import { PrivateDnsZone } from '@cdktf/provider-azurerm/lib/private-dns-zone';
import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { VirtualNetworkPeering } from '@cdktf/provider-azurerm/lib/virtual-network-peering';
import { type App, type TerraformStack, Testing } from 'cdktf';
import {
  Circuit,
  CircuitConnection,
  CircuitPhase,
  Circuits,
  ClusterIdentity,
  DelegatedSubnet,
  ExpressRoute,
  ExpressRouteConnections,
  ExpressRouteGateway,
  FabricProvider,
  GatewayCluster,
  GatewayDefaults,
  GatewayNetwork,
  GatewayProxy,
  GatewaySettings,
  GatewaySubnet,
  KeyVaultCertificateReference,
  KeyVaultSecretReference,
  OutboundPath,
  PowerPlatformResourceProvider,
  Egress,
  Registration,
  RouteFilter,
  SubnetAddress,
  SubnetSize,
  VirtualNetworkPlace,
  VnetDataGateway,
} from '../../lib';
import * as route from '../express-route/construct-fixtures';
import { ADMINISTRATORS_ID, APPLICATION_ID, pinnedSoftware, TENANT_ID } from '../support/fixtures';
import { WEST_EUROPE } from '../network/fixtures';
import { newStack } from '../support/synthesize';
import { CAPACITY_ID } from '../vnet-gateway/fixtures';

/** What is said once, for network and members. */
export const PROXY = GatewayProxy.at('http://10.1.0.8:8080', { bypass: ['*.vault.azure.net'] });
const SOFTWARE = pinnedSoftware();
const SETTINGS = GatewaySettings.of({ connectivityMode: 'Https', containers: { defaultPool: 20 } });

/** An app of four stacks in which everything passes as an object, and nothing is said twice. */
export interface Company {
  readonly app: App;
  readonly connectivity: TerraformStack;
  readonly identity: TerraformStack;
  readonly spoke: TerraformStack;
  readonly workload: TerraformStack;
  readonly network: GatewayNetwork;
  readonly cluster: GatewayCluster;
  readonly peerings: readonly VirtualNetworkPeering[];
}

export function company(): Company {
  const app = Testing.app();
  GatewayDefaults.of(app).set({ location: 'westeurope', tags: { owner: 'data-platform' } });
  const [identity, spoke, connectivity, workload] = ['identity', 'spoke', 'connectivity', 'workload'].map((name) => {
    const stack = newStack(app, name);
    const { name: resourceGroupName } = new ResourceGroup(stack, 'group', {
      name: `rg-${name}`,
      location: 'westeurope',
    });
    GatewayDefaults.of(stack).set({ resourceGroupName });
    return stack;
  }) as [TerraformStack, TerraformStack, TerraformStack, TerraformStack];

  const vault = new KeyVault(identity, 'vault', {
    name: 'kv-gateway',
    location: 'westeurope',
    resourceGroupName: 'rg-identity',
    skuName: 'standard',
    tenantId: TENANT_ID,
    rbacAuthorizationEnabled: true,
  });
  const account = new UserAssignedIdentity(identity, 'members', {
    name: 'id-members',
    location: 'westeurope',
    resourceGroupName: 'rg-identity',
  });

  const network = new GatewayNetwork(spoke, 'network', {
    name: 'data-gateway',
    virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/23']),
    subnets: { members: SubnetSize.at('10.60.0.0/27') },
    egress: Egress.byProxy({
      proxy: PROXY,
      software: SOFTWARE,
      gatewaySettings: SETTINGS,
      azureAddresses: WEST_EUROPE,
      namesWithoutTag: 'internet',
    }),
    outbound: OutboundPath.natGateway(),
  });
  const delegated = new DelegatedSubnet(spoke, 'delegated', {
    subnetName: 'snet-vnet-gateway',
    virtualNetwork: network.virtualNetwork,
    members: 2,
    address: SubnetAddress.at('10.60.1.0/28'),
    resourceProvider: PowerPlatformResourceProvider.registeredHere(),
  });

  const hub = new GatewayNetwork(connectivity, 'hub', {
    name: 'hub',
    virtualNetwork: VirtualNetworkPlace.create(['10.1.0.0/22']),
    egress: Egress.byServiceTags({}),
  });
  const filter = new RouteFilter(connectivity, 'filter', { name: 'power-platform', route: route.microsoft().route });
  const expressRoute = new ExpressRoute(connectivity, 'express-route', {
    name: 'power-platform',
    circuits: Circuits.pair(circuit('Equinix', 'Amsterdam'), circuit('BT', 'London')),
    microsoftPeering: route.microsoft(),
    privatePeering: route.privatePeering(),
    routeFilter: filter,
  });
  const gateway = new ExpressRouteGateway(spoke, 'gateway', {
    name: 'spoke',
    subnet: GatewaySubnet.create({ virtualNetwork: network.virtualNetwork, addressPrefix: '10.60.1.64/27' }),
  });
  const zone = new PrivateDnsZone(connectivity, 'zone', {
    name: 'privatelink.vaultcore.azure.net',
    resourceGroupName: 'rg-connectivity',
  });
  const link = new PrivateDnsZoneVirtualNetworkLink(connectivity, 'link', {
    name: 'spoke',
    resourceGroupName: 'rg-connectivity',
    privateDnsZoneName: zone.name,
    virtualNetworkId: String(network.virtualNetwork.id),
  });
  const peerings = [
    new VirtualNetworkPeering(connectivity, 'to-spoke', {
      name: 'to-spoke',
      resourceGroupName: hub.virtualNetwork.resourceGroupName,
      virtualNetworkName: hub.virtualNetwork.name,
      remoteVirtualNetworkId: String(network.virtualNetwork.id),
    }),
    new VirtualNetworkPeering(connectivity, 'to-hub', {
      name: 'to-hub',
      resourceGroupName: network.virtualNetwork.resourceGroupName,
      virtualNetworkName: network.virtualNetwork.name,
      remoteVirtualNetworkId: String(hub.virtualNetwork.id),
    }),
  ];
  network.waitFor(...peerings, link);

  new ExpressRouteConnections(workload, 'connections', {
    name: 'spoke',
    gateway,
    circuits: expressRoute.circuits,
    connections: [CircuitConnection.toCircuit('amsterdam'), CircuitConnection.toCircuit('london')],
  });
  const cluster = new GatewayCluster(workload, 'finance', {
    gatewayName: 'finance-prod',
    subnet: network.subnet(),
    members: 2,
    recoveryKey: KeyVaultSecretReference.of({ keyVaultId: vault.id, name: 'finance-recovery-key' }),
    registration: Registration.servicePrincipal({
      tenantId: TENANT_ID,
      applicationId: APPLICATION_ID,
      certificate: KeyVaultCertificateReference.of({ keyVaultId: vault.id, name: 'gateway-registration' }),
    }),
    administrators: [ADMINISTRATORS_ID],
    identity: ClusterIdentity.existing({
      id: account.id,
      principalId: account.principalId,
      clientId: account.clientId,
    }),
  });
  new FabricProvider(workload, 'fabric', {});
  new VnetDataGateway(workload, 'vnet-gateway', {
    displayName: 'finance-vnet',
    subnet: delegated,
    members: 2,
    capacityId: CAPACITY_ID,
    homeRegion: 'westeurope',
  });
  return { app, connectivity, identity, spoke, workload, network, cluster, peerings };
}

function circuit(provider: string, peeringLocation: string): Circuit {
  return Circuit.ofProvider({ provider, peeringLocation, bandwidthMbps: 200, phase: CircuitPhase.provisioned() });
}
