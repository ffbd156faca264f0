import { normalizeLocation } from './locations';

/** Where the lists below come from. Re-read the source before trusting an age of more than a year. */
export const ZONE_DATA_SOURCE = {
  source: 'MicrosoftDocs/azure-docs articles/reliability/regions-list.md at 04495fc0, with a newer Learn copy',
  date: '2025-03-21',
} as const;

/** Logical zones of a region; which physical zone each is differs between subscriptions. */
const THREE_ZONES = ['1', '2', '3'] as const;

const WITH_ZONES =
  'australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus eastasia eastus eastus2 ' +
  'francecentral germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest koreacentral ' +
  'mexicocentral newzealandnorth northeurope norwayeast polandcentral qatarcentral southafricanorth southcentralus ' +
  'southeastasia spaincentral swedencentral switzerlandnorth uaenorth uksouth westeurope westus2 westus3 ' +
  // National clouds: Learn, availability-zones-service-support; docs.azure.cn.
  'usgovvirginia chinanorth3';

const WITHOUT_ZONES =
  'australiacentral australiacentral2 australiasoutheast brazilsoutheast canadaeast francesouth germanynorth koreasouth ' +
  'northcentralus norwaywest southafricawest southindia switzerlandwest uaecentral ukwest westcentralus westindia westus ' +
  'chinaeast chinaeast2 chinanorth chinanorth2';

const zoned: ReadonlySet<string> = new Set(WITH_ZONES.split(' '));
const unzoned: ReadonlySet<string> = new Set(WITHOUT_ZONES.split(' '));

/** Programmatic names of all regions of the lists. */
export const REGIONS_BY_ZONES: readonly string[] = [...zoned, ...unzoned];

/**
 * The availability zones of an Azure region.
 *
 * @param location programmatic or display name: `westeurope`, `West Europe`.
 * @returns the zones; an empty list for a region known to have none; `undefined` for a region that the data does not
 * know, about which nothing may be assumed.
 */
export function zonesOf(location: string): readonly string[] | undefined {
  const name = normalizeLocation(location);
  if (zoned.has(name)) return THREE_ZONES;
  return unzoned.has(name) ? [] : undefined;
}
