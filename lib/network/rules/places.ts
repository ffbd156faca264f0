import { hash } from './hash';

/** A band of numbers. */
export interface Band {
  readonly first: number;
  readonly count: number;
}

/**
 * Gives each name a number of a band that follows from the name alone: adding or removing one moves another only where
 * two names meet on the same number. Then the one that comes first in the alphabet has it, and the other the next free.
 *
 * @param names each once.
 * @throws RangeError where there are more than the band has numbers.
 */
export function placesOf(names: readonly string[], { first, count }: Band): ReadonlyMap<string, number> {
  if (names.length > count) throw new RangeError(`${String(names.length)} names for ${String(count)} places`);
  const taken = new Set<number>();
  const places = new Map<string, number>();
  for (const name of [...names].sort()) {
    let place = hash(name) % count;
    while (taken.has(place)) place = (place + 1) % count;
    taken.add(place);
    places.set(name, first + place);
  }
  return places;
}
