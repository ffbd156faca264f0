import { type Ipv4Range, layOut } from '../common/cidr';
import type { Checks } from '../common/checks';
import { isOptions } from '../common/options';
import { checkLocation, checkName, checkResourceGroup, type Placed } from '../common/place';
import { requiredValue } from '../common/required-value';
import { type NamedResourceKind, ResourceNaming } from '../common/resource-naming';
import { isRecord } from '../common/shapes';
import { checkTags } from '../common/tags';
import { valueObject } from '../common/value-object';
import type { Egress } from './egress/egress';
import type { GatewayNetworkProps } from './gateway-network-props';
import { type ResolvedSecurity, resolveSecurity } from './gateway-security-group';
import { OutboundPath } from './outbound-path';
import { SubnetSize } from './subnet-size';
import { VirtualNetworkPlace } from './virtual-network-place';

/** A subnet, decided. */
export interface SubnetPlan {
  readonly key: string;
  readonly name: string;
  readonly addressPrefix: string;
}

/** What all resources of a network have in common. */
export interface CommonSettings {
  readonly location: string;
  readonly resourceGroupName: string;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What a network has one of. */
type NetworkKind = Extract<
  NamedResourceKind,
  'virtualNetwork' | 'networkSecurityGroup' | 'routeTable' | 'natGateway' | 'publicIp'
>;

/** A network, decided. */
export interface NetworkSettings extends ResolvedSecurity {
  readonly place: VirtualNetworkPlace;
  readonly egress: Egress;
  readonly outbound: OutboundPath;
  readonly subnets: readonly SubnetPlan[];
  readonly names: Readonly<Record<NetworkKind, string>>;
  /** Names of the locks; nothing where none are made. */
  readonly locks: { readonly virtualNetwork: string; readonly publicIp: string } | undefined;
  readonly common: CommonSettings;
}

const PROPERTIES: Readonly<Record<keyof GatewayNetworkProps, true>> = {
  name: true,
  location: true,
  resourceGroupName: true,
  virtualNetwork: true,
  egress: true,
  subnets: true,
  outbound: true,
  dns: true,
  inbound: true,
  naming: true,
  lock: true,
  tags: true,
};

const EXAMPLE = "new GatewayNetwork(this, 'network', { name, location, resourceGroupName, virtualNetwork, egress })";

const KEY = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Decides everything about a network, and reports every problem; where there is one, it returns nothing. */
export function resolveNetwork(props: Placed<GatewayNetworkProps>, checks: Checks): NetworkSettings | undefined {
  if (!isOptions('props', props, EXAMPLE, checks)) return undefined;
  checks.knownProperties(props, Object.keys(PROPERTIES));
  const isNamed = checkName(props.name, 'data-gateway', checks);
  checkLocation(props.location, checks);
  checkResourceGroup(props.resourceGroupName, checks);
  checkTags(props.tags, checks);
  checks.flag('lock', props.lock, 'Leave it out for no lock.');
  const space = "VirtualNetworkPlace.create(['10.60.0.0/24'])";
  const place = requiredValue('virtualNetwork', props.virtualNetwork, VirtualNetworkPlace, space, checks);
  const security = resolveSecurity(props, checks);
  if (place?.exists === true && props.dns === undefined) checks.add(DNS_OF_OTHERS);
  const outbound = resolveOutbound(props, checks);
  const naming = valueObject('naming', props.naming, ResourceNaming, checks) ?? ResourceNaming.standard();
  const sizes = resolveSizes(props.subnets, checks);
  if (!isNamed || place === undefined || outbound === undefined || checks.problems.length > 0) return undefined;

  const ranges = layOutSubnets(place, sizes, checks);
  const { name, location, resourceGroupName, tags } = props;
  const nameOf = (kind: NetworkKind | 'subnet' | 'lock', key?: string): string =>
    naming.nameOf(kind, { name, location, ...(key === undefined ? {} : { key }) }, checks);
  const subnets = sizes.map(({ key }, index) => ({
    key,
    name: nameOf('subnet', key),
    addressPrefix: ranges[index] ?? '',
  }));
  checkSubnetNames(subnets, checks);
  return {
    ...security,
    place,
    egress: props.egress,
    outbound,
    subnets,
    names: {
      virtualNetwork: nameOf('virtualNetwork'),
      networkSecurityGroup: nameOf('networkSecurityGroup'),
      routeTable: nameOf('routeTable'),
      natGateway: nameOf('natGateway'),
      publicIp: nameOf('publicIp'),
    },
    locks: props.lock === true ? { virtualNetwork: nameOf('lock'), publicIp: nameOf('lock', 'egress') } : undefined,
    common: { location, resourceGroupName, ...(tags === undefined ? {} : { tags }) },
  };
}

/** Rules let members ask the servers that they know, and no others: in a network of others nobody can guess. */
const DNS_OF_OTHERS = {
  property: 'dns',
  got: undefined,
  allowed: 'the DNS servers of the existing network',
  fix: 'Look it up: az network vnet show --query dhcpOptions. DnsServers.azure() where there are none.',
};

/** A rule for names of one's own may forget what tells subnets apart. */
function checkSubnetNames(subnets: readonly SubnetPlan[], checks: Checks): void {
  subnets.forEach(({ key, name }, index) => {
    const other = subnets.slice(0, index).find((one) => one.name === name);
    if (other === undefined) return;
    const fix = 'Change the rule given to ResourceNaming.custom.';
    const allowed = `another name than that of ${other.key}`;
    checks.add({ property: `naming (subnet ${key})`, got: name, allowed, fix });
  });
}

/** A way out that fits who decides about it. */
function resolveOutbound({ outbound: given, egress }: GatewayNetworkProps, checks: Checks): OutboundPath | undefined {
  const way = (egress as Egress | undefined)?.way;
  if (given === undefined) {
    if (way === undefined || way === 'serviceTags') return OutboundPath.natGateway();
    const fix =
      way === 'firewall'
        ? 'Lead everything to it: OutboundPath.firewall({ privateIpAddress }), or the route table that does.'
        : 'What goes past the proxy needs a way: OutboundPath.natGateway(), or OutboundPath.none() where another is there.';
    checks.add({ property: 'outbound', got: undefined, allowed: `an OutboundPath with a ${way}`, fix });
    return undefined;
  }
  const outbound = valueObject('outbound', given, OutboundPath, checks);
  outbound?.check('outbound', checks);
  if (outbound !== undefined && way === 'firewall' && /nat/i.test(outbound.kind)) {
    const fix =
      'Past the firewall nobody reads names, and the network security group lets all of them out: lead the traffic to the firewall.';
    checks.add({
      property: 'outbound',
      got: outbound.kind,
      allowed: 'a way through the firewall with Egress.byFirewall',
      fix,
    });
  }
  return outbound;
}

interface KeyedSize {
  readonly key: string;
  readonly size: SubnetSize;
}

const DEFAULT_SUBNETS = { members: SubnetSize.forMembers(10) };

function resolveSizes(subnets: unknown, checks: Checks): readonly KeyedSize[] {
  const given = subnets ?? DEFAULT_SUBNETS;
  const fix = 'Write { members: SubnetSize.forMembers(4) }.';
  if (!isRecord(given) || Object.keys(given).length === 0) {
    checks.add({ property: 'subnets', got: given, allowed: 'one subnet or more, by key', fix });
    return [];
  }
  return Object.entries(given).flatMap(([key, value]) => {
    const property = `subnets.${key}`;
    const word = { pattern: KEY, maxBytes: 30, allowed: 'a key of lower-case words and hyphens, at most 30', fix };
    checks.text(property, key, word);
    if (!(value instanceof SubnetSize)) {
      checks.add({ property, got: value, allowed: 'a SubnetSize', fix });
      return [];
    }
    value.check(property, checks);
    return [{ key, size: value }];
  });
}

/** Where each subnet lies. In an existing network only what is given is known. */
function layOutSubnets(place: VirtualNetworkPlace, sizes: readonly KeyedSize[], checks: Checks): readonly string[] {
  const requests = sizes.map(({ size }) => ({
    prefixLength: size.bits,
    ...(size.range === undefined ? {} : { at: size.range }),
  }));
  const ranges = layOut(place.ranges, requests);
  checkPlaces(place, sizes, ranges, checks);
  return sizes.map(({ key, size }, index) => {
    if (size.addressPrefix !== undefined) return size.addressPrefix;
    const range = ranges[index];
    if (range !== undefined) return String(range);
    const property = `subnets.${key}`;
    const fix = place.exists
      ? 'Nobody here knows what is free in an existing network: give the range, with SubnetSize.at.'
      : 'Enlarge the address space of the network, or ask for less.';
    const allowed = place.exists
      ? 'a SubnetSize.at in an existing network'
      : `what is left of ${place.ranges.join(', ')}`;
    checks.add({ property, got: `/${String(size.bits)}`, allowed, fix });
    return '';
  });
}

/** Ranges that are given lie in the address space, and apart. */
function checkPlaces(
  place: VirtualNetworkPlace,
  sizes: readonly KeyedSize[],
  ranges: readonly (Ipv4Range | undefined)[],
  checks: Checks,
): void {
  sizes.forEach(({ key, size }, index) => {
    const { range } = size;
    if (range === undefined) return;
    const property = `subnets.${key}`;
    if (!place.exists && !place.ranges.some((space) => space.contains(range))) {
      const fix = 'Give a range inside the address space of the network.';
      checks.add({ property, got: String(range), allowed: `a range inside ${place.ranges.join(', ')}`, fix });
    }
    const other = ranges.slice(0, index).find((one) => one?.overlaps(range) === true);
    if (other === undefined) return;
    const fix = 'Give each subnet a range of its own: those before it have theirs already, laid out or given.';
    checks.add({ property, got: String(range), allowed: `a range apart from ${String(other)}`, fix });
  });
}
