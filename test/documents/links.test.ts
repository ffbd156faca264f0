import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { brokenLinks, documentsOf, webLinks } from '../../scripts/links/check';
import { anchorsOf, linksOf } from '../../scripts/links/markdown';

const root = resolve(__dirname, '../..');

/** What is found in documents that exist for the length of a test. */
function broken(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return brokenLinks(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('every link of the documents and doc comments leads somewhere', () => {
  expect(documentsOf(root)).toEqual(expect.arrayContaining(['README.md', 'docs/README.md', 'docs/api/cluster.md']));
  expect(brokenLinks(root)).toEqual([]);
});

test('the first page of the documents leads to every page but the decisions', () => {
  const first = linksOf(readFileSync(join(root, 'docs/README.md'), 'utf8')).map(({ target }) => target);
  const pages = ['.', 'how-to'].flatMap((folder) =>
    readdirSync(join(root, 'docs', folder))
      .filter((file) => file.endsWith('.md') && file !== 'README.md')
      .map((file) => (folder === '.' ? file : `${folder}/${file}`)),
  );
  expect(first).toEqual(expect.arrayContaining([...pages, 'api/README.md', 'decisions']));
});

test('decisions are numbered, each once', () => {
  const files = readdirSync(join(root, 'docs/decisions')).sort();
  expect(files.map((file) => file.slice(0, 4))).toEqual(files.map((_, index) => String(index + 1).padStart(4, '0')));
  for (const file of files) {
    expect(readFileSync(join(root, 'docs/decisions', file), 'utf8')).toMatch(new RegExp(`^# ${file.slice(0, 4)} `));
  }
});

test.each([
  ['a file that is not there', '[x](nowhere.md)', 'nowhere.md: no such file'],
  ['a heading that is not there', '[x](docs/page.md#two)', 'docs/page.md#two: no such heading'],
  ['a heading of the page itself', '[x](#nowhere)', '#nowhere: no such heading'],
  ['the third of two headings', '[x](docs/page.md#one-2)', 'docs/page.md#one-2: no such heading'],
  ['a heading in wrong case', '[x](docs/page.md#One)', 'docs/page.md#One: no such heading'],
  ['a picture that is not there', '![x](a.svg)', 'a.svg: no such file'],
  ['a picture without a text', '![](docs/a.svg)', 'docs/a.svg: an image without a text'],
  ['a picture of HTML', '<img src="b.svg" alt="x">', 'b.svg: no such file'],
  ['a reference', '[x][y]\n\n[y]: nowhere.md', 'nowhere.md: no such file'],
  ['a reference that nobody defines', '[x][y]', '[y]: has no definition'],
  ['an address without a host', '[x](https://)', 'https://: is no web address'],
  ['a bare address with a slip in it', 'See http://exa%mple.com/x.', 'http://exa%mple.com/x: is no web address'],
  ['a way out of the repository', '[x](../../etc)', '../../etc: leads out of the repository'],
])('%s is found', (_, text, problem) => {
  const page = '# One\n\n## One\n\n```md\n# Two\n```\n';
  const found = broken({ 'README.md': `\n${text}\n`, 'docs/page.md': page, 'docs/a.svg': '<svg/>' });
  expect(new Set(found)).toEqual(new Set([...found.filter((line) => line.endsWith(`: ${problem}`))]));
  expect(found.length).toBeGreaterThan(0);
});

test('a page that a doc comment or a message names is looked for as well', () => {
  const files = {
    'README.md': '',
    'docs/page.md': '# One\n',
    'lib/x.ts': '/** See docs/page.md#one. */\n// docs/page.md#two',
  };
  expect(broken(files)).toEqual(['lib/x.ts:2: docs/page.md#two: no such heading']);
});

test('what leads somewhere is left alone', () => {
  const text = [
    '[a](docs/page.md) [b](docs/page.md#one) [c](docs/page.md#one-1) [d](docs/page.md#here) [e](docs)',
    '[f][page] [page][] <https://example.com/a> https://example.com/b.',
    '[![x](docs/a.svg)](docs/page.md) `[g](nowhere)` <!-- [h](nowhere) -->',
    '```md\n[i](nowhere)\n```',
    '[page]: docs/page.md "Title"',
  ].join('\n\n');
  const page = '# One\n\n## One\n\n<a id="here"></a>\n';
  expect(broken({ 'README.md': text, 'docs/page.md': page, 'docs/a.svg': '<svg/>' })).toEqual([]);
});

test("headings have GitHub's anchors", () => {
  const headings = ["## What's `new X()`?", '## A_b: c/d — e', '### [Link](x.md) *here* #', '## Ä 1', '## Ä 1'];
  expect([...anchorsOf(headings.join('\n\n'))]).toEqual(['whats-new-x', 'a_b-cd--e', 'link-here', 'ä-1', 'ä-1-1']);
});

test('web addresses are those of the documents, each once', () => {
  expect([...webLinks(root).keys()]).toContain('https://semver.org/spec/v2.0.0.html');
});
