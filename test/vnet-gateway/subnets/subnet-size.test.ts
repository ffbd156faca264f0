import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ipv4Range } from '../../../lib/common/cidr';
import { SubnetAddress } from '../../../lib/vnet-gateway';
import {
  delegatedSubnetAddresses,
  memberCapacity,
  policySubnetAddresses,
  subnetPrefixLength,
} from '../../../lib/vnet-gateway/subnets/subnet-size';
import { subnet } from '../fixtures';

const members = fc.integer({ min: 1, max: 200 });
const spares = fc.integer({ min: 0, max: 50 });

test("Microsoft's own examples", () => {
  // Create page: two clusters of three; FAQ: two more.
  expect(delegatedSubnetAddresses(6, 0)).toBe(11);
  expect(delegatedSubnetAddresses(6)).toBe(13);
  // Overview of Virtual Network support: four production environments, or twenty others.
  expect([policySubnetAddresses(4, 0), subnetPrefixLength(125)]).toEqual([125, 25]);
  expect([policySubnetAddresses(0, 20), subnetPrefixLength(205)]).toEqual([205, 24]);
});

test.each([
  [1, 29],
  [2, 28],
  [9, 28],
  [10, 27],
])('%i members fit into a /%i', (count, prefixLength) => {
  expect(subnetPrefixLength(delegatedSubnetAddresses(count))).toBe(prefixLength);
});

test('the table of sizes in the document is the one that is used', () => {
  const rows = readFileSync(resolve(__dirname, '../../../docs/vnet-gateway.md'), 'utf8')
    .split('\n')
    .map((line) => /^\| (\d+) +\| (\d+) +\| \/(\d+) +\|$/.exec(line))
    .flatMap((match) => (match === null ? [] : [match.slice(1).map(Number)]));
  expect(rows).toHaveLength(4);
  for (const [count = 0, addresses = 0, prefixLength] of rows) {
    expect(delegatedSubnetAddresses(count)).toBe(addresses);
    expect(subnetPrefixLength(addresses)).toBe(prefixLength);
  }
});

test('a subnet is as small as can be, and never smaller than Azure makes them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (addresses) => {
      const length = subnetPrefixLength(addresses);
      const size = 2 ** (32 - length);
      return size >= addresses && (length === 29 || size / 2 < addresses);
    }),
  );
});

test('a subnet that was sized for members has room for them, and the smaller half has not', () => {
  fc.assert(
    fc.property(members, spares, (count, spare) => {
      const length = subnetPrefixLength(delegatedSubnetAddresses(count, spare));
      const size = 2 ** (32 - length);
      expect(memberCapacity(size, spare)).toBeGreaterThanOrEqual(count);
      if (length < 29) expect(memberCapacity(size / 2, spare)).toBeLessThan(count);
    }),
  );
});

/** An address space that is large enough for anything below. */
const space = fc.integer({ min: 0, max: 255 }).map((octet) => `10.${String(octet)}.0.0/16`);

/** Ranges in it that others have. */
const others = (within: string): fc.Arbitrary<string[]> =>
  fc.array(
    fc
      .record({ third: fc.integer({ min: 0, max: 255 }), length: fc.integer({ min: 24, max: 28 }) })
      .map(({ third, length }) => `${within.split('.').slice(0, 2).join('.')}.${String(third)}.0/${String(length)}`),
    { maxLength: 10 },
  );

test('a place that is looked for is in the space, large enough, and nobody else has it', () => {
  const forbidden = Ipv4Range.parse('10.0.1.0/24');
  fc.assert(
    fc.property(
      space.chain((within) => others(within).map((taken) => ({ within, taken }))),
      members,
      ({ within, taken }, count) => {
        const { addressPrefix, memberCapacity: room } = subnet({
          members: count,
          address: SubnetAddress.firstFree({ addressSpace: [within], taken }),
        }).result;
        const range = Ipv4Range.parse(addressPrefix);
        if (range === undefined) throw new Error(addressPrefix);
        expect(Ipv4Range.parse(within)?.contains(range)).toBe(true);
        expect(room).toBeGreaterThanOrEqual(count);
        expect(forbidden?.overlaps(range)).toBe(false);
        for (const other of taken) expect(Ipv4Range.parse(other)?.overlaps(range)).toBe(false);
      },
    ),
    { numRuns: 50 },
  );
});

test('a place of your choice is taken exactly where it has room and lies outside the range of the gateways', () => {
  const anyPlace = fc
    .record({ address: fc.integer({ min: 0, max: 2 ** 18 - 1 }), length: fc.integer({ min: 22, max: 31 }) })
    .map(({ address, length }) => {
      const size = 2 ** (32 - length);
      const first = Math.floor(address / size) * size;
      return {
        first,
        size,
        text: `10.0.${String(Math.floor(first / 256) % 256)}.${String(first % 256)}/${String(length)}`,
      };
    })
    .filter(({ first }) => first < 65_536);
  fc.assert(
    fc.property(anyPlace, fc.integer({ min: 1, max: 40 }), ({ first, size, text }, count) => {
      // Counted by hand: 5 of Azure, 2 spare, and 10.0.1.0 to 10.0.1.255.
      const isRight = size >= 8 && size >= count + 7 && (first + size <= 256 || first >= 512);
      let problems = 0;
      try {
        subnet({ members: count, address: SubnetAddress.at(text) });
      } catch {
        problems += 1;
      }
      return problems === (isRight ? 0 : 1);
    }),
    { numRuns: 100 },
  );
});
