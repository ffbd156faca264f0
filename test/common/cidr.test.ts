import fc from 'fast-check';
import { Ipv4Range, layOut, prefixLengthFor, type RangeRequest } from '../../lib/common/cidr';

/** A range, made without the code under test: by its bits. */
const anyRange = fc
  .record({
    bits: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 32, maxLength: 32 }),
    prefixLength: fc.integer({ min: 0, max: 32 }),
  })
  .map(({ bits, prefixLength }) => {
    const kept = bits.map((bit, index) => (index < prefixLength ? bit : 0));
    const octets = [0, 8, 16, 24].map((from) => parseInt(kept.slice(from, from + 8).join(''), 2));
    return { text: `${octets.join('.')}/${String(prefixLength)}`, bits: kept.slice(0, prefixLength).join('') };
  });

function range(text: string): Ipv4Range {
  const parsed = Ipv4Range.parse(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

test('a range is written as it was read', () => {
  fc.assert(fc.property(anyRange, ({ text }) => range(text).toString() === text));
});

test('one range contains another where its bits begin the bits of the other', () => {
  fc.assert(
    fc.property(anyRange, anyRange, (a, b) => {
      const contains = b.bits.startsWith(a.bits);
      const overlaps = contains || a.bits.startsWith(b.bits);
      return range(a.text).contains(range(b.text)) === contains && range(a.text).overlaps(range(b.text)) === overlaps;
    }),
  );
});

test('the parts of a range are disjoint, in order, and all of it', () => {
  fc.assert(
    fc.property(anyRange, fc.integer({ min: 0, max: 6 }), ({ text }, deeper) => {
      const whole = range(text);
      const prefixLength = Math.min(32, whole.prefixLength + deeper);
      const parts = [...whole.split(prefixLength)];
      expect(parts).toHaveLength(2 ** (prefixLength - whole.prefixLength));
      expect(parts[0]?.firstAddress).toBe(whole.firstAddress);
      expect(parts.at(-1)?.lastAddress).toBe(whole.lastAddress);
      parts.forEach((part, index) => {
        expect(whole.contains(part)).toBe(true);
        expect(parts.slice(index + 1).some((other) => other.overlaps(part))).toBe(false);
      });
    }),
  );
});

test('what is laid out lies in the space, and nothing overlaps; one more at the end moves nothing', () => {
  const requests = fc.array(fc.integer({ min: 24, max: 30 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(requests, fc.integer({ min: 24, max: 30 }), (lengths, extra) => {
      const spaces = [range('10.0.0.0/23'), range('10.9.0.0/24')];
      const wanted: RangeRequest[] = lengths.map((prefixLength) => ({ prefixLength }));
      const placed = layOut(spaces, wanted);
      const found = placed.filter((place) => place !== undefined);
      placed.forEach((place, index) => {
        expect(place === undefined || place.prefixLength === lengths[index]).toBe(true);
      });
      for (const place of found) expect(spaces.some((space) => space.contains(place))).toBe(true);
      found.forEach((place, index) => {
        expect(found.slice(index + 1).some((other) => other.overlaps(place))).toBe(false);
      });
      const more = layOut(spaces, [...wanted, { prefixLength: extra }]);
      expect(more.slice(0, -1).map(String)).toEqual(placed.map(String));
    }),
  );
});

test('there is no room exactly where the space is full', () => {
  const placed = layOut(
    [range('10.0.0.0/26')],
    [27, 28, 28, 28].map((prefixLength) => ({ prefixLength })),
  );
  expect(placed.map(String)).toEqual(['10.0.0.0/27', '10.0.0.32/28', '10.0.0.48/28', 'undefined']);
});

test('what has a place of its own keeps it, and those behind it lie around it', () => {
  const placed = layOut([range('10.0.0.0/26')], [{ prefixLength: 28, at: range('10.0.0.0/28') }, { prefixLength: 27 }]);
  expect(placed.map(String)).toEqual(['10.0.0.0/28', '10.0.0.32/27']);
});

test('the prefix for a number of addresses is the longest that has them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 24 }), (addresses) => {
      const size = 2 ** (32 - prefixLengthFor(addresses));
      return size >= addresses && size / 2 < addresses;
    }),
  );
});

test('addresses by their place', () => {
  const subnet = range('10.1.2.0/29');
  expect([0, 1, 7, 8, -1, -8, -9].map((index) => subnet.addressAt(index))).toEqual([
    '10.1.2.0',
    '10.1.2.1',
    '10.1.2.7',
    undefined,
    '10.1.2.7',
    '10.1.2.0',
    undefined,
  ]);
});

test.each([
  '10.0.0.1/24',
  '10.0.0.0/33',
  '10.0.0/24',
  '10.0.0.0',
  '10.0.0.256/32',
  '10.0.00.0/24',
  '10.0.0.0/08',
  'fd00::/8',
  '',
  7,
])('%p is no range', (text) => {
  expect(Ipv4Range.parse(text)).toBeUndefined();
});

test('an address alone is a range of one', () => {
  expect(String(Ipv4Range.parseAddressOrRange('10.0.0.4'))).toBe('10.0.0.4/32');
  expect(String(Ipv4Range.parseAddressOrRange('10.0.0.0/28'))).toBe('10.0.0.0/28');
  expect(Ipv4Range.parseAddressOrRange('10.0.0.1/28')).toBeUndefined();
});
