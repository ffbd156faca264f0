import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import {
  DirectorySetup,
  DomainMembership,
  GatewayCluster,
  type GatewayClusterProps,
  KerberosDelegation,
  KeyVaultSecretReference,
  ServiceAccount,
  ServicePrincipalName,
} from '../../lib';
import { CHECK_PARTS, DIRECTORY_SCRIPT_PARTS } from '../../lib/bootstrap/steps/script-files';
import { minimalProps } from '../support/fixtures';
import type { RenderedScript } from '../support/member-scripts';
import { newStack } from '../support/synthesize';
import type { Engine } from './engine/engine';
import type { DomainConfig } from './engine/domain-config';
import type { Fault, RunResult, SimulatedWorld } from './engine/world';
import type { WorldConfig } from './engine/world-config';
import { defaults } from './engine/world-defaults';
import { GROUP, MANAGEMENT_MACHINE, MANAGEMENT_MACHINE_ID, type MemberCluster, pinned } from './member-cluster';
import { record } from './record';
import { ByDescription } from './same-description';
import { INSTALLED } from './situation';

export const DOMAIN = 'corp.example';
export const MEMBERS_GROUP = 'gw-members';
export const SQL = ServicePrincipalName.sqlServer('sql01.corp.example');
export const CONSTRAINED = KerberosDelegation.constrained({ services: [SQL] });
export const RESOURCE_BASED = KerberosDelegation.resourceBased({
  targets: [
    {
      account: 'svc-sql02',
      domain: 'emea.example',
      services: [ServicePrincipalName.sqlServer('sql02.emea.example')],
    },
  ],
});

export const JOIN_SECRET = 'join-password';
const joinPassword = 'Jo1n-me-please-7';

export const JOIN_CREDENTIAL = KeyVaultSecretReference.of({
  keyVaultId: `${GROUP}/Microsoft.KeyVault/vaults/${defaults.vault}`,
  name: JOIN_SECRET,
});

export const BY_SCRIPT = DomainMembership.joinByScript({
  domain: DOMAIN,
  account: 'CORP\\svc-join',
  organizationalUnit: 'OU=Gateways,DC=corp,DC=example',
  credential: JOIN_CREDENTIAL,
});

/** The account of the cluster, which the directory does not have yet. */
export function gatewayAccount(delegation?: KerberosDelegation, name = 'svc-gw'): ServiceAccount {
  const own = delegation === undefined ? {} : { delegation };
  return ServiceAccount.groupManaged({ name, domain: DOMAIN, netbiosDomain: 'CORP', ...own });
}

/** What makes a cluster one whose directory is set up by the deployment. */
export function inDirectory(given: Partial<GatewayClusterProps> = {}): Partial<GatewayClusterProps> {
  return {
    software: pinned(),
    serviceAccount: gatewayAccount(CONSTRAINED),
    domainMembership: DomainMembership.existing({ domain: DOMAIN }),
    directory: DirectorySetup.onMachine({ virtualMachineId: MANAGEMENT_MACHINE_ID, membersGroup: MEMBERS_GROUP }),
    ...given,
  };
}

/** A directory with data sources in two domains, which the management machine may change. */
export function directory(given: Partial<DomainConfig> = {}): DomainConfig {
  const { objects = [], domains = {}, ...rest } = given;
  return {
    accounts: {},
    writers: [MANAGEMENT_MACHINE],
    joinAccounts: { 'CORP\\svc-join': { secret: joinPassword } },
    objects: [
      { sam: 'Gateways', class: 'organizationalUnit' },
      { sam: 'SQL01$', class: 'computer', spns: ['MSSQLSvc/sql01.corp.example:1433', 'MSSQLSvc/sql01:1433'] },
      ...objects,
    ],
    domains: {
      'emea.example': {
        objects: [{ sam: 'svc-sql02', class: 'user', spns: ['MSSQLSvc/sql02.emea.example:1433'] }],
      },
      ...domains,
    },
    ...rest,
  };
}

/** A world with this directory, and members on which the software is there already. */
export function directoryWorld(
  engine: Engine,
  cluster: MemberCluster,
  domain: Partial<DomainConfig> = {},
  config: WorldConfig = {},
  member: NonNullable<WorldConfig['members']>[string] = {},
): Promise<SimulatedWorld> {
  const vaults = { [defaults.vault]: { secrets: { ...VAULT, [JOIN_SECRET]: joinPassword } } };
  return cluster.world(engine, { vaults, domain: directory(domain), ...config }, { installed: INSTALLED, ...member });
}

const VAULT = { [defaults.secretName]: defaults.secret, [defaults.recoveryKeyName]: defaults.recoveryKey };

interface FilesForPeople {
  readonly setup: RenderedScript | undefined;
  readonly check: RenderedScript | undefined;
}

const files = new ByDescription<FilesForPeople>();

/** The scripts for people that a cluster leaves beside its stack. */
export function filesOf(given: Partial<GatewayClusterProps>): FilesForPeople {
  return files.get(given, () => synthesizeFiles(given));
}

function synthesizeFiles(given: Partial<GatewayClusterProps>): FilesForPeople {
  const outdir = mkdtempSync(join(tmpdir(), 'directory-'));
  try {
    const app = new App({ outdir });
    const stack = newStack(app);
    const cluster = new GatewayCluster(stack, 'gateway', { ...minimalProps(), computerNamePrefix: 'GW', ...given });
    app.synth();
    const read = (path: string | undefined, parts: readonly string[]): RenderedScript | undefined =>
      path === undefined ? undefined : asScript(readFileSync(join(outdir, 'stacks/stack', path), 'utf8'), parts);
    return {
      setup: read(cluster.directoryScript, DIRECTORY_SCRIPT_PARTS),
      check: read(cluster.directoryCheck, CHECK_PARTS),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function asScript(text: string, names: readonly string[]): RenderedScript {
  const parts = names.map((name) => ({
    name,
    lines: readFileSync(join(__dirname, `../../lib/bootstrap/scripts/${name}.ps1`), 'utf8').split('\n').length,
  }));
  const rest = text.split('\n').length - parts.reduce((sum, { lines }) => sum + lines, 0);
  const step = names.at(-1) ?? '';
  return { name: step, step, member: '', computer: '', text, parts: [{ name: 'settings', lines: rest }, ...parts] };
}

/** Runs such a script on a machine. */
export async function runFile(
  world: SimulatedWorld,
  machine: string,
  script: RenderedScript | undefined,
  args: readonly string[] = [],
  fault?: Fault,
): Promise<RunResult> {
  if (script === undefined) throw new Error('no such script');
  const result = await world.run(machine, script.text, fault, args);
  record(script, result);
  return result;
}
