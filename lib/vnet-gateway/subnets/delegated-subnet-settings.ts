import type { Checks } from '../../common/checks';
import { Ipv4Range } from '../../common/cidr';
import { nearestName } from '../../common/nearest-name';
import { checkTags } from '../../common/tags';
import { valueObject } from '../../common/value-object';
import { RESERVED_ADDRESSES } from '../../network/subnet-size';
import { isKnownRegion } from '../../regions/communities/known-regions';
import { normalizeLocation } from '../../regions/locations';
import {
  isVnetDataGatewayRegion,
  VNET_DATA_GATEWAY_REGIONS,
  VNET_DATA_GATEWAY_REGION_SOURCE,
} from '../../regions/vnet-gateway-regions';
import { checkLocation } from '../../common/place';
import { ResourceNaming } from '../../common/resource-naming';
import { DELEGATED_SUBNET_PROPERTIES, type DelegatedSubnetProps } from './delegated-subnet-props';
import { DelegatedSubnetRules } from './delegated-subnet-rules';
import { checkGuards, checkSubnetOptions } from './guarded-subnet';
import { checkSubnetNames, FORBIDDEN_RANGES, SECURITY_GROUP_NAME } from './network-rules';
import { checkVirtualNetwork, type InVirtualNetwork } from './virtual-network-names';
import { checkServiceEndpoints } from './service-endpoints';
import { resolveAddress } from './subnet-address';
import { DEFAULT_SPARES, delegatedSubnetAddresses, memberCapacity } from './subnet-size';

/** Name of the network security group that is made for a subnet, where no rule gives another. */
function defaultGroupName(subnetName: string): string {
  return `nsg-${subnetName}`;
}

/** More members than any address space has room for. */
const MANY = 10_000;

/** What is left of the input once defaults are in. */
export interface DelegatedSubnetSettings {
  readonly addressPrefix: string;
  readonly memberCapacity: number;
  /** Name of the network security group that is made; nothing where none is. */
  readonly securityGroupName: string | undefined;
}

/** Checks the input of a DelegatedSubnet, except for its resource provider, and works its place out. */
export function resolveDelegatedSubnet(
  props: InVirtualNetwork<DelegatedSubnetProps>,
  checks: Checks,
): DelegatedSubnetSettings | undefined {
  checks.knownProperties(props, DELEGATED_SUBNET_PROPERTIES);
  checkVirtualNetwork(props, checks);
  checkSubnetNames(props, checks);
  checkRegion(props, checks);
  checkServiceEndpoints('serviceEndpoints', props.serviceEndpoints, checks);
  checkGuards(props, checks);
  const securityGroupName = resolveRules(props, checks);
  checkFlags(props, checks);
  const place = resolvePlace(props, checks);
  return place === undefined ? undefined : { ...place, securityGroupName };
}

function checkRegion({ location, allowUnlistedRegion }: InVirtualNetwork<DelegatedSubnetProps>, checks: Checks): void {
  if (!checkLocation(location, checks) || checks.isUnknown(location)) return;
  if (allowUnlistedRegion === true || isVnetDataGatewayRegion(location)) return;
  const allowed = `a region that Microsoft lists for VNet data gateways (page of ${VNET_DATA_GATEWAY_REGION_SOURCE.date})`;
  const choice =
    'a virtual network in one of VNET_DATA_GATEWAY_REGIONS; if the list is too old, set `allowUnlistedRegion`.';
  // A region that there is has been meant, however near another is.
  const meant = isKnownRegion(location)
    ? undefined
    : nearestName(normalizeLocation(location), VNET_DATA_GATEWAY_REGIONS);
  const fix = meant === undefined ? `Choose ${choice}` : `Did you mean ${meant}? Else choose ${choice}`;
  checks.add({ property: 'location', got: location, allowed, fix });
}

/** @returns the name of the group that is made of the rules. */
function resolveRules(props: InVirtualNetwork<DelegatedSubnetProps>, checks: Checks): string | undefined {
  valueObject('securityRules', props.securityRules, DelegatedSubnetRules, checks)?.check('securityRules', checks);
  if (props.securityRules !== undefined && props.networkSecurityGroupId !== undefined) {
    const fix = 'A subnet has one group: remove one of the two.';
    const allowed = 'nothing beside `securityRules`';
    checks.add({ property: 'networkSecurityGroupId', got: props.networkSecurityGroupId, allowed, fix });
  }
  if (props.securityGroupName === undefined) {
    const naming = valueObject('naming', props.naming, ResourceNaming, checks);
    return props.securityRules === undefined ? undefined : resolveGroupName(props, naming, checks);
  }
  checks.text('securityGroupName', props.securityGroupName, SECURITY_GROUP_NAME);
  if (props.securityRules !== undefined) return props.securityGroupName;
  const fix = 'Give `securityRules`, of which the group is made, or leave it out.';
  checks.add({ property: 'securityGroupName', got: props.securityGroupName, allowed: 'nothing without rules', fix });
  return undefined;
}

function resolveGroupName(
  { subnetName, location }: InVirtualNetwork<DelegatedSubnetProps>,
  naming: ResourceNaming | undefined,
  checks: Checks,
): string {
  if (naming !== undefined) return naming.nameOf('networkSecurityGroup', { name: subnetName, location }, checks);
  const name = defaultGroupName(subnetName);
  checkDefaultGroupName(subnetName, name, checks);
  return name;
}

/** The name of a subnet may be so long that none is left for its group. */
function checkDefaultGroupName(subnetName: string, name: string, checks: Checks): void {
  if (checks.isUnknown(subnetName)) return;
  const { pattern } = SECURITY_GROUP_NAME;
  // What is wrong with the name of the subnet itself has been reported.
  if (!pattern.test(subnetName) || pattern.test(name)) return;
  const fix = 'Give a `securityGroupName`: the one made of the name of the subnet is too long.';
  checks.add({ property: 'securityGroupName', got: name, allowed: SECURITY_GROUP_NAME.allowed, fix });
}

function checkFlags(props: DelegatedSubnetProps, checks: Checks): void {
  checkSubnetOptions(props, checks);
  checks.flag('allowUnlistedRegion', props.allowUnlistedRegion, 'Leave it out for false.');
  checkTags(props.tags, checks);
}

function resolvePlace(
  props: DelegatedSubnetProps,
  checks: Checks,
): Omit<DelegatedSubnetSettings, 'securityGroupName'> | undefined {
  const { members, spareAddresses: spares = DEFAULT_SPARES } = props;
  const reason = 'The size of the subnet follows from it when the app runs: write it out.';
  const known = checks.known('members', members, reason) && checks.known('spareAddresses', spares, reason);
  if (!known) return undefined;
  const membersFix = 'Count the members of all VNet data gateways that shall use the subnet.';
  const counted = checks.integer('members', members, { min: 1, max: MANY, fix: membersFix });
  const spared = checks.integer('spareAddresses', spares, {
    min: 0,
    max: MANY,
    fix: "Leave it out for Microsoft's 2.",
  });
  const addresses = delegatedSubnetAddresses(members, spares);
  const explanation = `${String(RESERVED_ADDRESSES)} of Azure + ${String(members)} members + ${String(spares)} spare = ${String(addresses)} addresses`;
  const demand = counted && spared ? { addresses, explanation, forbidden: FORBIDDEN_RANGES } : undefined;
  const addressPrefix = resolveAddress('address', props.address, demand, checks);
  if (addressPrefix === undefined) return undefined;
  const range = Ipv4Range.parse(addressPrefix);
  return { addressPrefix, memberCapacity: range === undefined ? members : memberCapacity(range.size, spares) };
}
