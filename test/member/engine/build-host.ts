import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineAvailability } from './availability';

const folder = join(__dirname, 'host');
const simulation = join(__dirname, '../simulation');
const output = join(folder, '.build');
const stamp = join(output, 'built-from');
const lock = join(folder, '.build-lock');
const sources = ['MemberHost.csproj', 'Directory.Build.props', 'Program.cs', 'powershell.config.json'];

/** Settings of the engine, also for a full PowerShell. */
export const engineSettings = join(folder, 'powershell.config.json');

/** The built host. */
export const hostAssembly = join(output, 'bin', 'member-host.dll');

/**
 * Builds the .NET host if it is wanted and not up to date. Safe with several workers at once: one builds, the others
 * wait for it.
 */
export function buildHost(): void {
  if (engineAvailability() !== 'dotnet' || isCurrent()) return;
  takeLock();
  try {
    if (!isCurrent()) build();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function digest(): string {
  const hash = createHash('sha256');
  const shared = readdirSync(simulation).filter((file) => file.endsWith('.cs'));
  for (const source of sources) hash.update(readFileSync(join(folder, source)));
  for (const source of shared.sort()) hash.update(source).update(readFileSync(join(simulation, source)));
  return hash.digest('hex');
}

function isCurrent(): boolean {
  return existsSync(hostAssembly) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest();
}

function build(): void {
  const args = [
    'build',
    join(folder, 'MemberHost.csproj'),
    '--configuration',
    'Release',
    '--nologo',
    '--verbosity',
    'quiet',
  ];
  // Without servers that outlive the build: a test run must leave nothing behind.
  const run = spawnSync('dotnet', [...args, '-nodeReuse:false', '-p:UseSharedCompilation=false'], {
    encoding: 'utf8',
    env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', MSBUILDDISABLENODEREUSE: '1' },
  });
  if (run.status !== 0) {
    throw new Error(`The PowerShell host could not be built (dotnet ${args.join(' ')}):\n${run.stdout}\n${run.stderr}`);
  }
  writeFileSync(stamp, digest());
}

/** A folder is made by one process only. One that is older than any build is left over from a process that died. */
function takeLock(): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      mkdirSync(lock);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 300_000) {
        rmSync(lock, { recursive: true, force: true });
      }
      Atomics.wait(pause, 0, 0, 200);
    }
  }
}
