import type { GatewayClusterProps } from '../../lib';
import type { EgressTest } from '../../lib/bootstrap/steps/preflight-settings';
import type { Engine } from './engine/engine';
import type { MachineState, RunResult, SimulatedWorld, WorldState } from './engine/world';
import type { WorldConfig } from './engine/world-config';
import { defaults } from './engine/world-defaults';
import { MemberCluster, type Step } from './member-cluster';

export type MemberConfig = NonNullable<WorldConfig['members']>[string];

/** What a step finds. All is optional: `{}` is a first run on a new machine, in a world in which everything works. */
export interface Situation {
  readonly props?: Partial<GatewayClusterProps>;
  readonly world?: WorldConfig;
  /** Of all machines. */
  readonly member?: MemberConfig;
  /** What is tried before the installation. @default what the description leads to */
  readonly egress?: readonly EgressTest[];
  /** @default 'GW-01', the primary */
  readonly computer?: string;
  /** Steps of this machine that have run. @default none */
  readonly after?: readonly Step[];
  /** What happened next, before the step. */
  readonly prepare?: (world: SimulatedWorld, cluster: MemberCluster) => Promise<unknown>;
}

export interface Outcome {
  readonly cluster: MemberCluster;
  readonly world: SimulatedWorld;
  readonly result: RunResult;
  readonly before: WorldState;
  readonly after: WorldState;
  /** The machine that the step ran on, before and after it. */
  readonly was: MachineState;
  readonly is: MachineState;
}

/** Software that is there already: steps after the first need no more, and are quicker with it. */
export const INSTALLED = { powerShell: '7.6.5', module: '3000.306.1', gateway: '3000.322.5' } as const;

/** What the first step cannot find out about a proxy. */
export const UNTESTED_PROXY =
  'not tested: whether the proxy lets WebSocket through, and keeps a silent connection open for 300 s';

/** Runs a step in a situation. Whatever comes of it: no secret may be found anywhere afterwards. */
export async function outcomeOf(engine: Engine, step: Step, situation: Situation): Promise<Outcome> {
  const { computer = 'GW-01', after: earlier = [], prepare } = situation;
  const cluster = new MemberCluster(situation.props, {}, situation.egress);
  const world = await cluster.world(engine, situation.world, situation.member);
  for (const one of earlier) expectDone(await cluster.run(world, computer, one));
  await prepare?.(world, cluster);
  return again(cluster, world, computer, step);
}

/** Runs a step as a cluster describes it now, in a world as it has become. */
export async function again(
  cluster: MemberCluster,
  world: SimulatedWorld,
  computer: string,
  step: Step,
): Promise<Outcome> {
  const before = await world.state();
  const result = await cluster.run(world, computer, step);
  const after = await world.state();
  expect(await world.leaks(result)).toEqual([]);
  return { cluster, world, result, before, after, was: machineIn(before, computer), is: machineIn(after, computer) };
}

export function machineIn(state: WorldState, computer: string): MachineState {
  const machine = state.members[computer];
  if (machine === undefined) throw new Error(`no ${computer} in this world`);
  return machine;
}

/** The lines of a step's output. */
export function textOf(result: RunResult): string {
  return result.output.join('\n');
}

export function expectDone(result: RunResult): void {
  expect([result.exitCode, textOf(result), result.errors]).toEqual([0, expect.stringMatching(/: done in \d+ s, /), []]);
}

export function notesOf(result: RunResult): readonly string[] {
  return [...textOf(result).matchAll(/^ {2}note: (.*)$/gm)].map(([, note = '']) => note);
}

export function changesOf(result: RunResult): readonly string[] {
  return [...textOf(result).matchAll(/^ {2}changed: (.*)$/gm)].map(([, change = '']) => change);
}

/** What a run did to the world, one line each, without what only tells of it. */
export function effectsOf(result: RunResult): readonly string[] {
  return result.trace.map(({ kind, detail }) => `${kind} ${detail}`);
}

/** How often the gateway was started by a run. */
export function restartsOf(result: RunResult): number {
  return effectsOf(result).filter((effect) => effect === 'service.start PBIEgwService').length;
}

const REPORT =
  /^[\w-]+ of member \w+: FAILED while (.+)\nWhat failed: ([\s\S]+?)\nWhat to do: ([\s\S]+?)\nTrue now:\n([\s\S]+)$/;

/** What a failed step says, for a snapshot; it must say all three things, and what it says of the member must be true. */
export function failureIn({ result, is }: Outcome): Readonly<Record<'doing' | 'failed' | 'toDo', string>> {
  const text = textOf(result);
  expect([result.exitCode, text]).toEqual([1, expect.stringMatching(REPORT)]);
  const [, doing = '', failed = '', toDo = '', facts = ''] = REPORT.exec(text) ?? [];
  const { gateway } = softwareOn(is);
  const service = is.services['PBIEgwService'];
  const tenant = is.registry[REGISTRATION_KEY]?.['RegistrationTenant']?.data;
  expect(facts.split('\n').slice(0, 3)).toEqual([
    `  gateway: ${gateway ?? 'not installed'}`,
    `  service PBIEgwService: ${service === undefined ? 'none' : `${service.status}, as ${service.startName}`}`,
    `  registered: ${typeof tenant === 'string' ? `in tenant ${tenant}` : 'no'}`,
  ]);
  return { doing, failed, toDo };
}

