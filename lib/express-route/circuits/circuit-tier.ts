import type { Checks } from '../../common/checks';
import { azureCloudOf } from '../../regions/azure-clouds';
import { geopoliticalAreaOfRegion } from '../../regions/express-route-areas';
import { normalizeLocation } from '../../regions/locations';
import type { Circuit } from './circuit';
import type { CircuitTier } from './circuit-options';
import { localRegionsOf } from './local-regions';

/** The least tier with which a circuit reaches Azure regions, and why. */
export interface TierNeed {
  /** The tier; nothing where the area of a region, or of the circuit, is not known. */
  readonly tier: 'Standard' | 'Premium' | undefined;
  /** Regions outside the circuit's geopolitical area, by programmatic name. */
  readonly outside: readonly string[];
  /** Regions whose geopolitical area no page names. */
  readonly unplaced: readonly string[];
}

/**
 * What it takes to reach Azure regions from a geopolitical area: Standard inside it, Premium across (MicrosoftDocs/
 * azure-docs, expressroute-faqs, 2026-03-31).
 *
 * @param area of the circuit's peering location.
 * @param regions programmatic or display names: those of the geos, and of the virtual networks on private peering.
 */
export function tierNeed(area: string | undefined, regions: readonly string[]): TierNeed {
  const names = [...new Set(regions.map(normalizeLocation))].sort();
  const unplaced = names.filter((region) => geopoliticalAreaOfRegion(region) === undefined);
  const outside =
    area === undefined ? [] : names.filter((region) => ![area, undefined].includes(geopoliticalAreaOfRegion(region)));
  if (outside.length > 0) return { tier: 'Premium', outside, unplaced };
  return { tier: area === undefined || unplaced.length > 0 ? undefined : 'Standard', outside, unplaced };
}

/** The tier that a circuit gets: the one asked for, or the least that reaches everything. */
export function circuitTier(circuit: Circuit, regions: readonly string[]): CircuitTier {
  return circuit.requestedTier ?? tierNeed(circuit.geopoliticalArea, regions).tier ?? 'Premium';
}

/** Reports a tier that does not reach the regions, and regions that no circuit of this cloud reaches. */
export function checkTier(
  property: string,
  circuit: Circuit,
  regions: readonly string[],
  isAlone: boolean,
  checks: Checks,
): void {
  const own = checks.within(property);
  const known = regions.filter((region) => typeof region === 'string' && !checks.isUnknown(region));
  const foreign = known.filter((region) => azureCloudOf(region).name !== circuit.azureCloud);
  if (foreign.length > 0) {
    const fix = 'Order a circuit in the cloud of those regions: the clouds are kept apart.';
    own.add({ property: 'azureCloud', got: circuit.azureCloud, allowed: `the cloud of ${foreign.join(', ')}`, fix });
    return;
  }
  if (circuit.requestedTier === 'Local') checkLocal(circuit, known, isAlone, own);
  else checkReach(circuit, known, own);
}

function checkReach(circuit: Circuit, regions: readonly string[], own: Checks): void {
  const { tier, outside, unplaced } = tierNeed(circuit.geopoliticalArea, regions);
  const area = String(circuit.geopoliticalArea);
  if (tier === 'Premium' && circuit.requestedTier === 'Standard') {
    const fix = `A Standard circuit reaches the regions of its own area alone, and ${outside.join(', ')} lies outside ${area}. Leave the tier out, and it is Premium.`;
    own.add({ property: 'tier', got: 'Standard', allowed: 'Premium', fix });
  }
  if (tier === undefined && unplaced.length > 0 && circuit.requestedTier === undefined) {
    const fix = `Whether ${unplaced.join(', ')} lies in ${area} is not published: Premium reaches it in any case; with Standard you say that it does.`;
    own.add({ property: 'tier', got: undefined, allowed: 'Standard, Premium', fix });
  }
}

function checkLocal(circuit: Circuit, regions: readonly string[], isAlone: boolean, own: Checks): void {
  if (!isAlone) {
    const fix =
      'Either of the circuits must carry everything when the other is down, and a Local circuit reaches the regions ' +
      'beside its own location alone. Leave the tier out.';
    own.add({ property: 'tier', got: 'Local', allowed: 'Standard, Premium', fix });
    return;
  }
  const local = localRegionsOf(circuit.peeringLocation, circuit.azureCloud);
  const beyond = regions.map(normalizeLocation).filter((region) => !local.includes(region));
  if (beyond.length > 0) {
    const reach = local.length === 0 ? 'no region that is known' : local.join(', ');
    const fix = `A Local circuit in ${circuit.peeringLocation} reaches ${reach}, and not ${beyond.join(', ')}. Leave the tier out.`;
    own.add({ property: 'tier', got: 'Local', allowed: 'Standard, Premium', fix });
  }
  if (circuit.billing !== 'unlimited') {
    const fix = 'Local circuits come with unlimited data only.';
    own.add({ property: 'billing', got: circuit.billing, allowed: 'unlimited', fix });
  }
}
