import { Ipv4Range } from '../common/cidr';
import type { Checks } from '../common/checks';

/** The private ranges of RFC 1918. */
export const PRIVATE_RANGES: readonly string[] = Object.freeze(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);

/** The range of a text, or of a single address. */
export function rangeOf(text: string): Ipv4Range | undefined {
  return Ipv4Range.parseAddressOrRange(text);
}

/** Whether a text is a single address. */
export function isAddress(text: unknown): boolean {
  return typeof text === 'string' && !text.includes('/') && rangeOf(text) !== undefined;
}

/** Reports what is no list of IPv4 addresses and ranges; what Terraform computes passes. */
export function checkAddresses(property: string, addresses: unknown, checks: Checks): void {
  if (checks.isUnknown(addresses)) return;
  const fix = "Write them as in ['10.1.2.4', '10.1.3.0/24'].";
  if (!Array.isArray(addresses) || addresses.length === 0) {
    checks.add({ property, got: addresses, allowed: 'one IPv4 address or range, or more', fix });
    return;
  }
  addresses.forEach((address: unknown, index) => {
    checkAddress(`${property}[${String(index)}]`, address, checks);
  });
}

function checkAddress(property: string, address: unknown, checks: Checks): void {
  if (checks.isUnknown(address)) return;
  const allowed = 'an IPv4 address (10.1.2.4) or range (10.1.2.0/24)';
  const range = typeof address === 'string' ? rangeOf(address) : undefined;
  if (range === undefined) checks.add({ property, got: address, allowed, fix: adviceOn(address) });
  else if (range.prefixLength === 0) {
    const fix = 'Name what is meant: the whole internet is no answer in a closed network.';
    checks.add({ property, got: address, allowed: `${allowed}, and not everything`, fix });
  }
}

function adviceOn(address: unknown): string {
  const text = String(address);
  if (/^[\d.]+\/\d+$/.test(text)) return 'A range begins where its prefix ends: all bits behind it are 0.';
  if (text.includes(':')) return 'Give IPv4: neither the gateway service nor these rules use IPv6.';
  if (/^[A-Za-z*]/.test(text)) return 'A network security group knows no names: give the address.';
  return 'Mend the address.';
}
