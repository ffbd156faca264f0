import type { Checks } from '../../common/checks';
import type { AzureCloudName } from '../azure-clouds';
import { standaloneChecks } from '../communities/bgp-community';
import { geopoliticalAreaOfRegion } from '../express-route-areas';
import { communitiesOfGeo, warningsOfGeo } from './geo-communities';
import { adviceOnGeoName } from '../geos/geo-name-advice';
import { routeCloudOf } from '../geos/geo-regions';
import { checkWholeRegion, GeoRoute } from '../geos/geo-route';
import { isA } from '../../common/is-a';
import { MacroRegion } from '../geos/macro-region';
import { communityBeside, notesOnOther, type OtherCommunity, warningsOnOther } from './other-communities';
import { PowerPlatformGeo } from '../geos/power-platform-geos';
import { routeDataWarnings } from './region-data-age';
import { RegionalCommunity } from '../communities/regional-community';
import { mergeCommunities, type RouteCommunity } from './route-communities';
import { ServiceCommunity } from '../communities/service-community';

/** What a route leads to: a geo as it is, or with choices of yours. */
export type RouteDestination = PowerPlatformGeo | GeoRoute;

/**
 * The way to Power Platform over ExpressRoute, as a route filter needs it. Power Platform has no BGP community of its own: a route
 * allows those of the Azure regions that host the geos of the environments (MicrosoftDocs/power-platform,
 * guidance/expressroute). So it is built from geos, and never from a list of values.
 *
 * What is wrong with it is reported by the construct that takes it. How many communities a route filter can hold is not
 * published.
 */
export class PowerPlatformRoute {
  /**
   * A route to the regional pairs of geos: `PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE])`, or, of a tenant in a macro
   * region, `PowerPlatformRoute.toGeos(MacroRegion.NORTH_AMERICA.geos)`. A geo can be named twice, with different pairs.
   */
  public static toGeos(geos: readonly RouteDestination[]): PowerPlatformRoute {
    return new PowerPlatformRoute(geos, [], []);
  }

  private constructor(
    private readonly given: unknown,
    private readonly handedIn: readonly unknown[],
    private readonly others: readonly unknown[],
  ) {
    Object.freeze(this);
  }

  /**
   * A community for a region that the page has none for, in all geos of the route that lie there. For a single geo there is
   * `geo.withCommunity`.
   */
  public withCommunity(community: RegionalCommunity): PowerPlatformRoute {
    return new PowerPlatformRoute(this.given, [...this.handedIn, community], this.others);
  }

  /**
   * Allows services, or parts of regions, beside the geos: a peering has one route filter, and a filter one rule, so everything that
   * shall come over the peering is in it.
   */
  public alsoAllowing(communities: readonly OtherCommunity[]): PowerPlatformRoute {
    const more = Array.isArray(communities) ? (communities as readonly unknown[]) : [communities];
    return new PowerPlatformRoute(this.given, this.handedIn, [...this.others, ...more]);
  }

  /**
   * The communities, each once, sorted by value.
   *
   * @throws DataGatewayError with all that is wrong with the route.
   */
  public get communities(): readonly RouteCommunity[] {
    const checks = standaloneChecks();
    const found = this.collect('', checks);
    checks.throwIfAny('PowerPlatformRoute');
    return found;
  }

  /**
   * The values, each once, sorted: what a route filter takes.
   *
   * @throws DataGatewayError with all that is wrong with the route.
   */
  public get communityValues(): readonly string[] {
    return this.communities.map(({ value }) => value);
  }

  /** The geos that it leads to, each once, by name. */
  public get geos(): readonly PowerPlatformGeo[] {
    const byName = new Map(this.destinations.map(({ geo }) => [geo.displayName, geo]));
    return [...byName.values()].sort((one, other) => (one.displayName < other.displayName ? -1 : 1));
  }

  /**
   * The Azure cloud whose ExpressRoute carries it.
   *
   * @throws DataGatewayError with all that is wrong with the route.
   */
  public get azureCloud(): AzureCloudName {
    return this.communities[0]?.azureCloud ?? 'AzureCloud';
  }

  /**
   * ExpressRoute geopolitical areas of its regions, sorted: a Standard circuit serves one. Regions whose area no page names
   * (those that are new) are left out.
   *
   * @throws DataGatewayError with all that is wrong with the route.
   */
  public get geopoliticalAreas(): readonly string[] {
    const areas = this.communities.flatMap(({ region }) => geopoliticalAreaOfRegion(region ?? '') ?? []);
    return [...new Set(areas)].sort();
  }

  /** What nobody has decided or verified, for a warning at synthesis. */
  public get warnings(): readonly string[] {
    const ofGeos = this.destinations.flatMap((destination) => warningsOfGeo(destination));
    return [...new Set([...ofGeos, ...this.others.flatMap(warningsOnOther)])];
  }

  /** What Microsoft's pages say, or differ in, about its geos and services. */
  public get notes(): readonly string[] {
    const notes = this.destinations.flatMap(({ geo }) =>
      geo.remark === undefined || geo.confidence === 'given' ? [] : [`${geo.displayName}: ${geo.remark}.`],
    );
    return [...new Set([...notes, ...this.others.flatMap(notesOnOther)])];
  }

