import type { AzureCloudName } from '../../regions/azure-clouds';
import { normalizeLocation } from '../../regions/locations';
import { cityOf, isMetro } from './peering-locations';

/** Where the list below comes from. */
export const LOCAL_REGION_SOURCE = {
  source: 'MicrosoftDocs/azure-docs articles/expressroute/expressroute-locations-providers.md',
  date: '2026-04-28',
} as const;

/**
 * The regions that a Local circuit reaches, by city: all sites of a city have the same ones (MicrosoftDocs/azure-docs,
 * expressroute-locations-providers, 2026-04-28). Cities that are missing offer no Local circuits.
 */
const PUBLIC = `
Abu Dhabi: uaecentral
Amsterdam: westeurope
Auckland: newzealandnorth
Berlin: germanynorth
Busan: koreasouth
Campinas: brazilsouth
Canberra: australiacentral
Canberra2: australiacentral2
Cape Town: southafricawest
Chennai: southindia
Chicago: northcentralus
Denver: westcentralus
Doha: qatarcentral
Dubai: uaenorth
Dublin: northeurope
Frankfurt: germanywestcentral
Geneva: switzerlandwest
Hong Kong: eastasia
Jakarta: indonesiacentral
Johannesburg: southafricanorth
Kuala Lumpur: malaysiawest
London: uksouth
Madrid: spaincentral
Marseille: francesouth
Melbourne: australiasoutheast
Milan: italynorth
Mumbai: westindia
Newport(Wales): ukwest
Osaka: japanwest
Oslo: norwayeast
Paris: francecentral
Phoenix: westus3
Portland: westus2
Pune: centralindia
Quebec City: canadaeast
Queretaro(Mexico): mexicocentral
Quincy: westus2
Rio de Janeiro: brazilsoutheast
San Antonio: southcentralus
Sao Paulo: brazilsouth
Seattle: westus2
Seoul: koreacentral
Silicon Valley: westus
Singapore: southeastasia
Stavanger: norwaywest
Stockholm: swedencentral
Sydney: australiaeast
Taipei: taiwannorth
Tel Aviv: israelcentral
Tokyo: japaneast
Toronto: canadacentral
Warsaw: polandcentral
Washington DC: eastus eastus2
Zurich: switzerlandnorth
`;

const GOVERNMENT = `
Phoenix: usgovarizona
San Antonio: usgovtexas
Washington DC: usdodeast usgovvirginia
`;

const LISTS: ReadonlyMap<AzureCloudName, ReadonlyMap<string, readonly string[]>> = new Map([
  ['AzureCloud', table(PUBLIC)],
  ['AzureUSGovernment', table(GOVERNMENT)],
]);

/**
 * The regions that a Local circuit in a peering location reaches; none where no Local circuits are known, which is so for
 * metros.
 */
export function localRegionsOf(peeringLocation: string, cloud: AzureCloudName): readonly string[] {
  if (isMetro(peeringLocation)) return [];
  const list = LISTS.get(cloud);
  return list?.get(normalizeLocation(peeringLocation)) ?? list?.get(normalizeLocation(cityOf(peeringLocation))) ?? [];
}

function table(text: string): ReadonlyMap<string, readonly string[]> {
  const rows = text.trim().split('\n');
  return new Map(
    rows.map((row) => {
      const [city = '', regions = ''] = row.split(': ');
      return [normalizeLocation(city), regions.split(' ')] as const;
    }),
  );
}
