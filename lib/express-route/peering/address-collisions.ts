import type { Checks } from '../../common/checks';
import { prefixesOf } from './advertised-prefixes';
import type { MicrosoftPeeringOnCircuit } from './microsoft-peering-options';
import type { AnyRange, PeeringLinkPair, PeeringLinks } from './peering-links';
import { linksOf } from './peering-sites';
import { anyRange, shareAddresses } from './public-ranges';

/** A place of the input that holds ranges, all of one version of IP. */
export interface AddressPlace {
  /** Where it is inside its peering: `circuits.london.links.ipv4`. */
  readonly property: string;
  /** Whose it is: `Microsoft peering`. */
  readonly peering: string;
  /** The ranges that are known when the app runs. */
  readonly ranges: readonly AnyRange[];
}

/** The links of a peering, by circuit and version of IP. */
export function linkPlaces(
  peering: string,
  sites: ReadonlyMap<string, { readonly links: PeeringLinks }>,
): readonly AddressPlace[] {
  return [...sites].flatMap(([key, site]) =>
    (['ipv4', 'ipv6'] as const).map((family) => ({
      property: `circuits.${key}.links.${family}`,
      peering,
      ranges: rangesOf(linksOf(site)?.[family]),
    })),
  );
}

/** The prefixes that a peering announces, by circuit and version of IP. */
export function prefixPlaces(
  peering: string,
  sites: ReadonlyMap<string, MicrosoftPeeringOnCircuit>,
): readonly AddressPlace[] {
  return [...sites].flatMap(([key, site]) =>
    (['advertisedPrefixes', 'advertisedIpv6Prefixes'] as const).map((name) => ({
      property: `circuits.${key}.${name}`,
      peering,
      ranges: prefixesOf(site, [name]),
    })),
  );
}

/**
 * Reports links that share addresses with each other, or with other places: one problem for two places. A link has its
 * addresses for itself, and one that is announced as well may be looked for on the other side of the circuit.
 */
export function checkLinksApart(links: readonly AddressPlace[], others: readonly AddressPlace[], checks: Checks): void {
  links.forEach((place, index) => {
    for (const other of [...links.slice(0, index), ...others]) reportShared(place, other, checks);
  });
}

function reportShared(place: AddressPlace, other: AddressPlace, checks: Checks): void {
  for (const range of place.ranges) {
    const shared = other.ranges.find((one) => shareAddresses(range, one));
    if (shared === undefined) continue;
    const isLink = other.property.includes('.links.');
    checks.add({
      property: place.property,
      got: range.toString(),
      allowed: `ranges apart from ${shared.toString()} in ${other.property} of ${other.peering}`,
      fix: isLink
        ? 'Each link of each peering and circuit has a range of its own: mend the one that was copied.'
        : 'Links are for the two routers alone: take a range that is not announced, or announce prefixes without it.',
    });
    return;
  }
}

function rangesOf(pair: PeeringLinkPair | undefined): readonly AnyRange[] {
  return pair === undefined ? [] : [pair.primary.prefix, pair.secondary.prefix].flatMap((one) => anyRange(one) ?? []);
}
