import { armId, RESOURCE_GROUP_NAME } from '../common/azure-rules';
import type { Checks, TextRule } from '../common/checks';
import { Ipv4Range } from '../common/cidr';

/** Names and ids of networks, as azurerm v4.81.0 and Azure's naming rules have them. */
const NETWORK_NAME = '1 to 80 letters, digits, periods, underscores or hyphens, beginning with a letter or digit';

export const NETWORK_GROUP: TextRule = {
  ...RESOURCE_GROUP_NAME,
  fix: 'Give the name of the resource group that the virtual network lies in, not its id.',
};

export const VIRTUAL_NETWORK_NAME: TextRule = {
  pattern: /^[a-zA-Z0-9][\w.-]{0,62}\w$/,
  allowed:
    '2 to 64 letters, digits, periods, underscores or hyphens, beginning with a letter or digit, ending with a letter, digit or underscore',
  fix: 'Give the name of the virtual network, not its id.',
};

const SUBNET_NAME: TextRule = {
  pattern: /^[a-zA-Z0-9]([\w.-]{0,78}\w)?$/,
  allowed: `${NETWORK_NAME}, ending with a letter, digit or underscore`,
  fix: 'Choose the name of the new subnet.',
};

export const SECURITY_GROUP_NAME: TextRule = {
  ...SUBNET_NAME,
  fix: 'Choose the name of the new network security group.',
};

export const SECURITY_GROUP_ID = armId(
  'Microsoft.Network',
  ['networkSecurityGroups'],
  'Give the `id` of azurerm_network_security_group.',
);

export const NAT_GATEWAY_ID = armId('Microsoft.Network', ['natGateways'], 'Give the `id` of azurerm_nat_gateway.');

export const ROUTE_TABLE_ID = armId('Microsoft.Network', ['routeTables'], 'Give the `id` of azurerm_route_table.');

export const SUBNET_ID = armId(
  'Microsoft.Network',
  ['virtualNetworks', 'subnets'],
  'Give the `id` of azurerm_subnet, with resourceGroups, virtualNetworks and subnets spelled so.',
);

/** Subnets that Azure keeps for its own services, in lower case. */
const RESERVED_SUBNETS = [
  'gatewaysubnet',
  'azurebastionsubnet',
  'azurefirewallsubnet',
  'azurefirewallmanagementsubnet',
  'routeserversubnet',
];

/** Name of a subnet that is delegated: none that another service of Azure goes by. */
export function checkSubnetName(property: string, name: unknown, checks: Checks): void {
  if (!checks.text(property, name, SUBNET_NAME) || checks.isUnknown(name)) return;
  if (!RESERVED_SUBNETS.includes(name.toLowerCase())) return;
  const fix = 'Azure keeps this name for another service, and offers no such subnet for delegation: choose another.';
  checks.add({ property, got: name, allowed: 'a name that Azure does not keep for itself, in any case', fix });
}

/** The range that VNet data gateways use among themselves (MicrosoftDocs/data-integration, vnet/create-data-gateways). */
const GATEWAY_INTERNAL_RANGE = '10.0.1.0/24';

/** Ranges that the subnet of a VNet data gateway must not overlap. */
export const FORBIDDEN_RANGES: readonly Ipv4Range[] = [Ipv4Range.parse(GATEWAY_INTERNAL_RANGE) as Ipv4Range];
