import type { Checks } from '../../common/checks';
import { isRecord } from '../../common/shapes';
import type { MicrosoftPeeringOnCircuit } from './microsoft-peering-options';
import type { AnyRange, PeeringLinks } from './peering-links';
import { linksOf } from './peering-sites';
import { anyRange, isPublic, shareAddresses } from './public-ranges';

/**
 * Prefixes that Microsoft takes on a session of Microsoft peering: one more, and the session is dropped (MicrosoftDocs/
 * azure-docs, expressroute-routing, 2026-03-12).
 */
export const MAX_ADVERTISED_PREFIXES = 200;

type Version = 4 | 6;

/** A list of prefixes, by version of IP. */
export type PrefixList = 'advertisedPrefixes' | 'advertisedIpv6Prefixes';

/** Reports prefixes that Microsoft does not take at one circuit. */
export function checkAdvertisedPrefixes(site: MicrosoftPeeringOnCircuit, checks: Checks): void {
  checkPrefixes('advertisedPrefixes', site.advertisedPrefixes, 4, checks);
  const hasIpv6Links = linksOf(site)?.ipv6 !== undefined;
  const { advertisedIpv6Prefixes: ipv6 } = site;
  if (ipv6 !== undefined) checkPrefixes('advertisedIpv6Prefixes', ipv6, 6, checks);
  if (ipv6 !== undefined && !hasIpv6Links) {
    const fix = 'They are announced on the links of IPv6: give those too, or leave the prefixes out.';
    checks.add({ property: 'advertisedIpv6Prefixes', got: ipv6, allowed: 'nothing without links.ipv6', fix });
  }
  if (ipv6 === undefined && hasIpv6Links) {
    const fix = 'Without a prefix no answer finds its way back over IPv6: give one, or leave links.ipv6 out.';
    checks.add({ property: 'advertisedIpv6Prefixes', got: ipv6, allowed: 'one public IPv6 range or more', fix });
  }
}

/** Reports links that Microsoft peering cannot have: without IPv4, or of addresses that nobody owns. */
export function checkPublicLinks(property: string, links: PeeringLinks, checks: Checks): void {
  if (links.ipv4 === undefined && links.ipv6 !== undefined) {
    const fix = 'azurerm attaches the route filter and the prefixes of Microsoft peering to its links of IPv4.';
    checks.add({ property: `${property}.ipv4`, got: undefined, allowed: 'a /29, or two /30', fix });
  }
  for (const range of links.ranges.filter((one) => !isPublic(one))) {
    const fix = 'Both ends of Microsoft peering have public addresses: take ranges that a registry knows as yours.';
    checks.add({ property, got: range.toString(), allowed: 'public ranges that you own', fix });
  }
}

/** Reports pools that two circuits share: answers would come back by the other circuit. */
export function checkApart(sites: ReadonlyMap<string, MicrosoftPeeringOnCircuit>, checks: Checks): void {
  const entries = [...sites];
  entries.forEach(([key, site], index) => {
    for (const [otherKey, other] of entries.slice(0, index)) {
      const prefix = firstShared(prefixesOf(site), prefixesOf(other));
      if (prefix !== undefined) {
        const fix = `Answers would come back by either circuit, past the NAT that knows the question: give each a pool of its own.`;
        const allowed = `prefixes apart from those of ${otherKey}`;
        checks.add({ property: `circuits.${key}.advertisedPrefixes`, got: prefix.toString(), allowed, fix });
      }
    }
  });
}

function checkPrefixes(property: string, prefixes: unknown, version: Version, checks: Checks): void {
  const allowed = `1 to ${String(MAX_ADVERTISED_PREFIXES)} public IPv${String(version)} ranges`;
  if (checks.isUnknown(prefixes)) return;
  if (!Array.isArray(prefixes) || prefixes.length === 0) {
    const fix = `Write them as in ${version === 4 ? "['203.0.113.64/27']" : "['2001:db8:64::/48']"}.`;
    checks.add({ property, got: prefixes, allowed, fix });
    return;
  }
  if (prefixes.length > MAX_ADVERTISED_PREFIXES) {
    const fix = 'Microsoft drops the session of BGP: announce wider ranges.';
    checks.add({ property, got: prefixes.length, allowed, fix });
  }
  prefixes.forEach((prefix: unknown, index) => {
    checkPrefix(`${property}[${String(index)}]`, prefix, version, checks);
  });
  const seen = new Set<string>();
  for (const range of prefixes.flatMap((prefix: unknown) => anyRange(prefix)?.toString() ?? [])) {
    if (seen.has(range)) {
      checks.add({ property, got: range, allowed: 'each range once', fix: 'Remove one of the two.' });
    }
    seen.add(range);
  }
}

function checkPrefix(property: string, prefix: unknown, version: Version, checks: Checks): void {
  if (checks.isUnknown(prefix)) return;
  const range = anyRange(prefix);
  const isRight = range !== undefined && version === (String(prefix).includes(':') ? 6 : 4);
  if (isRight && isPublic(range)) return;
  const allowed = `a public IPv${String(version)} range that you own`;
  checks.add({ property, got: prefix, allowed, fix: adviceOn(range, isRight, prefix) });
}

function adviceOn(range: AnyRange | undefined, isRight: boolean, prefix: unknown): string {
  if (range === undefined) return 'Write the length of its prefix too; all bits behind it are 0.';
  if (!isRight) return 'The ranges of IPv4 are advertisedPrefixes, those of IPv6 advertisedIpv6Prefixes.';
  if (range.prefixLength === 0) return 'Microsoft takes a default route on private peering alone: name what is yours.';
  return `Microsoft drops ${String(prefix)}: translate private addresses to public ones that you own (NAT).`;
}

/** The public ranges that are announced at a circuit, and known when the app runs; others are reported by themselves. */
export function prefixesOf(
  site: MicrosoftPeeringOnCircuit,
  names: readonly PrefixList[] = ['advertisedPrefixes', 'advertisedIpv6Prefixes'],
): readonly AnyRange[] {
  const own: Partial<MicrosoftPeeringOnCircuit> = isRecord(site) ? site : {};
  return names
    .flatMap((name) => (Array.isArray(own[name]) ? (own[name] as readonly unknown[]) : []))
    .flatMap((prefix) => anyRange(prefix) ?? [])
    .filter(isPublic);
}

function firstShared(ranges: readonly AnyRange[], others: readonly AnyRange[]): AnyRange | undefined {
  return ranges.find((range) => others.some((other) => shareAddresses(range, other)));
}
