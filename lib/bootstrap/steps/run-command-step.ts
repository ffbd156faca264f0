import {
  VirtualMachineRunCommand,
  type VirtualMachineRunCommandConfig,
} from '@cdktf/provider-azurerm/lib/virtual-machine-run-command';
import { TerraformLocal, type TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { IGatewayMember } from '../../cluster/gateway-cluster-interface';
import type { IMemberStep, MemberStepContext } from '../../cluster/member-step';
import type { BootstrapStepName } from '../step-names';
import type { MemberScripts, ScriptPart } from './member-scripts';
import { type RenderedSettings, renderSettings, type ScriptSettings } from './script-settings';

/** What all steps of a cluster have in common. */
export interface RunCommandProps {
  readonly scripts: MemberScripts;
  /** Given when the command is made, for policies that ask for tags; a change of them is no reason to run it again. */
  readonly tagged: Pick<VirtualMachineRunCommandConfig, 'tags'>;
  /** What makes a step run once more, by member and step. */
  readonly rerun: (memberKey: string, step: BootstrapStepName) => string | undefined;
}

/** What makes one step differ from another. */
export interface RunCommandStepProps extends RunCommandProps {
  readonly name: BootstrapStepName;
  readonly interruptsMember: boolean;
  /** @default false */
  readonly afterPrimary?: boolean;
  /** Minutes that Azure and Terraform give the script. It ends by itself, with a report, some minutes earlier. */
  readonly timeoutMinutes: number;
  /** Parts of the script, behind its settings. */
  readonly parts: readonly ScriptPart[];
  /** What is particular to a member, written first. */
  readonly memberSettings: (member: IGatewayMember, context: MemberStepContext) => ScriptSettings;
  /** What all members of the cluster have in common; asked for once. */
  readonly clusterSettings: (cluster: MemberStepContext) => ScriptSettings;
}

/** Minutes before the time-out at which a script stops waiting: at the limit itself nobody would learn what was wrong. */
const REPORTING_MINUTES = 10;

/**
 * A script that runs on a member as a managed run command.
 *
 * It is replaced, never updated: azurerm forgets a failed update (the next plan is empty), so the name carries a checksum
 * of everything in the script, and whatever else Azure may say about a command that has run is ignored.
 */
export class RunCommandStep implements IMemberStep {
  public readonly name: BootstrapStepName;
  public readonly interruptsMember: boolean;
  public readonly afterPrimary: boolean;

  private common: RenderedSettings | undefined;

  public constructor(private readonly props: RunCommandStepProps) {
    this.name = props.name;
    this.interruptsMember = props.interruptsMember;
    this.afterPrimary = props.afterPrimary ?? false;
  }

  public define(scope: Construct, member: IGatewayMember, context: MemberStepContext): TerraformResource {
    const common = (this.common ??= renderSettings(this.props.scripts, this.props.clusterSettings(context), this.name));
    const own = renderSettings(scope, {
      step: this.name,
      member: member.key,
      computer: member.computerName,
      rerun: this.props.rerun(member.key, this.name) ?? '',
      deadlineMinutes: this.props.timeoutMinutes - REPORTING_MINUTES,
      ...this.props.memberSettings(member, context),
    });
    const script = this.defineScript(scope, [...own.lines, ...common.lines]);
    const precondition =
      own.hasForeignValues || common.hasForeignValues ? { precondition: [this.onlyAscii(script, member)] } : {};
    return new VirtualMachineRunCommand(scope, 'run-command', {
      name: `${this.name}-\${substr(sha256(${script}), 0, 12)}`,
      location: context.location,
      virtualMachineId: member.virtualMachineId,
      source: { script: `\${${script}}` },
      timeouts: { create: `${String(this.props.timeoutMinutes)}m` },
      ...this.props.tagged,
      lifecycle: { ignoreChanges: ['location', 'source', 'tags'], ...precondition },
    });
  }

  /** The address of the script's text. */
  private defineScript(scope: Construct, settings: readonly string[]): string {
    const own = new TerraformLocal(scope, 'settings', [
      `# Step ${this.name} of a gateway cluster's member, by cdktf-data-gateway. Settings first, then the code.`,
      '# Replaced and run again when a line of it changes; safe to run again. docs/member.md says more.',
      'function Get-Settings {',
      '    [ordered] @{',
      ...settings,
      '    }',
      '}',
    ]);
    const files = this.props.parts.map((part) => this.props.scripts.fileExpression(part));
    const text = `\${join("\\n", concat(${addressOf(own)}, [${files.join(', ')}]))}`;
    return addressOf(new TerraformLocal(scope, 'script', text));
  }

  /** What the app knows is written in ASCII, whatever it says; Terraform's own values are not, and arrive as they are. */
  private onlyAscii(script: string, { key }: IGatewayMember): { condition: string; errorMessage: string } {
    return {
      condition: `\${can(regex("^[[:ascii:]]*$", ${script}))}`,
      errorMessage:
        `Step ${this.name} of member ${key}: a value that Terraform computes is not plain ASCII, and Windows PowerShell ` +
        'would read it wrongly. Write such a value in the app, where it is encoded.',
    };
  }
}

function addressOf(local: TerraformLocal): string {
  return `local.${local.friendlyUniqueId}`;
}
