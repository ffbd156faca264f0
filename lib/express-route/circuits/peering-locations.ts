import type { AzureCloudName } from '../../regions/azure-clouds';

/** Where the lists below come from. Locations are added several times a year: re-read the pages before trusting them. */
export const PEERING_LOCATION_SOURCE = {
  source:
    'MicrosoftDocs/azure-docs includes/expressroute-azure-regions-geopolitical-region.md (2024-04-05) and ' +
    'articles/expressroute/expressroute-locations-providers.md (2026-04-28)',
  date: '2026-04-28',
} as const;

/** The geopolitical areas of ExpressRoute: a Standard circuit reaches the Azure regions of its own. */
export const GEOPOLITICAL_AREAS = [
  'Europe',
  'North America',
  'Asia',
  'Oceania',
  'Australia Government',
  'India',
  'Japan',
  'South Korea',
  'UAE',
  'South Africa',
  'South America',
  'Israel',
  'Qatar',
  'US Government cloud',
  'China East',
  'China North',
] as const;

/** A geopolitical area of ExpressRoute. */
export type GeopoliticalArea = (typeof GEOPOLITICAL_AREAS)[number];

/** Cities with peering locations, by area. The sites of a city differ by a number behind its name (`Amsterdam2`). */
const PUBLIC_CITIES: Readonly<Partial<Record<GeopoliticalArea, string>>> = {
  Europe:
    'Amsterdam,Berlin,Copenhagen,Dublin,Frankfurt,Geneva,London,Madrid,Marseille,Milan,Munich,Newport(Wales),Oslo,Paris,' +
    'Stavanger,Stockholm,Warsaw,Zurich',
  'North America':
    'Atlanta,Chicago,Dallas,Denver,Las Vegas,Los Angeles,Miami,Minneapolis,Montreal,New York,Phoenix,Quebec City,' +
    'Queretaro(Mexico),Quincy,San Antonio,Seattle,Silicon Valley,Toronto,Vancouver,Washington DC',
  Asia: 'Bangkok,Hong Kong,Jakarta,Kuala Lumpur,Singapore,Taipei',
  Oceania: 'Auckland,Melbourne,Perth,Sydney',
  'Australia Government': 'Canberra',
  India: 'Chennai,Mumbai,Pune',
  Japan: 'Osaka,Tokyo',
  'South Korea': 'Busan,Seoul',
  UAE: 'Abu Dhabi,Dubai',
  'South Africa': 'Cape Town,Johannesburg',
  'South America': 'Campinas,Rio de Janeiro,Sao Paulo,Santiago',
  Israel: 'Tel Aviv',
  Qatar: 'Doha',
};

/** The national clouds have locations of their own, some in cities where the public cloud has others. */
const GOVERNMENT_CITIES = 'Atlanta,Chicago,Dallas,New York,Phoenix,San Antonio,Seattle,Silicon Valley,Washington DC';
const CHINESE_CITIES: Readonly<Partial<Record<GeopoliticalArea, string>>> = {
  'China East': 'Shanghai',
  'China North': 'Beijing',
};

const CITIES: ReadonlyMap<AzureCloudName, ReadonlyMap<string, GeopoliticalArea>> = new Map([
  ['AzureCloud', byCity(PUBLIC_CITIES)],
  ['AzureUSGovernment', byCity({ 'US Government cloud': GOVERNMENT_CITIES })],
  ['AzureChinaCloud', byCity(CHINESE_CITIES)],
]);

/**
 * The geopolitical area of a peering location.
 *
 * @param peeringLocation as Azure writes it: `Amsterdam`, `Silicon Valley2`, `Zurich Metro`.
 * @param cloud in which the circuit is; the US government cloud has locations in cities of the public cloud.
 * @returns nothing for a location that the pages do not name: the caller knows it.
 */
export function geopoliticalAreaOf(
  peeringLocation: string,
  cloud: AzureCloudName = 'AzureCloud',
): GeopoliticalArea | undefined {
  return CITIES.get(cloud)?.get(cityKey(cityOf(peeringLocation)));
}

/** The city of a peering location: `Amsterdam` for `Amsterdam2` and for `Amsterdam Metro`. */
export function cityOf(peeringLocation: string): string {
  return peeringLocation
    .trim()
    .replace(/\s+metro$/i, '')
    .replace(/\d+$/, '')
    .trim();
}

/** Whether a location is a metro: a circuit's two links end in two sites of one city. Their names end in `Metro`. */
export function isMetro(peeringLocation: string): boolean {
  return /\smetro$/i.test(peeringLocation.trim());
}

/** A location as part of the names of resources: `silicon-valley2`, `newport-wales`. */
export function locationKey(peeringLocation: string): string {
  return peeringLocation
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function byCity(areas: Readonly<Partial<Record<GeopoliticalArea, string>>>): ReadonlyMap<string, GeopoliticalArea> {
  const entries = Object.entries(areas) as [GeopoliticalArea, string][];
  return new Map(entries.flatMap(([area, cities]) => cities.split(',').map((city) => [cityKey(city), area] as const)));
}

/** Pages write one city in two ways: `Queretaro(Mexico)` and `Queretaro (Mexico)`. */
function cityKey(city: string): string {
  return city.toLowerCase().replaceAll(/\s+/g, '');
}
