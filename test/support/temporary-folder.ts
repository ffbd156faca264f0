import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const PREFIX = 'cdktf-data-gateway-tests-';

/**
 * For Jest's `globalSetup`. Each app of the framework's `Testing` makes a temporary folder and leaves it there, three
 * thousand in a run: workers, which get this environment, make them in one folder.
 */
export default function makeTemporaryFolder(): void {
  use(mkdtempSync(join(tmpdir(), PREFIX)));
}

/** The folder of this run, which is empty when it begins. */
export function temporaryFolder(): string {
  const folder = tmpdir();
  if (!basename(folder).startsWith(PREFIX)) throw new Error(`${folder} is not of this run: see jest.config.js`);
  return folder;
}

/** TEMP and TMP are Windows' names for it. */
function use(folder: string): void {
  Object.assign(process.env, { TMPDIR: folder, TEMP: folder, TMP: folder });
}

/** Removes the folder again. */
export function removeTemporaryFolder(): void {
  const folder = temporaryFolder();
  use(dirname(folder));
  // PowerShell, which ends with its worker, may be about to remove files of its own.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
