import type { DomainConfig } from './engine/domain-config';
import type { Engine } from './engine/engine';
import { SimulatedWorld, type DirectoryObjectState, type RunResult } from './engine/world';
import type { MemberConfig } from './engine/world-config';

/** As the scripts of the library begin. */
export const strict = "Set-StrictMode -Version Latest\n$ErrorActionPreference = 'Stop'\n";
export const root = 'DC=corp,DC=example';
export const managed = `CN=Managed Service Accounts,${root}`;
/** A line with the id and the text of an error, as a catch block sees it. */
export const told = "catch { '{0}: {1}' -f ($_.FullyQualifiedErrorId -replace ',.*'), $_.Exception.Message }";

/** GW-01 and GW-02, with the module ActiveDirectory; GW-01 may write to the directory. */
export function directoryWorld(
  engine: Engine,
  domain: DomainConfig = {},
  members: Readonly<Record<string, MemberConfig>> = {},
): Promise<SimulatedWorld> {
  const features = { 'RSAT-AD-PowerShell': true };
  return SimulatedWorld.create(engine, {
    domain: { writers: ['GW-01'], ...domain },
    members: Object.fromEntries(
      Object.entries({ 'GW-01': {}, 'GW-02': {}, ...members }).map(([name, member]) => [name, { features, ...member }]),
    ),
  });
}

/** What a script prints that has no error. */
export async function outputIn(world: SimulatedWorld, script: string, member = 'GW-01'): Promise<readonly string[]> {
  const result = await world.run(member, strict + script);
  expect(result.errors).toEqual([]);
  return result.output;
}

export function effectsOf(result: RunResult): readonly string[] {
  return result.trace.map(({ kind, detail }) => `${kind} ${detail}`);
}

/** An object of corp.example by its sAMAccountName. */
export async function objectIn(world: SimulatedWorld, sam: string): Promise<DirectoryObjectState | undefined> {
  const { directory } = await world.state();
  return Object.values(directory?.['corp.example'] ?? {}).find((object) => object.sam === sam);
}
