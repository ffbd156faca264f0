import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANGES } from './changes';

const page = readFileSync(join(__dirname, '../../docs/review.md'), 'utf8');
const snapshot = readFileSync(join(__dirname, '__snapshots__/changes.test.ts.snap'), 'utf8');

/** Blocks of the page: which change, difference or plan, and the lines. */
const blocks = [...page.matchAll(/<!-- the (difference|plan): (.*) -->\n\n```diff\n([\s\S]*?)```/g)].map(
  ([, kind = '', change = '', text = '']) => ({ kind, change, lines: text.trimEnd().split('\n') }),
);

/** The whole, as changes.test.ts holds it, in the page's way: addresses without checksums, no indentation before signs. */
function held(change: string, kind: string): readonly string[] {
  const start = snapshot.indexOf(`exports[\`${change}: the ${kind} 1\`]`);
  expect([change, kind, start >= 0]).toEqual([change, kind, true]);
  const text = snapshot.slice(start, snapshot.indexOf('\n`;', start));
  return text.replaceAll('\\\\', '\\').replaceAll('\\`', '`').replaceAll('\\${', '${').split('\n').map(plain);
}

function plain(line: string): string {
  return line.replaceAll(/_[0-9A-F]{8}\b/g, '').trim();
}

test.each(blocks)('the $kind of "$change" is the one that is held', ({ kind, change, lines }) => {
  const whole = held(change, kind);
  let from = 0;
  for (const line of lines) {
    if (line === '…') continue;
    const wanted = plain(line);
    const fits = (one: string): boolean =>
      wanted.endsWith('…') ? one.startsWith(wanted.slice(0, -1).trimEnd()) : one === wanted;
    const found = whole.findIndex((one, index) => index >= from && fits(one));
    expect([change, wanted, found >= 0]).toEqual([change, wanted, true]);
    from = found + 1;
  }
});

test('the page shows each of the changes', () => {
  const shown = blocks.filter(({ kind }) => kind === 'difference').map(({ change }) => change);
  expect([...new Set(shown)].sort()).toEqual(Object.keys(CHANGES).sort());
});
