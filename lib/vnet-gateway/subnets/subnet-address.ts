import type { Checks } from '../../common/checks';
import { firstFree, Ipv4Range } from '../../common/cidr';
import { isOptions, readable } from '../../common/options';
import { LONGEST_PREFIX, subnetPrefixLength } from './subnet-size';

/** Where a subnet is looked for. */
export interface FirstFreeOptions {
  /** Address space of the virtual network, in CIDR notation: `['10.20.0.0/16']`. */
  readonly addressSpace: readonly string[];

  /**
   * Address prefixes of the other subnets in it.
   *
   * @default none: the space is empty
   */
  readonly taken?: readonly string[];
}

/** What the place of a subnet must satisfy. */
export interface SubnetDemand {
  /** Addresses that it must have at least. */
  readonly addresses: number;
  /** How that number came about, for messages. */
  readonly explanation: string;
  /** Ranges that it must not overlap. */
  readonly forbidden: readonly Ipv4Range[];
}

/**
 * The address prefix of what was given as a SubnetAddress, checked.
 *
 * @param demand what it must satisfy; nothing where that could not be worked out, and has been reported.
 * @returns nothing where there is none, and a problem was reported.
 */
export function resolveAddress(
  property: string,
  address: unknown,
  demand: SubnetDemand | undefined,
  checks: Checks,
): string | undefined {
  if (address instanceof SubnetAddress) {
    return demand === undefined ? undefined : address.resolve(property, demand, checks);
  }
  const fix = "Use SubnetAddress.at('10.20.4.0/28') or SubnetAddress.firstFree({…}).";
  checks.add({ property, got: address, allowed: 'a SubnetAddress', fix });
  return undefined;
}

/**
 * Where a subnet lies in its virtual network. Azure moves no subnet that is in use: choose a place with room to grow.
 */
export class SubnetAddress {
  /**
   * At a place of your choice, whose size is checked.
   *
   * @param addressPrefix in CIDR notation: `10.20.4.0/28`. IPv4 only.
   */
  public static at(addressPrefix: string): SubnetAddress {
    return new SubnetAddress('at', addressPrefix, undefined);
  }

  /**
   * At the first free place of the size that is needed. The place is worked out anew at every synthesis: a larger number of
   * members, or another entry in `taken`, may move it, and Azure refuses that once a gateway uses it. Write the place down
   * with `SubnetAddress.at` after the first deployment.
   */
  public static firstFree(options: FirstFreeOptions): SubnetAddress {
    return new SubnetAddress('firstFree', undefined, options);
  }

  private constructor(
    /** What was chosen. */
    public readonly kind: 'at' | 'firstFree',
    /** The place of your choice; nothing where it is looked for. */
    public readonly addressPrefix: string | undefined,
    private readonly given: FirstFreeOptions | undefined,
  ) {
    Object.freeze(this);
  }

  /** For messages. */
  public toString(): string {
    return this.addressPrefix ?? 'the first free place';
  }

  /**
   * The address prefix, checked.
   *
   * @returns nothing where a problem was reported; a text of Terraform where only it knows the prefix.
   * @internal
   */
  public resolve(property: string, demand: SubnetDemand, checks: Checks): string | undefined {
    return this.kind === 'at'
      ? checkPrefix(property, this.addressPrefix, demand, checks)
      : this.search(property, demand, checks);
  }

  private search(property: string, demand: SubnetDemand, checks: Checks): string | undefined {
    const example = "SubnetAddress.firstFree({ addressSpace: ['10.20.0.0/16'], taken: ['10.20.0.0/24'] })";
    if (!isOptions(property, this.given, example, checks)) return undefined;
    const own = checks.within(property);
    const { addressSpace, taken } = readable(this.given);
    own.knownProperties(readable(this.given), ['addressSpace', 'taken']);
    const spaces = ranges('addressSpace', addressSpace, own);
    const others = ranges('taken', taken ?? [], own);
    if (spaces === undefined || others === undefined) return undefined;
    const prefixLength = subnetPrefixLength(demand.addresses);
    const found = firstFree(spaces, prefixLength, [...others, ...demand.forbidden]);
    if (found === undefined) {
      const allowed = `room for a /${String(prefixLength)} (${demand.explanation})`;
      const fix = 'Add a range to the virtual network and name it here, or make the subnet smaller.';
      own.add({ property: 'addressSpace', got: addressSpace, allowed, fix });
    }
    return found?.toString();
  }
}

function ranges(property: string, texts: unknown, checks: Checks): readonly Ipv4Range[] | undefined {
  const fix = "Write them as in ['10.20.0.0/16'].";
  if (
    !checks.known(property, texts, 'The place is looked for when the app runs: write it out, or use SubnetAddress.at.')
  )
    return undefined;
  if (!Array.isArray(texts)) {
    checks.add({ property, got: texts, allowed: 'an array of IPv4 ranges in CIDR notation', fix });
    return undefined;
  }
  const found = texts.map((text: unknown, index) => {
    const entry = `${property}[${String(index)}]`;
    const known = 'The place is looked for when the app runs: write it out, or use SubnetAddress.at.';
    if (!checks.known(entry, text, known)) return undefined;
    const range = Ipv4Range.parse(text);
    if (range === undefined) checks.add({ property: entry, got: text, allowed: CIDR, fix: CIDR_FIX });
    return range;
  });
  return found.every((range) => range !== undefined) ? found : undefined;
}

const CIDR = 'an IPv4 range in CIDR notation that begins at its own boundary, such as 10.20.4.0/28';
const CIDR_FIX = 'Mend the address or the length behind the slash.';

function checkPrefix(
  property: string,
  addressPrefix: string | undefined,
  { addresses, explanation, forbidden }: SubnetDemand,
  checks: Checks,
): string | undefined {
  if (checks.isUnknown(addressPrefix)) return addressPrefix;
  const got = addressPrefix as unknown;
  const range = Ipv4Range.parse(got);
  if (range === undefined) {
    const isIpv6 = typeof got === 'string' && got.includes(':');
    const fix = isIpv6 ? 'Power Platform takes no subnet with IPv6: give it an IPv4 range alone.' : CIDR_FIX;
    checks.add({ property, got, allowed: CIDR, fix });
    return undefined;
  }
  const overlapped = forbidden.find((other) => other.overlaps(range));
  if (overlapped !== undefined) {
    const fix = 'VNet data gateways use that range among themselves: choose another.';
    checks.add({ property, got, allowed: `a range that does not overlap ${overlapped.toString()}`, fix });
  }
  if (range.prefixLength > LONGEST_PREFIX || range.size < addresses) {
    const needed = subnetPrefixLength(addresses);
    const allowed = `/${String(needed)} or larger: ${explanation}`;
    checks.add({
      property,
      got,
      allowed,
      fix: 'Give it a larger range; Azure lets nobody resize it once it is in use.',
    });
  }
  return range.toString();
}
