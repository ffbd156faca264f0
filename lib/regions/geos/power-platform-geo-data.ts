import { defined } from '../../common/defined';
import type { AdditionalRegion, AdditionalRegionUse, PowerPlatformGeoData } from './power-platform-geo-row';

export type * from './power-platform-geo-row';

/** The pages and answers that rows are from. */
const PAGES = {
  A: 'MicrosoftDocs/power-automate-docs regions-overview (2024-10-08)',
  B: 'MicrosoftDocs/power-platform vnet-support-overview (2026-01-06)',
  C: 'microsoft/PowerPlatform-EnterprisePolicies VnetValidations.ps1 (2026-05-13)',
  D: 'microsoft/terraform-provider-power-platform, answer of the BAP locations API (2024-09)',
  E: 'MicrosoftDocs/power-platform unified-environment-types-and-templates (2026-04-06)',
  F: 'microsoft/terraform-provider-power-platform, locations of the EU Data Boundary',
  H: 'Microsoft Copilot Studio data-location (2023-03-24)',
  I: 'MicrosoftDocs/power-platform guidance/expressroute (2021-06-30)',
  J: 'MicrosoftDocs/power-platform macro-regions (2026-05-27)',
} as const;

/** Where the rows come from. Re-read the pages before trusting an age of more than a year. */
export const POWER_PLATFORM_GEO_SOURCE = {
  source: [...Object.values(PAGES), 'MicrosoftDocs/power-platform new-datacenter-regions (hosts, 2022-02-23)'].join(
    '; ',
  ),
  date: '2026-11-21',
} as const;

/** Values of a row; `undefined` is unknown. */
type Values<T> = { readonly [K in keyof T]: T[K] | undefined };
type Names = 'key' | 'displayName' | 'cloud';
type More = Partial<Values<Omit<PowerPlatformGeoData, Names>>>;

/** A row, frozen; what is said as `undefined` is unknown, and left out. */
function geo(values: More & Pick<PowerPlatformGeoData, Names>): PowerPlatformGeoData {
  return Object.freeze(defined(values)) as PowerPlatformGeoData;
}

/** A row of the public cloud whose name in the API is its key, with its names, regions, area and pages. */
function row(
  names: string,
  displayName: string,
  regions: string,
  area: string,
  pages: string,
  more: More = {},
): PowerPlatformGeoData {
  const [key = '', geoCode, host] = names.split(' ').map((name) => (name === '?' ? undefined : name));
  return geo({
    key,
    displayName,
    cloud: 'public',
    bapName: key,
    geoCode,
    enterprisePolicyLocation: key,
    dataverseHost: host === undefined ? undefined : `${host}.dynamics.com`,
    azureRegions: list(regions),
    supportsVirtualNetworks: true,
    supportsExpressRoute: true,
    geopoliticalArea: area,
    sources: from(pages),
    confidence: 'high',
    ...more,
  });
}

function list(regions: string): readonly string[] {
  return Object.freeze(regions.split(' '));
}

function from(pages: string): readonly string[] {
  return Object.freeze(pages.split('').map((letter) => PAGES[letter as keyof typeof PAGES]));
}

/** Regions beside the pairs, by what they are for. */
function beside(regions: Partial<Record<AdditionalRegionUse, string>>): readonly AdditionalRegion[] {
  const entries = Object.entries(regions) as [AdditionalRegionUse, string][];
  return Object.freeze(
    entries.flatMap(([use, names]) => names.split(' ').map((region) => Object.freeze({ region, use }))),
  );
}

const medium = { confidence: 'medium' } as const;

