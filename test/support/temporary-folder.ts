import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const PREFIX = 'cdktf-data-gateway-tests-';

/**
 * For Jest's `globalSetup`. Each app of the framework's `Testing` makes a temporary folder and leaves it there, three
 * thousand in a run: workers, which get this environment, make them in one folder.
 */
export default function makeTemporaryFolder(): void {
  process.env['TMPDIR'] = mkdtempSync(join(tmpdir(), PREFIX));
}

/** Removes the folder again. */
export function removeTemporaryFolder(): void {
  const folder = tmpdir();
  if (!basename(folder).startsWith(PREFIX)) return;
  process.env['TMPDIR'] = dirname(folder);
  // PowerShell, which ends with its worker, may be about to remove files of its own.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
