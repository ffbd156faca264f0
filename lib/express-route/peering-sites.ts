import type { Checks } from '../common/checks';
import { isRecord } from '../common/shapes';

/** VLAN numbers of 802.1Q. Neither Azure's pages nor azurerm name bounds: Azure refuses others in the middle of an apply. */
const VLAN = { min: 1, max: 4094, fix: 'Give the VLAN that the carrier set up for this peering.' };

/** Reports what is no VLAN. */
export function checkVlan(property: string, vlanId: unknown, checks: Checks): void {
  checks.integer(property, vlanId, VLAN);
}

/** What a peering has for each circuit, by the circuit's key; nothing where JavaScript handed in something else. */
export function sitesOf<T>(circuits: Readonly<Record<string, T>> | undefined): ReadonlyMap<string, T> {
  return new Map(isRecord(circuits) ? (Object.entries(circuits) as [string, T][]) : []);
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
    const fix = `Give the links of ${key} too: without a peering there, nothing takes over when another circuit is down.`;
    checks.add({ property: `${property}.${key}`, got: undefined, allowed, fix });
  }
  for (const key of [...sites.keys()].filter((one) => !keys.includes(one))) {
    checks.add({
      property: `${property}.${key}`,
      got: 'an entry',
      allowed,
      fix: 'No circuit has this key: mend the spelling.',
    });
  }
}
