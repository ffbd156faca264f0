import fc from 'fast-check';
import { assessSpread, spreadOverZones } from '../../../lib';

const zoneLists = fc.constantFrom(['1'], ['1', '2'], ['1', '3'], ['1', '2', '3']);
const counts = fc.integer({ min: 2, max: 10 });
const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i + 1).padStart(2, '0'));
const keys = fc.uniqueArray(
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('', 'a', 'b', 'z'))
    .map(([n, s]) => String(n).padStart(2, '0') + s),
  { minLength: 1, maxLength: 10 },
);

test('numbered members are spread as evenly as their number allows', () => {
  fc.assert(
    fc.property(counts, zoneLists, (count, zones) => {
      const spread = spreadOverZones(numbered(count), zones);
      const sizes = zones.map((zone) => [...spread.values()].filter((z) => z === zone).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(assessSpread(spread, zones).uneven).toBe(false);
    }),
  );
});

test('a member keeps its zone whatever happens to the others', () => {
  fc.assert(
    fc.property(keys, fc.nat(), zoneLists, (all, seed, zones) => {
      const some = all.filter((_, index) => (seed >> index) % 2 === 0);
      const whole = spreadOverZones(all, zones);
      for (const [key, zone] of spreadOverZones([...some].reverse(), zones)) expect(whole.get(key)).toBe(zone);
    }),
  );
});

test('a replacement lands in the zone of the member that it replaces', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99 }),
      fc.constantFrom('a', 'b', 'z'),
      zoneLists,
      (ordinal, letter, zones) => {
        const key = String(ordinal).padStart(2, '0');
        const spread = spreadOverZones([key, key + letter], zones);
        expect(spread.get(key + letter)).toBe(spread.get(key));
      },
    ),
  );
});

test('every member gets one of the zones, and a pinned one gets its own', () => {
  fc.assert(
    fc.property(keys, zoneLists, (all, zones) => {
      const [first = ''] = all;
      const pinned = new Map([[first, '9']]);
      const spread = spreadOverZones(all, zones, pinned);
      expect([...spread.keys()]).toEqual(all);
      expect(spread.get(first)).toBe('9');
      for (const key of all.slice(1)) expect(zones).toContain(spread.get(key));
    }),
  );
});

test('there must be a zone to spread over', () => {
  expect(() => spreadOverZones(['01'], [])).toThrow(RangeError);
});

test.each([
  [['1', '2', '3'], { largest: 1, singleZone: false, uneven: false }],
  [['1', '2', '3', '1'], { largest: 2, singleZone: false, uneven: false }],
  [['1', '1', '2'], { largest: 2, singleZone: false, uneven: true }],
  [['2', '2'], { largest: 2, singleZone: true, uneven: true }],
])('%j is judged', (zones, judgement) => {
  const spread = new Map(zones.map((zone, index) => [String(index), zone]));
  expect(assessSpread(spread, ['1', '2', '3'])).toEqual(judgement);
});
