import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IGatewayMember } from '../props/gateway-cluster-interface';
import type { GatewaySetup } from '../../bootstrap/gateway-setup';
import { directoryPlace, prepareSettings } from '../../bootstrap/steps/directory-settings';
import { DIRECTORY_PARTS } from './member-steps';
import { deadlineMinutes, defineRunCommand, type RunCommandMachine } from '../../bootstrap/steps/run-command';
import type { RunCommandProps } from './run-command-step';
import { renderSettings, type ScriptSettings } from '../../bootstrap/steps/script-settings';

/** What the commands of a cluster need. */
export interface DirectoryCommandsProps extends Pick<RunCommandProps, 'scripts' | 'tagged'> {
  readonly gatewayName: string;
  readonly setup: GatewaySetup;
  /** The management machine. */
  readonly machine: RunCommandMachine;
}

/** Minutes that a command of the whole cluster gets. */
const MINUTES = 30;

/**
 * What is done in the directory for a cluster as a whole, on the management machine: `prepare` before the first member,
 * and `release` once all are there, which takes out what is no longer described. Between them, a step of each member
 * admits it: a computer has an account only when it has joined.
 */
export class DirectoryCommands extends Construct {
  /** What every member waits for. */
  public readonly prepared: ITerraformDependable;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: DirectoryCommandsProps,
  ) {
    super(scope, id);
    this.prepared = this.define('prepare', prepareSettings(props.setup));
  }

  /** By the names that the machines have, whatever their description says today. */
  public release(members: readonly IGatewayMember[]): void {
    const { serviceAccount } = this.props.setup;
    // Of the virtual account, computers delegate: those that leave lose what is described.
    const delegated = serviceAccount.isDomainAccount ? {} : { delegateTo: serviceAccount.delegation?.delegateTo ?? [] };
    this.define('release', { ...delegated, computers: members.map(({ computerName }) => computerName) });
  }

  private define(phase: string, settings: ScriptSettings): ITerraformDependable {
    const { gatewayName, setup, machine, scripts, tagged } = this.props;
    const scope = new Construct(this, phase);
    const rendered = renderSettings(scope, {
      step: `directory-${phase}`,
      member: '',
      computer: '',
      rerun: setup.directory?.rerun ?? '',
      deadlineMinutes: deadlineMinutes(MINUTES),
      phase,
      ...directoryPlace(gatewayName, setup),
      ...settings,
    });
    return defineRunCommand(scope, {
      name: `directory-${phase}`,
      title: `Phase ${phase} of the directory`,
      heading: [
        `# Directory of a gateway cluster: ${phase}. By cdktf-data-gateway. Settings first, then the code.`,
        '# Replaced and run again when a line of it changes; safe to run again. docs/active-directory.md says more.',
      ],
      settings: rendered,
      parts: DIRECTORY_PARTS,
      timeoutMinutes: MINUTES,
      ...machine,
      scripts,
      tagged,
    });
  }
}
