import fc from 'fast-check';
import { contains, isAddress, isPublic, isRange, prefixLength } from './ipv4';

const octets = fc.tuple(...[1, 2, 3, 4].map(() => fc.integer({ min: 0, max: 255 })));
const valueOf = (parts: readonly number[]): number => parts.reduce((sum, octet) => sum * 256 + octet, 0);
const textOf = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

test('a range has the addresses from its first to its last', () => {
  fc.assert(
    fc.property(octets, octets, fc.integer({ min: 0, max: 32 }), (near, far, length) => {
      const size = 2 ** (32 - length);
      const first = Math.floor(valueOf(near) / size) * size;
      const range = `${textOf(first)}/${String(length)}`;
      expect(prefixLength(range)).toBe(length);
      expect([contains(range, textOf(first)), contains(range, textOf(first + size - 1))]).toEqual([true, true]);
      const value = valueOf(far);
      expect(contains(range, textOf(value))).toBe(value >= first && value < first + size);
    }),
  );
});

test.each(['10.0.0.1/24', '10.0.0.0/33', '10.0.0.256', '10.0.0', 'fd00::/8', '*', 'Storage', ''])(
  '%p is no range',
  (text) => {
    expect(isRange(text)).toBe(false);
    expect(() => contains(text, '10.0.0.1')).toThrow(`'${text}' is no IPv4 address and no range`);
  },
);

test('an address is a range, and a range no address', () => {
  expect([isRange('10.0.0.1'), isAddress('10.0.0.1'), isAddress('10.0.0.0/24')]).toEqual([true, true, false]);
});

test.each([
  ['9.255.255.255', true],
  ['10.0.0.0', false],
  ['11.0.0.0', true],
  ['100.63.255.255', true],
  ['100.64.0.0', false],
  ['127.0.0.1', false],
  ['168.63.129.16', false],
  ['168.63.129.17', true],
  ['169.254.169.254', false],
  ['172.15.255.255', true],
  ['172.31.255.255', false],
  ['192.168.0.1', false],
  ['223.255.255.255', true],
  ['224.0.0.1', false],
])('%s is public: %p', (address, expected) => {
  expect(isPublic(address)).toBe(expected);
});