  /** The warnings, and one for each part of the data that is more than a year older than `today`. */
  public warningsAt(today: Date): readonly string[] {
    return [...this.warnings, ...routeDataWarnings(today)];
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    this.collect(`${property}.`, checks);
  }

  private get list(): readonly unknown[] {
    return Array.isArray(this.given) ? (this.given as readonly unknown[]) : [];
  }

  private get destinations(): readonly GeoRoute[] {
    return this.list.flatMap((one) => destinationOf(one) ?? []).map((destination) => this.withHandedIn(destination));
  }

  private withHandedIn(destination: GeoRoute): GeoRoute {
    return this.handedIn
      .filter((community) => isA(RegionalCommunity, community))
      .filter((community) => liesIn(community, destination))
      .reduce((route, community) => route.withCommunity(community), destination);
  }

  private collect(prefix: string, checks: Checks): readonly RouteCommunity[] {
    if (this.list.length === 0) {
      const fix = 'Write it as in PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]).';
      checks.add({
        property: `${prefix}geos`,
        got: isDestination(this.given) ? String(this.given) : this.given,
        allowed: 'an array of one geo or more',
        fix,
      });
    }
    const wrong = this.checkHandedIn(prefix, checks);
    const ofGeos = this.list.flatMap((one, index) => {
      const property = `${prefix}geos[${String(index)}]`;
      const destination = destinationOf(one);
      if (destination === undefined) reportStranger(property, one, checks);
      // What is wrong with a community is said once, and not again by the geos that need it.
      if (destination === undefined || wrong.some((community) => liesIn(community, destination))) return [];
      return communitiesOfGeo(property, this.withHandedIn(destination), checks);
    });
    const clouds = this.checkClouds(`${prefix}geos`, checks);
    const beside = this.others.flatMap(
      (other, index) => communityBeside(`${prefix}alsoAllowing[${String(index)}]`, other, clouds, checks) ?? [],
    );
    return mergeCommunities([...ofGeos, ...beside]);
  }

  /** Checks the communities for all geos, and returns those that are wrong. */
  private checkHandedIn(prefix: string, checks: Checks): readonly RegionalCommunity[] {
    return this.handedIn.flatMap((community, index) => {
      const property = `${prefix}communities[${String(index)}]`;
      if (!checkWholeRegion(property, community, checks)) return isA(RegionalCommunity, community) ? [community] : [];
      if (!isA(RegionalCommunity, community)) return [];
      if (this.destinations.some((destination) => liesIn(community, destination))) return [];
      const fix = 'Give it to the geo that it is for: geo.withCommunity(…).';
      const allowed = 'a region that hosts one of the geos';
      checks.add({ property, got: community.region, allowed, fix });
      return [community];
    });
  }

  private checkClouds(property: string, checks: Checks): readonly AzureCloudName[] {
    const geos = this.destinations.map(({ geo }) => geo);
    const clouds = [...new Set(geos.map(routeCloudOf))];
    if (clouds.length > 1) {
      const got = clouds.map((cloud) => {
        const [first, ...more] = geos.filter((geo) => routeCloudOf(geo) === cloud);
        return `${cloud}: ${String(first)}${more.length === 0 ? '' : ` and ${String(more.length)} more`}`;
      });
      const fix = 'A circuit reaches the addresses of its own cloud alone: make a route, and a circuit, for each.';
      checks.add({ property, got: got.join(', '), allowed: 'geos of one Azure cloud', fix });
    }
    return clouds;
  }
}

function isDestination(one: unknown): boolean {
  return isA(PowerPlatformGeo, one) || isA(GeoRoute, one);
}

function destinationOf(one: unknown): GeoRoute | undefined {
  if (isA(PowerPlatformGeo, one)) return GeoRoute.to(one);
  return isA(GeoRoute, one) && isA(PowerPlatformGeo, one.geo) ? one : undefined;
}

function liesIn({ region }: RegionalCommunity, destination: GeoRoute): boolean {
  return destination.regions.some((chosen) => chosen.region === region);
}

function reportStranger(property: string, one: unknown, checks: Checks): void {
  const report = (got: unknown, fix: string): void => {
    checks.add({ property, got, allowed: 'a PowerPlatformGeo, or what its methods make of it', fix });
  };
  if (isA(MacroRegion, one)) {
    report(
      one.name,
      'It is a list of geos: PowerPlatformRoute.toGeos(macroRegion.geos), or ...macroRegion.geos beside others.',
    );
  } else if (isA(RegionalCommunity, one) || isA(ServiceCommunity, one)) {
    report(
      String(one),
      'A community goes with its geo, geo.withCommunity(…), or beside the geos: route.alsoAllowing([…]).',
    );
  } else if (Array.isArray(one))
    report('an array in the array', 'Spread the list: [...geos, PowerPlatformGeo.EUROPE].');
  else report(one, adviceOnStranger(one));
}

function adviceOnStranger(one: unknown): string {
  if (typeof one !== 'string') return adviceOnGeoName(one, []);
  if (PowerPlatformGeo.find(one) !== undefined) return `Use PowerPlatformGeo.named('${one}').`;
  return adviceOnGeoName(one, PowerPlatformGeo.hostedIn(one).map(String));
}
