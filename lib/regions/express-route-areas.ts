import { normalizeLocation } from './locations';

/** Where the areas come from. */
export const GEOPOLITICAL_AREA_SOURCE = {
  source: 'MicrosoftDocs/azure-docs includes/expressroute-azure-regions-geopolitical-region.md',
  date: '2024-04-05',
} as const;

/** ExpressRoute geopolitical areas, and the Azure regions that a Standard circuit of the area reaches. */
const AREAS: Readonly<Record<string, string>> = {
  Europe:
    'francecentral francesouth germanynorth germanywestcentral italynorth northeurope norwayeast norwaywest polandcentral ' +
    'swedencentral switzerlandnorth switzerlandwest uksouth ukwest westeurope',
  'North America':
    'eastus westus eastus2 westus2 westus3 centralus southcentralus northcentralus westcentralus canadacentral canadaeast',
  Asia: 'eastasia southeastasia',
  Oceania: 'australiaeast australiasoutheast',
  'Australia Government': 'australiacentral australiacentral2',
  India: 'westindia centralindia southindia',
  Japan: 'japaneast japanwest',
  'South Korea': 'koreacentral koreasouth',
  UAE: 'uaenorth uaecentral',
  'South Africa': 'southafricanorth southafricawest',
  'South America': 'brazilsouth',
  Israel: 'israelcentral',
  Qatar: 'qatarcentral',
  'US Government cloud': 'usgovarizona usgoviowa usgovvirginia usgovtexas usdodcentral usdodeast',
  'China East': 'chinaeast chinaeast2',
  'China North': 'chinanorth chinanorth2 chinanorth3',
};

const areaOf: ReadonlyMap<string, string> = new Map(
  Object.entries(AREAS).flatMap(([area, regions]) => regions.split(' ').map((region) => [region, area] as const)),
);

/**
 * The ExpressRoute geopolitical area that an Azure region lies in: a Standard circuit reaches the regions of its own area, a
 * Premium circuit those of all areas in its cloud.
 *
 * @param region programmatic or display name.
 * @returns nothing for a region that the page does not place (New Zealand North, and those that are newer).
 */
export function geopoliticalAreaOfRegion(region: string): string | undefined {
  return areaOf.get(normalizeLocation(region));
}
