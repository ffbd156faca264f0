import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** What an example wrote for one stack. */
export interface SynthesizedStack {
  readonly example: string;
  readonly stack: string;
  /** Text of data-gateway.json; nothing where there is none. */
  readonly manifest: string | undefined;
  readonly terraform: string;
}

/** The names of all examples. */
export const EXAMPLES: readonly string[] = readdirSync(join(root, 'examples'));

/** Runs an example in this process, as the app that it is. */
export function synthesizeExample(example: string): readonly SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), 'manifest-'));
  const before = { ...process.env };
  process.env['CDKTF_OUTDIR'] = outdir;
  process.env['SOURCE_DATE_EPOCH'] = String(Date.UTC(2026, 10, 23) / 1000);
  try {
    jest.isolateModules(() => {
      jest.requireActual(join(root, 'examples', example, 'main.ts'));
    });
    const read = (path: string): string => readFileSync(join(outdir, 'stacks', path), 'utf8');
    return readdirSync(join(outdir, 'stacks')).map((stack) => ({
      example,
      stack,
      manifest: readdirSync(join(outdir, 'stacks', stack)).includes('data-gateway.json')
        ? read(`${stack}/data-gateway.json`)
        : undefined,
      terraform: read(`${stack}/cdk.tf.json`),
    }));
  } finally {
    process.env = before;
    rmSync(outdir, { recursive: true });
  }
}
