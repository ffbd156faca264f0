import type { App, TerraformStack } from 'cdktf';
import {
  Capacity,
  Circuit,
  CircuitConnection,
  Circuits,
  ClusterIdentity,
  DelegatedSubnet,
  DelegatedSubnetRules,
  DirectorySetup,
  DnsServers,
  DomainMembership,
  Egress,
  ExpressRoute,
  ExpressRouteConnections,
  ExpressRouteGateway,
  ExpressRouteGatewaySize,
  ExistingCircuit,
  FabricProvider,
  FirewallEgressRules,
  GatewayCluster,
  type GatewayClusterProps,
  GatewayNetwork,
  GatewayProxy,
  GatewaySecurityGroup,
  GatewaySubnet,
  KerberosDelegation,
  KeyVaultSecretVersionReference,
  LoadBalancing,
  MicrosoftPeering,
  OutboundPath,
  PeeringLinks,
  Placement,
  PowerPlatformGeo,
  PowerPlatformResourceProvider,
  PowerPlatformRoute,
  PrivatePeering,
  Registration,
  RouteFilter,
  SecretInState,
  ServiceAccount,
  ServicePrincipalName,
  SubnetSize,
  VirtualNetworkPlace,
  VirtualNetworkSupport,
  VnetDataGateway,
} from '../../lib';
import * as route from '../express-route/construct-fixtures';
import {
  ADDITIONAL_NAMES,
  ALL_SOURCES,
  CONTROLLERS,
  DNS,
  FIREWALL_POLICY_ID,
  ROUTE_TABLE_ID,
} from '../network/fixtures';
import * as cluster from '../support/fixtures';
import { newStack } from '../support/synthesize';
import * as vnet from '../vnet-gateway/fixtures';

/** Builds something in a stack. */
export type Build = (stack: TerraformStack) => unknown;

const place = { location: 'westeurope', resourceGroupName: 'rg-gateway' };
const egressByTags = Egress.byServiceTags({ namesWithoutTag: 'internet' });

/** Names from where they are in the network of others. */
const existingNetwork = VirtualNetworkPlace.existing({ name: 'vnet-hub', resourceGroupName: 'rg-network' });

/** The least of each construct. */
export const MINIMAL: Readonly<Record<string, Build>> = {
  cluster: (stack) => new GatewayCluster(stack, 'finance', cluster.minimalProps()),
  network: (stack) =>
    new GatewayNetwork(stack, 'network', {
      name: 'data-gateway',
      ...place,
      virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
      egress: egressByTags,
    }),
  'security-group': (stack) =>
    new GatewaySecurityGroup(stack, 'guard', {
      name: 'nsg-gateway',
      ...place,
      egress: egressByTags,
      dns: DnsServers.azure(),
    }),
  'firewall-rules': (stack) =>
    new FirewallEgressRules(stack, 'rules', {
      name: 'data-gateway',
      firewallPolicyId: FIREWALL_POLICY_ID,
      priority: 1000,
      egress: Egress.byFirewall(),
      sourceAddresses: ['10.60.0.0/27'],
    }),
  'express-route': (stack) => new ExpressRoute(stack, 'express-route', route.minimalProps()),
  'route-filter': (stack) =>
    new RouteFilter(stack, 'filter', {
      name: 'power-platform',
      ...place,
      route: PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]),
    }),
  'express-route-gateway': (stack) => new ExpressRouteGateway(stack, 'gateway', route.gatewayProps()),
  'express-route-connections': (stack) =>
    new ExpressRouteConnections(stack, 'connections', {
      name: 'hub',
      gateway: ExpressRouteGateway.fromExpressRouteGatewayAttributes(stack, 'gateway', {
        gatewayId: route.GATEWAY_ID,
        location: 'westeurope',
      }),
      circuits: [ExistingCircuit.of({ key: 'amsterdam', circuitId: route.CIRCUIT_ID })],
      connections: [CircuitConnection.toCircuit('amsterdam')],
    }),
  'delegated-subnet': (stack) => vnet.newSubnet(stack),
  'vnet-data-gateway': (stack) =>
    new VnetDataGateway(stack, 'finance', {
      ...vnet.gatewayProps(
        DelegatedSubnet.fromDelegatedSubnetAttributes(stack, 'subnet', {
          subnetId: vnet.SUBNET_ID,
          location: 'westeurope',
        }),
      ),
      creation: 'portal',
    }),
  'virtual-network-support': (stack) => new VirtualNetworkSupport(stack, 'power-platform', vnet.supportProps()),
};

