/** Cloud that a geo belongs to, as Power Platform names them. */
export type PowerPlatformCloud = 'public' | 'gcc' | 'gcchigh' | 'dod' | 'china';

/**
 * How sure the row of a geo is: `high` where Microsoft's pages agree, `medium` where they differ or one is silent, `low` where
 * what could be read is derived, `unverified` where nothing could be read, `given` where the values are yours.
 */
export type GeoConfidence = 'high' | 'medium' | 'low' | 'unverified' | 'given';

/** What is known of a geo. What is unknown is left out, and never guessed. */
export interface PowerPlatformGeoData {
  /** Name that no other geo has, in lower case: `europe`, `usgov-gcchigh`. */
  readonly key: string;
  /** Name that people read. */
  readonly displayName: string;
  /** Cloud that it belongs to. */
  readonly cloud: PowerPlatformCloud;
  /**
   * Name in the API of the admin center (BAP): `unitedkingdom`.
   *
   * @default unknown
   */
  readonly bapName?: string;
  /**
   * Code of the geo: `EMEA`.
   *
   * @default unknown
   */
  readonly geoCode?: string;
  /**
   * Location of an enterprise policy, which differs from the name in the API at times: `uk`.
   *
   * @default unknown, or there is none
   */
  readonly enterprisePolicyLocation?: string;
  /**
   * What the host name of an environment ends in: `crm4.dynamics.com`.
   *
   * @default unknown
   */
  readonly dataverseHost?: string;
  /**
   * Azure regions that host it: its pair, or the one that there is.
   *
   * @default unknown
   */
  readonly azureRegions?: readonly string[];
  /**
   * Other pairs that environments of the geo may lie in.
   *
   * @default none
   */
  readonly alternatePairs?: readonly (readonly string[])[];
  /**
   * Whether it has Virtual Network support (enterprise policies).
   *
   * @default unknown
   */
  readonly supportsVirtualNetworks?: boolean;
  /** How sure the row is. */
  readonly confidence: GeoConfidence;
}

/** Where the rows come from. Re-read the pages before trusting an age of more than a year. */
export const POWER_PLATFORM_GEO_SOURCE = {
  source:
    'microsoft/PowerPlatform-EnterprisePolicies VnetValidations.ps1 (2026-05-13); MicrosoftDocs/power-platform ' +
    'vnet-support-overview (2026-01-06), new-datacenter-regions, unified-environment-types-and-templates (2026-04-06); ' +
    'MicrosoftDocs/power-automate-docs regions-overview (2024-10-08); answer of the BAP locations API (2024-09)',
  date: '2026-11-21',
} as const;

/** A row of the public cloud whose name in the API is its key. */
function row(
  key: string,
  displayName: string,
  geoCode: string | undefined,
  dataverseHost: string | undefined,
  azureRegions: string,
  more: Partial<PowerPlatformGeoData> = {},
): PowerPlatformGeoData {
  return Object.freeze({
    key,
    displayName,
    cloud: 'public',
    bapName: key,
    ...(geoCode === undefined ? {} : { geoCode }),
    enterprisePolicyLocation: key,
    ...(dataverseHost === undefined ? {} : { dataverseHost: `${dataverseHost}.dynamics.com` }),
    azureRegions: Object.freeze(azureRegions.split(' ')),
    supportsVirtualNetworks: true,
    confidence: 'high',
    ...more,
  });
}

/** A row of another cloud, whose name in the API could not be read. */
function sovereign(values: PowerPlatformGeoData): PowerPlatformGeoData {
  return Object.freeze(values);
}

/** A row without the values that nobody has published for it. */
function without(values: PowerPlatformGeoData, ...unknown: (keyof PowerPlatformGeoData)[]): PowerPlatformGeoData {
  const known = Object.entries(values).filter(([name]) => !unknown.includes(name as keyof PowerPlatformGeoData));
  return Object.freeze(Object.fromEntries(known)) as unknown as PowerPlatformGeoData;
}

const medium = { confidence: 'medium' } as const;

