import fc from 'fast-check';
import { type PeeringLinkPair, PeeringLinks } from '../../../lib/express-route';
import { linkPair } from '../../../lib/express-route/peering/peering-links';

/** IPv4 as text, by arithmetic of its own. */
const ipv4 = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

/** IPv6 as text, in RFC 5952's form, by the parser of web addresses. */
function ipv6(value: bigint): string {
  const full = value
    .toString(16)
    .padStart(32, '0')
    .replaceAll(/(.{4})(?!$)/g, '$1:');
  return new URL(`http://[${full}]`).hostname.slice(1, -1);
}

/** The four routers and two ranges of a pair. */
function summary(pair: PeeringLinkPair | undefined): readonly unknown[] {
  const { primary, secondary } = pair ?? {};
  return [primary, secondary].flatMap((link) => [link?.prefix, link?.customerRouter, link?.microsoftRouter]);
}

test("Microsoft's example: a /29 is two /30, the first address ours, the second Microsoft's", () => {
  const { ipv4: pair, ipv6: none } = PeeringLinks.of({ ipv4: '203.0.113.128/29' });
  expect(pair).toEqual({
    primary: { prefix: '203.0.113.128/30', customerRouter: '203.0.113.129', microsoftRouter: '203.0.113.130' },
    secondary: { prefix: '203.0.113.132/30', customerRouter: '203.0.113.133', microsoftRouter: '203.0.113.134' },
  });
  expect(none).toBeUndefined();
});

test('any /29 is split in halves', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 29 - 1 }), (index) => {
      const first = index * 8;
      const expected = [0, 4].flatMap((at) => [`${ipv4(first + at)}/30`, ipv4(first + at + 1), ipv4(first + at + 2)]);
      expect(summary(linkPair('ipv4', `${ipv4(first)}/29`))).toEqual(expected);
      // The same as the two halves.
      expect(summary(linkPair('ipv4', [`${ipv4(first)}/30`, `${ipv4(first + 4)}/30`]))).toEqual(expected);
    }),
  );
});

test('any /125 is split in halves', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 125n - 1n }), (index) => {
      const first = index * 8n;
      const expected = [0n, 4n].flatMap((at) => [
        `${ipv6(first + at)}/126`,
        ipv6(first + at + 1n),
        ipv6(first + at + 2n),
      ]);
      expect(summary(linkPair('ipv6', `${ipv6(first)}/125`))).toEqual(expected);
      expect(summary(linkPair('ipv6', [`${ipv6(first)}/126`, `${ipv6(first + 4n)}/126`]))).toEqual(expected);
    }),
  );
});

test('two ranges need not lie beside each other, in any order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 30 - 1 }), fc.integer({ min: 0, max: 2 ** 30 - 1 }), (one, other) => {
      fc.pre(Math.floor(one / 2) !== Math.floor(other / 2));
      const { ipv4: pair } = PeeringLinks.of({ ipv4: [`${ipv4(one * 4)}/30`, `${ipv4(other * 4)}/30`] });
      expect([pair?.primary.customerRouter, pair?.secondary.customerRouter]).toEqual([
        ipv4(one * 4 + 1),
        ipv4(other * 4 + 1),
      ]);
    }),
  );
});

test('ranges are those of both versions, and what only Terraform knows is none', () => {
  const { ranges } = PeeringLinks.of({ ipv4: '203.0.113.0/29', ipv6: '2001:0DB8::/125' });
  expect(ranges.map(String)).toEqual(['203.0.113.0/30', '203.0.113.4/30', '2001:db8::/126', '2001:db8::4/126']);
  const computed = PeeringLinks.of({ ipv4: ['${var.primary}', '203.0.113.4/30'] });
  expect(computed.ipv4?.primary).toEqual({
    prefix: '${var.primary}',
    customerRouter: undefined,
    microsoftRouter: undefined,
  });
  expect(computed.ranges.map(String)).toEqual(['203.0.113.4/30']);
});

test.each([undefined, null, 5, 'x', {}, { ipv4: 5 }, { ipv4: [null, 5] }, { ipv4: '203.0.113.0/30' }])(
  'JavaScript gets no links of %p, and no crash',
  (options) => {
    expect(PeeringLinks.of(options as never).ranges).toEqual([]);
  },
);
