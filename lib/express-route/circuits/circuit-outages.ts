import type { Circuits } from './circuits';

/** One of the two links of a circuit. */
export type LinkName = 'primary' | 'secondary';

/** Something that is down: a circuit, or one link of it. */
export interface CircuitOutage {
  /** Key of the circuit. */
  readonly circuit: string;

  /**
   * The link.
   *
   * @default both
   */
  readonly link?: LinkName;
}

/** What is left of a circuit. */
export interface CircuitRemainder {
  /** Key of the circuit. */
  readonly circuit: string;
  /** Its links that are up. */
  readonly links: readonly LinkName[];
}

const LINKS: readonly LinkName[] = ['primary', 'secondary'];

/**
 * The circuits that still carry something, and by which links; an empty list where nothing does.
 *
 * @param keys keys of the circuits, in their order.
 */
export function circuitsLeft(keys: readonly string[], outages: readonly CircuitOutage[]): readonly CircuitRemainder[] {
  return keys
    .map((circuit) => {
      const own = outages.filter((outage) => outage.circuit === circuit);
      const isDown = (link: LinkName): boolean => own.some((outage) => (outage.link ?? link) === link);
      return { circuit, links: LINKS.filter((link) => !isDown(link)) };
    })
    .filter(({ links }) => links.length > 0);
}

/** An outage that a review asks about, with its name. */
export interface OutageCase {
  /** What people call it. */
  readonly name: string;
  /** What is down. */
  readonly outages: readonly CircuitOutage[];
}

/** The outages to look at: a link of each circuit, each circuit, and all of them. */
export function outageCases(circuits: Circuits): readonly OutageCase[] {
  const links = circuits.all.map(({ key, isMetro }) => ({
    name: isMetro ? `One link of ${key}, or the site that it ends in` : `One link of ${key}`,
    outages: [{ circuit: key, link: 'primary' } as const],
  }));
  const each = circuits.all.map(({ key, peeringLocation }) => ({
    name: `Circuit ${key}, or ${peeringLocation} as a whole`,
    outages: [{ circuit: key }],
  }));
  if (circuits.all.length < 2) return [...links, ...each];
  return [...links, ...each, { name: 'All circuits', outages: circuits.keys.map((circuit) => ({ circuit })) }];
}
