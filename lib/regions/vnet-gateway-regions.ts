import { normalizeLocation } from './locations';

/** Where the list comes from. Regions are added now and then: re-read the page before trusting an age of half a year. */
export const VNET_DATA_GATEWAY_REGION_SOURCE = {
  source: 'MicrosoftDocs/data-integration vnet/create-data-gateways.md and vnet/data-gateway-faqs.yml at 2026-07-24',
  date: '2025-06-10',
} as const;

const PUBLIC =
  'australiaeast australiasoutheast brazilsouth canadacentral canadaeast centralindia centralus eastasia eastus eastus2 ' +
  'francecentral germanywestcentral indonesiacentral israelcentral italynorth japaneast koreacentral malaysiawest ' +
  'mexicocentral newzealandnorth northcentralus northeurope norwayeast polandcentral southafricanorth southcentralus ' +
  'southeastasia spaincentral swedencentral switzerlandnorth taiwannorth taiwannorthwest uaenorth uksouth ukwest ' +
  'westcentralus westeurope westus westus2 westus3';

/** Government: level 4 in Texas and Virginia, level 5 in DoD East. Level 2 has no VNet data gateways. */
const GOVERNMENT = 'usgovtexas usgovvirginia usdodeast';

/** Azure regions whose virtual networks can hold a VNet data gateway, by programmatic name. */
export const VNET_DATA_GATEWAY_REGIONS: readonly string[] = Object.freeze(`${PUBLIC} ${GOVERNMENT}`.split(' '));

const listed: ReadonlySet<string> = new Set(VNET_DATA_GATEWAY_REGIONS);

/**
 * Whether Microsoft lists a region for VNet data gateways.
 *
 * @param location programmatic or display name of the region.
 */
export function isVnetDataGatewayRegion(location: string): boolean {
  return listed.has(normalizeLocation(location));
}
