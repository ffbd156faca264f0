import type { Checks } from '../../common/checks';
import { azureCloudOf } from '../azure-clouds';
import { READ_LIVE_LIST } from '../communities/bgp-community';
import { geopoliticalAreaOfRegion } from '../express-route-areas';
import { type ChosenRegion, type RegionRole, routeCloudOf } from '../geos/geo-regions';
import type { GeoRoute } from '../geos/geo-route';
import type { PowerPlatformGeo } from '../geos/power-platform-geos';
import { RegionalCommunity } from '../communities/regional-community';
import { communitiesOf, REGIONAL_COMMUNITY_SOURCE } from '../communities/regional-community-data';
import type { RouteCommunity } from './route-communities';

const REASONS: Readonly<Record<RegionRole, string>> = {
  pair: 'hosts',
  derived: 'may host',
  connectors: 'connectors of',
  gateways: 'gateways of',
  disasterRecovery: 'disaster recovery of',
  formerPair: 'former pair of',
};

/** How to give a community that the page does not have. */
function handIn(region = '…'): string {
  return `hand it in: geo.withCommunity(RegionalCommunity.custom({ region: '${region}', community: '12076:51…', reason: '…' }))`;
}

/** The communities of a geo as a route leads to it. Reports what is missing; never guesses. */
export function communitiesOfGeo(property: string, route: GeoRoute, checks: Checks): readonly RouteCommunity[] {
  const before = checks.problems.length;
  route.check(property, checks);
  checkGeo(property, route.geo, checks);
  if (checks.problems.length > before) return [];
  checkConflicts(property, route, checks);
  const regions = regionsOf(route);
  if (!checkKnown(property, route, regions, checks)) return [];
  return regions.flatMap(({ region, role }) => communityOf(route, region, role) ?? []);
}

/** What to know about a geo's part of a route, and nobody has decided. */
export function warningsOfGeo(route: GeoRoute): readonly string[] {
  const { geo } = route;
  const regions = regionsOf(route);
  return [
    ...warnOfPair(route),
    ...regions.flatMap(({ role }) => (role === 'derived' ? [warningOnDerived(geo)] : [])).slice(0, 1),
    ...warnOfAreas(geo, regions),
    ...route.communities.flatMap((community) => warnOfCommunity(route, community)),
  ];
}

/** The chosen regions, and those that come with a community of one's own. */
function regionsOf(route: GeoRoute): readonly ChosenRegion[] {
  const given = [...new Set(route.communities.map(({ region }) => region))];
  const chosen = route.regions.map(({ region, role }): ChosenRegion => {
    // What was derived is known once somebody has looked.
    return { region, role: role === 'derived' && given.includes(region) ? 'pair' : role };
  });
  const added = given.filter((region) => !chosen.some((one) => one.region === region));
  return [...chosen, ...added.map((region) => ({ region, role: 'pair' }) as const)];
}

function communityOf(route: GeoRoute, region: string, role: RegionRole): RouteCommunity | undefined {
  const given = route.communities.find((community) => community.region === region);
  if (given === undefined && communitiesOf(region) === undefined) return undefined;
  const { value, name, azureCloud, source } = given ?? RegionalCommunity.of(region);
  const { displayName } = route.geo;
  return { value, name, region, azureCloud, geos: [displayName], reason: `${REASONS[role]} ${displayName}`, source };
}

/** Values that a caller may have put in with `geo.with`. */
function checkGeo(property: string, geo: PowerPlatformGeo, checks: Checks): void {
  const own = checks.within(property);
  const { azureRegions, alternatePairs, supportsExpressRoute } = geo;
  own.flag('supportsExpressRoute', supportsExpressRoute, 'Leave it out where nobody knows.');
  const cloud = routeCloudOf(geo);
  const allowed = `names of Azure regions in ${cloud}`;
  if (azureRegions !== undefined && !isPairIn(cloud, azureRegions)) {
    const fix = "Write them as in geo.with({ azureRegions: ['region1', 'region2'] }).";
    own.add({ property: 'azureRegions', got: azureRegions, allowed, fix });
  }
  if (alternatePairs === undefined) return;
  if (Array.isArray(alternatePairs) && alternatePairs.every((pair) => isPairIn(cloud, pair))) return;
  const fix = "Write them as in geo.with({ alternatePairs: [['region1', 'region2']] }).";
  own.add({ property: 'alternatePairs', got: alternatePairs, allowed: `lists of ${allowed}`, fix });
}

function isPairIn(cloud: string, pair: unknown): boolean {
  const isGood = (region: unknown): boolean =>
    typeof region === 'string' && /^[A-Za-z][A-Za-z0-9 ]+$/.test(region) && azureCloudOf(region).name === cloud;
  return Array.isArray(pair) && pair.length > 0 && pair.every(isGood);
}

