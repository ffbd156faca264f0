import type { VirtualMachineRunCommandConfig } from '@cdktf/provider-azurerm/lib/virtual-machine-run-command';
import type { ITerraformDependable, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { IGatewayMember } from '../props/gateway-cluster-interface';
import type { IMemberStep, MemberStepContext } from '../props/member-step';
import type { BootstrapStepName } from '../../bootstrap/step-names';
import type { MemberScripts, ScriptPart, SharedSettings } from '../../bootstrap/steps/member-scripts';
import { deadlineMinutes, defineRunCommand, type RunCommandMachine } from '../../bootstrap/steps/run-command';
import { renderSettings, type ScriptSettings } from '../../bootstrap/steps/script-settings';
import { comeAfter } from '../../terraform/order';

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
  /** @default it joins none */
  readonly joinsDomain?: string;
  /** Minutes that Azure and Terraform give the script. It ends by itself, with a report, some minutes earlier. */
  readonly timeoutMinutes: number;
  /** Parts of the script, behind its settings. */
  readonly parts: readonly ScriptPart[];
  /** What is particular to a member, written first. */
  readonly memberSettings: (member: IGatewayMember, context: MemberStepContext) => ScriptSettings;
  /** What steps or members have in common, behind that. */
  readonly shared: (cluster: MemberStepContext, member: IGatewayMember) => readonly SharedSettings[];
  /** Where the script runs. @default on the member */
  readonly machine?: RunCommandMachine;
  /** What has to be done before, beside the steps before it. @default nothing */
  readonly after?: ITerraformDependable;
}

/** A step of a member that is a script. */
export class RunCommandStep implements IMemberStep {
  public readonly name: BootstrapStepName;
  public readonly interruptsMember: boolean;
  public readonly afterPrimary: boolean;
  public readonly joinsDomain?: string;

  public constructor(private readonly props: RunCommandStepProps) {
    this.name = props.name;
    this.interruptsMember = props.interruptsMember;
    this.afterPrimary = props.afterPrimary ?? false;
    if (props.joinsDomain !== undefined) this.joinsDomain = props.joinsDomain;
  }

  public define(scope: Construct, member: IGatewayMember, context: MemberStepContext): TerraformResource {
    const { scripts, parts, timeoutMinutes, tagged, machine, after } = this.props;
    const own = renderSettings(scope, {
      step: this.name,
      member: member.key,
      computer: member.computerName,
      rerun: this.props.rerun(member.key, this.name) ?? '',
      deadlineMinutes: deadlineMinutes(timeoutMinutes),
      ...this.props.memberSettings(member, context),
    });
    const command = defineRunCommand(scope, {
      name: machine === undefined ? this.name : `${this.name}-${member.computerName}`,
      title: `Step ${this.name} of member ${member.key}`,
      heading: [
        `# Step ${this.name} of a gateway cluster's member, by cdktf-data-gateway. Settings first, then the code.`,
        '# Replaced and run again when a line of it changes; safe to run again. docs/member.md says more.',
      ],
      settings: own,
      shared: this.props.shared(context, member),
      ...(machine ?? { virtualMachineId: member.virtualMachineId, location: context.location }),
      parts,
      scripts,
      timeoutMinutes,
      tagged,
    });
    if (after !== undefined) comeAfter(command, [after]);
    return command;
  }
}
