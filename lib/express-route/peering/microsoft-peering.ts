import { Checks } from '../../common/checks';
import { isOptions, readable, withoutSecrets } from '../../common/options';
import { isA } from '../../common/is-a';
import { PowerPlatformRoute } from '../../regions/route/power-platform-route';
import { type AddressPlace, checkLinksApart, linkPlaces, prefixPlaces } from './address-collisions';
import { checkAdvertisedPrefixes, checkApart, checkPublicLinks } from './advertised-prefixes';
import {
  ROUTING_REGISTRIES,
  type MicrosoftPeeringOptions,
  type MicrosoftPeeringOnCircuit,
  type RoutingRegistry,
} from './microsoft-peering-options';
import { checkAsn, isPrivateAsn } from './autonomous-systems';
import type { Circuits } from '../circuits/circuits';
import { documentationWarnings } from './documentation-ranges';
import {
  checkCircuitsGiven,
  checkSite,
  checkSites,
  checkVlan,
  ipv6Warnings,
  NO_SECRET,
  sitesOf,
} from './peering-sites';
import { requiredValue } from '../../common/required-value';

const OPTIONS: readonly (keyof MicrosoftPeeringOptions)[] = [
  'route',
  'peerAsn',
  'customerAsn',
  'vlanId',
  'circuits',
  'routingRegistry',
];
const SITE: readonly (keyof MicrosoftPeeringOnCircuit)[] = [
  'links',
  'advertisedPrefixes',
  'advertisedIpv6Prefixes',
  'vlanId',
  'bgpKey',
];
const NAME = 'Microsoft peering';
const EXAMPLE = 'MicrosoftPeering.of({ route, peerAsn: 64600, vlanId: 200, circuits: {…}, routingRegistry: … })';

/**
 * Microsoft peering: Microsoft's public addresses, over ExpressRoute. It carries nothing without a route filter, which is
 * attached when the peering is made: azurerm never sends another one later.
 */
export class MicrosoftPeering {
  /** The peering, for all circuits. */
  public static of(options: MicrosoftPeeringOptions): MicrosoftPeering {
    return new MicrosoftPeering(options);
  }

  /** What it carries. */
  public readonly route: PowerPlatformRoute;
  /** Number of your autonomous system. */
  public readonly peerAsn: number;
  /** Number of the system that the prefixes are registered to; nothing where it is the same. */
  public readonly customerAsn: number | undefined;
  /** VLAN, where a circuit has no other. */
  public readonly vlanId: number;
  /** Registry in which prefixes and numbers are yours. */
  public readonly routingRegistry: RoutingRegistry;
  private readonly sites: ReadonlyMap<string, MicrosoftPeeringOnCircuit>;

  private constructor(private readonly given: MicrosoftPeeringOptions) {
    const options = readable(given);
    this.route = options.route as PowerPlatformRoute;
    this.peerAsn = options.peerAsn as number;
    this.customerAsn = options.customerAsn;
    this.vlanId = options.vlanId as number;
    this.routingRegistry = options.routingRegistry as RoutingRegistry;
    this.sites = sitesOf(options.circuits);
    Object.freeze(this);
  }

  /**
   * What it has at a circuit; nothing where the key is none.
   *
   * @param circuitKey key of the circuit: `amsterdam`.
   */
  public at(circuitKey: string): MicrosoftPeeringOnCircuit | undefined {
    return this.sites.get(circuitKey);
  }

  /**
   * VLAN at a circuit.
   *
   * @param circuitKey key of the circuit: `amsterdam`.
   */
  public vlanAt(circuitKey: string): number {
    return this.sites.get(circuitKey)?.vlanId ?? this.vlanId;
  }

  /**
   * The Azure regions whose communities it carries, by programmatic name: they decide the circuits' tier.
   *
   * @throws DataGatewayError with all that is wrong with the route.
   */
  public get regions(): readonly string[] {
    return this.route.communities.flatMap(({ region }) => region ?? []);
  }

