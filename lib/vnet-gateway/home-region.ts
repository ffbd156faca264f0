import { normalizeLocation } from '../regions/locations';
import type { PowerPlatformGeo } from '../regions/geos/power-platform-geos';

/** What is advised about regions: what to know, and what will probably not work. */
export interface RegionAdvice {
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * What the regions of a VNet data gateway mean. Its members run, and the data stays, in the region of the virtual network; its
 * metadata (name, details, data sources, encrypted credentials) lies in the home region of the tenant.
 *
 * Microsoft's pages differ (MicrosoftDocs/data-integration, 2025-06): the page on architecture says that the gateway must be created
 * in the home region, with a network from any; the page on creation and the FAQ name regions of networks and no dependency on
 * the home region; the FAQ also says that gateways are available in the home region only. UNVERIFIED whether environments
 * elsewhere can use one.
 *
 * @param location region of the virtual network.
 * @param homeRegion home region of the tenant.
 * @param geos of the environments of Power Platform that shall use the gateway.
 */
export function adviseOnRegions(location: string, homeRegion: string, geos: readonly PowerPlatformGeo[]): RegionAdvice {
  const isElsewhere = normalizeLocation(location) !== normalizeLocation(homeRegion);
  const notes = isElsewhere
    ? [
        `the members run and the data stays in ${location}; the metadata (name, data sources, encrypted credentials) lies in the ` +
          `tenant's home region ${homeRegion}. Microsoft's pages differ on networks outside the home region: the page on creation ` +
          'allows them, the page on architecture wants the gateway itself in the home region. Try it before you rely on it.',
      ]
    : [];
  return { notes, warnings: geos.flatMap((geo) => warningOn(geo, homeRegion)) };
}

function warningOn(geo: PowerPlatformGeo, homeRegion: string): readonly string[] {
  const isHome = isHomeOf(geo, homeRegion);
  if (isHome === true) return [];
  const doubt =
    isHome === undefined
      ? `it is not known whether the geo ${geo.displayName} includes the home region ${homeRegion}`
      : `environments of the geo ${geo.displayName} lie outside the tenant's home region ${homeRegion}`;
  return [
    `${doubt}: Microsoft's FAQ says that VNet data gateways are available in the home region only, so these environments may ` +
      'not see the gateway. A gateway cluster, or Virtual Network support, serves them.',
  ];
}

/** Power BI lives in more regions of a geo than Power Platform, in the United States above all. */
function isHomeOf(geo: PowerPlatformGeo, homeRegion: string): boolean | undefined {
  const name = normalizeLocation(homeRegion);
  return geo.additionalRegions?.some(({ region }) => region === name) === true || geo.isHostedIn(homeRegion);
}