/** The 25 geos. */
export const POWER_PLATFORM_GEO_DATA = Object.freeze({
  // Microsoft: environments also lie in the second pair; look at the environment itself.
  UNITED_STATES: row('unitedstates', 'United States', 'NA', 'crm', 'eastus westus', {
    alternatePairs: Object.freeze([Object.freeze(['centralus', 'eastus2'])]),
  }),
  // Early-release geo: no page lists a host, a policy location or Virtual Network support of its own.
  UNITED_STATES_PREVIEW: without(
    row('unitedstatesfirstrelease', 'Preview (United States)', 'NA', undefined, 'eastus westus', medium),
    'enterprisePolicyLocation',
    'supportsVirtualNetworks',
  ),
  CANADA: row('canada', 'Canada', 'CAN', 'crm3', 'canadacentral canadaeast'),
  SOUTH_AMERICA: row('southamerica', 'South America (Brazil)', 'SAM', 'crm2', 'brazilsouth', {
    enterprisePolicyLocation: 'brazil',
  }),
  EUROPE: row('europe', 'Europe', 'EMEA', 'crm4', 'westeurope northeurope'),
  FRANCE: row('france', 'France', 'FRA', 'crm12', 'francecentral francesouth'),
  GERMANY: row('germany', 'Germany', 'GER', 'crm16', 'germanywestcentral germanynorth'),
  SWITZERLAND: row('switzerland', 'Switzerland', 'CHE', 'crm17', 'switzerlandnorth switzerlandwest'),
  NORWAY: row('norway', 'Norway', 'NOR', 'crm19', 'norwayeast norwaywest'),
  SWEDEN: row('sweden', 'Sweden', 'SWE', 'crm22', 'swedencentral', medium),
  ITALY: row('italy', 'Italy', undefined, undefined, 'italynorth', medium),
  // In none of the lists of Virtual Network support.
  POLAND: without(
    row('poland', 'Poland', undefined, undefined, 'polandcentral', { ...medium, supportsVirtualNetworks: false }),
    'enterprisePolicyLocation',
  ),
  UNITED_KINGDOM: row('unitedkingdom', 'United Kingdom', 'GBR', 'crm11', 'uksouth ukwest', {
    enterprisePolicyLocation: 'uk',
  }),
  // Two pages name the north alone; the three that are about networks name both.
  SOUTH_AFRICA: row('southafrica', 'South Africa', 'ZAF', 'crm14', 'southafricanorth southafricawest', medium),
  // The oldest page names UAE Central too, the newer ones do not.
  UNITED_ARAB_EMIRATES: row('unitedarabemirates', 'United Arab Emirates', 'UAE', 'crm15', 'uaenorth', {
    ...medium,
    enterprisePolicyLocation: 'uae',
  }),
  ASIA: row('asia', 'Asia (APAC)', 'APAC', 'crm5', 'eastasia southeastasia'),
  // The validation table names it, the overview of Virtual Network support does not.
  SINGAPORE: without(row('singapore', 'Singapore', 'SGP', 'crm20', 'southeastasia', medium), 'bapName'),
  AUSTRALIA: row('australia', 'Australia (Oceania)', 'OCE', 'crm6', 'australiaeast australiasoutheast'),
  INDIA: row('india', 'India', 'IND', 'crm8', 'centralindia southindia'),
  JAPAN: row('japan', 'Japan', 'JPN', 'crm7', 'japaneast japanwest'),
  KOREA: row('korea', 'Korea', 'KOR', 'crm21', 'koreacentral koreasouth'),
  // No page names its Azure regions.
  US_GOVERNMENT_GCC: sovereign({
    key: 'usgov-gcc',
    displayName: 'US Government (GCC)',
    cloud: 'gcc',
    dataverseHost: 'crm9.dynamics.com',
    supportsVirtualNetworks: false,
    confidence: 'low',
  }),
  US_GOVERNMENT_GCC_HIGH: sovereign({
    key: 'usgov-gcchigh',
    displayName: 'US Government (GCC High)',
    cloud: 'gcchigh',
    enterprisePolicyLocation: 'usgov',
    dataverseHost: 'crm.microsoftdynamics.us',
    azureRegions: Object.freeze(['usgovtexas', 'usgovvirginia']),
    supportsVirtualNetworks: true,
    confidence: 'medium',
  }),
  // The validation table has a row for it; the overview says that it has no Virtual Network support.
  US_DEPARTMENT_OF_DEFENSE: sovereign({
    key: 'usgov-dod',
    displayName: 'US Department of Defense',
    cloud: 'dod',
    enterprisePolicyLocation: 'usdod',
    dataverseHost: 'crm.appsplatform.us',
    azureRegions: Object.freeze(['usdodeast', 'usdodcentral']),
    supportsVirtualNetworks: false,
    confidence: 'medium',
  }),
  CHINA: sovereign({
    key: 'china',
    displayName: 'China (operated by 21Vianet)',
    cloud: 'china',
    dataverseHost: 'crm.dynamics.cn',
    confidence: 'unverified',
  }),
});
