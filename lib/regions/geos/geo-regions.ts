import { isList } from '../../common/shapes';
import type { AzureCloudName } from '../azure-clouds';
import { normalizeLocation } from '../locations';
import type { ServiceCloud } from '../service-clouds';
import type { AdditionalRegion, AdditionalRegionUse, PowerPlatformGeoData } from './power-platform-geo-row';

/** Which of a geo's pairs environments lie in. */
export type PairChoice = 'first' | 'second' | 'both';

/** Which regions of a geo a route leads to. */
export interface RegionChoice {
  /**
   * The pair.
   *
   * @default the first, with a warning where there is a second
   */
  readonly pair?: PairChoice;
  /** Whether all regions count that any page names for the geo. */
  readonly everyRegion: boolean;
  /** Whether former pairs count, which do no harm. */
  readonly supersets: boolean;
  /** Regions of `additionalRegions` that count as well. */
  readonly regions: readonly string[];
}

/** Why a region belongs to a geo. */
export type RegionRole = 'pair' | 'derived' | AdditionalRegionUse;

/** A region that a route leads to, and why. */
export interface ChosenRegion {
  /** Programmatic name: `westeurope`. */
  readonly region: string;
  /** What it is to the geo. */
  readonly role: RegionRole;
}

const CLOUDS: Readonly<Record<ServiceCloud, AzureCloudName>> = {
  public: 'AzureCloud',
  // MicrosoftDocs/power-platform, guidance/expressroute: GCC is reached through Azure Government too.
  gcc: 'AzureUSGovernment',
  gccHigh: 'AzureUSGovernment',
  dod: 'AzureUSGovernment',
  china: 'AzureChinaCloud',
};

/** The cloud whose ExpressRoute leads to a geo. */
export function routeCloudOf(geo: Pick<PowerPlatformGeoData, 'cloud'>): AzureCloudName {
  return CLOUDS[geo.cloud];
}

/** The regions of a choice, each once; none where the geo's regions are unknown. */
export function chooseRegions(geo: PowerPlatformGeoData, choice: RegionChoice): readonly ChosenRegion[] {
  const first = names(geo.azureRegions);
  const others = isList(geo.alternatePairs) ? geo.alternatePairs.map(names) : [];
  const beside = besideOf(geo.additionalRegions);
  const pairs =
    choice.everyRegion || choice.pair === 'both' ? [first, ...others] : [pairOf(first, others, choice.pair)];
  const wanted = choice.regions.map(normalizeLocation);
  const chosen: readonly ChosenRegion[] = [
    ...pairs.flat().map((region) => ({ region, role: 'pair' }) as const),
    ...(first.length === 0 ? names(geo.derivedRegions).map((region) => ({ region, role: 'derived' }) as const) : []),
    ...beside
      .filter(
        ({ region, use }) =>
          choice.everyRegion ||
          (choice.supersets && use === 'formerPair') ||
          wanted.includes(normalizeLocation(region)),
      )
      .map(({ region, use }) => ({ region: normalizeLocation(region), role: use })),
  ];
  return chosen.filter(({ region }, index) => chosen.findIndex((other) => other.region === region) === index);
}

function pairOf(
  first: readonly string[],
  others: readonly (readonly string[])[],
  pair: PairChoice | undefined,
): readonly string[] {
  return pair === 'second' ? (others[0] ?? []) : first;
}

/** A caller may have put in anything, here and below. */
function besideOf(regions: PowerPlatformGeoData['additionalRegions'] | null): readonly AdditionalRegion[] {
  return isList(regions)
    ? regions.filter((one: Partial<AdditionalRegion> | null) => typeof one?.region === 'string')
    : [];
}

function names(regions: unknown): readonly string[] {
  return Array.isArray(regions) ? regions.filter((name) => typeof name === 'string').map(normalizeLocation) : [];
}
