import type { RenderedScript } from '../support/member-scripts';
import { ACCOUNT, ADMINISTRATOR, type Beginning, DROPPED, expectSetUp, prepared } from './administrator';
import { MEMBERS_GROUP, runFile } from './directory-cluster';
import type { Engine } from './engine/engine';
import type { RunResult, SimulatedWorld } from './engine/world';
import { effectsOf, expectDone, textOf } from './situation';

/** A cluster in which all is as it should be, and the script that looks at it. */
export interface Deployed {
  readonly world: SimulatedWorld;
  readonly check: RenderedScript;
  /** Sets the directory up again. */
  readonly setUp: (world: SimulatedWorld) => Promise<RunResult>;
}

export async function deployed(engine: Engine, beginning: Beginning = {}): Promise<Deployed> {
  const { cluster, world, run, check } = await prepared(engine, { ...beginning, switches: [DROPPED] });
  if (check === undefined) throw new Error('no check');
  expectSetUp(await run());
  for (const computer of cluster.computers) expectDone(await cluster.run(world, computer, 'configure'));
  return { world, check, setUp: (place) => run([], undefined, place) };
}

/** Looks at a member, which changes nothing: the lines that are not ok. */
export async function findings(
  world: SimulatedWorld,
  check: RenderedScript,
  machine = 'GW-01',
): Promise<readonly string[]> {
  const before = await world.state();
  const result = await runFile(world, machine, check);
  expect([effectsOf(result), result.log, result.errors]).toEqual([[], '', []]);
  expect(await world.state()).toEqual(before);
  expect(await world.leaks(result)).toEqual([]);
  const [title = '', ...lines] = textOf(result).split('\n');
  const wrong = lines.filter((line) => !line.startsWith('ok '));
  expect(title).toBe(
    `check of cluster finance-prod: ${String(lines.length)} findings, ${String(lines.length - wrong.length)} ok`,
  );
  expect(lines.slice(lines.length - wrong.length)).toEqual(wrong);
  expect(result.exitCode).toBe(wrong.every((line) => line.startsWith('NOTE ')) ? 0 : 1);
  return wrong;
}

/** Something that somebody does to a world. */
export type Change = (world: SimulatedWorld) => Promise<unknown>;

/** What another administrator types. */
export const types =
  (...commands: readonly string[]): Change =>
  async (world) => {
    const script = ["$ErrorActionPreference = 'Stop'", ...commands].join('\n');
    expect((await world.run(ADMINISTRATOR, script)).errors).toEqual([]);
  };

const MANAGED = 'CN=svc-gw,CN=Managed Service Accounts,DC=corp,DC=example';

/** What others may do to the directory, and the set-up mends. */
export const BREAKAGES = {
  'a computer that is out of the group': types(
    `Remove-ADGroupMember -Identity '${MEMBERS_GROUP}' -Members 'GW-02$' -Confirm:$false`,
  ),
  'a name of a service that is missing': types(
    `Set-ADObject -Identity '${MANAGED}' -Remove @{ servicePrincipalName = 'gateway/GW-02' }`,
  ),
  'a service that is missing in the delegation': types(
    `Set-ADObject -Identity '${MANAGED}' -Remove @{ 'msDS-AllowedToDelegateTo' = 'MSSQLSvc/sql01:1433' }`,
  ),
  'a service that nobody described in the delegation': types(
    `Set-ADObject -Identity '${MANAGED}' -Add @{ 'msDS-AllowedToDelegateTo' = 'HTTP/web.corp.example' }`,
  ),
  'no protocol transition': types(`Set-ADAccountControl -Identity '${ACCOUNT}' -TrustedToAuthForDelegation $false`),
  'unconstrained delegation': types(`Set-ADAccountControl -Identity '${ACCOUNT}' -TrustedForDelegation $true`),
  'an account that takes RC4': types(
    `Set-ADServiceAccount -Identity '${ACCOUNT}' -KerberosEncryptionType RC4, AES128, AES256`,
  ),
  'a password that the group may not read': types(
    `Set-ADServiceAccount -Identity '${ACCOUNT}' -PrincipalsAllowedToRetrieveManagedPassword $null`,
  ),
  'another computer in the group': async (world) => {
    await world.addDirectoryObject({ sam: 'OLD-01$', class: 'computer' });
    await types(`Add-ADGroupMember -Identity '${MEMBERS_GROUP}' -Members 'OLD-01$'`)(world);
  },
  'the name of a computer that is gone': types(
    `Set-ADObject -Identity '${MANAGED}' -Add @{ servicePrincipalName = 'gateway/GONE-01' }`,
  ),
  // The last, as others of them change it.
  'no group': (world) => world.removeDirectoryObject(MEMBERS_GROUP),
} satisfies Readonly<Record<string, Change>>;
