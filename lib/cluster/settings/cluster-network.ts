import { armId, SECURITY_GROUP_ID, isReservedSubnet } from '../../common/azure-rules';
import type { Checks } from '../../common/checks';
import { isRecord } from '../../common/shapes';
import { DnsServers } from '../../network/dns-servers';
import { Egress } from '../../network/egress/egress';
import type { IMemberSubnet } from '../../network/egress-guard';
import { normalizeLocation } from '../../regions/locations';
import type { GatewayClusterProps } from '../props/gateway-cluster-props';

const SUBNET_ID = armId('Microsoft.Network', ['virtualNetworks', 'subnets'], 'Give the `id` of azurerm_subnet.');

/** Something that guards the members, by the property that it was given as. */
export interface EgressGuardOf {
  readonly property: 'subnet' | 'networkSecurityGroup';
  readonly egress: Egress;
  /** The DNS servers of the network, where they are known. */
  readonly dns: DnsServers | undefined;
}

/** Where the members are put, and what lets them out. */
export interface ClusterNetwork {
  readonly subnetId: string;
  readonly networkSecurityGroupId: string | undefined;
  /** The subnet, where it is one of a network of this library. */
  readonly subnet: IMemberSubnet | undefined;
  /** What lets the members out, as far as it is known what. */
  readonly guards: readonly EgressGuardOf[];
}

/** Decides about the network of the members, and reports what is wrong with it. */
export function resolveClusterNetwork(props: GatewayClusterProps, checks: Checks): ClusterNetwork {
  const subnet = one(props, 'subnet', 'subnetId', 'GatewayNetwork.subnet()', checks);
  const group = one(props, 'networkSecurityGroup', 'networkSecurityGroupId', 'a GatewaySecurityGroup', checks);
  if (subnet.id === undefined) {
    const fix = 'Give `subnet`, one of a GatewayNetwork, or the id of a subnet as `subnetId`.';
    if (subnet.isFree) checks.add({ property: 'subnet', got: undefined, allowed: 'a subnet for the members', fix });
  } else if (checks.text('subnetId', subnet.id, SUBNET_ID)) checkReserved(subnet.id, checks);
  checkLocation('subnet', props, checks);
  checkLocation('networkSecurityGroup', props, checks);
  if (group.id !== undefined) checks.text('networkSecurityGroupId', group.id, SECURITY_GROUP_ID);
  return {
    subnetId: String(subnet.id),
    networkSecurityGroupId: group.id as string | undefined,
    subnet: props.subnet,
    guards: [...guard('subnet', subnet), ...guard('networkSecurityGroup', group)],
  };
}

function guard(property: EgressGuardOf['property'], { egress, dns }: Chosen): readonly EgressGuardOf[] {
  return egress === undefined ? [] : [{ property, egress, dns }];
}

interface Chosen {
  readonly id: unknown;
  readonly egress: Egress | undefined;
  readonly dns: DnsServers | undefined;
  /** Whether nothing has been reported. */
  readonly isFree: boolean;
}

/** The object, or the id: one of the two. */
function one(
  props: GatewayClusterProps,
  property: 'subnet' | 'networkSecurityGroup',
  idProperty: 'subnetId' | 'networkSecurityGroupId',
  example: string,
  checks: Checks,
): Chosen {
  const given: unknown = props[property];
  const id: unknown = props[idProperty];
  if (given === undefined) return { id, egress: undefined, dns: undefined, isFree: true };
  const found = isRecord(given) ? given : {};
  const egress = found['egress'];
  if (!(egress instanceof Egress)) {
    checks.addHidden({
      property,
      got: given,
      allowed: example,
      fix: `Give ${example}, or an id as \`${idProperty}\`.`,
    });
    return { id: undefined, egress: undefined, dns: undefined, isFree: false };
  }
  if (id !== undefined) {
    const fix = 'Remove one of the two.';
    checks.add({ property: idProperty, got: id, allowed: `nothing beside \`${property}\``, fix });
  }
  const dns = found['dns'];
  return { id: found[idProperty], egress, dns: dns instanceof DnsServers ? dns : undefined, isFree: true };
}

/** Azure puts a network interface into a network of its own region alone. */
function checkLocation(property: EgressGuardOf['property'], props: GatewayClusterProps, checks: Checks): void {
  const { location } = props;
  const guarding: unknown = props[property];
  const other = isRecord(guarding) ? guarding['location'] : undefined;
  if (typeof other !== 'string' || typeof location !== 'string') return;
  if (checks.isUnknown(other) || checks.isUnknown(location)) return;
  if (normalizeLocation(other) === normalizeLocation(location)) return;
  const fix = 'Members lie in the region of their network: one of the two is mistyped, or in another region.';
  checks.add({ property, got: `one in ${other}`, allowed: `one in ${location}`, fix });
}

function checkReserved(subnetId: unknown, checks: Checks): void {
  if (checks.isUnknown(subnetId)) return;
  const name = String(subnetId).split('/').at(-1) ?? '';
  if (!isReservedSubnet(name)) return;
  const fix = 'Azure keeps this subnet for a service of its own: give the members one of theirs.';
  checks.add({ property: 'subnetId', got: name, allowed: 'a subnet for virtual machines', fix });
}
