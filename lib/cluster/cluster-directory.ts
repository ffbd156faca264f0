import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import type { GatewaySetup } from '../bootstrap/gateway-setup';
import { DirectoryCommands } from './steps/directory-commands';
import type { DirectoryForSteps } from './steps/member-steps';
import type { RunCommandProps } from './steps/run-command-step';
import { checkScript, directoryScript, type ScriptFileProps } from '../bootstrap/steps/script-files';
import { constructChecks, throwProblems } from '../terraform/construct-checks';
import { TextAsset } from '../terraform/text-asset';
import type { GatewayMembers } from './props/gateway-cluster-interface';
import type { ClusterSettings } from './settings/cluster-settings';

/** What the directory's side of a cluster is built from. */
export interface ClusterDirectoryProps extends Pick<RunCommandProps, 'scripts' | 'tagged'> {
  readonly settings: ClusterSettings;
  readonly setup: GatewaySetup;
}

/**
 * The side of Active Directory of a cluster: commands on a management machine, or a script for an administrator; and a script
 * that looks whether both sides agree. Built by `GatewayCluster`.
 */
export class ClusterDirectory extends Construct {
  /** What each member's step in the directory needs; nothing where the deployment does not change the directory. */
  public readonly forSteps: DirectoryForSteps | undefined;
  /** Path of the administrator's script, from the folder of the stack; nothing where there is none. */
  public readonly setupScript: string | undefined;
  /** Path of the check, from the folder of the stack; nothing where there is nothing to check. */
  public readonly checkScript: string | undefined;

  private readonly commands: DirectoryCommands | undefined;

  public constructor(scope: Construct, id: string, props: ClusterDirectoryProps) {
    super(scope, id);
    const { settings, setup, scripts, tagged } = props;
    const { directory, serviceAccount } = setup;
    const files = { gatewayName: settings.gatewayName, setup, computers: settings.members.map((m) => m.computerName) };
    if (directory?.virtualMachineId !== undefined) {
      const { virtualMachineId, location = settings.location, provider } = directory;
      const machine = { virtualMachineId, location, ...(provider === undefined ? {} : { provider }) };
      this.commands = new DirectoryCommands(this, 'commands', {
        gatewayName: settings.gatewayName,
        setup,
        machine,
        scripts,
        tagged,
      });
      this.forSteps = { machine, prepared: this.commands.prepared };
    }
    if (directory?.kind === 'administrator') this.setupScript = this.writeSetup(files);
    if (serviceAccount.needsDomain) this.checkScript = this.writeCheck(files);
    if (serviceAccount.delegation !== undefined && directory === undefined) {
      Annotations.of(this).addInfo(
        'Active Directory: delegation is described, and nothing here sets it up. Give `directory`, or have it set up; the check says what is missing.',
      );
    }
  }

  /** What is left to do when all members are there. */
  public finish(members: GatewayMembers): void {
    this.commands?.release(members);
  }

  private writeSetup(props: ScriptFileProps): string {
    const text = directoryScript(this, props);
    if (text === undefined) {
      const checks = constructChecks();
      const fix =
        'Write them in the app, or use DirectorySetup.onMachine: an administrator runs the script before Terraform knows them.';
      const got = 'names that only Terraform knows';
      checks.add({ property: 'directory', got, allowed: 'names known when the app runs', fix });
      throwProblems(this.node.scope ?? this, 'GatewayCluster', checks);
    }
    const { path } = new TextAsset(this, 'setup', fileName('directory', props), text ?? '');
    Annotations.of(this).addInfo(
      `Active Directory: an administrator of the domain runs ${path}, first with -WhatIf, before the members are deployed and whenever their list changes.`,
    );
    return path;
  }

  private writeCheck(props: ScriptFileProps): string | undefined {
    const text = checkScript(this, props);
    return text === undefined ? undefined : new TextAsset(this, 'check', fileName('check', props), text).path;
  }
}

/** Names that tell clusters apart, for files that are sent to people. */
function fileName(what: string, { gatewayName }: ScriptFileProps): string {
  const name = gatewayName.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return name === '' ? `${what}.ps1` : `${what}-${name}.ps1`;
}
