import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { withoutChecksums } from './support/synthesize';

const root = resolve(__dirname, '..');
const examples = readdirSync(join(root, 'examples'));

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string; readonly annotations: unknown }>>;
}

/**
 * Without metadata, whose construct paths are in the addresses already, and without the backend: cdktf's default names a
 * folder of this machine.
 */
function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '//' && key !== 'backend')
      .map(([key, inner]) => [key, withoutMetadata(inner)]),
  );
}

/** Runs an example as the app that it is, in a process of its own. */
function run(example: string): Record<string, unknown> {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    const main = join(root, 'examples', example, 'main.ts');
    const { status, stderr } = spawnSync(process.execPath, [require.resolve('ts-node/dist/bin'), main], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, CDKTF_OUTDIR: outdir },
    });
    if (status !== 0) throw new Error(stderr);
    const read = (file: string): unknown => JSON.parse(withoutChecksums(readFileSync(join(outdir, file), 'utf8')));
    const { stacks } = read('manifest.json') as Manifest;
    return Object.fromEntries(
      Object.entries(stacks).map(([name, { synthesizedStackPath, annotations }]) => [
        name,
        { annotations, terraform: withoutMetadata(read(synthesizedStackPath)) },
      ]),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test.each(examples)(
  '%s',
  (example) => {
    expect(run(example)).toMatchSnapshot();
  },
  60_000,
);

test.each(examples)('%s says in its first lines what it is, what to prepare, and what to run', (example) => {
  const source = readFileSync(join(root, 'examples', example, 'main.ts'), 'utf8');
  const head = source.slice(0, source.indexOf('*/'));
  expect(head).toContain('To prepare:');
  expect(head).toContain(`cdktf deploy ${example}`);
});
