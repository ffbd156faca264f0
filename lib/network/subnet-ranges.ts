import { TerraformStack, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Checks } from '../common/checks';
import { firstFree, Ipv4Range } from '../common/cidr';
import { Registry } from '../terraform/registry';
import { comparable } from '../terraform/tree';

/** A virtual network, as whoever lies in it names it. */
export interface NetworkOfSubnet {
  readonly virtualNetworkName: string;
  readonly resourceGroupName: string;
}

/** What a construct has of a virtual network. */
interface Taken {
  /** All that the network is known by. */
  readonly networks: readonly string[];
  /** Address space of the network; empty where another hand made it. */
  readonly space: readonly Ipv4Range[];
  readonly subnets: readonly Ipv4Range[];
}

/** A subnet, as its place is checked. */
export interface PlacedSubnet {
  readonly network: NetworkOfSubnet;
  readonly addressPrefix: string;
  /** Ranges that it must not overlap in any network. */
  readonly forbidden: readonly Ipv4Range[];
}

const registry = new Registry<IConstruct, readonly Taken[]>();

/** Takes ranges of a virtual network for a construct, and says what is known of its address space. */
export function takeRanges(
  construct: IConstruct,
  names: readonly NetworkOfSubnet[],
  addressPrefixes: readonly string[],
  space: readonly Ipv4Range[] = [],
): void {
  const { root } = construct.node;
  const subnets = addressPrefixes.map((text) => Ipv4Range.parse(text)).filter((range) => range !== undefined);
  const networks = names.map((network) => identify(construct, network));
  registry.take(root, construct, [...(registry.of(root, construct) ?? []), { networks, space, subnets }]);
}

/**
 * Reports a subnet that lies outside its virtual network, or on another subnet there, as far as the app knows the network:
 * Azure would refuse it in the middle of an apply. Those that are made later are not known yet.
 */
export function checkRange(construct: IConstruct, property: string, subnet: PlacedSubnet, checks: Checks): void {
  const range = Ipv4Range.parse(subnet.addressPrefix);
  if (range === undefined) return;
  const network = identify(construct, subnet.network);
  const others = registry
    .ofOthers(construct.node.root, construct)
    .flatMap(([owner, all]) => all.map((taken) => ({ owner, ...taken })))
    .filter(({ networks }) => networks.includes(network));
  const space = others.flatMap((one) => one.space);
  const subnets = others.flatMap((one) => one.subnets.map((other) => ({ owner: one.owner, other })));
  const found = firstFree(space, range.prefixLength, subnets.map(({ other }) => other).concat(subnet.forbidden));
  const free = found === undefined ? '' : `, such as ${found.toString()} unless others have it`;
  const got = range.toString();
  if (space.length > 0 && !space.some((one) => one.contains(range))) {
    const maker = others.find((one) => one.space.length > 0)?.owner.node.path ?? '';
    const allowed = `a range inside ${space.join(', ')}, the address space of '${maker}'`;
    const fix = `Give a range there that is free${free}. Or add one to the address space of the network.`;
    checks.add({ property, got, allowed, fix });
    return;
  }
  const clash = subnets.find(({ other }) => other.overlaps(range));
  if (clash === undefined) return;
  const allowed = `a range apart from ${clash.other.toString()}, which '${clash.owner.node.path}' has in this virtual network`;
  const fix = `Give a range that is free${free}. With SubnetAddress.firstFree, name the other subnets in \`taken\`.`;
  checks.add({ property, got, allowed, fix });
}

/** A reference says itself which network it is, in whatever stack it stands; a text says so in its subscription, the stack. */
function identify(construct: IConstruct, { virtualNetworkName: name, resourceGroupName }: NetworkOfSubnet): string {
  const place = Token.isUnresolved(name) ? '' : TerraformStack.of(construct).node.path;
  return `${place} ${comparable(construct, [resourceGroupName, name])}`.toLowerCase();
}
