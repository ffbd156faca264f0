import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RenderedScript } from '../support/member-scripts';
import { CoverageSum } from './engine/coverage';
import type { RunResult } from './engine/world';

/** Where each test file leaves what it ran, for the summary at the end. */
const FOLDER = join(__dirname, '../../coverage/member');

const covered = new CoverageSum();
const faults: Record<string, unknown> = {};
let runs = 0;
let told = 0;

/** Notes which statements a run came to. */
export function record(script: RenderedScript, result: RunResult): void {
  if (result.told) told += 1;
  else runs += 1;
  covered.add(script.text, script.parts, result);
}

/** Notes how many fault points of a step were tried. */
export function recordFaults(what: string, tried: unknown): void {
  faults[what] = tried;
}

afterAll(() => {
  if (runs + told === 0) return;
  mkdirSync(FOLDER, { recursive: true });
  const file = basename(expect.getState().testPath ?? 'unknown', '.test.ts');
  const statements = covered.entries().filter(({ part }) => part !== 'settings');
  writeFileSync(join(FOLDER, `${file}.json`), JSON.stringify({ runs, told, faults, statements }));
});
