import {
  VirtualMachineRunCommand,
  type VirtualMachineRunCommandConfig,
} from '@cdktf/provider-azurerm/lib/virtual-machine-run-command';
import type { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';
import type { MemberScripts, ScriptPart, SharedSettings } from './member-scripts';
import type { RenderedSettings } from './script-settings';

/** Minutes before the time-out at which a script stops waiting: at the limit itself nobody would learn what was wrong. */
const REPORTING_MINUTES = 10;

/** Minutes after which a script has to end by itself. */
export function deadlineMinutes(timeoutMinutes: number): number {
  return timeoutMinutes - REPORTING_MINUTES;
}

/** The machine that a command runs on. */
export interface RunCommandMachine {
  readonly virtualMachineId: string;
  readonly location: string;
  /** Of the machine's subscription. @default that of the stack */
  readonly provider?: TerraformProvider;
}

/** A script, and where it runs. */
export interface RunCommandConfig extends RunCommandMachine {
  /** What its name in Azure begins with. */
  readonly name: string;
  /** What it is, for a reader of the script and of errors: `Step install of member 01`. */
  readonly title: string;
  /** First lines of the script. */
  readonly heading: readonly string[];
  /** What this command has of its own, written first. */
  readonly settings: RenderedSettings;
  /** What it shares with others, written behind its own. @default nothing */
  readonly shared?: readonly SharedSettings[];
  /** Parts of the script, behind its settings. */
  readonly parts: readonly ScriptPart[];
  readonly scripts: MemberScripts;
  /** Minutes that Azure and Terraform give the script. */
  readonly timeoutMinutes: number;
  /** Given when the command is made, for policies that ask for tags; a change of them is no reason to run it again. */
  readonly tagged: Pick<VirtualMachineRunCommandConfig, 'tags'>;
}

/**
 * A script that runs on a machine as a managed run command.
 *
 * It is replaced, never updated: azurerm forgets a failed update (the next plan is empty), so the name carries a checksum
 * of everything that is a reason to run it, and whatever else Azure may say about a command that has run is ignored.
 */
export function defineRunCommand(scope: Construct, config: RunCommandConfig): VirtualMachineRunCommand {
  const { name, location, virtualMachineId, provider, settings, shared = [], timeoutMinutes, tagged } = config;
  const { script, reasons } = defineScript(scope, config);
  const precondition = [settings, ...shared].some(({ hasForeignValues }) => hasForeignValues)
    ? { precondition: [onlyAscii(script, config.title)] }
    : {};
  return new VirtualMachineRunCommand(scope, 'run-command', {
    name: `${name}-\${substr(sha256(${reasons}), 0, 12)}`,
    location,
    virtualMachineId,
    source: { script: `\${${script}}` },
    timeouts: { create: `${String(timeoutMinutes)}m` },
    ...(provider === undefined ? {} : { provider }),
    ...tagged,
    lifecycle: { ignoreChanges: ['location', 'source', 'tags'], ...precondition },
  });
}

/** The address of the script's text, and of what in it is a reason to run it again: mostly the same. */
function defineScript(scope: Construct, config: RunCommandConfig): { script: string; reasons: string } {
  const { heading, settings, shared = [], parts, scripts } = config;
  const { address: own } = scripts.local(scope, 'settings', [...heading, ...SETTINGS_BEGIN, ...settings.lines]);
  const end = [...SETTINGS_END.map((line) => JSON.stringify(line)), ...parts.map((part) => scripts.code(part))];
  const define = (id: string, blocks: readonly SharedSettings[]): string => {
    const lists = [own, ...blocks.map(({ address }) => address), `[${end.join(', ')}]`];
    return scripts.local(scope, id, `\${join("\\n", concat(${lists.join(', ')}))}`).address;
  };
  const script = define('script', shared);
  const reasons = shared.filter(({ isReason }) => isReason);
  return { script, reasons: reasons.length === shared.length ? script : define('reasons', reasons) };
}

const SETTINGS_BEGIN = ['function Get-Settings {', '    [ordered] @{'];
const SETTINGS_END = ['    }', '}'];

/** Settings as every script begins with them. */
export function settingsFunction(heading: readonly string[], lines: readonly string[]): string[] {
  return [...heading, ...SETTINGS_BEGIN, ...lines, ...SETTINGS_END];
}

/** What the app knows is written in ASCII, whatever it says; Terraform's own values are not, and arrive as they are. */
function onlyAscii(script: string, title: string): { condition: string; errorMessage: string } {
  return {
    condition: `\${can(regex("^[[:ascii:]]*$", ${script}))}`,
    errorMessage:
      `${title}: a value that Terraform computes is not plain ASCII, and Windows PowerShell ` +
      'would read it wrongly. Write such a value in the app, where it is encoded.',
  };
}
