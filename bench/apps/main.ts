/**
 * Whole apps, each in a process of its own: the example on this package, against the same resources by hand, and against an
 * empty app with the same stacks and providers. Processor time, as medians of ratios within one round.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../median';
import { compileExample, compiled } from './compile';

interface Times {
  readonly loading: number;
  readonly synthesis: number;
  readonly total: number;
}

type Row = Readonly<Record<'empty' | 'hand' | 'own', Times>>;

const APPS = ['starter', 'kerberos', 'firewall', 'express-route', 'enterprise'] as const;

function run(root: string, outdir: string, ...app: string[]): Times {
  mkdirSync(outdir, { recursive: true });
  const args = ['--require', join(__dirname, 'phases.cjs'), ...app];
  const env = { ...process.env, CDKTF_OUTDIR: outdir };
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  const last = stdout.trimEnd().split('\n').pop() ?? '';
  if (!last.startsWith('{')) throw new Error(stderr);
  return JSON.parse(last) as Times;
}

/** Rows of a table: times in milliseconds, and ratios. */
export function compareApps(root: string, rounds: number): readonly (readonly string[])[] {
  // Inside the repository, where the packages are found.
  mkdirSync(join(root, 'cdktf.out'), { recursive: true });
  const code = mkdtempSync(join(root, 'cdktf.out', 'bench-'));
  const outputs = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const replay = join(code, 'replay.js');
    writeFileSync(replay, compiled(join(__dirname, 'replay.ts')));
    return APPS.map((name) => {
      const main = compileExample(root, name, code);
      const stacks = join(outputs, name, 'own', 'stacks');
      const all = Array.from({ length: rounds + 1 }, (): Row => {
        const own = run(root, join(outputs, name, 'own'), main);
        const hand = run(root, join(outputs, name, 'hand'), replay, stacks, 'all');
        return { own, hand, empty: run(root, join(outputs, name, 'empty'), replay, stacks, 'nothing') };
      });
      return describe(name, all.slice(1));
    });
  } finally {
    rmSync(code, { recursive: true });
    rmSync(outputs, { recursive: true });
  }
}

function describe(name: string, rows: readonly Row[]): readonly string[] {
  const of = (pick: (row: Row) => number, digits = 0): string => median(rows.map(pick)).toFixed(digits);
  return [
    name,
    of(({ empty }) => empty.total),
    of(({ hand }) => hand.total),
    of(({ own }) => own.total),
    of(({ own }) => own.loading),
    of(({ own }) => own.total - own.loading - own.synthesis),
    of(({ own }) => own.synthesis),
    of(({ own, hand }) => own.total / hand.total, 2),
    of(({ own, hand }) => (own.total - hand.total) / own.total, 2),
    of(({ own, hand, empty }) => (own.total - hand.total) / empty.total, 2),
  ];
}
