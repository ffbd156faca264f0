import type { TerraformStack } from 'cdktf';
import {
  CircuitConnection,
  ClusterIdentity,
  DelegatedSubnet,
  DelegatedSubnetRules,
  DirectorySetup,
  DnsServers,
  DomainMembership,
  ExistingCircuit,
  ExpressRoute,
  ExpressRouteConnections,
  ExpressRouteGateway,
  FirewallEgressRules,
  GatewayCluster,
  GatewayNetwork,
  GatewaySubnet,
  OutboundPath,
  RouteFilter,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib';
import { blockModule } from '../documents/block-module';
import { codeBlocks } from '../documents/code-blocks';
import { synthesizeBlock } from '../documents/synthesize-block';
import * as route from '../express-route/construct-fixtures';
import { minimalNetwork, NAT_GATEWAY_ID, ROUTE_TABLE_ID, rulesByRange } from '../network/fixtures';
import * as cluster from '../support/fixtures';
import { groupManagedAccount, IDENTITY_ID, KEY_VAULT_ID, minimalProps, servicePrincipal } from '../support/fixtures';
import { type StackJson, synthesize } from '../support/synthesize';
import * as vnet from '../vnet-gateway/fixtures';

/**
 * What exists, how it is given, and **all** that may be made with it: types of resources, each with the arguments in which
 * the name or id of what exists may stand. Anything else that is made, or says its name elsewhere, fails.
 */
interface Existing {
  readonly what: string;
  /** Its name or id, as it would stand in a resource that touches it. */
  readonly id: string;
  /** Types that would create or change it, whatever they say. */
  readonly never: readonly string[];
  readonly build: (stack: TerraformStack) => unknown;
  /** Where its name or id may stand: arguments by type. */
  readonly allowed: Readonly<Record<string, readonly string[]>>;
}

const HUB = { name: 'vnet-hub', resourceGroupName: 'rg-hub' };
const IN_HUB = {
  ...minimalNetwork(),
  virtualNetwork: VirtualNetworkPlace.existing(HUB),
  dns: DnsServers.azure(),
  subnets: { members: SubnetSize.at('10.9.8.0/27') },
};

const JOINED = {
  serviceAccount: groupManagedAccount(),
  domainMembership: DomainMembership.existing({ domain: 'corp.contoso.com' }),
};

const EXISTING: readonly Existing[] = [
  {
    what: 'a virtual network, with a subnet for members',
    id: 'vnet-hub',
    never: ['azurerm_virtual_network', 'azurerm_virtual_network_dns_servers', 'azurerm_virtual_network_peering'],
    build: (stack) => new GatewayNetwork(stack, 'network', IN_HUB),
    allowed: { azurerm_subnet: ['virtual_network_name'] },
  },
  {
    what: 'a NAT gateway',
    id: 'natGateways/ng-hub',
    never: ['azurerm_nat_gateway', 'azurerm_nat_gateway_public_ip_association', 'azurerm_public_ip'],
    build: (stack) =>
      new GatewayNetwork(stack, 'network', { ...IN_HUB, outbound: OutboundPath.existingNatGateway(NAT_GATEWAY_ID) }),
    allowed: { azurerm_subnet_nat_gateway_association: ['nat_gateway_id'] },
  },
  {
    what: 'a route table',
    id: 'routeTables/rt-hub',
    never: ['azurerm_route_table', 'azurerm_route'],
    build: (stack) =>
      new GatewayNetwork(stack, 'network', { ...IN_HUB, outbound: OutboundPath.existingRouteTable(ROUTE_TABLE_ID) }),
    allowed: { azurerm_subnet_route_table_association: ['route_table_id'] },
  },
  {
    what: 'the policy of a firewall, to which one group of rules is added',
    id: 'firewallPolicies/fwp-hub',
    never: ['azurerm_firewall_policy', 'azurerm_firewall'],
    build: (stack) => new FirewallEgressRules(stack, 'rules', rulesByRange()),
    allowed: { azurerm_firewall_policy_rule_collection_group: ['firewall_policy_id'] },
  },
  {
    what: 'a subnet and its virtual network, with a cluster',
    id: cluster.SUBNET_ID,
    never: ['azurerm_subnet', 'azurerm_virtual_network', 'azurerm_subnet_network_security_group_association'],
    build: (stack) => new GatewayCluster(stack, 'finance', minimalProps()),
    allowed: { azurerm_network_interface: ['ip_configuration'] },
  },
  {
    what: 'a network security group of the interfaces',
    id: cluster.SECURITY_GROUP_ID,
    never: ['azurerm_network_security_group', 'azurerm_network_security_rule'],
    build: (stack) =>
      new GatewayCluster(stack, 'finance', { ...minimalProps(), networkSecurityGroupId: cluster.SECURITY_GROUP_ID }),
    allowed: { azurerm_network_interface_security_group_association: ['network_security_group_id'] },
  },
  {
    what: 'a Key Vault, with role assignments on single secrets of it',
    id: KEY_VAULT_ID,
    never: ['azurerm_key_vault', 'azurerm_key_vault_secret', 'azurerm_key_vault_access_policy'],
    build: (stack) =>
      new GatewayCluster(stack, 'finance', {
        ...minimalProps(),
        registration: servicePrincipal(),
        administrators: [cluster.ADMINISTRATORS_ID],
      }),
    allowed: { azurerm_role_assignment: ['scope'] },
  },
  {
    what: 'an identity that may read the secrets already, and their vault',
    id: IDENTITY_ID,
    never: ['azurerm_user_assigned_identity', 'azurerm_role_assignment', 'azurerm_federated_identity_credential'],
    build: (stack) =>
      new GatewayCluster(stack, 'finance', {
        ...minimalProps(),
        identity: ClusterIdentity.existing({
          id: IDENTITY_ID,
          principalId: cluster.APPLICATION_ID,
          clientId: cluster.TENANT_ID,
          grantSecretAccess: false,
        }),
      }),
    allowed: { azurerm_windows_virtual_machine: ['identity'] },
  },
  {
    what: 'a directory that an administrator keeps: Terraform gets a file for them, and no run command on a controller',
    id: 'GatewayMembers',
    never: ['azurerm_virtual_machine_extension', 'azuread_group', 'ad_group'],
    build: (stack) =>
      new GatewayCluster(stack, 'finance', {
        ...minimalProps(),
        ...JOINED,
        directory: DirectorySetup.byAdministrator({ membersGroup: 'GatewayMembers' }),
      }),
    allowed: {},
  },
  {
    what: 'a directory in which account and group are there already',
    id: 'GatewayMembers',
    never: ['azurerm_virtual_machine_extension', 'azuread_group', 'ad_group'],
    build: (stack) => new GatewayCluster(stack, 'finance', { ...minimalProps(), ...JOINED }),
    allowed: {},
  },
  {
    what: 'a circuit, which gets peerings that are asked for',
    id: 'erc-old',
    never: ['azurerm_management_lock', 'azurerm_express_route_circuit_authorization'],
    build: (stack) =>
      new ExpressRoute(stack, 'express-route', {
        ...route.minimalProps(),
        circuits: route.pair(route.PROVISIONED),
        existingCircuitIds: { amsterdam: route.CIRCUIT_ID, london: route.CIRCUIT_ID.replace('erc-old', 'erc-old-2') },
        privatePeering: route.privatePeering(),
        lock: true,
      }),
    allowed: { azurerm_express_route_circuit_peering: ['express_route_circuit_name'] },
  },
  {
    what: 'a route filter',
    id: 'rf-old',
    never: ['azurerm_route_filter', 'azurerm_management_lock'],
    build: (stack) =>
      new ExpressRoute(stack, 'express-route', {
        ...route.minimalProps(),
        circuits: route.pair(route.PROVISIONED),
        microsoftPeering: route.microsoft(),
        routeFilter: RouteFilter.fromRouteFilterId(stack, 'filter', route.FILTER_ID),
      }),
    // A guard remembers which filter it was, and a precondition compares.
    allowed: { azurerm_express_route_circuit_peering: ['lifecycle', 'route_filter_id'], terraform_data: ['input'] },
  },
  {
    what: 'an ExpressRoute gateway and a circuit, with a connection',
    id: 'vgw-old',
    never: ['azurerm_virtual_network_gateway', 'azurerm_express_route_circuit', 'azurerm_subnet'],
    build: (stack) =>
      new ExpressRouteConnections(stack, 'connections', {
        name: 'hub',
        gateway: ExpressRouteGateway.fromExpressRouteGatewayAttributes(stack, 'gateway', {
          gatewayId: route.GATEWAY_ID,
          location: 'westeurope',
        }),
        circuits: [ExistingCircuit.of({ key: 'old', circuitId: route.CIRCUIT_ID })],
        connections: [CircuitConnection.toCircuit('old')],
      }),
    allowed: { azurerm_virtual_network_gateway_connection: ['virtual_network_gateway_id'] },
  },
  {
    what: 'a subnet of a gateway',
    id: '/subnets/GatewaySubnet',
    never: ['azurerm_subnet', 'azurerm_virtual_network'],
    build: (stack) =>
      new ExpressRouteGateway(stack, 'gateway', {
        ...route.gatewayProps(),
        subnet: GatewaySubnet.existing(`${route.NETWORK_ID}/subnets/GatewaySubnet`),
      }),
    allowed: { azurerm_virtual_network_gateway: ['ip_configuration'] },
  },
  {
    what: 'a virtual network, with a delegated subnet',
    id: 'vnet-spoke',
    never: ['azurerm_virtual_network', 'azurerm_virtual_network_dns_servers', 'azurerm_resource_provider_registration'],
    build: (stack) =>
      vnet.newSubnet(stack, {
        securityRules: DelegatedSubnetRules.of({ sources: [vnet.SQL] }),
        natGatewayId: vnet.NAT_GATEWAY_ID,
      }),
    allowed: { azurerm_subnet: ['virtual_network_name'] },
  },
];

test.each(EXISTING.map((row) => [row.what, row] as const))('%s', (_what, { id, never, build, allowed }) => {
  const { resources } = synthesize(build);
  const types = Object.keys(resources).map((address) => address.split('.')[0] ?? '');
  expect(types.filter((type) => never.includes(type))).toEqual([]);
  // Scripts run on the members that are made, and on no machine of others.
  const machines = Object.values(resources).flatMap((block) => block['virtual_machine_id'] ?? []);
  for (const machine of machines) expect(machine).toMatch(/^\$\{azurerm_windows_virtual_machine\.finance_member-/);
  const mentions = Object.entries(resources).flatMap(([address, block]) =>
    Object.entries(block)
      .filter(([argument, value]) => argument !== '//' && JSON.stringify(value).includes(id))
      .map(([argument]) => `${address.split('.')[0] ?? ''}.${argument}`),
  );
  const places = Object.entries(allowed).flatMap(([type, names]) => names.map((name) => `${type}.${name}`));
  expect([...new Set(mentions)].sort()).toEqual(places.sort());
});

// There is no construct for it: the page is what members report with.
test('a Log Analytics workspace, to which members report as docs/how-to/monitor.md has it', () => {
  const block = codeBlocks('docs/how-to/monitor.md').find(({ mark }) => mark === 'as monitored');
  const { resource = {} } = JSON.parse(block === undefined ? '{}' : synthesizeBlock(blockModule(block))) as StackJson;
  expect(Object.keys(resource).filter((type) => type.startsWith('azurerm_log_analytics'))).toEqual([]);
  const mentions = Object.entries(resource).flatMap(([type, blocks]) =>
    Object.entries(Object.values(blocks)[0] ?? {})
      .filter(([, value]) => JSON.stringify(value).includes('/workspaces/log-contoso'))
      .map(([argument]) => `${type}.${argument}`),
  );
  expect(mentions.sort()).toEqual([
    'azurerm_monitor_data_collection_rule.destinations',
    'azurerm_monitor_scheduled_query_rules_alert_v2.scopes',
  ]);
});

test('of what is imported by its attributes alone, nothing is in the JSON', () => {
  const { parsed } = synthesize((stack) => {
    GatewayCluster.fromGatewayClusterAttributes(stack, 'cluster', {
      gatewayName: 'finance-prod',
      location: 'westeurope',
      resourceGroupName: 'rg-gateway',
      identity: { id: IDENTITY_ID, principalId: cluster.APPLICATION_ID, clientId: cluster.TENANT_ID },
      members: [
        {
          key: '01',
          isPrimary: true,
          computerName: 'FIN-01',
          zone: '1',
          virtualMachineName: 'FIN-01',
          virtualMachineId: 'vm',
          networkInterfaceId: 'nic',
          privateIpAddress: '10.0.0.4',
        },
      ],
    });
    RouteFilter.fromRouteFilterId(stack, 'filter', route.FILTER_ID);
    ExpressRouteGateway.fromExpressRouteGatewayAttributes(stack, 'gateway', {
      gatewayId: route.GATEWAY_ID,
      location: 'westeurope',
    });
    DelegatedSubnet.fromDelegatedSubnetAttributes(stack, 'subnet', {
      subnetId: vnet.SUBNET_ID,
      location: 'westeurope',
    });
    ExistingCircuit.of({ key: 'old', circuitId: route.CIRCUIT_ID });
  });
  expect(parsed).not.toHaveProperty('resource');
  expect(parsed).not.toHaveProperty('data');
  expect(parsed).not.toHaveProperty('output');
});
