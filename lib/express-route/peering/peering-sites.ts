import type { Checks } from '../../common/checks';
import { withoutSecrets } from '../../common/options';
import { isRecord } from '../../common/shapes';
import { isA } from '../../common/is-a';
import { PeeringLinks } from './peering-links';
import { requiredValue } from '../../common/required-value';
import { checkSecret, type SecretInState } from '../secrets/secret-in-state';

/** VLAN numbers of 802.1Q. Neither Azure's pages nor azurerm name bounds: Azure refuses others in the middle of an apply. */
const VLAN = { min: 1, max: 4094, fix: 'Give the VLAN that the carrier set up for this peering.' };

/** Where a secret goes that stands anywhere else. */
export const NO_SECRET = 'The key of BGP is bgpKey, at each circuit.';

/** What every peering has at a circuit. */
interface Site {
  readonly links: PeeringLinks;
  readonly vlanId?: number;
  readonly bgpKey?: SecretInState;
}

/** Reports what is no VLAN. */
export function checkVlan(property: string, vlanId: unknown, checks: Checks): void {
  checks.integer(property, vlanId, VLAN);
}

/** What a peering has for each circuit, by the circuit's key; nothing where JavaScript handed in something else. */
export function sitesOf<T>(circuits: Readonly<Record<string, T>> | undefined): ReadonlyMap<string, T> {
  return new Map(isRecord(circuits) ? Object.entries<T>(circuits) : []);
}

/** The links of a site, if they are links. */
export function linksOf(site: Site): PeeringLinks | undefined {
  const links: unknown = isRecord(site) ? site.links : undefined;
  return isA(PeeringLinks, links) ? links : undefined;
}

function checkLinks(site: Partial<Site>, own: Checks): PeeringLinks | undefined {
  const example = "PeeringLinks.of({ ipv4: ['203.0.113.0/30', '203.0.113.4/30'] })";
  return requiredValue('links', site.links, PeeringLinks, example, own);
}

/** Reports what stands in the place of the circuits, where it is none of them. */
export function checkCircuitsGiven(circuits: unknown, checks: Checks): void {
  if (isRecord(circuits) && Object.keys(circuits).length > 0) return;
  const fix = 'Write them by the keys of the circuits: { amsterdam: {…}, london: {…} }.';
  checks.addHidden({ property: 'circuits', got: circuits, allowed: 'one entry for each circuit', fix });
}

/** Reports what is wrong with what every peering has at a circuit; returned links can be checked further. */
export function checkSite(site: Site, properties: readonly string[], own: Checks): PeeringLinks | undefined {
  own.knownProperties(withoutSecrets(site, properties, NO_SECRET, own), properties);
  const links = checkLinks(site, own);
  if (site.vlanId !== undefined) checkVlan('vlanId', site.vlanId, own);
  if (site.bgpKey !== undefined) checkSecret('bgpKey', site.bgpKey, own);
  return links;
}

/** Reports circuits without a site, and sites without a circuit. */
export function checkSites(
  property: string,
  sites: ReadonlyMap<string, unknown>,
  keys: readonly string[],
  checks: Checks,
): void {
  const allowed = `one entry for each circuit: ${keys.join(', ')}`;
  for (const key of keys.filter((one) => !sites.has(one))) {
    const fix = `Give what it has at ${key} too: without a peering there, nothing takes over when another circuit is down.`;
    checks.add({ property: `${property}.${key}`, got: undefined, allowed, fix });
  }
  for (const key of [...sites.keys()].filter((one) => !keys.includes(one))) {
    const fix = 'No circuit has this key: mend the spelling.';
    checks.add({ property: `${property}.${key}`, got: 'an entry', allowed, fix });
  }
}

/** IPv6 at some circuits alone: it does not survive the loss of those. */
export function ipv6Warnings(peering: string, sites: ReadonlyMap<string, Site>): readonly string[] {
  const keys = [...sites.keys()];
  const withIpv6 = [...sites].filter(([, site]) => linksOf(site)?.ipv6 !== undefined).map(([key]) => key);
  const without = keys.filter((key) => !withIpv6.includes(key));
  if (withIpv6.length === 0 || without.length === 0) return [];
  return [
    `Of ${peering}, ${withIpv6.join(', ')} has IPv6 and ${without.join(', ')} has not: nothing takes IPv6 over when ` +
      `${withIpv6.join(', ')} is down. Give every circuit links of IPv6, or none.`,
  ];
}
