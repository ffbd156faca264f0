import { nearestName } from '../../common/nearest-name';
import { REGIONS_BY_ZONES, ZONE_DATA_SOURCE } from '../availability-zones';
import { normalizeLocation } from '../locations';
import { REGIONAL_COMMUNITIES, REGIONAL_COMMUNITY_SOURCE } from './regional-community-data';

/** Programmatic names of the Azure regions that some list of this library has. */
export const KNOWN_REGIONS: ReadonlySet<string> = new Set([
  ...REGIONS_BY_ZONES,
  ...REGIONAL_COMMUNITIES.map(({ region }) => region),
]);

/** Whether some list has a region, by its programmatic or display name. */
export function isKnownRegion(location: string): boolean {
  return KNOWN_REGIONS.has(normalizeLocation(location));
}

/** The region that was probably meant by a name that no list has; nothing where none is near. */
export function nearestRegion(location: string): string | undefined {
  return nearestName(normalizeLocation(location), [...KNOWN_REGIONS]);
}

/**
 * What there is to say about the name of a region that no list has. It is no error: Azure has new regions before any list does.
 *
 * @returns nothing about a known one.
 */
export function adviceOnRegion(location: string): string | undefined {
  if (isKnownRegion(location)) return undefined;
  const date = [ZONE_DATA_SOURCE.date, REGIONAL_COMMUNITY_SOURCE.date].sort().at(-1) ?? '';
  const meant = nearestRegion(location);
  const question = meant === undefined ? 'Look whether it is spelt so.' : `Did you mean ${meant}?`;
  return `no list of regions until ${date} has ${location}. ${question} A region that is newer is right as it is.`;
}
