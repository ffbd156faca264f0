import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { temporaryFolder } from './temporary-folder';

const root = resolve(__dirname, '../..');

/** The names of all examples. */
export const EXAMPLES: readonly string[] = readdirSync(join(root, 'examples'));

/** The age of data is counted from that day: warnings about it are no business of the examples. */
const TODAY = { SOURCE_DATE_EPOCH: String(Date.UTC(2026, 10, 23) / 1000) };

/** What an example wrote for one stack. */
export interface SynthesizedStack {
  readonly stack: string;
  /** Text of data-gateway.json; nothing where there is none. */
  readonly manifest: string | undefined;
  readonly terraform: string;
}

/** Runs an example in this process, as the app that it is, with all modules loaded anew. */
export function synthesizeExample(example: string): readonly SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  const before = { ...process.env };
  Object.assign(process.env, TODAY, { CDKTF_OUTDIR: outdir });
  try {
    jest.isolateModules(() => {
      jest.requireActual('./creation-stacks');
      jest.requireActual(join(root, 'examples', example, 'main.ts'));
    });
    return readStacks(outdir);
  } finally {
    process.env = before;
    rmSync(outdir, { recursive: true });
  }
}

/** What an example wrote outside of Jest. */
export function synthesizedExample(example: string): readonly SynthesizedStack[] {
  return readStacks(join(examplesUnder('cdktf').folder, example));
}

function readStacks(outdir: string): readonly SynthesizedStack[] {
  const stacks = join(outdir, 'stacks');
  return readdirSync(stacks)
    .sort()
    .map((stack) => {
      const manifest = join(stacks, stack, 'data-gateway.json');
      return {
        stack,
        manifest: existsSync(manifest) ? readFileSync(manifest, 'utf8') : undefined,
        terraform: readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8'),
      };
    });
}

/** All examples as they are synthesized outside of Jest. */
export interface ExamplesFolder {
  /** Has a folder for each example, which is its `CDKTF_OUTDIR`. */
  readonly folder: string;
  /** The hosts that were loaded. */
  readonly hosts: unknown;
}

/**
 * All examples as they are synthesized by a process of their own under a host: once a run of Jest, for whichever test file
 * asks first.
 */
export function examplesUnder(host: 'cdktf' | 'cdktn'): ExamplesFolder {
  const folder = join(temporaryFolder(), `examples-under-${host}`);
  if (!existsSync(folder)) moveOnce(synthesizeUnder(host), folder);
  return { folder, hosts: JSON.parse(readFileSync(join(folder, 'hosts.json'), 'utf8')) };
}

function synthesizeUnder(host: 'cdktf' | 'cdktn'): string {
  const folder = mkdtempSync(join(tmpdir(), 'examples-'));
  const alias = host === 'cdktn' ? ['--require', join(root, 'test/cdk-terrain/alias.cjs')] : [];
  const script = join(__dirname, 'synthesize-examples.cjs');
  for (const name of EXAMPLES) mkdirSync(join(folder, name));
  const args = [...alias, '--require', 'ts-node/register', script, folder, ...EXAMPLES];
  // Nothing is on the path: synthesis needs no Terraform.
  const env = { ...process.env, ...TODAY, PATH: '' };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
  writeFileSync(join(folder, 'hosts.json'), stdout.trimEnd().split('\n').pop() ?? '');
  return folder;
}

/** Two workers may have done the same at the same time: the first one's is kept. */
function moveOnce(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
    rmSync(from, { recursive: true });
  }
}
