import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readManifest } from '../../lib';
import { synthesizedExample } from '../support/examples';

const page = readFileSync(join(resolve(__dirname, '../..'), 'docs/manifest.md'), 'utf8');
const [starter] = synthesizedExample('starter');

test('the member in the page is the one of the example', () => {
  const [, shown = ''] = /<!-- excerpt: starter.*?-->\s+```json\n([\s\S]*?)```/.exec(page) ?? [];
  expect(JSON.parse(shown)).toEqual(readManifest(starter?.manifest ?? '').clusters[0]?.members[1]);
});

const commands = [...page.matchAll(/^jq -r '([^']+)' data-gateway\.json$/gm)].map(([, filter = '']) => filter);
const hasJq = spawnSync('jq', ['--version']).status === 0;

test('the page has commands', () => {
  expect(commands.length).toBe(4);
});

// jq is no tool of this repository: where it is missing, fields are held by the types alone.
(hasJq ? test : test.skip).each(commands)('jq runs: %s', (filter) => {
  const { stdout, stderr } = spawnSync('jq', ['-r', filter], { input: starter?.manifest, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatchSnapshot();
});
