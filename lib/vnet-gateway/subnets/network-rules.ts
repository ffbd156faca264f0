import {
  armId,
  COMPUTE_RESOURCE_NAME,
  isReservedSubnet,
  RESOURCE_GROUP_NAME,
  VIRTUAL_NETWORK_NAME,
} from '../../common/azure-rules';
import type { Checks, TextRule } from '../../common/checks';
import { Ipv4Range } from '../../common/cidr';
import { checkResourceGroup } from '../../common/place';

export const SECURITY_GROUP_NAME: TextRule = {
  ...COMPUTE_RESOURCE_NAME,
  fix: 'Choose the name of the new network security group.',
};

export const SUBNET_ID = armId(
  'Microsoft.Network',
  ['virtualNetworks', 'subnets'],
  'Give the `id` of azurerm_subnet, with resourceGroups, virtualNetworks and subnets spelled so.',
);

/** Which subnet it is, in its subscription. */
export interface SubnetNames {
  readonly subnetName: string;
  readonly virtualNetworkName: string;
  readonly resourceGroupName: string;
}

/** Reports names of a subnet that Azure does not take. */
export function checkSubnetNames(names: SubnetNames, checks: Checks): void {
  checkSubnetName(names.subnetName, checks);
  const network = 'Give the name of the virtual network, not its id.';
  checks.text('virtualNetworkName', names.virtualNetworkName, { ...VIRTUAL_NETWORK_NAME, fix: network });
  const group = 'Give the name of the resource group that the virtual network lies in, not its id.';
  checkResourceGroup(names.resourceGroupName, checks, { ...RESOURCE_GROUP_NAME, fix: group });
}

/** A subnet that is delegated has no name that another service of Azure goes by. */
function checkSubnetName(name: unknown, checks: Checks): void {
  const property = 'subnetName';
  const rule = { ...COMPUTE_RESOURCE_NAME, fix: 'Choose the name of the new subnet.' };
  if (!checks.text(property, name, rule) || checks.isUnknown(name)) return;
  if (!isReservedSubnet(name)) return;
  const fix = 'Azure keeps this name for another service, and offers no such subnet for delegation: choose another.';
  checks.add({ property, got: name, allowed: 'a name that Azure does not keep for itself, in any case', fix });
}

/** The range that VNet data gateways use among themselves (MicrosoftDocs/data-integration, vnet/create-data-gateways). */
const GATEWAY_INTERNAL_RANGE = '10.0.1.0/24';

/** Ranges that the subnet of a VNet data gateway must not overlap. */
export const FORBIDDEN_RANGES: readonly Ipv4Range[] = [Ipv4Range.parse(GATEWAY_INTERNAL_RANGE) as Ipv4Range];
