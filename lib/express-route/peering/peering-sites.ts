import type { Checks } from '../../common/checks';
import { isRecord } from '../../common/shapes';
import { isA } from '../../common/is-a';
import { PeeringLinks } from './peering-links';
import { requiredValue } from '../../common/required-value';

/** VLAN numbers of 802.1Q. Neither Azure's pages nor azurerm name bounds: Azure refuses others in the middle of an apply. */
const VLAN = { min: 1, max: 4094, fix: 'Give the VLAN that the carrier set up for this peering.' };

/** What every peering has at a circuit. */
interface Site {
  readonly links: PeeringLinks;
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

/** Reports links that are none, or wrong; what is returned can be checked further. */
export function checkLinks(site: Partial<Site>, own: Checks): PeeringLinks | undefined {
  const example = "PeeringLinks.of({ ipv4: ['203.0.113.0/30', '203.0.113.4/30'] })";
  return requiredValue('links', site.links, PeeringLinks, example, own);
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
