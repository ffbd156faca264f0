import type { AzureCloudName } from '../azure-clouds';
import { geopoliticalAreaOfRegion } from '../express-route-areas';
import { normalizeLocation } from '../locations';

/** Where the values come from. Azure gains regions between two editions: the live list knows more than the page. */
export const REGIONAL_COMMUNITY_SOURCE = {
  source: 'MicrosoftDocs/azure-docs articles/expressroute/expressroute-routing.md',
  page: 'https://learn.microsoft.com/azure/expressroute/expressroute-routing#bgp',
  date: '2026-03-12',
} as const;

/**
 * What the addresses behind a BGP community of a region are of: everything public (`microsoftPeering`), one service alone
 * (`storage`, `sql`, `cosmosDb`, `backup`), or virtual networks (`privatePeering`, which no route filter carries).
 */
export type CommunityKind = 'privatePeering' | 'microsoftPeering' | 'storage' | 'sql' | 'cosmosDb' | 'backup';

/** The BGP communities of one Azure region. */
export interface RegionCommunities {
  /** Programmatic name: `westeurope`. */
  readonly region: string;
  /** Name that people read: `West Europe`. */
  readonly displayName: string;
  /** Cloud that the region belongs to. */
  readonly azureCloud: AzureCloudName;
  /**
   * ExpressRoute geopolitical area that it lies in: `Europe`.
   *
   * @default unknown
   */
  readonly geopoliticalArea?: string;
  /** All its public addresses: the value of a route filter. */
  readonly microsoftPeering: string;
  /**
   * Its virtual networks; only seen on private peering.
   *
   * @default not published, as in the national clouds
   */
  readonly privatePeering?: string;
  /**
   * Azure Storage alone.
   *
   * @default not published, as in the national clouds
   */
  readonly storage?: string;
  /**
   * Azure SQL alone.
   *
   * @default not published, as in the national clouds
   */
  readonly sql?: string;
  /**
   * Cosmos DB alone.
   *
   * @default not published, as in the national clouds
   */
  readonly cosmosDb?: string;
  /**
   * Azure Backup alone.
   *
   * @default not published, as in the national clouds
   */
  readonly backup?: string;
}

/** The two digits before those of the region: the page holds to it in every row of the public cloud. */
export const COMMUNITY_KIND_DIGITS: Readonly<Record<CommunityKind, string>> = Object.freeze({
  privatePeering: '50',
  microsoftPeering: '51',
  storage: '52',
  sql: '53',
  cosmosDb: '54',
  backup: '55',
});

/** Public cloud: the last three digits, which all communities of a region share. */
const PUBLIC: readonly (readonly [displayName: string, digits: string])[] = [
  ['East US', '004'],
  ['East US 2', '005'],
  ['West US', '006'],
  ['West US 2', '026'],
  ['West US 3', '044'],
  ['West Central US', '027'],
  ['North Central US', '007'],
  ['South Central US', '008'],
  ['Central US', '009'],
  ['Canada Central', '020'],
  ['Canada East', '021'],
  ['Brazil South', '014'],
  ['North Europe', '003'],
  ['West Europe', '002'],
  ['UK South', '024'],
  ['UK West', '025'],
  ['France Central', '030'],
  ['France South', '031'],
  ['Switzerland North', '038'],
  ['Switzerland West', '039'],
  ['Germany North', '040'],
  ['Germany West Central', '041'],
  ['Norway East', '042'],
  ['Norway West', '043'],
  ['East Asia', '010'],
  ['Southeast Asia', '011'],
  ['Japan East', '012'],
  ['Japan West', '013'],
  ['Australia East', '015'],
  ['Australia Southeast', '016'],
  ['Australia Central', '032'],
  ['Australia Central 2', '033'],
  ['South India', '019'],
  ['West India', '018'],
  ['Central India', '017'],
  ['Korea South', '028'],
  ['Korea Central', '029'],
  ['New Zealand North', '059'],
  ['South Africa North', '034'],
  ['South Africa West', '035'],
  ['UAE North', '036'],
  ['UAE Central', '037'],
];

