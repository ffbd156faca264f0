import fc from 'fast-check';
import { hunks } from '../../lib/review/hunks';

test.each([
  ['nothing', 'a b', 'a b', []],
  ['an added line', 'a b', 'a x b', ['@@', '  a', '+ x', '  b']],
  ['a removed line', 'a b c', 'a c', ['@@', '  a', '- b', '  c']],
  ['a changed line', 'a b c', 'a x c', ['@@', '  a', '- b', '+ x', '  c']],
  ['the first line', 'a b c d', 'x b c d', ['@@', '- a', '+ x', '  b']],
  ['the last line', 'a b c d', 'a b c x', ['@@', '  c', '- d', '+ x']],
  ['two places', 'a b c d e f', 'x b c d e y', ['@@', '- a', '+ x', '  b', '@@', '  e', '- f', '+ y']],
  ['two places side by side', 'a b c', 'x b y', ['@@', '- a', '+ x', '  b', '- c', '+ y']],
  ['everything', 'a', 'b', ['@@', '- a', '+ b']],
  ['something from nothing', '', 'a', ['@@', '+ a']],
])('%s', (_what, before, after, expected) => {
  const lines = (text: string): string[] => text.split(' ').filter((line) => line !== '');
  expect(hunks(lines(before), lines(after))).toEqual(expected);
});

test('more or less can be shown around a change', () => {
  const before = ['a', 'b', 'c', 'd', 'e'];
  expect(hunks(before, ['a', 'b', 'x', 'd', 'e'], 0)).toEqual(['@@', '- c', '+ x']);
  expect(hunks(before, ['a', 'b', 'x', 'd', 'e'], 2)).toEqual(['@@', '  a', '  b', '- c', '+ x', '  d', '  e']);
});

test('with everything around it, it leads from the one to the other, and takes no line away that stays', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const shown = hunks(before, after, 99).filter((line) => line !== '@@');
      const side = (signs: string): string[] =>
        shown.filter((line) => signs.includes(line.charAt(0))).map((line) => line.slice(2));
      if (before.join() === after.join()) expect(shown).toEqual([]);
      else expect([side(' -'), side(' +')]).toEqual([before, after]);
      expect(shown.filter((line) => line.startsWith('-')).length).toBeLessThanOrEqual(before.length);
    }),
  );
});

test('texts too long to be compared are told as a whole, but for what they begin and end with', () => {
  const lines = (word: string): string[] => [
    'a',
    ...Array.from({ length: 4000 }, (_, index) => word + String(index)),
    'z',
  ];
  const shown = hunks(lines('x'), lines('y'));
  expect([shown.length, shown[1], shown[2], shown[4001], shown[4002], shown.at(-1)]).toEqual([
    8003,
    '  a',
    '- x0',
    '- x3999',
    '+ y0',
    '  z',
  ]);
});
