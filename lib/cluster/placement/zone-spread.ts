import { ordinalOf } from '../machine/member-keys';

/** What a spread over zones means when a zone is lost. */
export interface SpreadAssessment {
  /** Most members in one zone. */
  readonly largest: number;
  /** Whether all members lie in one zone although there are several members. */
  readonly singleZone: boolean;
  /** Whether another assignment of the same members would be more even. */
  readonly uneven: boolean;
}

/**
 * Assigns a zone to each member.
 *
 * A member's zone follows from its own key alone (01, 04, 07 … in the first zone, and so on), so that adding, removing
 * or reordering members moves nobody: a zone cannot change without replacing the machine. A replacement such as `02b`
 * lands in the zone of the member that it replaces.
 *
 * @param keys the members' keys.
 * @param zones the zones to use; at least one.
 * @param pinned zones chosen by hand, by key.
 */
export function spreadOverZones(
  keys: readonly string[],
  zones: readonly string[],
  pinned: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  return new Map(
    keys.map((key) => {
      const zone = pinned.get(key) ?? zones[(ordinalOf(key) - 1) % zones.length];
      if (zone === undefined) throw new RangeError('spreadOverZones needs at least one zone');
      return [key, zone];
    }),
  );
}

/**
 * Judges a spread: what the loss of one zone takes, and whether that could be less.
 *
 * @param zones all zones that may be used.
 */
export function assessSpread(assignment: ReadonlyMap<string, string>, zones: readonly string[]): SpreadAssessment {
  const counts = new Map(zones.map((zone) => [zone, 0]));
  for (const zone of assignment.values()) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  const sizes = [...counts.values()];
  const largest = Math.max(...sizes);
  return {
    largest,
    singleZone: assignment.size > 1 && largest === assignment.size,
    uneven: largest - Math.min(...sizes) > 1,
  };
}
