import type { Checks } from '../../common/checks';

/** Microsoft's autonomous system on every peering (MicrosoftDocs/azure-docs, expressroute-routing, 2026-03-12). */
export const MICROSOFT_ASN = 12076;

/** Largest number of an autonomous system: 32 bits. */
const MAX_ASN = 4_294_967_295;

/** Numbers that no session to Microsoft can have, and why. */
const RESERVED: readonly (readonly [first: number, last: number, why: string])[] = [
  [MICROSOFT_ASN, MICROSOFT_ASN, "is Microsoft's own side of every peering"],
  [23_456, 23_456, 'stands for numbers of 32 bits (RFC 6793), and belongs to nobody'],
  [64_496, 64_511, 'is for documents (RFC 5398), and Microsoft refuses it in a path'],
  [65_515, 65_520, 'is reserved by Microsoft'],
  [65_535, 65_551, 'is reserved (RFC 7300), or for documents (RFC 5398)'],
  [MAX_ASN, MAX_ASN, 'is reserved (RFC 7300)'],
];

/**
 * Whether a number is private (RFC 6996), so that no registry says whose it is.
 *
 * @param asn number of an autonomous system.
 */
export function isPrivateAsn(asn: number): boolean {
  return (asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn < MAX_ASN);
}

/** Reports what is no number of an autonomous system, and numbers that nobody can have. */
export function checkAsn(property: string, asn: unknown, checks: Checks): void {
  const fix = 'Give the number of your autonomous system, without AS before it.';
  if (!checks.integer(property, asn, { min: 1, max: MAX_ASN, fix }) || checks.isUnknown(asn)) return;
  const reserved = RESERVED.find(([first, last]) => asn >= first && asn <= last);
  if (reserved === undefined) return;
  const [first, last, why] = reserved;
  const numbers = first === last ? String(first) : `${String(first)} to ${String(last)}`;
  checks.add({
    property,
    got: asn,
    allowed: 'the number of your own autonomous system, public or private',
    fix: `${numbers} ${why}.`,
  });
}
