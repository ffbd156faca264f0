import { regionOfCommunity } from '../communities/regional-community-data';
import { COUNTRIES_WITHOUT_GEO, MACRO_REGION_DATA, MACRO_REGION_SOURCE } from './macro-region-data';

/**
 * What to do about a name that is no geo's.
 *
 * @param hosted names of the geos that an Azure region of that name hosts.
 */
export function adviceOnGeoName(name: unknown, hosted: readonly string[]): string {
  if (typeof name !== 'string') return 'Use PowerPlatformGeo.EUROPE and the like.';
  if (/^\d+:\d+/.test(name)) return adviceOnCommunity(name);
  const [constant] = Object.entries(MACRO_REGION_DATA).find(([, macro]) => plain(macro.name) === plain(name)) ?? [];
  if (constant !== undefined) return `It is a macro region, a list of geos: MacroRegion.${constant}.geos.`;
  const country = COUNTRIES_WITHOUT_GEO.find((one) => plain(one) === plain(name));
  if (country !== undefined) {
    return `Power Platform had no geo in ${country} on ${MACRO_REGION_SOURCE.date}: look where the environments lie (Get-EnvironmentRegion).`;
  }
  if (hosted.length > 0) return `It is an Azure region, which hosts ${hosted.join(' and ')}.`;
  return 'Names are those of the admin center, its API, geo codes, enterprise policies and hosts: Europe, emea, uk, crm4.dynamics.com.';
}

function adviceOnCommunity(value: string): string {
  const owner = regionOfCommunity(value)?.row.displayName;
  return (
    `A route is built from geos, and not from communities${owner === undefined ? '' : ` (it is that of ${owner})`}: use ` +
    'PowerPlatformGeo.EUROPE and the like. A community that the page does not have goes with its geo: ' +
    'geo.withCommunity(RegionalCommunity.custom({ region, community, reason })).'
  );
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s,_-]/g, '');
}
