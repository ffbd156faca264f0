import { spawnSync } from 'node:child_process';

/** What runs PowerShell here: a full PowerShell 7, the bare engine that `host/` builds with the .NET SDK, or nothing. */
export type EngineKind = 'pwsh' | 'dotnet' | 'none';

let known: EngineKind | undefined;

/** `MEMBER_ENGINE` (pwsh, dotnet or none) asks for one of them; otherwise the first that is there is taken. */
export function engineAvailability(): EngineKind {
  known ??= look();
  return known;
}

function look(): EngineKind {
  const wanted = process.env['MEMBER_ENGINE'];
  if (wanted === 'pwsh' || wanted === 'dotnet' || wanted === 'none') return wanted;
  if (answers('pwsh', ['-NoProfile', '-NonInteractive', '-Command', '$PSVersionTable.PSVersion.Major'], /^[7-9]/m))
    return 'pwsh';
  if (answers('dotnet', ['--list-sdks'], /^(1\d|[2-9]\d)\./m)) return 'dotnet';
  return 'none';
}

function answers(program: string, args: readonly string[], pattern: RegExp): boolean {
  const run = spawnSync(program, args, { encoding: 'utf8', timeout: 60_000, stdio: ['ignore', 'pipe', 'ignore'] });
  return run.status === 0 && pattern.test(run.stdout);
}

/** Whether tests that need the engine must not be skipped. */
export const suiteRequired = (): boolean => process.env['CI_REQUIRE_MEMBER_SUITE'] === '1';
