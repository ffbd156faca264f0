/** Where macro regions come from. */
export const MACRO_REGION_SOURCE = {
  source: 'MicrosoftDocs/power-platform admin/macro-regions',
  date: '2026-05-27',
} as const;

/** A macro region: tenants that may not choose a geo choose this, and the platform places their environments. */
export interface MacroRegionData {
  /** Name, as the admin center shows it. */
  readonly name: string;
  /** Keys of the geos that an environment may be placed in. */
  readonly geoKeys: readonly string[];
}

const EUROPEAN_UNION_AND_EFTA = 'france germany norway sweden switzerland poland italy europe';

function macroRegion(name: string, geoKeys: string): MacroRegionData {
  return Object.freeze({ name, geoKeys: Object.freeze(geoKeys.split(' ')) });
}

/** The page lists countries; Ireland and the Netherlands are where the geo Europe is hosted. */
export const MACRO_REGION_DATA = Object.freeze({
  NORTH_AMERICA: macroRegion('North America', 'unitedstates canada'),
  THE_AMERICAS: macroRegion('The Americas', 'unitedstates canada southamerica'),
  EUROPEAN_UNION_AND_EFTA: macroRegion('European Union and EFTA', EUROPEAN_UNION_AND_EFTA),
  EUROPE_AND_UNITED_KINGDOM: macroRegion('Europe and United Kingdom', `unitedkingdom ${EUROPEAN_UNION_AND_EFTA}`),
  EUROPE_MIDDLE_EAST_AND_AFRICA: macroRegion(
    'Europe, UK, Middle East, Africa',
    `unitedkingdom ${EUROPEAN_UNION_AND_EFTA} southafrica unitedarabemirates`,
  ),
  ASIA_PACIFIC: macroRegion('Asia-Pacific', 'singapore australia india japan korea'),
});

/** Countries that Azure has regions in, and Power Platform no geo (by the same page, and those of the geos). */
export const COUNTRIES_WITHOUT_GEO: readonly string[] = Object.freeze([
  'Israel',
  'Spain',
  'Mexico',
  'Qatar',
  'Austria',
  'Belgium',
  'Denmark',
  'Chile',
  'Indonesia',
  'Malaysia',
  'New Zealand',
  'Taiwan',
  'Saudi Arabia',
]);
