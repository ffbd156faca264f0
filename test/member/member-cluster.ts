import type { TerraformStack } from 'cdktf';
import {
  ClusterIdentity,
  DomainMembership,
  GatewayCluster,
  type GatewayClusterProps,
  GatewayProxy,
  GatewaySettings,
  GatewaySoftware,
  KeyVaultCertificateReference,
  KeyVaultSecretReference,
  LoadBalancing,
  Registration,
  ServiceAccount,
} from '../../lib';
import type {
  GroupManagedServiceAccountOptions,
  PinnedSoftwareOptions,
  ServicePrincipalRegistrationOptions,
} from '../../lib';
import { type EgressTest, egressTestLines } from '../../lib/bootstrap/steps/preflight-settings';
import { renderSettings } from '../../lib/bootstrap/steps/script-settings';
import { type RenderedScript, renderedScripts } from '../support/member-scripts';
import { synthesize } from '../support/synthesize';
import { gatewayInstaller, modulePackage, powerShellInstaller, sha256 } from './engine/artifacts';
import { type Cut, type Fault, type RunResult, SimulatedWorld } from './engine/world';
import type { WorldConfig } from './engine/world-config';
import { defaults } from './engine/world-defaults';
import type { Engine } from './engine/engine';
import { record } from './record';
import { ByDescription } from './same-description';

export const GROUP = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-gateway/providers';
const keyVaultId = `${GROUP}/Microsoft.KeyVault/vaults/${defaults.vault}`;
export const ADMINISTRATORS = ['66666666-6666-4666-8666-666666666666', '77777777-7777-4777-8777-777777777777'];

const signIn = { tenantId: defaults.tenantId, applicationId: defaults.applicationId };

/** Registration with the client secret of the simulated tenant. */
export function bySecret(options: Partial<ServicePrincipalRegistrationOptions> = {}): Registration {
  const clientSecret = KeyVaultSecretReference.of({ keyVaultId, name: defaults.secretName });
  return Registration.servicePrincipal({ ...signIn, clientSecret, ...options });
}

/** Registration with the certificate of the simulated tenant. */
export function byCertificate(): Registration {
  const certificate = KeyVaultCertificateReference.of({ keyVaultId, name: defaults.certificateName });
  return Registration.servicePrincipal({ ...signIn, certificate });
}

/** Versions that the simulated downloads have. */
export function pinned(
  versions: { powerShell?: string; module?: string; gateway?: string } = {},
  whenOlderIsInstalled: 'keep' | 'upgrade' = 'keep',
  more: Partial<PinnedSoftwareOptions> = {},
): GatewaySoftware {
  const { powerShell = '7.6.5', module = '3000.306.1', gateway = '3000.322.5' } = versions;
  return GatewaySoftware.pinned({
    powerShell: { version: powerShell, sha256: sha256(powerShellInstaller(powerShell)) },
    dataGatewayModule: {
      version: module,
      sha256: sha256(modulePackage('DataGateway', module)),
      profileSha256: sha256(modulePackage('DataGateway.Profile', module)),
    },
    gateway: { version: gateway, sha256: sha256(gatewayInstaller(gateway)) },
    whenOlderIsInstalled,
    ...more,
  });
}

/** The account of the simulated domain. */
export function managedAccount(options: Partial<GroupManagedServiceAccountOptions> = {}): ServiceAccount {
  return ServiceAccount.groupManaged({
    name: defaults.managedAccount,
    domain: 'corp.example',
    netbiosDomain: 'CORP',
    kerberosSingleSignOn: true,
    ...options,
  });
}

/** A cluster that uses everything. */
export const EVERYTHING: Partial<GatewayClusterProps> = {
  software: pinned(),
  serviceAccount: managedAccount(),
  dataDisk: { sizeGiB: 128 },
  proxy: GatewayProxy.at('http://proxy.corp.example:8080', {
    authentication: 'windows',
    bypass: ['*.corp.example', '*.vault.azure.net'],
  }),
  gatewaySettings: GatewaySettings.of({
    containers: { defaultPool: 20 },
    connectivityMode: 'Https',
    reports: { fileCount: 20 },
  }),
  loadBalancing: LoadBalancing.distributeEvenly({ cpuThresholdPercent: 80, memoryThresholdPercent: 85 }),
};

/** The world for it: what it needs, and nothing that is not forbidden. */
export const EVERYTHING_WORLD: WorldConfig = {
  domain: {},
  proxy: {
    address: 'http://proxy.corp.example:8080',
    authentication: 'windows',
    // What Windows asks for itself knows nothing of the gateway's proxy.
    direct: ['*.vault.azure.net', 'cacerts.digicert.com', 'azkms.core.windows.net'],
  },
};

export type Step =
  | 'join-domain'
  | 'install'
  | 'directory'
  | 'configure'
  | 'register'
  // Of the cluster as a whole.
  | 'directory-prepare'
  | 'directory-release';
/** What every member has. */
export const STEPS: readonly Step[] = ['install', 'configure', 'register'];

/** The machine that the directory is changed from. */
export const MANAGEMENT_MACHINE = 'MGMT-01';
export const MANAGEMENT_MACHINE_ID = `${GROUP}/Microsoft.Compute/virtualMachines/vm-management`;

/** What is described of a cluster beside what every one needs; with the stack, for what Terraform computes. */
type Description = Partial<GatewayClusterProps> | ((stack: TerraformStack) => Partial<GatewayClusterProps>);

/** The setting that lists what is tried. */
const EGRESS_SETTING = /^ {8}egressTests = @\((?:\n {12}.*)*(?:\n {8})?\)$/m;