const GUARDS = {
  networkSecurityGroupId: vnet.SECURITY_GROUP_ID,
  natGatewayId: vnet.NAT_GATEWAY_ID,
  routeTableId: vnet.ROUTE_TABLE_ID,
};

/** Each construct with all that a manifest can say of it. */
export const FULL: Readonly<Record<string, Build>> = {
  cluster: (stack) => new GatewayCluster(stack, 'finance', cluster.fullProps()),
  'cluster-in-a-domain': (stack) => {
    const network = new GatewayNetwork(stack, 'network', {
      name: 'data-gateway',
      ...place,
      virtualNetwork: VirtualNetworkPlace.create(['10.60.1.0/24', '10.60.0.0/24']),
      subnets: { 'second-group': SubnetSize.at('10.60.1.0/27'), members: SubnetSize.at('10.60.0.0/27') },
      egress: Egress.byServiceTags({
        namesWithoutTag: 'internet',
        software: cluster.pinnedSoftware(),
        domainControllers: CONTROLLERS,
        dataSources: ALL_SOURCES,
        additionalNames: ADDITIONAL_NAMES,
      }),
      dns: DNS,
      outbound: OutboundPath.natGateway({ zone: 1 }),
      lock: true,
    });
    const { subnetId: _, ...props } = cluster.minimalProps() as GatewayClusterProps & { subnetId: string };
    return new GatewayCluster(stack, 'finance', {
      ...props,
      subnet: network.subnet(),
      identity: ClusterIdentity.create(),
      registration: cluster.servicePrincipal(),
      administrators: [cluster.ADMINISTRATORS_ID],
      placement: Placement.availabilitySet(),
      loadBalancing: LoadBalancing.custom('Weighted', { aggregationMinutes: 10 }),
      capacity: Capacity.forMixed({ refreshes: { concurrent: 4, averageDatasetGiB: 1 }, queries: { concurrent: 10 } }),
      software: cluster.pinnedSoftware(),
      serviceAccount: ServiceAccount.groupManaged({
        name: 'svc-gateway',
        domain: 'corp.contoso.com',
        netbiosDomain: 'CORP',
        delegation: KerberosDelegation.constrained({
          services: [ServicePrincipalName.sqlServer('sql01.corp.contoso.com')],
        }),
      }),
      domainMembership: DomainMembership.joinByExtension({
        domain: 'corp.contoso.com',
        account: 'CORP\\svc-join',
        organizationalUnit: 'OU=Gateways,DC=corp,DC=contoso,DC=com',
        protectedSettings: KeyVaultSecretVersionReference.of({
          keyVaultId: cluster.KEY_VAULT_ID,
          name: 'domain-join',
          version: '0123456789abcdef0123456789abcdef',
        }),
      }),
      directory: DirectorySetup.onMachine({
        membersGroup: 'gateway-members',
        virtualMachineId: `${cluster.SUBNET_ID.split('/Microsoft.Network')[0] ?? ''}/Microsoft.Compute/virtualMachines/vm-management`,
      }),
    });
  },
  'cluster-across-stacks': (stack) => {
    const other = newStack(stack.node.root as App, 'network');
    const network = new GatewayNetwork(other, 'network', {
      name: 'data-gateway',
      ...place,
      virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
      egress: Egress.byServiceTags({ namesWithoutTag: 'internet', interactiveSignIn: true }),
    });
    const { subnetId: _, ...props } = cluster.minimalProps() as GatewayClusterProps & { subnetId: string };
    return new GatewayCluster(stack, 'finance', {
      ...props,
      subnet: network.subnet(),
      registration: Registration.byOperator({ tenantId: cluster.TENANT_ID, regionKey: 'westeurope' }),
    });
  },
  network: (stack) => {
    const network = new GatewayNetwork(stack, 'network', {
      name: 'data-gateway',
      ...place,
      virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
      egress: Egress.byFirewall({ workloads: ['pipelines'] }),
      outbound: OutboundPath.firewall({ privateIpAddress: '10.1.0.4' }),
    });
    return new FirewallEgressRules(stack, 'rules', {
      name: 'data-gateway',
      firewallPolicyId: FIREWALL_POLICY_ID,
      priority: 1000,
      network,
    });
  },
  'network-of-others': (stack) =>
    new GatewayNetwork(stack, 'network', {
      name: 'data-gateway',
      ...place,
      virtualNetwork: existingNetwork,
      subnets: { members: SubnetSize.at('10.60.0.0/27') },
      dns: DNS,
      egress: Egress.byProxy({ proxy: GatewayProxy.at('http://10.1.0.8:8080', { bypass: ['*.contoso.com'] }) }),
      outbound: OutboundPath.existingRouteTable(ROUTE_TABLE_ID),
    }),
  'express-route': (stack) => {
    const links = (ipv4: string, ipv6: string): PeeringLinks => PeeringLinks.of({ ipv4, ipv6 });
    const bgpKey = SecretInState.variable('bgp_key');
    const circuits = new ExpressRoute(stack, 'express-route', {
      ...route.minimalProps(),
      lock: true,
      circuits: Circuits.pair(
        Circuit.ofProvider({
          provider: 'Equinix',
          peeringLocation: 'London',
          bandwidthMbps: 200,
          phase: route.PROVISIONED,
        }),
        Circuit.direct({
          portId: route.PORT_ID,
          peeringLocation: 'Amsterdam',
          bandwidthGbps: 5,
          billing: 'unlimited',
          phase: route.PROVISIONED,
        }),
      ),
      microsoftPeering: MicrosoftPeering.of({
        route: PowerPlatformRoute.toGeos([PowerPlatformGeo.UNITED_KINGDOM, PowerPlatformGeo.EUROPE]),
        peerAsn: 3333,
        customerAsn: 3334,
        vlanId: 200,
        routingRegistry: 'RIPENCC',
        circuits: {
          london: {
            links: links('198.51.100.0/29', '2a00::/125'),
            advertisedPrefixes: ['198.51.100.64/27'],
            advertisedIpv6Prefixes: ['2a01::/48'],
            bgpKey,
          },
          amsterdam: { links: PeeringLinks.of({ ipv4: '203.0.113.0/29' }), advertisedPrefixes: ['203.0.113.64/27'] },
        },
      }),
      privatePeering: PrivatePeering.of({
        peerAsn: 65_000,
        vlanId: 100,
        circuits: {
          london: { links: PeeringLinks.of({ ipv4: '172.16.0.8/29' }), vlanId: 101, bgpKey },
          amsterdam: { links: links('172.16.0.0/29', 'fd00::/125') },
        },
      }),
    });
    circuits.authorize('london', 'hub-team');
    const gateway = new ExpressRouteGateway(stack, 'gateway', {
      ...route.gatewayProps(),
      lock: true,
      size: ExpressRouteGatewaySize.scale({ minimum: 2, maximum: 4 }),
    });
    return new ExpressRouteConnections(stack, 'connections', {
      name: 'hub',
      gateway,
      circuits: circuits.circuits,
      connections: [
        CircuitConnection.toCircuit('london', { routingWeight: 20 }),
        CircuitConnection.toCircuit('amsterdam'),
        CircuitConnection.toForeignCircuit('dublin', route.CIRCUIT_ID, SecretInState.variable('authorization')),
      ],
    });
  },
  'express-route-of-others': (stack) => {
    new ExpressRouteGateway(stack, 'gateway', {
      ...route.gatewayProps(),
      subnet: GatewaySubnet.existing(`${route.NETWORK_ID}/subnets/GatewaySubnet`),
    });
    return new ExpressRoute(stack, 'express-route', {
      ...route.minimalProps(),
      circuits: route.pair(route.PROVISIONED),
      existingCircuitIds: { amsterdam: route.CIRCUIT_ID },
      microsoftPeering: route.microsoft(),
      routeFilter: RouteFilter.fromRouteFilterId(stack, 'filter', route.FILTER_ID),
    });
  },
  'vnet-data-gateway': (stack) => {
    new FabricProvider(stack, 'fabric', { useCli: true });
    const subnet = vnet.newSubnet(stack, {
      members: 9,
      resourceProvider: PowerPlatformResourceProvider.registeredHere(),
      serviceEndpoints: ['Microsoft.Storage'],
      securityRules: DelegatedSubnetRules.of({ sources: [vnet.SQL] }),
      natGatewayId: vnet.NAT_GATEWAY_ID,
      routeTableId: vnet.ROUTE_TABLE_ID,
    });
    return new VnetDataGateway(stack, 'finance', {
      ...vnet.gatewayProps(subnet),
      members: { min: 2, max: 4 },
      sleepAfterMinutes: 60,
      roles: { team: { principalId: vnet.GROUP_OBJECT_ID, principalType: 'Group', role: 'ConnectionCreator' } },
    });
  },
  'virtual-network-support': (stack) =>
    new VirtualNetworkSupport(stack, 'power-platform', {
      ...vnet.supportProps(),
      networks: vnet.supportProps().networks.map((network) => ({ ...network, ...GUARDS })),
      resourceProvider: PowerPlatformResourceProvider.registeredHere(),
    }),
};