  /** What is no error, but should be read. */
  public get warnings(): readonly string[] {
    const numbers = [this.peerAsn, this.customerAsn].filter((asn) => typeof asn === 'number').filter(isPrivateAsn);
    return [
      ...numbers.map(
        (asn) =>
          `AS ${String(asn)} is private: Microsoft strips it from paths, so that prepending it has no effect, and checks ` +
          "your prefixes by hand. Open a support case with proof that they are yours, when the peering says 'Validation needed'.",
      ),
      ...ipv6Warnings(NAME, this.sites),
      ...documentationWarnings(this.addressPlaces),
    ];
  }

  /** All links and prefixes that are known when the app runs. @internal */
  public get addressPlaces(): readonly AddressPlace[] {
    return [...linkPlaces(NAME, this.sites), ...prefixPlaces(NAME, this.sites)];
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (!isOptions(property, this.given, EXAMPLE, checks)) return;
    const own = checks.within(property);
    const given = readable(this.given);
    own.knownProperties(withoutSecrets(given, OPTIONS, NO_SECRET, own), OPTIONS);
    requiredValue(
      'route',
      given.route,
      PowerPlatformRoute,
      'PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE])',
      own,
    );
    checkAsn('peerAsn', given.peerAsn, own);
    if (given.customerAsn !== undefined) checkAsn('customerAsn', given.customerAsn, own);
    checkVlan('vlanId', given.vlanId, own);
    const fix = 'Microsoft looks up there whose the prefixes are.';
    own.oneOf('routingRegistry', given.routingRegistry, ROUTING_REGISTRIES, fix);
    checkCircuitsGiven(given.circuits, own);
    for (const [key, site] of this.sites) this.checkAt(`circuits.${key}`, site, own);
    checkApart(this.sites, own);
    checkLinksApart(linkPlaces(NAME, this.sites), prefixPlaces(NAME, this.sites), own);
  }

  /** Reports what does not fit the circuits. @internal */
  public checkCircuits(property: string, circuits: Circuits, checks: Checks): void {
    const own = checks.within(property);
    checkSites('circuits', this.sites, circuits.keys, own);
    checkMicrosoft365(this.route, circuits, own);
  }

  private checkAt(property: string, site: MicrosoftPeeringOnCircuit, checks: Checks): void {
    if (!isOptions(property, site, '{ links: PeeringLinks.of({…}), advertisedPrefixes: […] }', checks)) return;
    const own = checks.within(property);
    const links = checkSite(site, SITE, own);
    if (links !== undefined) checkPublicLinks('links', links, own);
    checkAdvertisedPrefixes(site, own);
  }
}

/** Communities of Microsoft 365, the US government's behind the others (expressroute-routing, 2026-03-12). */
const MICROSOFT_365 = ['5010', '5020', '5030', '5100', '5110', '5120', '5130', '5200'].map((one) => `12076:${one}`);

/** Microsoft 365 is carried by Premium circuits alone, wherever it is (expressroute-faqs, 2026-03-31). */
function checkMicrosoft365(route: PowerPlatformRoute, circuits: Circuits, checks: Checks): void {
  // A route that is wrong in itself is reported by `check`.
  if (!isGood(route)) return;
  const services = route.communities.filter(({ value }) => MICROSOFT_365.includes(value)).map(({ name }) => name);
  const lesser = circuits.all.filter(({ requestedTier }) => requestedTier !== 'Premium').map(({ key }) => key);
  if (services.length === 0 || lesser.length === 0) return;
  const fix = `Give ${lesser.join(' and ')} tier: 'Premium', or leave ${services.join(', ')} out.`;
  checks.add({
    property: 'route',
    got: services.join(', '),
    allowed: 'no Microsoft 365 without Premium circuits',
    fix,
  });
}

function isGood(route: unknown): boolean {
  if (!isA(PowerPlatformRoute, route)) return false;
  const trial = new Checks();
  route.check('route', trial);
  return trial.problems.length === 0;
}
