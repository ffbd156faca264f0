import type { TextRule } from './checks';

/**
 * What Azure and the azurerm provider accept as names and ids. Read in hashicorp/terraform-provider-azurerm v4.81.0
 * (2026-07-14) and v4.55.0; where the provider checks nothing, Azure's own naming rules apply, so that a bad name fails
 * here and not in the middle of an apply.
 */

const GUID_SEGMENT = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/**
 * The id of an Azure resource of one type. Segment names are case-sensitive, as azurerm's own parsers are.
 *
 * @param provider resource provider, such as `Microsoft.Network`.
 * @param types type segments from the outside in, such as `virtualNetworks`, `subnets`.
 */
export function armId(provider: string, types: readonly string[], fix: string): TextRule {
  const tail = types.map((type) => `${type}/[^/]+`).join('/');
  const example = types.map((type) => `${type}/NAME`).join('/');
  return {
    pattern: new RegExp(
      `^/subscriptions/${GUID_SEGMENT}/resourceGroups/[^/]+/providers/${provider.replace('.', '\\.')}/${tail}$`,
    ),
    allowed: `/subscriptions/GUID/resourceGroups/NAME/providers/${provider}/${example}`,
    fix,
  };
}

/** Network security group. */
export const SECURITY_GROUP_ID = armId(
  'Microsoft.Network',
  ['networkSecurityGroups'],
  'Give the `id` of azurerm_network_security_group.',
);

/** NAT gateway. */
export const NAT_GATEWAY_ID = armId('Microsoft.Network', ['natGateways'], 'Give the `id` of azurerm_nat_gateway.');

/** Route table. */
export const ROUTE_TABLE_ID = armId('Microsoft.Network', ['routeTables'], 'Give the `id` of azurerm_route_table.');

/** Azure location, by programmatic or display name. */
export const LOCATION: TextRule = {
  pattern: /^[A-Za-z][A-Za-z0-9 ]*$/,
  allowed: 'the name of an Azure region, such as westeurope',
  fix: 'List the names with `az account list-locations --output table`.',
};

/** Resource group: at most 90 characters, not ending in a period. */
export const RESOURCE_GROUP_NAME: TextRule = {
  pattern: /^[-\w.()]{0,89}[-\w()]$/,
  allowed: '1 to 90 letters, digits, underscores, hyphens, periods or parentheses, no period at the end',
  fix: 'Give the name of the resource group, not its id.',
};

const COMPUTE_NAME = /^[a-zA-Z0-9]([\w.-]{0,78}\w)?$/;
const COMPUTE_NAME_TEXT =
  '1 to 80 letters, digits, periods, underscores or hyphens, beginning with a letter or digit, ending with a letter, digit or underscore';

/** Names of network interfaces, disks and availability sets. */
export const COMPUTE_RESOURCE_NAME: Omit<TextRule, 'fix'> = { pattern: COMPUTE_NAME, allowed: COMPUTE_NAME_TEXT };

/** Name of a virtual network: as above, 2 to 64 characters. */
export const VIRTUAL_NETWORK_NAME: Omit<TextRule, 'fix'> = {
  pattern: /^[a-zA-Z0-9][\w.-]{0,62}\w$/,
  allowed: COMPUTE_NAME_TEXT.replace('1 to 80', '2 to 64'),
};

/** Name of a virtual machine: as above, but not digits alone, and at most 64 characters (Azure's limit; azurerm's is 80). */
export const VIRTUAL_MACHINE_NAME: Omit<TextRule, 'fix'> = {
  pattern: /^(?!\d+$)[a-zA-Z0-9]([\w.-]{0,62}\w)?$/,
  allowed: `${COMPUTE_NAME_TEXT.replace('80', '64')}, not digits alone`,
};

/** Name of a user-assigned identity. */
export const IDENTITY_NAME: Omit<TextRule, 'fix'> = {
  pattern: /^[a-zA-Z0-9][\w-]{2,127}$/,
  allowed: '3 to 128 letters, digits, underscores or hyphens, beginning with a letter or digit',
};

/** Name of a management lock. */
export const LOCK_NAME: Omit<TextRule, 'fix'> = {
  pattern: /^[A-Za-z0-9]([\w.-]{0,88}[A-Za-z0-9])?$/,
  allowed: '1 to 90 letters, digits, periods, underscores or hyphens, beginning and ending with a letter or digit',
};

/** Windows computer name as azurerm checks it: NetBIOS length, no dash at the end, not digits alone. */
export const COMPUTER_NAME: Omit<TextRule, 'fix'> = {
  pattern: /^(?!\d+$)[a-zA-Z0-9-]{0,14}[a-zA-Z0-9]$/,
  allowed: '1 to 15 letters, digits or hyphens, no hyphen at the end, not digits alone',
};

/** Name of a secret or certificate in Key Vault. */
export const KEY_VAULT_OBJECT_NAME: Omit<TextRule, 'fix'> = {
  pattern: /^[0-9A-Za-z-]{1,127}$/,
  allowed: '1 to 127 letters, digits or hyphens',
};

/** User names that Azure refuses for the first administrator, compared without regard to case. */
export const FORBIDDEN_ADMINISTRATOR_NAMES: readonly string[] = (
  '1 123 a actuser adm admin admin1 admin2 administrator aspnet backup console david guest john owner root server sql ' +
  'support support_388945a0 sys test test1 test2 test3 user user1 user2 user3 user4 user5'
).split(' ');

/**
 * What azurerm can change of a resource only by replacing it, whatever the resource is. It is kept as it was created: a
 * changed name must not take down what is in use.
 */
export const KEPT_FOR_LIFE: readonly string[] = ['name', 'location', 'resource_group_name'];

/** Tags on one resource: Azure's limits, which azurerm checks as well. */
export const TAG_LIMITS = { count: 50, nameBytes: 512, valueBytes: 256 } as const;

/** Subnets that Azure keeps for services of its own (Azure's pages on each), in lower case: Azure ignores case. */
const RESERVED_SUBNETS = [
  'gatewaysubnet',
  'azurebastionsubnet',
  'azurefirewallsubnet',
  'azurefirewallmanagementsubnet',
  'routeserversubnet',
];

/** Whether the name of a subnet is one that Azure keeps for a service of its own. */
export function isReservedSubnet(name: string): boolean {
  return RESERVED_SUBNETS.includes(name.toLowerCase());
}
