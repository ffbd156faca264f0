import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Construct } from 'constructs';
import { defined } from '../../common/defined';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import type { GatewaySetup } from '../gateway-setup';
import { SCRIPTS_FOLDER } from '../scripts-folder';
import { admitSettings, directoryPlace, prepareSettings } from './directory-settings';
import type { ScriptPart } from './member-scripts';
import { settingsFunction } from './run-command';
import { renderSettings, type ScriptSettings } from './script-settings';

/** What a script for people is about. */
export interface ScriptFileProps {
  readonly gatewayName: string;
  readonly setup: GatewaySetup;
  /** Computer names of the members. */
  readonly computers: readonly string[];
}

/** What the script of an administrator is put together from, behind its settings. */
export const DIRECTORY_SCRIPT_PARTS: readonly ScriptPart[] = [
  'common',
  'conditions',
  'directory',
  'delegation',
  'directory-script',
];
/** What the check is put together from, behind its settings. */
export const CHECK_PARTS: readonly ScriptPart[] = [
  'common',
  'domain',
  'account',
  'gateway-files',
  'conditions',
  'directory',
  'delegation',
  'check',
];

/** The script that an administrator of the domain runs; nothing where only Terraform knows what it would say. */
export function directoryScript(scope: Construct, props: ScriptFileProps): string | undefined {
  const heading = [
    `# Sets up Active Directory for the gateway cluster described in this app; by cdktf-data-gateway.`,
    '#   powershell -ExecutionPolicy Bypass -File <this file> -WhatIf         says what it would do',
    '#   powershell -ExecutionPolicy Bypass -File <this file>                 does it; again: changes nothing',
    '#   powershell -ExecutionPolicy Bypass -File <this file> -RemoveDropped NAME,NAME   also takes out these computers',
    '# docs/active-directory.md says which rights it takes, and why.',
    'param([switch] $WhatIf, [string[]] $RemoveDropped = @())',
  ];
  return textOf(scope, 'directory-script', heading, allSettings('directory', props), DIRECTORY_SCRIPT_PARTS);
}

/** The script that looks, on a member, whether single sign-on can work; nothing as above. */
export function checkScript(scope: Construct, props: ScriptFileProps): string | undefined {
  const { serviceAccount, gatewaySettings } = props.setup;
  const heading = [
    '# Looks on a member of a gateway cluster whether single sign-on by Kerberos can work; by cdktf-data-gateway.',
    '# Changes nothing. docs/active-directory.md says how to run it.',
  ];
  const settings = {
    ...allSettings('check', props),
    accountName: serviceAccount.accountName,
    accountRights: serviceAccount.rights,
    userMapping: userMapping(gatewaySettings.coreSettings()),
  };
  return textOf(scope, 'check-script', heading, settings, CHECK_PARTS);
}

/** How names of users in Entra ID become names in the domain: to be the same on all members. */
function userMapping(settings: Readonly<Partial<Record<string, string>>>): ScriptSettings {
  const keys = ['ADUserNameLookupProperty', 'ADUserNameReplacementProperty', 'ADServerPath'];
  return defined(Object.fromEntries(keys.map((key) => [key, settings[key]])));
}

function allSettings(step: string, { gatewayName, setup, computers }: ScriptFileProps): ScriptSettings {
  return {
    step,
    member: '',
    computer: '',
    // For somebody who waits in front of it.
    deadlineMinutes: 60,
    ...directoryPlace(gatewayName, setup),
    ...prepareSettings(setup),
    ...admitSettings(setup),
    computers,
  };
}

function textOf(
  scope: Construct,
  prefix: string,
  heading: readonly string[],
  settings: ScriptSettings,
  parts: readonly ScriptPart[],
): string | undefined {
  if (isComputedByTerraform(JSON.stringify(settings))) return undefined;
  const { lines } = renderSettings(scope, settings, prefix);
  const files = parts.map((part) => readFileSync(join(SCRIPTS_FOLDER, `${part}.ps1`), 'utf8'));
  return [...settingsFunction(heading, lines), ...files].join('\n');
}
