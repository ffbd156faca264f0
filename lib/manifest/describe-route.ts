import { describeGeo, type GeoToDescribe } from './describe-geo';
import type { Draft } from './entries/draft';
import type { RouteEntry } from './entries/route-entry';

/** What is asked of a route to Power Platform. */
export interface RouteToDescribe {
  readonly geos: readonly GeoToDescribe[];
  readonly communities: readonly {
    readonly value: string;
    readonly name: string;
    /** @default none: it is of a service */
    readonly region?: string;
    readonly geos: readonly string[];
  }[];
}

/** What a route carries, in a manifest. */
export function describeRoute(route: RouteToDescribe): Draft<RouteEntry> {
  return {
    geos: route.geos.map(describeGeo),
    communities: route.communities.map(({ value, name, region, geos }) => ({
      value,
      name,
      region,
      geos: [...geos].sort(),
    })),
  };
}
