import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, examplesUnder } from '../support/examples';

/** What lies in a folder: JSON parsed and without what names host or machine, other files as text. */
function read(folder: string): Readonly<Record<string, unknown>> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) =>
    statSync(join(folder, file)).isFile(),
  );
  return Object.fromEntries(
    files.sort().map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return [file, file.endsWith('.json') ? (JSON.parse(text, withoutHost) as unknown) : text];
    }),
  );
}

/** The host's version, and stack traces, which name its files. */
function withoutHost(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  if (key === 'stacktrace') return undefined;
  if (key === 'version' && ('stackName' in this || 'stacks' in this)) return undefined;
  return value;
}

test('every example is synthesized under both hosts', () => {
  expect(examplesUnder('cdktf').hosts).toEqual(['cdktf']);
  expect(examplesUnder('cdktn').hosts).toEqual(['cdktn']);
}, 120_000);

test.each(EXAMPLES)('%s is the same under CDK Terrain: stacks, manifest, and the text of all assets', (name) => {
  const written = read(join(examplesUnder('cdktf').folder, name));
  const files = Object.keys(written);
  expect(files.some((file) => file.endsWith('cdk.tf.json'))).toBe(true);
  expect(read(join(examplesUnder('cdktn').folder, name))).toEqual(written);
});

test('members’ scripts are among what is compared', () => {
  const scripts = Object.keys(read(join(examplesUnder('cdktn').folder, 'starter')));
  expect(scripts.filter((file) => file.endsWith('.ps1')).length).toBeGreaterThan(5);
});
