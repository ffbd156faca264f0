import { Ipv4Range } from '../../common/cidr';
import { Ipv6Range } from '../../common/ipv6-range';
import type { AnyRange } from './peering-links';

/**
 * What nobody owns, or nobody routes on the internet (IANA, special-purpose address registries, 2026). The ranges for
 * documents are not among them, so that documents can be written.
 */
const NOT_PUBLIC: readonly Ipv4Range[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
].flatMap((text) => Ipv4Range.parse(text) ?? []);

/** All global addresses of IPv6 (RFC 4291). */
const GLOBAL_IPV6 = Ipv6Range.parse('2000::/3');

/** The range of either version of IP that a text names. */
export function anyRange(text: unknown): AnyRange | undefined {
  return Ipv4Range.parse(text) ?? Ipv6Range.parse(text);
}

/** Whether a range is public as a whole. */
export function isPublic(range: AnyRange): boolean {
  if (range instanceof Ipv4Range) return !NOT_PUBLIC.some((other) => other.overlaps(range));
  return GLOBAL_IPV6?.contains(range) === true;
}

/** Whether two ranges have an address in common; of two versions of IP they never have. */
export function shareAddresses(one: AnyRange, other: AnyRange): boolean {
  if (one instanceof Ipv4Range) return other instanceof Ipv4Range && one.overlaps(other);
  return other instanceof Ipv6Range && one.overlaps(other);
}
