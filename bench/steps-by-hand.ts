/** The steps of a member that an operator registers, written by hand on the generated classes. */
import { VirtualMachineRunCommand } from '@cdktf/provider-azurerm/lib/virtual-machine-run-command';
import type { WindowsVirtualMachine } from '@cdktf/provider-azurerm/lib/windows-virtual-machine';
import { AssetType, type ITerraformDependable, TerraformAsset, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import { join } from 'node:path';

/** What all members share: settings and code of the scripts, each a local that is made at its first use. */
export type ScriptFiles = (name: string, value?: readonly string[]) => string;

/** What the steps of one member are about. */
export interface StepsByHand {
  readonly gatewayName: string;
  readonly location: string;
  readonly tenantId: string;
  readonly key: string;
  readonly clientId: string;
  readonly machine: WindowsVirtualMachine;
  readonly virtualMachineId: string;
  readonly computerName: string;
  readonly files: ScriptFiles;
  readonly primary: ITerraformDependable | undefined;
}

/** Puts the files beside the stack, and reads them in locals; settings are locals too. */
export function scriptFiles(cluster: Construct): ScriptFiles {
  const scope = new Construct(cluster, 'scripts');
  const locals = new Map<string, string>();
  const file = (name: string): string => {
    const path = join(__dirname, '../dist/scripts', `${name}.ps1`);
    return `\${file("${new TerraformAsset(scope, name, { path, type: AssetType.FILE }).path}")}`;
  };
  return (name, value) => {
    const id = `${name}-${value === undefined ? 'code' : 'settings'}`;
    const known = locals.get(id);
    if (known !== undefined) return known;
    const address = `local.${new TerraformLocal(scope, id, value ?? file(name)).friendlyUniqueId}`;
    locals.set(id, address);
    return address;
  };
}

/** Defines the three steps; returns the last. */
export function stepsByHand(member: Construct, given: StepsByHand): VirtualMachineRunCommand {
  const { key, primary, gatewayName, tenantId, clientId, machine, files } = given;
  const cluster = [
    `        cluster = '${gatewayName}'`,
    `        identityClientId = '${clientId}'`,
    "        vaultResource = 'https://vault.azure.net'",
  ];
  const shared = (): readonly string[] => [files('cluster', cluster), files('proxy', PROXY)];
  const restarts = (): string => files(`${key}-restarts`, RESTARTED_BY);

  const all = [...shared(), files('install', INSTALL)];
  const sources = files('data-sources', ['        )']);
  const install = step(member, given, 'install', 90, [], ['common', 'preflight', 'install'], all, sources, [machine]);
  const parts = ['common', 'domain', 'account', 'gateway-files', 'configure'];
  const settings = [restarts(), ...shared(), files('configure', CONFIGURE)];
  const configure = step(member, given, 'configure', 60, [], parts, settings, undefined, [install]);
  const registration = [
    '        byOperator = $true',
    `        gatewayName = '${gatewayName}'`,
    `        tenantId = '${tenantId}'`,
  ];
  const own = [`        isPrimary = ${key === '01' ? '$true' : '$false'}`];
  const after = primary === undefined ? [configure] : [configure, primary];
  const last = [restarts(), ...shared(), files('register', registration)];
  return step(member, given, 'register', 60, own, ['common', 'gateway-service', 'register'], last, undefined, after);
}

function step(
  member: Construct,
  { location, key, virtualMachineId, computerName, files }: StepsByHand,
  name: string,
  minutes: number,
  own: readonly string[],
  parts: readonly string[],
  shared: readonly string[],
  // What is in the script and no reason to run it again.
  besides: string | undefined,
  dependsOn: ITerraformDependable[],
): VirtualMachineRunCommand {
  const scope = new Construct(member, name);
  const settings = new TerraformLocal(scope, 'settings', [
    `# Step ${name} of a gateway cluster's member, by cdktf-data-gateway. Settings first, then the code.`,
    '# Replaced and run again when a line of it changes; safe to run again. docs/member.md says more.',
    'function Get-Settings {',
    '    [ordered] @{',
    `        step = '${name}'`,
    `        member = '${key}'`,
    `        computer = '${computerName}'`,
    "        rerun = ''",
    `        deadlineMinutes = ${String(minutes - 10)}`,
    ...own,
  ]);
  const first = [`local.${settings.friendlyUniqueId}`, ...shared];
  const code = `["    }", "}", ${parts.map((part) => files(part)).join(', ')}]`;
  const text = (...lists: readonly string[]): string => `\${join("\\n", concat(${[...lists, code].join(', ')}))}`;
  const script = new TerraformLocal(scope, 'script', text(...first, ...(besides === undefined ? [] : [besides])));
  const address = `local.${script.friendlyUniqueId}`;
  const reasons =
    besides === undefined ? address : `local.${new TerraformLocal(scope, 'reasons', text(...first)).friendlyUniqueId}`;
  return new VirtualMachineRunCommand(scope, 'run-command', {
    name: `${name}-\${substr(sha256(${reasons}), 0, 12)}`,
    location,
    virtualMachineId,
    source: { script: `\${${address}}` },
    timeouts: { create: `${String(minutes)}m` },
    lifecycle: { ignoreChanges: ['location', 'source', 'tags'] },
    dependsOn,
  });
}

const PROXY = [
  "        proxyAddress = ''",
  "        proxyScript = ''",
  '        proxyBypass = @()',
  '        proxyBypassLocal = $false',
  '        proxyUseDefaultCredentials = $true',
];

const RESTARTED_BY = [
  '        restartedBy = @(',
  "            'size=Standard_D8as_v6'",
  "            'encryption-at-host=true'",
  "            'data-disk-gib=none'",
  "            'address=dynamic'",
  '        )',
];

const CONFIGURE = [
  "        accountKind = 'virtual'",
  "        accountName = 'NT SERVICE\\PBIEgwService'",
  "        accountSam = ''",
  "        accountDomain = ''",
  "        accountSid = 'S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079'",
  '        accountRights = @()',
  '        modifyInstallFolder = $false',
  "        whenRegistered = 'refuse'",
  '        folders = @()',
  '        gatewaySettings = [ordered] @{',
  "            CPUUtilizationPercentageThreshold = '0'",
  "            MemoryUtilizationPercentageThreshold = '0'",
  "            ResourceUtilizationAggregationTimeInMinutes = '5'",
  '        }',
  "        connectivityMode = ''",
  '        allowedTenants = @()',
  "        gatewayVersion = ''",
];

const SOFTWARE = [
  [
    'PowerShell',
    '7.6.5',
    'PowerShell-7.6.5-win-x64.msi',
    'https://github.com/PowerShell/PowerShell/releases/download/v7.6.5/PowerShell-7.6.5-win-x64.msi',
  ],
  [
    'DataGateway.Profile',
    '',
    'DataGateway.Profile.nupkg.zip',
    'https://www.powershellgallery.com/api/v2/package/DataGateway.Profile',
  ],
  ['DataGateway', '', 'DataGateway.nupkg.zip', 'https://www.powershellgallery.com/api/v2/package/DataGateway'],
  ['Gateway', '', 'GatewayInstall.exe', 'https://go.microsoft.com/fwlink/?LinkId=2116849&clcid=0x409'],
] as const;

const INSTALL = [
  "        domain = ''",
  "        administrator = 'gwadmin'",
  '        lapsPolicy = [ordered] @{',
  '        }',
  "        dataDiskLetter = ''",
  "        dataDiskLabel = ''",
  '        dataDiskGiB = 0',
  '        upgrade = $false',
  "        signer = 'CN=Microsoft Corporation,'",
  '        installerArguments = @(',
  "            '/install'",
  "            '/quiet'",
  "            '/norestart'",
  '        )',
  '        software = @(',
  ...SOFTWARE.flatMap(([name, version, file, location]) => [
    '            [ordered] @{',
    `                name = '${name}'`,
    `                version = '${version}'`,
    `                file = '${file}'`,
    `                location = '${location}'`,
    "                sha256 = ''",
    "                tokenResource = ''",
    '            }',
  ]),
  '        )',
  '        egressTests = @(',
  "            'relay optional direct https watchdog.servicebus.windows.net 443'",
  "            'relay-amqp optional direct tcp watchdog.servicebus.windows.net 5671,5672'",
  "            'relay-tcp optional direct tcp watchdog.servicebus.windows.net 9350,9351,9352,9353,9354'",
  "            'sign-in required direct https login.microsoftonline.com 443'",
  "            'sign-in-page required direct https login.live.com 443'",
  "            'power-bi required direct https api.powerbi.com 443'",
  "            'install-and-update required direct https download.microsoft.com 443'",
  "            'features optional direct https ecs.office.com 443'",
  "            'administration optional direct https gatewayadminportal.azure.com 443'",
  "            'certificate-lists optional direct http cacerts.digicert.com 80'",
  "            'activation optional direct tcp azkms.core.windows.net 1688'",
  "            'software-downloads required direct https github.com 443'",
  "            'software-downloads required direct https www.powershellgallery.com 443'",
  "            'software-downloads required direct https go.microsoft.com 443'",
];
