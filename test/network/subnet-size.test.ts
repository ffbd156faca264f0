import fc from 'fast-check';
import { SubnetSize } from '../../lib';
import { RESERVED_ADDRESSES } from '../../lib/network/subnet-size';

test('a subnet has room for its members twice, beside the five addresses that Azure keeps, and is no larger', () => {
  expect(RESERVED_ADDRESSES).toBe(5);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 500 }), (members) => {
      const size = 2 ** (32 - SubnetSize.forMembers(members).bits);
      expect(size).toBeGreaterThanOrEqual(5 + 2 * members);
      expect(size / 2).toBeLessThan(5 + 2 * members);
    }),
  );
});

test.each([
  // By hand: 5 + 2 * members, rounded up to a power of two.
  [2, 28],
  [5, 28],
  [6, 27],
  [10, 27],
  [13, 27],
  [14, 26],
  [500, 22],
])('%d members take a /%d', (members, bits) => {
  expect(SubnetSize.forMembers(members).bits).toBe(bits);
});

test('a size by bits or by range is what is said', () => {
  expect(SubnetSize.prefixLength(24).bits).toBe(24);
  expect(SubnetSize.at('10.60.0.0/27').bits).toBe(27);
  expect(String(SubnetSize.at('10.60.0.0/27').range)).toBe('10.60.0.0/27');
  expect(SubnetSize.prefixLength(24).range).toBeUndefined();
});
