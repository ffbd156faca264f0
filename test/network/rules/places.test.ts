import fc from 'fast-check';
import { placesOf } from '../../../lib/network/rules/places';

const BAND = { first: 1000, count: 50 };
const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: BAND.count });

test('each name has a place of its own in the band', () => {
  fc.assert(
    fc.property(names, (all) => {
      const places = [...placesOf(all, BAND).values()];
      expect(new Set(places).size).toBe(all.length);
      for (const place of places) {
        expect(place).toBeGreaterThanOrEqual(1000);
        expect(place).toBeLessThan(1050);
      }
    }),
  );
});

test('the order of names says nothing', () => {
  const shuffled = names.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([a, b]) => {
      expect(placesOf(b, BAND)).toEqual(new Map(placesOf(a, BAND)));
    }),
  );
});

test('a name alone has the place that follows from it', () => {
  // FNV-1a of these names, computed by hand: 0xe40c292c and 0xe70c2de5 modulo 2000.
  expect(placesOf(['a', 'b'], { first: 1000, count: 2000 })).toEqual(
    new Map([
      ['a', 1000 + (0xe40c292c % 2000)],
      ['b', 1000 + (0xe70c2de5 % 2000)],
    ]),
  );
});

test('one name more moves others only where it meets one of them', () => {
  fc.assert(
    fc.property(names, fc.string({ minLength: 13, maxLength: 20 }), (all, added) => {
      fc.pre(all.length < BAND.count);
      const before = placesOf(all, BAND);
      const after = placesOf([...all, added], BAND);
      const moved = all.filter((name) => before.get(name) !== after.get(name));
      // Who does not meet anybody moves nobody.
      const alone = placesOf([added], BAND).get(added);
      const isFree = ![...before.values()].includes(alone ?? 0);
      if (isFree) {
        expect(moved).toEqual([]);
        expect(after.get(added)).toBe(alone);
      }
      // Nobody before it in the alphabet moves.
      expect(moved.filter((name) => name < added)).toEqual([]);
    }),
  );
});

test('names that meet stand side by side, round the end: the first in the alphabet where both would be', () => {
  const two = { first: 100, count: 2 };
  // The numbers of a and c are even, that of b is odd.
  expect([...placesOf(['c', 'a'], two)]).toEqual([
    ['a', 100],
    ['c', 101],
  ]);
  expect(placesOf(['c'], two).get('c')).toBe(100);
  const three = { first: 100, count: 3 };
  expect([0xe40c292c % 3, 0xe70c2de5 % 3, 0xe60c2c52 % 3]).toEqual([1, 1, 2]);
  expect([...placesOf(['a', 'b', 'c'], three).values()]).toEqual([101, 102, 100]);
});

test('a band that is full is filled to its last place', () => {
  const all = Array.from({ length: 50 }, (_, index) => `name ${String(index)}`);
  expect([...placesOf(all, BAND).values()].sort((a, b) => a - b)).toEqual(all.map((_, index) => 1000 + index));
});

test('more names than places are refused, instead of sought for ever', () => {
  expect(() => placesOf(['a', 'b', 'c'], { first: 1, count: 2 })).toThrow(new RangeError('3 names for 2 places'));
});
