import type { Checks } from '../../common/checks';
import { chooseRegions, type ChosenRegion, type PairChoice, type RegionChoice } from './geo-regions';
import { isA } from '../../common/is-a';
import { normalizeLocation } from '../locations';
import type { PowerPlatformGeo } from './power-platform-geos';
import { RegionalCommunity } from '../communities/regional-community';

interface Choice extends Omit<RegionChoice, 'pair' | 'regions'> {
  readonly pair?: unknown;
  readonly regions: readonly unknown[];
  readonly communities: readonly unknown[];
}

const DEFAULT: Choice = { everyRegion: false, supersets: false, regions: [], communities: [] };

/**
 * What of a geo a route leads to: its regional pair, unless you choose otherwise. `PowerPlatformGeo` begins one by the same
 * methods, which can be combined.
 */
export class GeoRoute {
  /** The regional pair of a geo. */
  public static to(geo: PowerPlatformGeo): GeoRoute {
    return new GeoRoute(geo, DEFAULT);
  }

  private constructor(
    /** The geo. */
    public readonly geo: PowerPlatformGeo,
    private readonly choice: Choice,
  ) {
    Object.freeze(this);
  }

  /**
   * The pair that the environments lie in, where a geo has two (United States). `Get-EnvironmentRegion` of Power Platform's
   * diagnostics module tells.
   */
  public withPair(pair: PairChoice): GeoRoute {
    return this.but({ pair });
  }

  /** All Azure regions that any page names for the geo: both pairs, connectors, gateways, disaster recovery. */
  public allRegions(): GeoRoute {
    return this.but({ everyRegion: true });
  }

  /** Former pairs too, which do no harm (UAE Central); no change where a geo has none. */
  public withHarmlessSupersets(): GeoRoute {
    return this.but({ supersets: true });
  }

  /**
   * Some of the geo's `additionalRegions` too, such as the one that Brazil South replicates to.
   *
   * @param regions programmatic names of some of them.
   */
  public withRegions(regions: readonly string[]): GeoRoute {
    const more = Array.isArray(regions) ? (regions as readonly unknown[]) : [regions];
    return this.but({ regions: [...this.choice.regions, ...more] });
  }

  /**
   * A community for a region of the geo, where the page has none (Sweden, Italy, Poland) or an old one. Where the geo's regions
   * are unknown (China), its region counts as one of them.
   */
  public withCommunity(community: RegionalCommunity): GeoRoute {
    return this.but({ communities: [...this.choice.communities, community] });
  }

  /** The regions that are chosen, and why; those of `communities` are not among them. */
  public get regions(): readonly ChosenRegion[] {
    const { pair, everyRegion, supersets, regions } = this.choice;
    const chosen: RegionChoice = {
      ...(isPair(pair) ? { pair } : {}),
      everyRegion,
      supersets,
      regions: regions.filter((region) => typeof region === 'string'),
    };
    return chooseRegions(this.geo, chosen);
  }

  /** The communities that you gave. */
  public get communities(): readonly RegionalCommunity[] {
    return this.choice.communities.filter((community) => isA(RegionalCommunity, community));
  }

  /** Whether nobody said which of two pairs it is. */
  public get isPairOpen(): boolean {
    const { pair, everyRegion } = this.choice;
    return this.geo.pairs.length > 1 && this.geo.confidence !== 'given' && pair === undefined && !everyRegion;
  }

  /** For messages. */
  public toString(): string {
    return String(this.geo);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const { pair, regions, communities } = this.choice;
    const own = checks.within(property);
    if (pair !== undefined) this.checkPair(pair, own);
    regions.forEach((region, index) => {
      this.checkRegion(`regions[${String(index)}]`, region, own);
    });
    communities.forEach((community, index) => {
      checkWholeRegion(`communities[${String(index)}]`, community, own);
    });
  }

  private but(change: Partial<Choice>): GeoRoute {
    return new GeoRoute(this.geo, { ...this.choice, ...change });
  }

  private checkPair(pair: unknown, checks: Checks): void {
    const pairs = this.geo.pairs.map((regions) => regions.join(' and '));
    const names = ['first', 'second', 'both'] as const;
    if (!checks.oneOf('pair', pair, names, "Write it as in geo.withPair('second').")) return;
    if (pair === 'first' || pairs.length > 1) return;
    const fix = 'Leave withPair out.';
    checks.add({ property: 'pair', got: pair, allowed: `the one that ${this.geo.displayName} has`, fix });
  }

  private checkRegion(property: string, region: unknown, checks: Checks): void {
    const known = this.geo.additionalRegions?.map((additional) => additional.region) ?? [];
    if (typeof region === 'string' && known.includes(normalizeLocation(region))) return;
    const fix =
      'The pair is always part of a route. For a region that is not listed, read its community and use ' +
      'geo.withCommunity(RegionalCommunity.custom({ region, community, reason })).';
    const allowed =
      known.length === 0 ? `none, for ${this.geo.displayName} has no regions beside its pair` : known.join(', ');
    checks.add({ property, got: region, allowed, fix });
  }
}

function isPair(pair: unknown): pair is PairChoice {
  return pair === 'first' || pair === 'second' || pair === 'both';
}

/** Checks a community that is given for a region as a whole. */
export function checkWholeRegion(property: string, community: unknown, checks: Checks): boolean {
  if (!isA(RegionalCommunity, community)) {
    const fix =
      "Write it as in RegionalCommunity.custom({ region: 'swedencentral', community: '12076:51…', reason: '…' }).";
    checks.add({ property, got: community, allowed: 'a RegionalCommunity', fix });
    return false;
  }
  const before = checks.problems.length;
  community.check(property, checks);
  if (checks.problems.length > before) return false;
  if (community.kind === undefined || community.kind === 'microsoftPeering') return true;
  const allowed = 'the community of all addresses of the region';
  const fix =
    'It is of one service alone, and Power Platform needs the whole region: give the value that begins with 12076:51.';
  checks.add({ property, got: String(community), allowed, fix });
  return false;
}
