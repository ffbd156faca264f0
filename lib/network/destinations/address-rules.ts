import { Ipv4Range } from '../../common/cidr';
import type { Checks } from '../../common/checks';

/** The private ranges of RFC 1918. */
export const PRIVATE_RANGES: readonly string[] = Object.freeze(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);

/** Widest range that somebody may name: that of a company. Two of a bit each would be the whole internet. */
const SHORTEST_PREFIX = 8;

/** What a connection string has in it, and no address. */
const ASSIGNMENT = /[@=;]/;

/** The range of a text, or of a single address. */
export function rangeOf(text: string): Ipv4Range | undefined {
  return Ipv4Range.parseAddressOrRange(text);
}

/** Whether a text is a single address. */
export function isAddress(text: unknown): boolean {
  return typeof text === 'string' && !text.includes('/') && rangeOf(text) !== undefined;
}

/**
 * Reports what is no list of IPv4 addresses and ranges, apart from each other; what Terraform computes passes, as a list
 * or in one.
 */
export function checkAddresses(property: string, addresses: unknown, checks: Checks): void {
  const fix = "Write them as in ['10.1.2.4', '10.1.3.0/24'].";
  if (!Array.isArray(addresses) || addresses.length === 0) {
    const finding = { property, got: addresses, allowed: 'one IPv4 address or range, or more', fix };
    if (checks.isUnknown(addresses)) checks.addHidden({ ...finding, fix: 'Say that it is a list, with Token.asList.' });
    // As text it may be a connection string.
    else if (typeof addresses === 'string' && ASSIGNMENT.test(addresses)) checks.addHidden(finding);
    else checks.add(finding);
    return;
  }
  if (checks.isUnknown(addresses)) return;
  const good: Ipv4Range[] = [];
  addresses.forEach((address: unknown, index) => {
    const place = `${property}[${String(index)}]`;
    const range = checkAddress(place, address, checks);
    if (range === undefined) return;
    const other = good.find((one) => one.overlaps(range));
    if (other !== undefined) {
      // Azure refuses the rule: OverlappingSubnetsNotPermittedInSecurityRule.
      const apart = 'Azure takes each address once in a rule: remove one of the two.';
      checks.add({ property: place, got: address, allowed: `addresses apart from ${String(other)}`, fix: apart });
    }
    good.push(range);
  });
}

function checkAddress(property: string, address: unknown, checks: Checks): Ipv4Range | undefined {
  if (checks.isUnknown(address)) return undefined;
  const allowed = 'an IPv4 address (10.1.2.4) or range (10.1.2.0/24)';
  const range = typeof address === 'string' ? rangeOf(address) : undefined;
  if (range === undefined) {
    const finding = { property, got: address, allowed, fix: adviceOn(address) };
    if (typeof address === 'string' && ASSIGNMENT.test(address)) checks.addHidden(finding);
    else checks.add(finding);
  } else if (range.prefixLength < SHORTEST_PREFIX) {
    const fix = 'Name what is meant: the internet, or much of it, is no answer in a closed network.';
    checks.add({ property, got: address, allowed: `${allowed}, no wider than /${String(SHORTEST_PREFIX)}`, fix });
    return undefined;
  }
  return range;
}

function adviceOn(address: unknown): string {
  const text = typeof address === 'string' ? address : '';
  if (/^[\d.]+\/\d+$/.test(text)) return 'A range begins where its prefix ends: all bits behind it are 0.';
  if (text.includes(':')) return 'Give IPv4: neither the gateway service nor these rules use IPv6.';
  if (/^[A-Za-z*]/.test(text)) return 'Rules of addresses know no names: give the address.';
  return 'Mend the address.';
}
