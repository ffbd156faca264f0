import type { Checks } from '../../common/checks';
import { isOptions, readable } from '../../common/options';
import { isA } from '../../common/is-a';
import { Circuit } from './circuit';
import type { CircuitTier } from './circuit-options';
import { checkTier, circuitTier } from './circuit-tier';
import { locationKey } from './peering-locations';
import { requiredValue } from '../../common/required-value';

/** What is given up with one circuit in one site. */
export const SINGLE_SITE_RISK = 'the loss of the site takes everything down';

/** Your word on one circuit in one site. */
export interface SingleSiteOptions {
  /** What is given up, in these words. */
  readonly accepting: typeof SINGLE_SITE_RISK;
}

/** How much fails at once: Microsoft's names are maximum, high and standard resiliency (expressroute-faqs, 2026-03-31). */
export type CircuitResiliency = 'pair' | 'metro' | 'singleSite';

/** The circuits between a network and Microsoft. */
export class Circuits {
  /** Two circuits in two peering locations: either carries everything when the other is down. */
  public static pair(first: Circuit, second: Circuit): Circuits {
    return new Circuits('pair', [first, second], undefined);
  }

  /**
   * One circuit whose two links end in two sites of one city (ExpressRoute Metro): a site may be lost, the circuit or the
   * city may not. Its peering location ends in `Metro`.
   */
  public static metro(circuit: Circuit): Circuits {
    return new Circuits('metro', [circuit], undefined);
  }

  /** One circuit in one site: its two links end in the same building. */
  public static singleSite(circuit: Circuit, options: SingleSiteOptions): Circuits {
    return new Circuits('singleSite', [circuit], options);
  }

  /** The circuits, in the order given. */
  public readonly all: readonly Circuit[];

  private constructor(
    /** How much fails at once. */
    public readonly resiliency: CircuitResiliency,
    private readonly given: readonly (Circuit | undefined)[],
    private readonly accepted: SingleSiteOptions | undefined,
  ) {
    this.all = Object.freeze(given.filter(isCircuit));
    Object.freeze(this);
  }

  /** Keys of the circuits. */
  public get keys(): readonly string[] {
    return this.all.map(({ key }) => key);
  }

  /**
   * The circuit of a key.
   *
   * @param key key of the circuit: `amsterdam`.
   */
  public find(key: string): Circuit | undefined {
    return this.all.find((circuit) => circuit.key === key);
  }

  /**
   * The tier of one of them.
   *
   * @param regions Azure regions that it must reach: those of the geos, and of the virtual networks on private peering.
   */
  public tierOf(circuit: Circuit, regions: readonly string[]): CircuitTier {
    return circuitTier(circuit, regions);
  }

  /** What is no error, but should be read: two locations in one city, a metro that may share a site with the other. */
  public get warnings(): readonly string[] {
    const [first, second] = this.all;
    if (first === undefined || second === undefined) return [];
    if (first.city.toLowerCase() !== second.city.toLowerCase()) return [];
    return [
      `Both circuits end in ${first.city} (${first.peeringLocation} and ${second.peeringLocation}): what takes the city ` +
        'down takes both. Choose locations in two cities.',
    ];
  }

  /** What is worth knowing: one carrier for both circuits. */
  public get notes(): readonly string[] {
    const [first, second] = this.all.map(({ provider }) =>
      typeof provider === 'string' ? provider.toLowerCase() : '',
    );
    if (first === undefined || first === '' || first !== second) return [];
    return [
      'Both circuits go through the same carrier: what takes the carrier down takes both. Two carriers leave one of them.',
    ];
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.resiliency === 'pair') this.checkPair(property, checks);
    else this.checkOne(property, checks);
  }

  /** Reports tiers that do not reach Azure regions. @internal */
  public checkReach(property: string, regions: readonly string[], checks: Checks): void {
    this.given.forEach((circuit, index) => {
      // What is no circuit is reported by `check`.
      if (!isCircuit(circuit)) return;
      checkTier(this.place(property, index), circuit, regions, this.resiliency === 'singleSite', checks);
    });
  }

  private checkPair(property: string, checks: Checks): void {
    const good = this.given.filter((circuit, index): circuit is Circuit =>
      this.checkCircuit(this.place(property, index), circuit, checks),
    );
    const [first, second] = good;
    if (first === undefined || second === undefined) return;
    const place = this.place(property, 1);
    if (locationKey(first.peeringLocation) === locationKey(second.peeringLocation)) {
      checks.add({
        property: `${place}.peeringLocation`,
        got: second.peeringLocation,
        allowed: `another peering location than ${first.peeringLocation}`,
        fix: 'Both would go down with the location. Choose another one, or say what you give up with Circuits.singleSite.',
      });
    } else if (first.key === second.key) {
      const fix = 'Names of resources are made of it: give each circuit a key of its own.';
      checks.add({ property: `${place}.key`, got: second.key, allowed: `another key than ${first.key}`, fix });
    }
    if (first.portId !== undefined && first.portId.toLowerCase() === second.portId?.toLowerCase()) {
      const fix = 'A port pair is in one location: give each circuit ports of its own.';
      checks.add({ property: `${place}.portId`, got: second.portId, allowed: 'another port pair', fix });
    }
    if (first.azureCloud !== second.azureCloud) {
      const fix = 'Two clouds have no regions in common: neither circuit could take over for the other.';
      checks.add({ property: `${place}.azureCloud`, got: second.azureCloud, allowed: first.azureCloud, fix });
    }
  }

  private checkOne(property: string, checks: Checks): void {
    const [circuit] = this.given;
    const isGood = this.checkCircuit(property, circuit, checks);
    if (isGood && this.resiliency === 'metro' && !circuit.isMetro) {
      checks.within(property).add({
        property: 'peeringLocation',
        got: circuit.peeringLocation,
        allowed: 'a peering location that ends in Metro, such as Zurich Metro',
        fix: 'Take the metro of the city, where it has one, or order a pair.',
      });
    }
    if (this.resiliency !== 'singleSite') return;
    if (isGood && circuit.isMetro) {
      checks.within(property).add({
        property: 'peeringLocation',
        got: circuit.peeringLocation,
        allowed: 'a peering location with one site',
        fix: 'A metro has two sites: use Circuits.metro, which gives up less.',
      });
    }
    const example = `Circuits.singleSite(circuit, { accepting: '${SINGLE_SITE_RISK}' })`;
    if (!isOptions(property, this.accepted, example, checks)) return;
    const own = checks.within(property);
    own.knownProperties(this.accepted as SingleSiteOptions, ['accepting']);
    const fix = 'Say what is given up in these words, or order a pair.';
    own.oneOf('accepting', readable(this.accepted).accepting, [SINGLE_SITE_RISK], fix);
  }

  /** A circuit without problems of its own. */
  private checkCircuit(place: string, circuit: Circuit | undefined, checks: Checks): circuit is Circuit {
    const before = checks.problems.length;
    const example =
      "Circuit.ofProvider({ provider: 'Equinix', peeringLocation: 'Amsterdam', bandwidthMbps: 200, phase })";
    requiredValue(place, circuit, Circuit, example, checks);
    return checks.problems.length === before;
  }

  private place(property: string, index: number): string {
    return this.given.length === 1 ? property : `${property}[${String(index)}]`;
  }
}

function isCircuit(value: unknown): value is Circuit {
  return isA(Circuit, value);
}
