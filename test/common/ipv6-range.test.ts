import fc from 'fast-check';
import { Ipv6Range } from '../../lib/common/ipv6-range';

const address = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n });
const prefixLength = fc.integer({ min: 0, max: 128 });

/** An address in full, without any of the rules for short ones. */
function inFull(value: bigint): string {
  return value
    .toString(16)
    .padStart(32, '0')
    .replaceAll(/(.{4})(?!$)/g, '$1:');
}

/** The text of RFC 5952, as the parser of web addresses knows it: independent of this library. */
const canonical = (value: bigint): string => new URL(`http://[${inFull(value)}]`).hostname.slice(1, -1);

/** An address with some bits zeroed, in groups too, so that short forms come up. */
const sparse = fc
  .tuple(address, fc.integer({ min: 0, max: 255 }))
  .map(([value, groups]) =>
    Array.from({ length: 8 }, (_, index) => BigInt(index)).reduce(
      (so, index) => ((groups >> Number(index)) % 2 === 0 ? so : so & ~(0xffffn << (16n * index))),
      value,
    ),
  );

test('texts are those of RFC 5952', () => {
  fc.assert(
    fc.property(sparse, (value) => {
      expect(String(Ipv6Range.parse(`${inFull(value)}/128`))).toBe(`${canonical(value)}/128`);
      // What it writes it reads.
      expect(String(Ipv6Range.parse(`${canonical(value)}/128`))).toBe(`${canonical(value)}/128`);
    }),
  );
});

test('a range has no bits behind its prefix', () => {
  fc.assert(
    fc.property(address, prefixLength, (value, bits) => {
      const size = 2n ** BigInt(128 - bits);
      const range = Ipv6Range.parse(`${inFull(value)}/${String(bits)}`);
      expect(range === undefined).toBe(value % size !== 0n);
      expect(Ipv6Range.parse(`${inFull(value - (value % size))}/${String(bits)}`)?.size).toBe(size);
    }),
  );
});

test('addresses of a range are counted from its first', () => {
  fc.assert(
    fc.property(address, fc.integer({ min: 100, max: 128 }), fc.nat(1000), (value, bits, index) => {
      const size = 2n ** BigInt(128 - bits);
      const first = value - (value % size);
      const found = Ipv6Range.parse(`${inFull(first)}/${String(bits)}`)?.addressAt(index);
      expect(found).toBe(BigInt(index) < size ? canonical(first + BigInt(index)) : undefined);
    }),
  );
  expect(Ipv6Range.parse('2001:db8::/126')?.addressAt(-1)).toBeUndefined();
});

test('halves are apart, and together the whole', () => {
  fc.assert(
    fc.property(address, fc.integer({ min: 0, max: 127 }), (value, bits) => {
      const size = 2n ** BigInt(128 - bits);
      const first = value - (value % size);
      const whole = Ipv6Range.parse(`${inFull(first)}/${String(bits)}`);
      const [lower, upper] = whole?.halves() ?? [];
      if (whole === undefined || lower === undefined || upper === undefined) throw new Error('no halves');
      expect(String(lower)).toBe(`${canonical(first)}/${String(bits + 1)}`);
      expect(String(upper)).toBe(`${canonical(first + size / 2n)}/${String(bits + 1)}`);
      expect(lower.overlaps(upper)).toBe(false);
      expect([whole.contains(lower), whole.contains(upper), lower.contains(whole)]).toEqual([true, true, false]);
      expect([whole.overlaps(upper), upper.overlaps(whole)]).toEqual([true, true]);
    }),
  );
  expect(Ipv6Range.parse('::1/128')?.halves()).toBeUndefined();
});

test.each([
  ['2001:0db8:0000:0000:0000:0000:0000:0001/128', '2001:db8::1/128'],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['::/0', '::/0'],
  ['::1/128', '::1/128'],
  ['1::/16', '1::/16'],
  // One group of zeros stays, of two runs of one length the first is shortened, of others the longest.
  ['2001:db8:0:1:1:1:1:1/128', '2001:db8:0:1:1:1:1:1/128'],
  ['2001:db8:0:0:1:0:0:1/128', '2001:db8::1:0:0:1/128'],
  ['2001:0:0:1:0:0:0:1/128', '2001:0:0:1::1/128'],
])('%s is %s', (text, expected) => {
  expect(String(Ipv6Range.parse(text))).toBe(expected);
});

test.each([
  undefined,
  null,
  5,
  '',
  '::',
  '::/129',
  '::/01',
  '::/-1',
  '1::2::3/128',
  '1:2:3:4:5:6:7/128',
  '1:2:3:4:5:6:7:8:9/128',
  '1:2:3:4:5:6:7::8/128',
  '12345::/128',
  'g::/128',
  ':1::/128',
  '1:::2/128',
  '::ffff:10.0.0.1/128',
  '2001:db8::1/64',
  '10.0.0.0/8',
])('%p is no range', (text) => {
  expect(Ipv6Range.parse(text)).toBeUndefined();
});
