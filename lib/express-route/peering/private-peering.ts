import type { Checks } from '../../common/checks';
import { isOptions, readable, withoutSecrets } from '../../common/options';
import { type AddressPlace, checkLinksApart, linkPlaces } from './address-collisions';
import { checkAsn } from './autonomous-systems';
import type { Circuits } from '../circuits/circuits';
import type { MicrosoftPeering } from './microsoft-peering';
import type { PeeringLinks } from './peering-links';
import {
  checkCircuitsGiven,
  checkSite,
  checkSites,
  checkVlan,
  ipv6Warnings,
  linksOf,
  NO_SECRET,
  sitesOf,
} from './peering-sites';
import { anyRange, shareAddresses } from './public-ranges';
import type { SecretInState } from '../secrets/secret-in-state';

/** What private peering has at one circuit. */
export interface PrivatePeeringOnCircuit {
  /** Ranges of the two links, of IPv4, IPv6 or both: private or public, apart from every virtual network. */
  readonly links: PeeringLinks;

  /**
   * VLAN of the peering at this circuit, 1 to 4094.
   *
   * @default that of the peering
   */
  readonly vlanId?: number;

  /**
   * Key that BGP sessions are signed with (MD5), 1 to 25 characters.
   *
   * @default none
   */
  readonly bgpKey?: SecretInState;
}

/** Options of private peering. */
export interface PrivatePeeringOptions {
  /** Number of your autonomous system, public or private. */
  readonly peerAsn: number;

  /** VLAN of the peering, 1 to 4094; no other peering of the circuit has it. */
  readonly vlanId: number;

  /** What it has at each circuit, by the circuit's key: `{ amsterdam: {…}, london: {…} }`. */
  readonly circuits: Readonly<Record<string, PrivatePeeringOnCircuit>>;
}

const OPTIONS: readonly (keyof PrivatePeeringOptions)[] = ['peerAsn', 'vlanId', 'circuits'];
const SITE: readonly (keyof PrivatePeeringOnCircuit)[] = ['links', 'vlanId', 'bgpKey'];
const EXAMPLE = 'PrivatePeering.of({ peerAsn: 64600, vlanId: 100, circuits: {…} })';

/** Private peering: the virtual networks behind an ExpressRoute gateway. */
export class PrivatePeering {
  /** The peering, for all circuits. */
  public static of(options: PrivatePeeringOptions): PrivatePeering {
    return new PrivatePeering(options);
  }

  /** Number of your autonomous system. */
  public readonly peerAsn: number;
  /** VLAN, where a circuit has no other. */
  public readonly vlanId: number;
  private readonly sites: ReadonlyMap<string, PrivatePeeringOnCircuit>;

  private constructor(private readonly given: PrivatePeeringOptions) {
    const options = readable(given);
    this.peerAsn = options.peerAsn as number;
    this.vlanId = options.vlanId as number;
    this.sites = sitesOf(options.circuits);
    Object.freeze(this);
  }

  /**
   * What it has at a circuit; nothing where the key is none.
   *
   * @param circuitKey key of the circuit: `amsterdam`.
   */
  public at(circuitKey: string): PrivatePeeringOnCircuit | undefined {
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

  /** What is no error, but should be read. */
  public get warnings(): readonly string[] {
    return ipv6Warnings('private peering', this.sites);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (!isOptions(property, this.given, EXAMPLE, checks)) return;
    const own = checks.within(property);
    const given = readable(this.given);
    own.knownProperties(withoutSecrets(given, OPTIONS, NO_SECRET, own), OPTIONS);
    checkAsn('peerAsn', given.peerAsn, own);
    checkVlan('vlanId', given.vlanId, own);
    checkCircuitsGiven(given.circuits, own);
    for (const [key, site] of this.sites) {
      const place = `circuits.${key}`;
      if (isOptions(place, site, '{ links: PeeringLinks.of({…}) }', own)) checkSite(site, SITE, own.within(place));
    }
    checkLinksApart(this.linkPlaces, [], own);
  }

  /** Reports what does not fit the circuits. @internal */
  public checkCircuits(property: string, circuits: Circuits, checks: Checks): void {
    checkSites('circuits', this.sites, circuits.keys, checks.within(property));
  }

  /** Reports VLANs and addresses that Microsoft peering has too. @internal */
  public checkBeside(property: string, microsoft: MicrosoftPeering, circuits: Circuits, checks: Checks): void {
    const own = checks.within(property);
    this.checkVlans(microsoft, circuits, own);
    for (const place of this.linkPlaces) checkLinksApart([place], microsoft.addressPlaces, own);
  }

  private get linkPlaces(): readonly AddressPlace[] {
    return linkPlaces('private peering', this.sites);
  }

  private checkVlans(microsoft: MicrosoftPeering, circuits: Circuits, own: Checks): void {
    for (const key of circuits.keys) {
      const vlanId = this.vlanAt(key);
      if (own.isUnknown(vlanId) || vlanId !== microsoft.vlanAt(key)) continue;
      const isOwn = this.at(key)?.vlanId !== undefined;
      const fix = `The peerings of a circuit are told apart by it, and Microsoft peering has ${String(vlanId)} on ${key}.`;
      own.add({
        property: isOwn ? `circuits.${key}.vlanId` : 'vlanId',
        got: vlanId,
        allowed: 'a VLAN that no other peering of the circuit has',
        fix,
      });
      if (!isOwn) return;
    }
  }

  /**
   * Reports links that overlap virtual networks: Azure refuses the connection.
   *
   * @param addressSpace ranges of the virtual networks behind the gateway. @internal
   */
  public checkNetworks(property: string, addressSpace: readonly string[], checks: Checks): void {
    const own = checks.within(property);
    const networks = addressSpace.flatMap((text) => anyRange(text) ?? []);
    for (const [key, site] of this.sites) {
      for (const range of linksOf(site)?.ranges ?? []) {
        const network = networks.find((one) => shareAddresses(one, range));
        if (network === undefined) continue;
        const fix = 'Choose links apart from all virtual networks behind the gateway.';
        own.add({
          property: `circuits.${key}.links`,
          got: range.toString(),
          allowed: `ranges apart from ${network.toString()}`,
          fix,
        });
      }
    }
  }
}
