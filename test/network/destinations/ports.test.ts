import fc from 'fast-check';
import { portBounds, portsOverlap, unionOfPorts } from '../../../lib/network/destinations/ports';

const port = fc.integer({ min: 1, max: 65535 });
const range = fc.tuple(port, fc.integer({ min: 0, max: 30 })).map(([first, more]) => {
  const last = Math.min(65535, first + more);
  return first === last ? String(first) : `${String(first)}-${String(last)}`;
});
const ranges = fc.array(range, { maxLength: 12 });

/** The ports of ranges, each, counted without the code under test. */
function each(texts: readonly string[]): ReadonlySet<number> {
  const all = new Set<number>();
  for (const text of texts) {
    const [first = '', last = first] = text.split('-');
    for (let one = Number(first); one <= Number(last); one += 1) all.add(one);
  }
  return all;
}

test('a union has the ports of all, each once, in order, joined where they touch', () => {
  fc.assert(
    fc.property(ranges, (texts) => {
      const union = unionOfPorts(texts);
      expect([...each(union)].sort((a, b) => a - b)).toEqual([...each(texts)].sort((a, b) => a - b));
      const bounds = union.map((text) => portBounds(text) ?? [0, 0]);
      bounds.slice(1).forEach(([first], index) => {
        expect(first).toBeGreaterThan((bounds[index]?.[1] ?? 0) + 1);
      });
      expect(unionOfPorts([...texts].reverse())).toEqual(union);
    }),
  );
});

test('lists overlap where a port is in both', () => {
  fc.assert(
    fc.property(ranges, ranges, (a, b) => {
      const inB = each(b);
      expect(portsOverlap(a, b)).toBe([...each(a)].some((one) => inB.has(one)));
    }),
  );
});

test.each(['0', '65536', '5-4', '-5', '5-', 'a', '', ' 80', '1-99999', '80,443', '1e3'])('%p is no port', (text) => {
  expect(portBounds(text)).toBeUndefined();
});

test('leading zeros are read as numbers', () => {
  expect(portBounds('0080')).toEqual([80, 80]);
  expect(unionOfPorts(['0080', '081'])).toEqual(['80-81']);
});