/** The 25 geos. */
export const POWER_PLATFORM_GEO_DATA = Object.freeze({
  // Microsoft: environments also lie in the second pair; look at the environment itself.
  UNITED_STATES: row('unitedstates NA crm', 'United States', 'eastus westus', 'North America', 'ABCDEHI', {
    alternatePairs: Object.freeze([list('centralus eastus2')]),
    additionalRegions: beside({
      connectors: 'northcentralus southcentralus westus2 westus3',
      gateways: 'westcentralus',
    }),
  }),
  // Early-release geo: no page lists a host, a policy location or Virtual Network support of its own.
  UNITED_STATES_PREVIEW: row(
    'unitedstatesfirstrelease NA ?',
    'Preview (United States)',
    'eastus westus',
    'North America',
    'AD',
    {
      ...medium,
      enterprisePolicyLocation: undefined,
      supportsVirtualNetworks: undefined,
      remark: 'the page on regions has no row of its own for it, and treats it as United States',
    },
  ),
  CANADA: row('canada CAN crm3', 'Canada', 'canadacentral canadaeast', 'North America', 'ABCDEH'),
  SOUTH_AMERICA: row('southamerica SAM crm2', 'South America (Brazil)', 'brazilsouth', 'South America', 'ABCDEH', {
    enterprisePolicyLocation: 'brazil',
    additionalRegions: beside({ disasterRecovery: 'southcentralus' }),
    remark:
      'one region hosts it; for disaster recovery it may be replicated to southcentralus, which withRegions allows and a ' +
      'Premium circuit reaches',
  }),
  EUROPE: row('europe EMEA crm4', 'Europe', 'westeurope northeurope', 'Europe', 'ABCDEHI'),
  FRANCE: row('france FRA crm12', 'France', 'francecentral francesouth', 'Europe', 'ABCDEH'),
  GERMANY: row('germany GER crm16', 'Germany', 'germanywestcentral germanynorth', 'Europe', 'ABCD'),
  SWITZERLAND: row('switzerland CHE crm17', 'Switzerland', 'switzerlandnorth switzerlandwest', 'Europe', 'ABCDEH'),
  NORWAY: row('norway NOR crm19', 'Norway', 'norwayeast norwaywest', 'Europe', 'ABCDE'),
  SWEDEN: row('sweden SWE crm22', 'Sweden', 'swedencentral', 'Europe', 'BCDE', medium),
  ITALY: row('italy ? ?', 'Italy', 'italynorth', 'Europe', 'BCEF', medium),
  // In none of the lists of Virtual Network support.
  POLAND: row('poland ? ?', 'Poland', 'polandcentral', 'Europe', 'EFJ', {
    ...medium,
    enterprisePolicyLocation: undefined,
    supportsVirtualNetworks: false,
  }),
  UNITED_KINGDOM: row('unitedkingdom GBR crm11', 'United Kingdom', 'uksouth ukwest', 'Europe', 'ABCDEH', {
    enterprisePolicyLocation: 'uk',
  }),
  SOUTH_AFRICA: row(
    'southafrica ZAF crm14',
    'South Africa',
    'southafricanorth southafricawest',
    'South Africa',
    'ABCDE',
    {
      ...medium,
      remark: 'two pages name southafricanorth alone, the three that are about networks name both: both are allowed',
    },
  ),
  UNITED_ARAB_EMIRATES: row('unitedarabemirates UAE crm15', 'United Arab Emirates', 'uaenorth', 'UAE', 'ABCDE', {
    ...medium,
    enterprisePolicyLocation: 'uae',
    additionalRegions: beside({ formerPair: 'uaecentral' }),
    remark: 'the oldest page names uaecentral too, the newer ones do not: withHarmlessSupersets allows it as well',
  }),
  ASIA: row('asia APAC crm5', 'Asia (APAC)', 'eastasia southeastasia', 'Asia', 'ABCDEH'),
  // The validation table names it, the overview of Virtual Network support does not.
  SINGAPORE: row('singapore SGP crm20', 'Singapore', 'southeastasia', 'Asia', 'ACJ', {
    ...medium,
    bapName: undefined,
    additionalRegions: beside({ gateways: 'eastasia' }),
    remark: 'the page on gateways also names eastasia, which lies outside Singapore: withRegions allows it as well',
  }),
  AUSTRALIA: row('australia OCE crm6', 'Australia (Oceania)', 'australiaeast australiasoutheast', 'Oceania', 'ABCDEH', {
    additionalRegions: beside({ gateways: 'australiacentral' }),
  }),
  INDIA: row('india IND crm8', 'India', 'centralindia southindia', 'India', 'ABCDEH', {
    additionalRegions: beside({ gateways: 'westindia' }),
  }),
  JAPAN: row('japan JPN crm7', 'Japan', 'japaneast japanwest', 'Japan', 'ABCDEH'),
  // One page names Korea South alone.
  KOREA: row('korea KOR crm21', 'Korea', 'koreacentral koreasouth', 'South Korea', 'ABCD'),
  // No page names its Azure regions; ExpressRoute serves it through Azure Government.
  US_GOVERNMENT_GCC: geo({
    key: 'usgov-gcc',
    displayName: 'US Government (GCC)',
    cloud: 'gcc',
    dataverseHost: 'crm9.dynamics.com',
    derivedRegions: list('usgovvirginia usgovtexas'),
    supportsVirtualNetworks: false,
    supportsExpressRoute: true,
    geopoliticalArea: 'US Government cloud',
    sources: from('I'),
    confidence: 'low',
  }),
  US_GOVERNMENT_GCC_HIGH: geo({
    key: 'usgov-gcchigh',
    displayName: 'US Government (GCC High)',
    cloud: 'gccHigh',
    enterprisePolicyLocation: 'usgov',
    dataverseHost: 'crm.microsoftdynamics.us',
    azureRegions: list('usgovtexas usgovvirginia'),
    supportsVirtualNetworks: true,
    supportsExpressRoute: true,
    geopoliticalArea: 'US Government cloud',
    sources: from('BCI'),
    confidence: 'medium',
  }),
  // The validation table has a row for it; the overview says that it has no Virtual Network support. The guidance on
  // ExpressRoute names the two others of the government, and not this one.
  US_DEPARTMENT_OF_DEFENSE: geo({
    key: 'usgov-dod',
    displayName: 'US Department of Defense',
    cloud: 'dod',
    enterprisePolicyLocation: 'usdod',
    dataverseHost: 'crm.appsplatform.us',
    azureRegions: list('usdodeast usdodcentral'),
    supportsVirtualNetworks: false,
    geopoliticalArea: 'US Government cloud',
    sources: from('C'),
    confidence: 'medium',
  }),
  // ExpressRoute serves it through Azure China; no page names its Azure regions.
  CHINA: geo({
    key: 'china',
    displayName: 'China (operated by 21Vianet)',
    cloud: 'china',
    dataverseHost: 'crm.dynamics.cn',
    supportsExpressRoute: true,
    geopoliticalArea: 'China',
    sources: from('I'),
    confidence: 'unverified',
  }),
});
