import { MACRO_REGION_SOURCE } from '../geos/macro-region-data';
import { POWER_PLATFORM_GEO_SOURCE } from '../geos/power-platform-geo-data';
import { REGIONAL_COMMUNITY_SOURCE } from '../communities/regional-community-data';

/** The data that routes are made of, with the day that each part is as good as. */
export const ROUTE_DATA: readonly { readonly what: string; readonly date: string }[] = Object.freeze([
  { what: 'the BGP communities of Azure regions', date: REGIONAL_COMMUNITY_SOURCE.date },
  { what: 'the macro regions of Power Platform', date: MACRO_REGION_SOURCE.date },
  { what: 'the Azure regions of the geos of Power Platform', date: POWER_PLATFORM_GEO_SOURCE.date },
]);

/**
 * Says which data is older than a year.
 *
 * @param today the day to count from.
 * @returns a warning for each, or none.
 */
export function routeDataWarnings(today: Date): readonly string[] {
  return ROUTE_DATA.filter(({ date }) => today.getTime() > aYearAfter(date)).map(
    ({ what, date }) =>
      `${what} are as of ${date}, which is more than a year ago. Take a newer version of this library, or compare with the ` +
      'live list (az network route-filter rule list-service-communities; docs/regions.md has the command) and hand in what ' +
      'differs with RegionalCommunity.custom and PowerPlatformGeo.with.',
  );
}

function aYearAfter(date: string): number {
  const day = new Date(date);
  return day.setUTCFullYear(day.getUTCFullYear() + 1);
}