/** Nothing that the service keeps was changed, and nothing was asked to be. */
export function expectServiceUntouched({ before, after, result }: Outcome): void {
  expect(after.clusters).toEqual(before.clusters);
  expect(effectsOf(result).filter((effect) => effect.startsWith('gateway.'))).toEqual([]);
}

/** The registry without the note that a first run makes of its own folder, whatever comes of it. */
export function registryOf({ registry }: MachineState): MachineState['registry'] {
  const { [OWN_KEY]: { StateProtected: _, ...own } = {}, ...rest } = registry;
  return Object.keys(own).length === 0 ? rest : { ...rest, [OWN_KEY]: own };
}

/** Versions of what is installed; nothing where it is not there, or not whole. */
export function softwareOn({ files, services }: MachineState): Readonly<Record<string, string | undefined>> {
  const versionIn = (path: string): string | undefined => {
    const text = files[path];
    return text === undefined ? undefined : (JSON.parse(text) as { version: string }).version || undefined;
  };
  const moduleVersion = (name: string): string | undefined => {
    const versions = Object.keys(files)
      .map((path) => new RegExp(`\\\\Modules\\\\${name}\\\\([\\d.]+)\\\\${name}\\.psd1$`).exec(path)?.[1])
      .filter((version) => version !== undefined);
    return versions.length === 0 ? undefined : versions.join();
  };
  const gateway = versionIn(`${GATEWAY_FOLDER}\\Microsoft.PowerBI.EnterpriseGateway.exe`);
  return {
    powerShell: versionIn('C:\\Program Files\\PowerShell\\7\\pwsh.exe'),
    profile: moduleVersion('DataGateway\\.Profile'),
    module: moduleVersion('DataGateway'),
    gateway: services['PBIEgwService'] === undefined ? undefined : gateway,
  };
}

export const GATEWAY_FOLDER = 'C:\\Program Files\\On-premises data gateway';
export const REGISTRATION_KEY = 'HKLM:\\SOFTWARE\\Microsoft\\On-premises data gateway\\Registration';
export const OWN_KEY = 'HKLM:\\SOFTWARE\\cdktf-data-gateway';
export const CORE_FILE = `${GATEWAY_FOLDER}\\Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.dll.config`;

/** The files that name a proxy, by what they belong to. */
export const PROXY_FILES = {
  configurator: `${GATEWAY_FOLDER}\\EnterpriseGatewayConfigurator.exe.config`,
  service: `${GATEWAY_FOLDER}\\Microsoft.PowerBI.EnterpriseGateway.exe.config`,
  mashup: `${GATEWAY_FOLDER}\\m\\Microsoft.Mashup.Container.NetFX45.exe.config`,
  pipelines: `${GATEWAY_FOLDER}\\FabricIntegrationRuntime\\5.0\\Shared\\FabricPipelineworker.exe.config`,
} as const;

/** The element `defaultProxy` of each file that is there; '' where a file has none. */
export function proxiesOn({ files }: MachineState): Readonly<Record<string, string>> {
  const paths = Object.keys(files).filter((path) => path.startsWith(GATEWAY_FOLDER) && path.endsWith('.exe.config'));
  return Object.fromEntries(paths.map((path) => [path, defaultProxyIn(files[path] ?? '')]));
}

function defaultProxyIn(text: string): string {
  return /<defaultProxy[^>]*\/>|<defaultProxy[\s\S]*<\/defaultProxy>/.exec(text)?.[0] ?? '';
}

/** A setting of GatewayCore; nothing where there is none. */
export function coreSetting({ files }: MachineState, name: string): string | undefined {
  const setting = new RegExp(`<setting name="${name}"[^>]*>([\\s\\S]*?)</setting>`).exec(files[CORE_FILE] ?? '')?.[1];
  if (setting === undefined) return undefined;
  return /<value>([\s\S]*)<\/value>/.exec(setting)?.[1] ?? '';
}

/** What docs/member.md says about removed members, done by somebody who is signed in: the only member, and so the cluster. */
export async function removeFromService(world: SimulatedWorld, computer: string, cluster: string): Promise<void> {
  const script = `Set-Content -LiteralPath 'C:\\Windows\\Temp\\remove.ps1' -Encoding UTF8 -Value @'
$secret = ConvertTo-SecureString -String '${defaults.secret}' -AsPlainText -Force
$null = Connect-DataGatewayServiceAccount -ApplicationId '${defaults.applicationId}' -ClientSecret $secret -Tenant '${defaults.tenantId}'
$cluster = Get-DataGatewayCluster | Where-Object Name -eq '${cluster}'
Remove-DataGatewayClusterMember -GatewayClusterId $cluster.Id -MemberGatewayId $cluster.MemberGateways[0].Id
'@
$start = @{ FilePath = 'C:\\Program Files\\PowerShell\\7\\pwsh.exe'; ArgumentList = '-File', 'C:\\Windows\\Temp\\remove.ps1'; PassThru = $true }
$process = Start-Process @start
$null = $process.WaitForExit(600000)
Remove-Item -LiteralPath 'C:\\Windows\\Temp\\remove.ps1'`;
  const { errors } = await world.run(computer, script);
  expect(errors).toEqual([]);
}
