import { GEOPOLITICAL_AREAS, geopoliticalAreaOf } from '../../../lib/express-route';
import { localRegionsOf } from '../../../lib/express-route/circuits/local-regions';
import { cityOf, isMetro, locationKey } from '../../../lib/express-route/circuits/peering-locations';
import { azureCloudOf } from '../../../lib/regions/azure-clouds';
import { geopoliticalAreaOfRegion } from '../../../lib/regions/express-route-areas';
import { REGIONAL_COMMUNITIES } from '../../../lib/regions/communities/regional-community-data';

/** Carried over from azure-docs, expressroute-azure-regions-geopolitical-region (2024-04-05): every name of the page. */
const PAGE: Readonly<Record<string, string>> = {
  'Australia Government': 'Canberra|Canberra2',
  Europe:
    'Amsterdam|Amsterdam2|Berlin|Copenhagen|Dublin|Dublin2|Frankfurt|Frankfurt2|Geneva|London|London2|Madrid|Madrid2|' +
    'Marseille|Milan|Milan2|Munich|Newport(Wales)|Oslo|Paris|Paris2|Stavanger|Stockholm|Warsaw|Zurich|Zurich2',
  'North America':
    'Atlanta|Chicago|Chicago2|Dallas|Denver|Las Vegas|Los Angeles|Los Angeles2|Miami|Minneapolis|Montreal|New York|' +
    'Phoenix|Quebec City|Queretaro(Mexico)|Quincy|San Antonio|Seattle|Silicon Valley|Silicon Valley2|Toronto|Toronto2|' +
    'Vancouver|Washington DC|Washington DC2',
  Asia: 'Bangkok|Hong Kong|Hong Kong2|Jakarta|Kuala Lumpur|Singapore|Singapore2|Taipei',
  India: 'Chennai|Chennai2|Mumbai|Mumbai2|Pune',
  Israel: 'Tel Aviv|Tel Aviv2',
  Japan: 'Osaka|Tokyo|Tokyo2|Tokyo3',
  Oceania: 'Auckland|Melbourne|Perth|Sydney|Sydney2',
  'South Korea': 'Busan|Seoul|Seoul2',
  UAE: 'Abu Dhabi|Dubai|Dubai2',
  'South Africa': 'Cape Town|Johannesburg',
  'South America': 'Campinas|Rio de Janeiro|Sao Paulo|Sao Paulo2|Santiago',
  Qatar: 'Doha|Doha2',
};
const GOVERNMENT = 'Atlanta|Chicago|Dallas|New York|Phoenix|San Antonio|Seattle|Silicon Valley|Washington DC';

test.each(Object.entries(PAGE))('every location in %s is found, its metro too', (area, names) => {
  for (const name of names.split('|')) {
    expect([name, geopoliticalAreaOf(name)]).toEqual([name, area]);
    expect(geopoliticalAreaOf(`${cityOf(name)} Metro`)).toBe(area);
    expect(geopoliticalAreaOf(name.toUpperCase())).toBe(area);
  }
});

test('national clouds have locations of their own', () => {
  for (const name of GOVERNMENT.split('|')) {
    expect(geopoliticalAreaOf(name, 'AzureUSGovernment')).toBe('US Government cloud');
  }
  expect(geopoliticalAreaOf('Amsterdam', 'AzureUSGovernment')).toBeUndefined();
  expect(geopoliticalAreaOf('Beijing2', 'AzureChinaCloud')).toBe('China North');
  expect(geopoliticalAreaOf('Shanghai', 'AzureChinaCloud')).toBe('China East');
  expect(geopoliticalAreaOf('Shanghai')).toBeUndefined();
});

/** By its name. */
function cloudOfArea(area: string): string {
  if (area === 'US Government cloud') return 'AzureUSGovernment';
  return area.startsWith('China') ? 'AzureChinaCloud' : 'AzureCloud';
}

test('the areas are those of the Azure regions, in the same clouds', () => {
  const regions = REGIONAL_COMMUNITIES.map(({ region }) => region);
  const areas = regions.flatMap((region) => geopoliticalAreaOfRegion(region) ?? []);
  // Two areas have regions without a published community.
  expect([...new Set([...areas, 'Israel', 'Qatar'])].sort()).toEqual([...GEOPOLITICAL_AREAS].sort());
  for (const area of GEOPOLITICAL_AREAS) {
    const clouds = regions
      .filter((region) => geopoliticalAreaOfRegion(region) === area)
      .map((region) => azureCloudOf(region).name);
    expect(new Set([...clouds, cloudOfArea(area)])).toEqual(new Set([cloudOfArea(area)]));
  }
});

test('what a Local circuit reaches lies in the area of its location', () => {
  const places = Object.entries(PAGE).flatMap(([area, names]) => names.split('|').map((name) => [name, area] as const));
  const reached = places.flatMap(([name, area]) =>
    localRegionsOf(name, 'AzureCloud').map((region) => ({ name, area, of: geopoliticalAreaOfRegion(region) })),
  );
  expect(reached.filter(({ area, of }) => of !== undefined && of !== area)).toEqual([]);
  expect(reached.length).toBeGreaterThan(60);
});

test.each([
  ['Amsterdam', 'AzureCloud', ['westeurope']],
  ['Amsterdam2', 'AzureCloud', ['westeurope']],
  ['Canberra2', 'AzureCloud', ['australiacentral2']],
  ['Newport(Wales)', 'AzureCloud', ['ukwest']],
  ['washington dc', 'AzureCloud', ['eastus', 'eastus2']],
  ['Washington DC', 'AzureUSGovernment', ['usdodeast', 'usgovvirginia']],
  ['Chicago', 'AzureUSGovernment', []],
  ['Beijing', 'AzureChinaCloud', []],
  ['Munich', 'AzureCloud', []],
  ['Amsterdam Metro', 'AzureCloud', []],
] as const)('a Local circuit in %s of %s reaches %p', (location, cloud, expected) => {
  expect(localRegionsOf(location, cloud)).toEqual(expected);
});

test.each([
  ['Amsterdam', 'amsterdam', 'Amsterdam', false],
  ['Silicon Valley2', 'silicon-valley2', 'Silicon Valley', false],
  ['Newport(Wales)', 'newport-wales', 'Newport(Wales)', false],
  ['Queretaro (Mexico)', 'queretaro-mexico', 'Queretaro (Mexico)', false],
  ['Washington DC Metro', 'washington-dc-metro', 'Washington DC', true],
])('%s has the key %s', (location, key, city, metro) => {
  expect([locationKey(location), cityOf(location), isMetro(location)]).toEqual([key, city, metro]);
});
