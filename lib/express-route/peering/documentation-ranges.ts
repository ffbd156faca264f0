import type { AddressPlace } from './address-collisions';
import { anyRange, shareAddresses } from './public-ranges';

/** Ranges for documents, which nobody owns (RFC 5737, RFC 3849). */
const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].flatMap(
  (text) => anyRange(text) ?? [],
);

/** A warning of ranges that stand in documents, and are nobody's: one for all places, or none. */
export function documentationWarnings(places: readonly AddressPlace[]): readonly string[] {
  const found = places.flatMap(({ property, ranges }) => {
    const own = ranges.filter((range) => DOCUMENTATION.some((one) => shareAddresses(one, range)));
    return own.length === 0 ? [] : [`${own.join(', ')} (${property})`];
  });
  if (found.length === 0) return [];
  return [
    `Ranges for documents stand in Microsoft peering: ${found.join('; ')}. They are nobody's, and Microsoft validates none ` +
      'of them: put public ranges of yours in their place before you order.',
  ];
}