/** National clouds: one value a region. */
const NATIONAL: readonly (readonly [displayName: string, cloud: AzureCloudName, community: string])[] = [
  ['US Gov Arizona', 'AzureUSGovernment', '12076:51106'],
  ['US Gov Iowa', 'AzureUSGovernment', '12076:51109'],
  ['US Gov Virginia', 'AzureUSGovernment', '12076:51105'],
  ['US Gov Texas', 'AzureUSGovernment', '12076:51108'],
  ['US DoD Central', 'AzureUSGovernment', '12076:51209'],
  ['US DoD East', 'AzureUSGovernment', '12076:51205'],
  ['China North', 'AzureChinaCloud', '12076:51301'],
  ['China East', 'AzureChinaCloud', '12076:51302'],
  ['China East 2', 'AzureChinaCloud', '12076:51303'],
  ['China North 2', 'AzureChinaCloud', '12076:51304'],
  ['China North 3', 'AzureChinaCloud', '12076:51305'],
];

function publicRow(displayName: string, digits: string): RegionCommunities {
  const entries = Object.entries(COMMUNITY_KIND_DIGITS).map(([kind, kindDigits]) => [
    kind,
    `12076:${kindDigits}${digits}`,
  ]);
  const values = Object.fromEntries(entries) as Record<CommunityKind, string>;
  return Object.freeze({ ...place(displayName), azureCloud: 'AzureCloud', ...values });
}

function place(displayName: string): Pick<RegionCommunities, 'region' | 'displayName' | 'geopoliticalArea'> {
  const region = normalizeLocation(displayName);
  const geopoliticalArea = geopoliticalAreaOfRegion(region);
  return { region, displayName, ...(geopoliticalArea === undefined ? {} : { geopoliticalArea }) };
}

/** The regions that Microsoft publishes communities for: 42 of the public cloud, 11 of the national clouds. */
export const REGIONAL_COMMUNITIES: readonly RegionCommunities[] = Object.freeze([
  ...PUBLIC.map(([displayName, digits]) => publicRow(displayName, digits)),
  ...NATIONAL.map(([displayName, azureCloud, microsoftPeering]) =>
    Object.freeze({ ...place(displayName), azureCloud, microsoftPeering }),
  ),
]);

/** Azure regions that the page has no row for. Their values are UNVERIFIED: read them from the live list. */
export const REGIONS_WITHOUT_COMMUNITY: readonly string[] = Object.freeze(
  (
    'swedencentral swedensouth polandcentral italynorth israelcentral qatarcentral spaincentral mexicocentral ' +
    'malaysiawest indonesiacentral austriaeast belgiumcentral chilecentral brazilsoutheast jioindiawest ' +
    'jioindiacentral taiwannorth taiwannorthwest'
  ).split(' '),
);

const byRegion: ReadonlyMap<string, RegionCommunities> = new Map(REGIONAL_COMMUNITIES.map((row) => [row.region, row]));

/**
 * The communities of an Azure region; nothing where none are published.
 *
 * @param region programmatic or display name.
 */
export function communitiesOf(region: string): RegionCommunities | undefined {
  return byRegion.get(normalizeLocation(region));
}

/**
 * Whose community a value is; nothing where no row has it.
 *
 * @param value `12076:51002`.
 */
export function regionOfCommunity(value: string):
  | {
      /** The region, with all of its communities. */
      readonly row: RegionCommunities;
      /** Which of them the value is. */
      readonly kind: CommunityKind;
    }
  | undefined {
  for (const row of REGIONAL_COMMUNITIES) {
    for (const kind of Object.keys(COMMUNITY_KIND_DIGITS) as CommunityKind[]) {
      if (row[kind] === value) return { row, kind };
    }
  }
  return undefined;
}
