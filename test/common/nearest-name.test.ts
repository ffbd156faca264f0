import fc from 'fast-check';
import { nearestName } from '../../lib/common/nearest-name';

const NAMES = ['gatewayName', 'location', 'resourceGroupName', 'subnet', 'subnetId', 'size', 'members', 'memberKeys'];

test.each([
  ['gatewaysName', 'gatewayName'],
  ['gatwayName', 'gatewayName'],
  ['resourcegroupname', 'resourceGroupName'],
  ['locaiton', 'location'],
  ['subnetID', 'subnetId'],
  ['memberkey', 'memberKeys'],
  ['sizes', 'size'],
])('%s is a slip of the hand for %s', (given, meant) => {
  expect(nearestName(given, NAMES)).toBe(meant);
});

test.each(['', 'region', 'zones', 'subscriptionId', 'password'])('%s is none', (given) => {
  expect(nearestName(given, NAMES)).toBeUndefined();
});

test('what is equally near to two names is neither', () => {
  expect(nearestName('zonas', ['zones', 'zonal'])).toBeUndefined();
});

test('one letter changed, missing, too many or swapped is always seen, and a longer way never', () => {
  const letters = (minLength: number): fc.Arbitrary<string> =>
    fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength, maxLength: 12 }).map((list) => list.join(''));
  fc.assert(
    fc.property(letters(6), fc.nat(), fc.constantFrom('x', 'y', 'z'), (name, place, letter) => {
      const index = place % (name.length - 1);
      const [before, after] = [name.slice(0, index), name.slice(index + 1)];
      const swapped = `${before}${name.charAt(index + 1)}${name.charAt(index)}${name.slice(index + 2)}`;
      for (const slip of [before + letter + after, before + after, before + letter + name.slice(index), swapped]) {
        expect(nearestName(slip, [name])).toBe(name);
      }
      // Nothing of it is left: as many slips as it has letters.
      expect(nearestName(letter.repeat(name.length), [name])).toBeUndefined();
    }),
  );
});
