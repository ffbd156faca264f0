import type { GeoEntry } from './entries/route-entry';

/** What is asked of a geo of Power Platform. */
export interface GeoToDescribe {
  readonly displayName: string;
  readonly pairs: readonly (readonly string[])[];
}

/** A geo in a manifest. */
export function describeGeo({ displayName, pairs }: GeoToDescribe): GeoEntry {
  return { name: displayName, regionalPairs: pairs };
}
