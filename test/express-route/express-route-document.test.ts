import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as api from '../../lib/express-route';

const text = readFileSync(join(__dirname, '../../docs/express-route.md'), 'utf8');

test('the table of what is not carried is the one that reports are made of', () => {
  const shown = /<!-- not carried: .*? -->\s*([\s\S]*?)\s*<!-- end of table -->/.exec(text)?.[1] ?? '';
  const rows = shown.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(rows.slice(2)).toEqual(api.NOT_CARRIED.map(({ what, why, advice }) => [what, why, advice]));
});

test('every class that the page names is exported', () => {
  const named = [
    ...text.matchAll(/\b(?:new )?([A-Z]\w+)\.(?:of|ofProvider|direct|pair|metro|create|existing|toCircuit)\b/g),
  ];
  const names = new Set(named.map(([, name = '']) => name));
  expect(names.size).toBeGreaterThan(5);
  for (const name of names) expect(Object.keys(api)).toContain(name);
});