function checkConflicts(property: string, { communities, geo }: GeoRoute, checks: Checks): void {
  const cloud = routeCloudOf(geo);
  communities.forEach((community, index) => {
    const own = `${property}.communities[${String(index)}]`;
    const { region, value } = community;
    const other = communities.find((one) => one.region === region);
    if (other !== undefined && other.value !== value) {
      const allowed = `one community for ${region}, which has ${other.value} already`;
      checks.add({ property: own, got: value, allowed, fix: 'Remove the one that is wrong.' });
    }
    if (community.azureCloud === cloud) return;
    const fix = `${geo.displayName} is reached by ExpressRoute of that cloud alone.`;
    checks.add({ property: own, got: region, allowed: `a region of ${cloud}`, fix });
  });
}

function checkKnown(property: string, route: GeoRoute, regions: readonly ChosenRegion[], checks: Checks): boolean {
  const { geo } = route;
  const report = (allowed: string, fix: string): false => {
    checks.add({ property, got: geo.displayName, allowed, fix });
    return false;
  };
  const isGiven = (region: string): boolean => route.communities.some((community) => community.region === region);
  if (geo.supportsExpressRoute === false) {
    return report('a geo that ExpressRoute reaches', 'Remove it from the route: it is reached over the internet.');
  }
  if (regions.length === 0) {
    return report(
      'a geo whose Azure regions are known',
      'Microsoft publishes no Azure regions for it. Read those of your environments (Get-EnvironmentRegion) and put them in: ' +
        `geo.with({ azureRegions: ['…'] }). Where no community is published for them, ${handIn()}.`,
    );
  }
  if (geo.supportsExpressRoute === undefined && !regions.every(({ region }) => isGiven(region))) {
    const names = regions.map(({ region }) => region).join(' and ');
    return report(
      "a geo that Microsoft's guidance on ExpressRoute names",
      `The guidance does not name it, and so routes to ${names} are not made for it unasked. Ask Microsoft; then, for each ` +
        `region, read the community from the live list (az network route-filter rule list-service-communities) and ${handIn(regions[0]?.region)}.`,
    );
  }
  const missing = regions.filter(({ region }) => !isGiven(region) && communitiesOf(region) === undefined);
  if (missing.length === 0) return true;
  const names = missing.map(({ region }) => region).join(' and ');
  return report(
    `a geo whose Azure regions have a published BGP community; ${names} had none on ${REGIONAL_COMMUNITY_SOURCE.date}`,
    `${READ_LIVE_LIST} and ${handIn(missing[0]?.region)}.`,
  );
}

function warnOfPair({ geo, isPairOpen }: GeoRoute): readonly string[] {
  if (!isPairOpen) return [];
  const [first = [], ...others] = geo.pairs;
  const other = others.map((pair) => pair.join(' and ')).join(', or ');
  return [
    `environments of ${geo.displayName} lie in ${first.join(' and ')}, or in ${other}; the route leads to the first. Look where yours ` +
      "lie (Get-EnvironmentRegion) and say so: withPair('first'), withPair('second'), withPair('both') or allRegions().",
  ];
}

function warningOnDerived(geo: PowerPlatformGeo): string {
  const regions = (geo.derivedRegions ?? []).join(' and ');
  return (
    `no page names the Azure regions of ${geo.displayName}; ${regions} are those of a like geo, and unverified. Look where your ` +
    "environments lie (Get-EnvironmentRegion) and put it in: geo.with({ azureRegions: ['…'] })."
  );
}

function warnOfAreas(geo: PowerPlatformGeo, regions: readonly ChosenRegion[]): readonly string[] {
  const home = geo.geopoliticalArea;
  return regions.flatMap(({ region, role }) => {
    const area = geopoliticalAreaOfRegion(region);
    if (role === 'pair' || area === undefined || home === undefined || area === home) return [];
    return [
      `${region} lies in the ExpressRoute geopolitical area ${area}, and ${geo.displayName} in ${home}: a Standard circuit does not ` +
        'reach both, a Premium circuit does.',
    ];
  });
}

function warnOfCommunity(route: GeoRoute, community: RegionalCommunity): readonly string[] {
  const { region, published } = community;
  const { geo } = route;
  const value = community.unchecked;
  const isExpected = route.regions.length === 0 || route.regions.some((chosen) => chosen.region === region);
  return [
    ...(isExpected
      ? []
      : [
          `${region} is not among the Azure regions of ${geo.displayName}, and is part of the route because you gave it.`,
        ]),
    ...(published === undefined || value === published
      ? []
      : [
          `${region} has the community ${published} on Microsoft's page, and ${String(value)} in the route because you gave it.`,
        ]),
  ];
}
