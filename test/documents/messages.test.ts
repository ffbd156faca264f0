import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from './code-blocks';

const PAGE = 'docs/troubleshooting.md';

/** What the library can say: its sources, in which texts are written as they are shown. */
const SOURCES = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|ps1)$/.test(file))
  .map((file) => read(`lib/${file}`))
  .join('\n')
  // A text that goes over several lines, and quotes in the quotes of TypeScript and PowerShell.
  .replaceAll(/['"`] \+\s*['"`]/g, '')
  .replaceAll(/''|\\'/g, "'");

/** The code in the first cells of the tables whose first column is what the library says. */
function messages(): readonly string[] {
  const rows = read(PAGE).split('\n');
  let isQuoted = false;
  return rows.flatMap((row) => {
    if (!row.startsWith('|')) isQuoted = false;
    const [, first = ''] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
    if (first === 'It says') isQuoted = true;
    return isQuoted ? [...first.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text) : [];
  });
}

/** What a first cell describes in words, and does not quote. */
const NAMES = ['prevent_destroy', 'placement'];

const quoted = [...new Set(messages())].filter((text) => !NAMES.includes(text));

test('the page quotes messages of every kind', () => {
  expect(quoted.length).toBeGreaterThan(60);
});

test.each(quoted)('the library says: %s', (message) => {
  // What differs each time is not in the source; nor is white space beside it.
  for (const part of message.split('…').map((text) => text.trim())) {
    if (/\w{3}/.test(part)) expect(SOURCES).toContain(part);
  }
});

test('the report that the page shows is made of the words of reports', () => {
  const report = /```text\n(configure of member[\s\S]*?)```/.exec(read(PAGE))?.[1] ?? '';
  for (const word of ['FAILED while', 'What failed: ', 'What to do: ', 'True now:', 'gateway: ', 'registered: no']) {
    expect(report).toContain(word);
    expect(SOURCES).toContain(word);
  }
});
