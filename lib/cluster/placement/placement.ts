import type { Checks } from '../../common/checks';
import { checkLocation } from '../../common/place';
import { zonesOf } from '../../regions/availability-zones';
import { isKnownRegion, nearestRegion } from '../../regions/communities/known-regions';

/** An availability set for a region without zones. */
export interface AvailabilitySetOptions {
  /**
   * Fault domains, 1 to 3: racks with power and network of their own.
   *
   * @default 2, which every region offers; some offer 3
   */
  readonly faultDomains?: number;

  /**
   * Update domains, 1 to 20: groups that the platform restarts one after another.
   *
   * @default 5 (azurerm's and Azure's own)
   */
  readonly updateDomains?: number;
}

/** Where a cluster's members are put, once decided. */
export type ResolvedPlacement =
  | {
      /** Spread over zones. */
      readonly kind: 'zones';
      /** The zones: `1`, `2`, `3`. */
      readonly zones: readonly string[];
    }
  | {
      /** In one availability set. */
      readonly kind: 'availabilitySet';
      /** Racks that the members are spread over. */
      readonly faultDomains: number;
      /** Groups that Azure restarts one after another. */
      readonly updateDomains: number;
    }
  | {
      /** Where Azure likes. */
      readonly kind: 'unplaced';
    };

const ZONE = /^[1-3]$/;

/**
 * How the members of a cluster are kept apart inside a region. Everything about it is fixed when a member is created:
 * changing it later moves no running member, only members with new keys.
 */
export class Placement {
  /**
   * Spreads the members evenly over availability zones.
   *
   * @param zones logical zones of the subscription, such as `['1', '3']`, in any order; all three where left out.
   */
  public static acrossZones(zones: readonly string[] = ['1', '2', '3']): Placement {
    return new Placement({ kind: 'zones', zones: [...zones].sort() });
  }

  /** Puts all members into one availability set: for regions without zones. */
  public static availabilitySet(options: AvailabilitySetOptions = {}): Placement {
    return new Placement({
      kind: 'availabilitySet',
      faultDomains: options.faultDomains ?? 2,
      updateDomains: options.updateDomains ?? 5,
    });
  }

  /** Leaves it to Azure: two members may share a rack, a zone, and a maintenance window. */
  public static unplaced(): Placement {
    return new Placement({ kind: 'unplaced' });
  }

  private constructor(
    /** What was chosen. */
    public readonly resolved: ResolvedPlacement,
  ) {
    Object.freeze(this);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    const placement = this.resolved;
    if (placement.kind === 'zones') checkZones(placement.zones, own);
    if (placement.kind === 'availabilitySet') {
      const fix = 'Leave it out for the number that every region offers.';
      own.integer('faultDomains', placement.faultDomains, { min: 1, max: 3, fix });
      own.integer('updateDomains', placement.updateDomains, { min: 1, max: 20, fix });
    }
  }
}

function checkZones(zones: readonly string[], checks: Checks): void {
  const distinct = new Set(zones);
  if (zones.length === 0 || distinct.size !== zones.length) {
    const fix = 'Leave the zones out to use all three, or name each zone that you want once.';
    checks.add({ property: 'zones', got: zones, allowed: 'one or more different zones', fix });
  }
  zones.forEach((zone, index) => {
    const fix = 'Use the logical zone numbers of your subscription.';
    checks.text(`zones[${String(index)}]`, zone, { pattern: ZONE, allowed: "'1', '2' or '3'", fix });
  });
}

/**
 * Decides the placement: the caller's word, or what is known about the region. About an unknown region nothing is
 * assumed, because a guess would fail only at apply, or hold only until a zone is lost.
 */
export function resolvePlacement(
  placement: Placement | undefined,
  location: string,
  checks: Checks,
): ResolvedPlacement | undefined {
  if (!checkLocation(location, checks, ' or a `subnet` that has one')) return undefined;
  const given = '`placement`: Placement.acrossZones(), .availabilitySet() or .unplaced().';
  const fix = `Give ${given}`;
  if (placement !== undefined) {
    if (!(placement instanceof Placement)) {
      checks.add({ property: 'placement', got: placement, allowed: 'a Placement', fix });
      return undefined;
    }
    placement.check('placement', checks);
    if (placement.resolved.kind === 'zones' && lacksZones(location, checks)) {
      checks.add({
        property: 'placement',
        got: placement.resolved.zones,
        allowed: `no zones, because ${location} has none`,
        fix: 'Leave `placement` out for an availability set, or choose a region with zones.',
      });
    }
    return placement.resolved;
  }

  if (!checks.known('location', location, fix)) return undefined;
  const zones = zonesOf(location);
  if (zones === undefined) {
    const meant = isKnownRegion(location) ? undefined : nearestRegion(location);
    const allowed = 'a region whose zones this library knows, or an explicit placement';
    const mend =
      meant === undefined
        ? `Check the spelling. ${fix}`
        : `Did you mean ${meant}? Then write it so. Only for a region newer than this library, give ${given}`;
    checks.add({ property: 'location', got: location, allowed, fix: mend });
    return undefined;
  }
  return zones.length > 0 ? { kind: 'zones', zones } : Placement.availabilitySet().resolved;
}

/** Whether a region is known to have no zones. */
export function lacksZones(location: string, checks: Checks): boolean {
  return !checks.isUnknown(location) && zonesOf(location)?.length === 0;
}
