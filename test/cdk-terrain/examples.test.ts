import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const examples = readdirSync(join(root, 'examples')).filter((name) =>
  existsSync(join(root, 'examples', name, 'main.ts')),
);

const outputs = mkdtempSync(join(tmpdir(), 'hosts-'));
afterAll(() => {
  rmSync(outputs, { recursive: true });
});

/** Synthesizes all examples under a host; returns the hosts that were loaded. */
function synthesize(host: 'cdktf' | 'cdktn'): unknown {
  const alias = host === 'cdktn' ? ['--require', join(__dirname, 'alias.cjs')] : [];
  const script = join(__dirname, 'synthesize-examples.cjs');
  const args = [...alias, '--require', 'ts-node/register', script, join(outputs, host), ...examples];
  // Nothing is on the path: synthesis needs no Terraform.
  const env = { ...process.env, PATH: '', SOURCE_DATE_EPOCH: String(Date.UTC(2026, 10, 23) / 1000) };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trimEnd().split('\n').pop() ?? '');
}

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
  expect(synthesize('cdktf')).toEqual(['cdktf']);
  expect(synthesize('cdktn')).toEqual(['cdktn']);
}, 120_000);

test.each(examples)('%s is the same under CDK Terrain: stacks, manifest, and the text of all assets', (name) => {
  const written = read(join(outputs, 'cdktf', name));
  const files = Object.keys(written);
  expect(files.some((file) => file.endsWith('cdk.tf.json'))).toBe(true);
  expect(read(join(outputs, 'cdktn', name))).toEqual(written);
});

test('members’ scripts are among what is compared', () => {
  const scripts = Object.keys(read(join(outputs, 'cdktn', 'starter'))).filter((file) => file.endsWith('.ps1'));
  expect(scripts.length).toBeGreaterThan(5);
});
