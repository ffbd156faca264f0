import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pages, read, root } from './code-blocks';

const PAGE = 'docs/open-points.md';
const OPEN = /\bUNVERIFIED\b|\bunverified\b|\bnot verified\b/;

/** Sources that say of something that nobody has verified it. */
const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|ps1)$/.test(file))
  .filter((file) => OPEN.test(read(`lib/${file}`)));

/** The last cells of the table: where it is said. */
const saidIn = read(PAGE)
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .flatMap((line) => [...(line.split('|').at(-2) ?? '').matchAll(/`([\w-]+\.(?:ts|ps1))`/g)])
  .map(([, file = '']) => file);

test('there is something to collect', () => {
  expect(sources.length).toBeGreaterThan(10);
  expect(saidIn.length).toBeGreaterThan(10);
});

// The type of the word itself, which geos are marked with, is no open point.
test.each(sources.map((file) => basename(file)).filter((file) => file !== 'power-platform-geo-row.ts'))(
  'what %s calls unverified has a row',
  (file) => {
    expect(saidIn).toContain(file);
  },
);

test.each([...new Set(saidIn)])('%s, which the page names, says so', (file) => {
  const said = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => basename(path) === file,
  );
  expect(said.length).toBeGreaterThan(0);
  expect(said.map((path) => read(`lib/${path}`)).join('\n')).toMatch(/unverified|not verified|disputed/i);
});

test('every page that has a section of its own for it is linked', () => {
  const withSection = pages().filter(
    (file) =>
      file !== PAGE && file.startsWith('docs/') && /^## (UNVERIFIED|Not verified|What is not proven)/m.test(read(file)),
  );
  expect(withSection.length).toBeGreaterThan(4);
  for (const file of withSection) expect(read(PAGE)).toContain(`](${file.replace('docs/', '')}#`);
});

test.each(pages().filter((file) => file !== PAGE && /^docs\/(?!api|decisions)/.test(file) && OPEN.test(read(file))))(
  '%s, which calls something unverified, is linked',
  (file) => {
    expect(read(PAGE)).toContain(`](${file.replace('docs/', '')}`);
  },
);