/** A script with other tests of the network, if it has any. */
function withEgress(script: RenderedScript, tests: readonly EgressTest[]): RenderedScript {
  const [former = ''] = EGRESS_SETTING.exec(script.text) ?? [];
  const [settings, ...rest] = script.parts;
  if (former === '' || settings === undefined) return script;
  // Nothing in it is computed by Terraform, so that no scope is needed.
  const { lines } = renderSettings(undefined as never, { egressTests: egressTestLines(tests) });
  const more = lines.length - former.split('\n').length;
  const text = script.text.replace(former, () => lines.join('\n'));
  return { ...script, text, parts: [{ ...settings, lines: settings.lines + more }, ...rest] };
}

interface SynthesizedCluster {
  readonly json: string;
  readonly scripts: readonly RenderedScript[];
}

/** By what was described: test files describe the same cluster many times, and the same comes of it. */
const synthesized = new ByDescription<SynthesizedCluster>();

function synthesizeCluster(given: Description, known: Readonly<Record<string, string>>): SynthesizedCluster {
  const { parsed } = synthesize((stack) => {
    const props = typeof given === 'function' ? given(stack) : given;
    const domain = props.serviceAccount?.domain;
    return new GatewayCluster(stack, 'gateway', {
      gatewayName: 'finance-prod',
      computerNamePrefix: 'GW',
      location: 'westeurope',
      resourceGroupName: 'rg-gateway',
      subnetId: `${GROUP}/Microsoft.Network/virtualNetworks/vnet/subnets/snet`,
      ...(props.memberKeys === undefined ? { members: 2 } : {}),
      recoveryKey: KeyVaultSecretReference.of({ keyVaultId, name: defaults.recoveryKeyName }),
      registration: bySecret(),
      administrators: ADMINISTRATORS,
      identity: ClusterIdentity.existing({
        id: `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-gateway`,
        principalId: defaults.principalObjectId,
        clientId: defaults.identityClientId,
      }),
      ...(domain === undefined ? {} : { domainMembership: DomainMembership.existing({ domain }) }),
      ...props,
    });
  });
  return { json: JSON.stringify(parsed), scripts: renderedScripts(parsed, known) };
}

/** The scripts of a cluster, as they are synthesized, and the computers that they are for. */
export class MemberCluster {
  public readonly json: string;
  /** All of them. */
  public readonly scripts: readonly RenderedScript[];

  /**
   * @param given what is described beside what every cluster needs; with the stack, for what Terraform computes.
   * @param known values that Terraform would compute, by address.
   * @param egress what is tried before the installation, in place of what the description leads to.
   */
  public constructor(
    given: Description = {},
    known: Readonly<Record<string, string>> = {},
    egress?: readonly EgressTest[],
  ) {
    const { json, scripts } = synthesized.get([given, known], () => synthesizeCluster(given, known));
    this.json = json;
    this.scripts = egress === undefined ? scripts : scripts.map((script) => withEgress(script, egress));
  }

  /** Computer names, by key in ascending order. */
  public get computers(): readonly string[] {
    return [...new Set(this.scripts.map(({ computer }) => computer))].filter((name) => name !== '').sort();
  }

  public script(computer: string, step: Step): RenderedScript {
    const found = this.scripts.find((script) => script.computer === computer && script.step === step);
    if (found === undefined) throw new Error(`no ${step} for ${computer}`);
    return found;
  }

  /** A world with these machines, and their data disks. */
  public world(
    engine: Engine,
    config: WorldConfig = {},
    member: NonNullable<WorldConfig['members']>[string] = {},
  ): Promise<SimulatedWorld> {
    const disks = this.json.includes('azurerm_managed_disk') ? { disks: { data: [128] } } : {};
    const members = Object.fromEntries(this.computers.map((name) => [name, { ...disks, ...member }]));
    const others = this.scripts.some(({ step }) => step === 'directory') ? { [MANAGEMENT_MACHINE]: {} } : {};
    return SimulatedWorld.create(engine, { ...config, members: { ...members, ...others, ...config.members } });
  }

  /** Runs one step of a member ('' for the cluster as a whole), on the machine that it runs on. */
  public async run(world: SimulatedWorld, computer: string, step: Step, fault?: Fault): Promise<RunResult> {
    const script = this.script(computer, step);
    const result = await world.run(machineOf(computer, step), script.text, fault);
    record(script, result);
    return result;
  }

  /** Runs one step in any case, see `SimulatedWorld.runAfresh`. */
  public runAfresh(world: SimulatedWorld, computer: string, step: Step): Promise<RunResult> {
    return world.runAfresh(machineOf(computer, step), this.script(computer, step).text);
  }

  /** Runs one step, and keeps the worlds that it would leave behind if the power were cut. */
  public async runCutting(
    world: SimulatedWorld,
    computer: string,
    step: Step,
  ): Promise<{ result: RunResult; cuts: readonly Cut[] }> {
    const script = this.script(computer, step);
    const answer = await world.runCutting(machineOf(computer, step), script.text);
    record(script, answer.result);
    return answer;
  }

  /** Runs all steps on all machines, in the order of a serial rollout; whatever fails is an error. */
  public async deploy(world: SimulatedWorld, computers = this.computers): Promise<readonly RunResult[]> {
    const results: RunResult[] = [];
    for (const computer of computers) {
      for (const step of STEPS) {
        const result = await this.run(world, computer, step);
        if (result.exitCode !== 0)
          throw new Error(`${computer} ${step}: ${result.output.join('\n')}\n${result.errors.join('\n')}`);
        results.push(result);
      }
    }
    return results;
  }
}

function machineOf(computer: string, step: Step): string {
  return step.startsWith('directory') ? MANAGEMENT_MACHINE : computer;
}
