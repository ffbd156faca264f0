import { DataGatewayError } from '../../lib';
import {
  GatewayProxy,
  GatewaySettings,
  GatewaySoftware,
  LocalAdministratorPassword,
  ServiceAccount,
  SoftwareSource,
} from '../../lib/bootstrap';
import { Checks } from '../../lib/common/checks';
import { KerberosDelegation, ServicePrincipalName } from '../../lib/identity';

/** Stands for what only Terraform knows. */
const TOKEN = '${TfToken[TOKEN.0]}';
const isToken = (value: unknown): boolean => value === TOKEN || value === -1e300;

/** Something that checks itself. */
interface Checked {
  check(property: string, checks: Checks): void;
}

/** What is wrong, the value, and the property that the one problem names. */
type Case = readonly [what: string, value: Checked, property: string];

const HASH = 'a'.repeat(64);
const ACCOUNT_ID =
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stsoftware';

const managed = (options: object): Checked =>
  ServiceAccount.groupManaged({ name: 'svc', domain: 'corp.contoso.com', netbiosDomain: 'CORP', ...options });

const DELEGATION = KerberosDelegation.constrained({
  services: [ServicePrincipalName.sqlServer('sql01.corp.contoso.com')],
});
const NOTHING_DELEGATED = KerberosDelegation.constrained({ services: [] });

const accounts: readonly Case[] = [
  ['an account without options', ServiceAccount.groupManaged(undefined as never), 'account'],
  ['an account by name alone', ServiceAccount.groupManaged('CORP\\svc$' as never), 'account'],
  ['virtual options that are none', ServiceAccount.virtual(null as never), 'account'],
  ['an account without name', managed({ name: undefined }), 'account.name'],
  ['an account with its domain', managed({ name: 'CORP\\svc$' }), 'account.name'],
  ['an account by its address', managed({ name: 'svc@corp.contoso.com' }), 'account.name'],
  ['an account with a long name', managed({ name: 'abcdefghijklmnop$' }), 'account.name'],
  ['an account named by a dollar alone', managed({ name: '$' }), 'account.name'],
  ['an account with two dollars', managed({ name: 'svc$$' }), 'account.name'],
  ['an account that begins with a space', managed({ name: ' svc' }), 'account.name'],
  ['an account that ends in a period', managed({ name: 'svc.' }), 'account.name'],
  ['an account with a line break', managed({ name: 'a\nb' }), 'account.name'],
  ['an account by number', managed({ name: 7 }), 'account.name'],
  ['no domain', managed({ domain: undefined }), 'account.domain'],
  ['a domain by its short name', managed({ domain: 'CORP' }), 'account.domain'],
  ['a domain with an empty label', managed({ domain: 'corp..com' }), 'account.domain'],
  ['a domain that is too long', managed({ domain: `${'a'.repeat(61)}.com` }), 'account.domain'],
  ['no short name', managed({ netbiosDomain: undefined }), 'account.netbiosDomain'],
  ['a DNS name for the short one', managed({ netbiosDomain: 'corp.contoso.com' }), 'account.netbiosDomain'],
  ['a short name that is too long', managed({ netbiosDomain: 'A'.repeat(16) }), 'account.netbiosDomain'],
  ['a short name with a backslash', managed({ netbiosDomain: 'CORP\\' }), 'account.netbiosDomain'],
  ['single sign-on by a word', managed({ kerberosSingleSignOn: 'yes' }), 'account.kerberosSingleSignOn'],
  ['a right to modify by a word', managed({ modifyInstallFolder: 'yes' }), 'account.modifyInstallFolder'],
  ['delegation by a name', managed({ delegation: 'MSSQLSvc/sql01:1433' }), 'account.delegation'],
  ['no delegation', ServiceAccount.virtual({ delegation: null } as never), 'account.delegation'],
  ['a delegation that is wrong', managed({ delegation: NOTHING_DELEGATED }), 'account.delegation.services'],
  [
    'delegation without its rights',
    managed({ delegation: DELEGATION, kerberosSingleSignOn: false }),
    'account.kerberosSingleSignOn',
  ],
  ['a join that has another place', managed({ joinedElsewhere: true }), 'account.joinedElsewhere'],
  ['a change that is none', managed({ whenRegistered: 'force' }), 'account.whenRegistered'],
  ['a password for a gMSA', managed({ password: 'hunter2' }), 'account.password'],
  ['a misspelt property of an account', managed({ domian: 'x' }), 'account.domian'],
  [
    'a name for the virtual account',
    ServiceAccount.virtual({ kerberosSingleSignOn: true } as never),
    'account.kerberosSingleSignOn',
  ],
];

const at = (address: unknown, options?: object): Checked => GatewayProxy.at(address as string, options);
const bypass = (pattern: unknown): Checked => at('http://proxy:8080', { bypass: [pattern] });

const proxies: readonly Case[] = [
  ['a proxy without address', at(undefined), 'proxy.address'],
  ['a proxy by number', at(8080), 'proxy.address'],
  ['a proxy without scheme', at('proxy.contoso.com:8080'), 'proxy.address'],
  ['a proxy by https', at('https://proxy.contoso.com:8080'), 'proxy.address'],
  ['a proxy by SOCKS', at('socks5://proxy.contoso.com:1080'), 'proxy.address'],
  ['a proxy with a path', at('http://proxy.contoso.com/squid'), 'proxy.address'],
  ['a script for an address', at('http://wpad.contoso.com/proxy.pac'), 'proxy.address'],
  ['a proxy with a port that is none', at('http://proxy.contoso.com:80800'), 'proxy.address'],
  ['a proxy without host', at('http://:8080'), 'proxy.address'],
  ['a proxy at half an address', at('http://10.0.0:8080'), 'proxy.address'],
  ['a user and a password in the address', at('http://jo:hunter2@proxy.contoso.com:8080'), 'proxy.address'],
  ['a password that ends the address', at('http://proxy.contoso.com:8080?password=hunter2'), 'proxy.address'],
  ['a user', at('http://proxy:8080', { username: 'hunter2' }), 'proxy.username'],
  ['a password', at('http://proxy:8080', { password: 'hunter2' }), 'proxy.password'],
  ['credentials', at('http://proxy:8080', { credentials: { password: 'hunter2' } }), 'proxy.credentials'],
  ['options of a proxy that are none', at('http://proxy:8080', ['*.contoso.com']), 'proxy'],
  ['a misspelt property of a proxy', at('http://proxy:8080', { bypassOnLocal: true }), 'proxy.bypassOnLocal'],
  ['local hosts by a word', at('http://proxy:8080', { bypassLocal: 'yes' }), 'proxy.bypassLocal'],
  ['an authentication that is none', at('http://proxy:8080', { authentication: 'basic' }), 'proxy.authentication'],
  [
    'default credentials by a word',
    at('http://proxy:8080', { useDefaultCredentials: 1 }),
    'proxy.useDefaultCredentials',
  ],
  [
    'Windows authentication without credentials',
    at('http://proxy:8080', { authentication: 'windows', useDefaultCredentials: false }),
    'proxy.useDefaultCredentials',
  ],
  ['a bypass that is no list', at('http://proxy:8080', { bypass: '*.contoso.com' }), 'proxy.bypass'],
  ['a bypass that Terraform computes', at('http://proxy:8080', { bypass: TOKEN }), 'proxy.bypass'],
  ['a host that Terraform computes', bypass(TOKEN), 'proxy.bypass[0]'],
  ['a host by number', bypass(10), 'proxy.bypass[0]'],
  ['an empty host', bypass(''), 'proxy.bypass[0]'],
  ['all hosts', bypass('*'), 'proxy.bypass[0]'],
  ['local hosts in the way of Windows', bypass('<local>'), 'proxy.bypass[0]'],
  ['a host with its scheme', bypass('https://vault.contoso.com'), 'proxy.bypass[0]'],
  ['a range in bits', bypass('10.1.0.0/16'), 'proxy.bypass[0]'],
  ['a host with a path', bypass('contoso.com/login'), 'proxy.bypass[0]'],
  ['a regular expression', bypass('.*\\.contoso\\.com$'), 'proxy.bypass[0]'],
  ['two hosts in one', bypass('a.contoso.com;b.contoso.com'), 'proxy.bypass[0]'],
  ['a suffix with a period', bypass('.contoso.com'), 'proxy.bypass[0]'],
  ['a star within a label', bypass('vault-*.contoso.com'), 'proxy.bypass[0]'],
  ['a star before a name', bypass('*contoso.com'), 'proxy.bypass[0]'],
  ['a star before an address', bypass('*.0.0.4'), 'proxy.bypass[0]'],
  ['an address that is none', bypass('10.0.0.256'), 'proxy.bypass[0]'],
  ['a host with a port that is none', bypass('vault.contoso.com:99999'), 'proxy.bypass[0]'],
  ['a host with a user', bypass('jo:hunter2@contoso.com'), 'proxy.bypass[0]'],
  ['a script without address', GatewayProxy.autoConfig(undefined as never), 'proxy.scriptUrl'],
  ['a script in a file', GatewayProxy.autoConfig('file://c:/proxy.pac'), 'proxy.scriptUrl'],
  ['a script with a user', GatewayProxy.autoConfig('http://jo:hunter2@wpad/proxy.pac'), 'proxy.scriptUrl'],
  ['a script with a query', GatewayProxy.autoConfig('https://wpad/proxy.pac?sig=hunter2'), 'proxy.scriptUrl'],
  [
    'a password beside a script',
    GatewayProxy.autoConfig('http://wpad/proxy.pac', { password: 'hunter2' } as never),
    'proxy.password',
  ],
  [
    'a bypass beside a script',
    GatewayProxy.autoConfig('http://wpad/proxy.pac', { bypass: ['*.contoso.com'] } as never),
    'proxy.bypass',
  ],
  ['options of a script that are none', GatewayProxy.autoConfig('http://wpad/proxy.pac', 'windows' as never), 'proxy'],
];

const POWERSHELL = { version: '7.6.5', sha256: HASH };
const MODULE = { version: '3000.318.6', sha256: HASH, profileSha256: HASH };
const GATEWAY = { version: '3000.322', sha256: HASH };
const pinned = (props: object): Checked =>
  GatewaySoftware.pinned({ powerShell: POWERSHELL, dataGatewayModule: MODULE, gateway: GATEWAY, ...props });
const gateway = (props: object): Checked => pinned({ gateway: { ...GATEWAY, ...props } });
const module_ = (props: object): Checked => pinned({ dataGatewayModule: { ...MODULE, ...props } });
const powerShell = (props: object): Checked => pinned({ powerShell: { ...POWERSHELL, ...props } });
const container = (props: object): Checked =>
  SoftwareSource.storageContainer({ storageAccountId: ACCOUNT_ID, containerName: 'software', ...props });

const software: readonly Case[] = [
  ['software that is none', GatewaySoftware.pinned('3000.322' as never), 'software'],
  ['no PowerShell', pinned({ powerShell: undefined }), 'software.powerShell'],
  ['PowerShell by version', pinned({ powerShell: '7.6.5' }), 'software.powerShell'],
  ['an old PowerShell', powerShell({ version: '7.2.12' }), 'software.powerShell.version'],
  ['PowerShell without MSI', powerShell({ version: '7.7.0' }), 'software.powerShell.version'],
  ['PowerShell with a v', powerShell({ version: 'v7.6.5' }), 'software.powerShell.version'],
  ['PowerShell without hash', powerShell({ sha256: undefined }), 'software.powerShell.sha256'],
  ['a misspelt property of PowerShell', powerShell({ sha: HASH }), 'software.powerShell.sha'],
  ['no module', pinned({ dataGatewayModule: undefined }), 'software.dataGatewayModule'],
  ['a module in two parts', module_({ version: '3000.318' }), 'software.dataGatewayModule.version'],
  ['an old module', module_({ version: '3000.236.3' }), 'software.dataGatewayModule.version'],
  ['a module with a short hash', module_({ sha256: 'abc' }), 'software.dataGatewayModule.sha256'],
  ['a module without its profile', module_({ profileSha256: undefined }), 'software.dataGatewayModule.profileSha256'],
  ['no gateway', pinned({ gateway: undefined }), 'software.gateway'],
  ['a gateway by month', gateway({ version: '26-06' }), 'software.gateway.version'],
  ['a gateway in four parts', gateway({ version: '3000.322.1.2' }), 'software.gateway.version'],
  ['an old gateway', gateway({ version: '3000.162' }), 'software.gateway.version'],
  ['an old gateway, exactly', gateway({ version: '3000.162.8' }), 'software.gateway.version'],
  ['a gateway with an odd hash', gateway({ sha256: 'g'.repeat(64) }), 'software.gateway.sha256'],
  ['a gateway that is not listed', gateway({ version: '3000.330' }), 'software.gateway.release'],
  ['a gateway that Terraform computes', gateway({ version: TOKEN }), 'software.gateway.version'],
  ['a release that is none', gateway({ release: '26-13' }), 'software.gateway.release'],
  ['a release of another version', gateway({ release: '26-05' }), 'software.gateway.release'],
  ['an older version that is forced', pinned({ whenOlderIsInstalled: 'force' }), 'software.whenOlderIsInstalled'],
  ['switches in one text', pinned({ installerArguments: '/install /quiet' }), 'software.installerArguments'],
  ['no switches', pinned({ installerArguments: [] }), 'software.installerArguments'],
  ['a switch with a space', pinned({ installerArguments: ['/log c:\\a'] }), 'software.installerArguments[0]'],
  ['a misspelt property of software', pinned({ gatway: GATEWAY }), 'software.gatway'],
  ['a password of software', pinned({ password: 'hunter2' }), 'software.password'],
  ['a source by address', pinned({ source: 'https://contoso.com?sig=hunter2' }), 'software.source'],
  [
    'the newest from a source',
    GatewaySoftware.latest({ source: SoftwareSource.fileShare('\\\\a\\b') } as never),
    'software.source',
  ],
  ['the newest of nothing', GatewaySoftware.latest('7.6.5' as never), 'software'],
  [
    'a wrong source of software',
    pinned({ source: container({ containerName: 'A' }) }),
    'software.source.containerName',
  ],
];

const share = (path: unknown): Checked => SoftwareSource.fileShare(path as string);

const sources: readonly Case[] = [
  ['a container that is none', SoftwareSource.storageContainer('software' as never), 'source'],
  ['a container without account', container({ storageAccountId: undefined }), 'source.storageAccountId'],
  [
    'an account by address',
    container({ storageAccountId: 'https://x.blob.core.windows.net' }),
    'source.storageAccountId',
  ],
  ['an account that Terraform computes', container({ storageAccountId: TOKEN }), 'source.storageAccountId'],
  [
    'an account with a name that is none',
    container({ storageAccountId: ACCOUNT_ID.replace('stsoftware', 'St_Software') }),
    'source.storageAccountId (name)',
  ],
  ['an account by a name that is none', container({ storageAccountName: 'a b' }), 'source.storageAccountName'],
  ['an account by another name', container({ storageAccountName: 'stother' }), 'source.storageAccountName'],
  ['no container', container({ containerName: undefined }), 'source.containerName'],
  ['a container with two hyphens', container({ containerName: 'soft--ware' }), 'source.containerName'],
  ['a container with a folder', container({ containerName: 'software/gateway' }), 'source.containerName'],
  ['a cloud that does not exist', container({ azureCloud: 'Moon' }), 'source.azureCloud'],
  ['access by a word', container({ grantAccess: 'yes' }), 'source.grantAccess'],
  ['an account with a signature', container({ storageAccountId: 'https://x?sig=hunter2' }), 'source.storageAccountId'],
  ['a container with a signature', container({ containerName: 'a?sig=hunter2' }), 'source.containerName'],
  ['a signature', container({ sasToken: 'hunter2' }), 'source.sasToken'],
  ['a credential', container({ credential: 'hunter2' }), 'source.credential'],
  ['no share', share(undefined), 'source.path'],
  ['a share by drive', share('Z:\\gateway'), 'source.path'],
  ['a share with slashes', share('//files/software'), 'source.path'],
  ['a share with one backslash', share('\\files\\software'), 'source.path'],
  ['a server without share', share('\\\\files'), 'source.path'],
  ['a server that is none', share('\\\\fi les\\software'), 'source.path'],
  ['a server with a user', share('\\\\jo:hunter2@files\\software'), 'source.path'],
  ['a share with a backslash too many', share('\\\\files\\\\software'), 'source.path'],
  ['a share with a way up', share('\\\\files\\software\\..\\x'), 'source.path'],
  ['a share with a star', share('\\\\files\\software*'), 'source.path'],
  ['a share that is too long', share(`\\\\files\\${'x'.repeat(200)}`), 'source.path'],
];

const settings = (props: object): Checked => GatewaySettings.of(props);
const spool = (directory: unknown): Checked => settings({ spooling: { directory } });
const reports = (props: object): Checked => settings({ reports: props });
const other = (key: string, value: unknown = 1): Checked => settings({ other: { [key]: value } });

const gatewaySettings: readonly Case[] = [
  ['settings that are none', GatewaySettings.of(undefined as never), 'settings'],
  ['a misspelt setting', settings({ container: {} }), 'settings.container'],
  ['a group that is none', settings({ containers: 20 }), 'settings.containers'],
  ['a misspelt setting in a group', settings({ containers: { default: 20 } }), 'settings.containers.default'],
  ['no container at all', settings({ containers: { defaultPool: 0 } }), 'settings.containers.defaultPool'],
  ['half a container', settings({ containers: { directQuery: 1.5 } }), 'settings.containers.directQuery'],
  [
    'containers that Terraform computes',
    settings({ containers: { testConnection: -1e300 } }),
    'settings.containers.testConnection',
  ],
  [
    'a container without memory',
    settings({ containers: { defaultPoolMemoryMiB: 1 } }),
    'settings.containers.defaultPoolMemoryMiB',
  ],
  ['a worker without memory', settings({ pipelineWorkerMemoryMiB: 99 }), 'settings.pipelineWorkerMemoryMiB'],
  [
    'streaming by a word',
    settings({ spooling: { streamBeforeRequestCompletes: 'True' } }),
    'settings.spooling.streamBeforeRequestCompletes',
  ],
  ['a folder that is no text', spool(5), 'settings.spooling.directory'],
  ['a folder that Terraform computes', spool(TOKEN), 'settings.spooling.directory'],
  ['a folder by variable', spool('%TEMP%\\Spool'), 'settings.spooling.directory'],
  ['a folder with slashes', spool('E:/Spool'), 'settings.spooling.directory'],
  ['a folder on a share', spool('\\\\files\\spool'), 'settings.spooling.directory'],
  ['a folder without drive', spool('Spool'), 'settings.spooling.directory'],
  ['a whole drive', spool('F:\\'), 'settings.spooling.directory'],
  ['a folder with a backslash too many', spool('F:\\a\\\\b'), 'settings.spooling.directory'],
  ['a folder with a way up', spool('F:\\a\\..\\b'), 'settings.spooling.directory'],
  ['a folder with a question mark', spool('F:\\a?'), 'settings.spooling.directory'],
  ['a folder that ends in a space', spool('F:\\a '), 'settings.spooling.directory'],
  ['a folder named as a device', spool('F:\\nul.txt'), 'settings.spooling.directory'],
  ['a folder that is too long', spool(`F:\\${'x'.repeat(198)}`), 'settings.spooling.directory'],
  ['a folder of Windows', spool('c:\\windows\\temp'), 'settings.spooling.directory'],
  ['reports on the temporary disk', reports({ directory: 'd:\\Reports' }), 'settings.reports.directory'],
  ['no file of reports', reports({ fileCount: 0 }), 'settings.reports.fileCount'],
  ['tiny files', reports({ fileSizeBytes: 100 }), 'settings.reports.fileSizeBytes'],
  ['queries over no time', reports({ queryAggregationMinutes: 0 }), 'settings.reports.queryAggregationMinutes'],
  [
    'counters over two days',
    reports({ counterAggregationMinutes: 2880 }),
    'settings.reports.counterAggregationMinutes',
  ],
  [
    'an attribute that is none',
    settings({ singleSignOn: { adUserNameLookupProperty: 'e mail' } }),
    'settings.singleSignOn.adUserNameLookupProperty',
  ],
  [
    'another attribute that is none',
    settings({ singleSignOn: { adUserNameReplacementProperty: '' } }),
    'settings.singleSignOn.adUserNameReplacementProperty',
  ],
  [
    'a directory by name',
    settings({ singleSignOn: { adServerPath: 'corp.contoso.com' } }),
    'settings.singleSignOn.adServerPath',
  ],
  [
    'resolution by a word',
    settings({ singleSignOn: { fullDomainResolution: 'True' } }),
    'settings.singleSignOn.fullDomainResolution',
  ],
  [
    'a driver by name',
    settings({ connectors: { embeddedVerticaDriver: 'vertica' } }),
    'settings.connectors.embeddedVerticaDriver',
  ],
  ['a mode that is none', settings({ connectivityMode: 'Tcp' }), 'settings.connectivityMode'],
  ['other settings that are none', settings({ other: ['a'] }), 'settings.other'],
  ['an unknown key', other('Foo', 'hunter2'), 'settings.other.Foo'],
  ['a key in another spelling', other('queryexecutionreporton', true), 'settings.other.queryexecutionreporton'],
  ['a key that has a property', other('SpoolerDirectory', 'F:\\a'), 'settings.other.SpoolerDirectory'],
  ['a threshold', other('CPUUtilizationPercentageThreshold'), 'settings.other.CPUUtilizationPercentageThreshold'],
  [
    'a threshold by its old name',
    other('ResourceUtilizationAggregateionPeriodInMinutes'),
    'settings.other.ResourceUtilizationAggregateionPeriodInMinutes',
  ],
  [
    'a threshold by a wrong name',
    other('ResourceUtilizationAggregationPeriodInMinutes'),
    'settings.other.ResourceUtilizationAggregationPeriodInMinutes',
  ],
  [
    'memory that cannot be changed',
    other('MashupDQPoolContainerMaxWorkingSetInMB'),
    'settings.other.MashupDQPoolContainerMaxWorkingSetInMB',
  ],
  [
    'the switch of the containers',
    other('MashupDisableContainerAutoConfig', true),
    'settings.other.MashupDisableContainerAutoConfig',
  ],
  [
    'the mode by its key',
    other('ServiceBusSystemConnectivityModeString', 'Https'),
    'settings.other.ServiceBusSystemConnectivityModeString',
  ],
  ['a key that nobody knows', other('MapUserNameToWindowsAccount', true), 'settings.other.MapUserNameToWindowsAccount'],
  [
    'an old limit that is none',
    other('ConcurrentOperationLimitPreview', 'forty'),
    'settings.other.ConcurrentOperationLimitPreview',
  ],
  [
    'an old switch by a word',
    other('BypassConcurrentOperationLimit', 'True'),
    'settings.other.BypassConcurrentOperationLimit',
  ],
  ['a text with a line break', other('CustomASDataSource', 'hunter2\n'), 'settings.other.CustomASDataSource'],
];

const laps = (options: object): Checked =>
  LocalAdministratorPassword.windowsLaps({ backup: 'ActiveDirectory', ...options });

const passwords: readonly Case[] = [
  ['LAPS without options', LocalAdministratorPassword.windowsLaps(undefined as never), 'password'],
  ['LAPS without directory', laps({ backup: undefined }), 'password.backup'],
  ['LAPS in Azure AD', laps({ backup: 'AzureAD' }), 'password.backup'],
  ['a password for no day', laps({ passwordAgeDays: 0 }), 'password.passwordAgeDays'],
  ['a password for a day in Entra ID', laps({ backup: 'EntraId', passwordAgeDays: 1 }), 'password.passwordAgeDays'],
  ['an age that Terraform computes', laps({ passwordAgeDays: -1e300 }), 'password.passwordAgeDays'],
  ['a short password', laps({ passwordLength: 7 }), 'password.passwordLength'],
  ['a passphrase', laps({ passwordComplexity: 6 }), 'password.passwordComplexity'],
  ['a restart by LAPS', laps({ postAuthenticationAction: 'reboot' }), 'password.postAuthenticationAction'],
  ['an action that is none', laps({ postAuthenticationAction: 'nothing' }), 'password.postAuthenticationAction'],
  ['a password for LAPS', laps({ password: 'hunter2' }), 'password.password'],
  ['a misspelt property of LAPS', laps({ passwordAge: 30 }), 'password.passwordAge'],
];

const cases = [accounts, proxies, software, sources, gatewaySettings, passwords].flat();

test('every case is there once', () => {
  expect(new Set(cases.map(([what]) => what)).size).toBe(cases.length);
});

test.each(cases)('%s', (_, value, property) => {
  const checks = new Checks(isToken);
  value.check(property.split(/[.[]/)[0] ?? '', checks);
  // One problem, said once, with the place, the value, what is allowed and what to do.
  expect(checks.problems.map((problem) => problem.property)).toEqual([property]);
  for (const part of Object.values(checks.problems[0] ?? {})) expect(part).toMatch(/\S/);
  const error = new DataGatewayError('GatewayCluster', 'stack/finance', checks.problems);
  expect(error.message).not.toContain('hunter2');
  expect(error.message).toMatchSnapshot();
});

test('all problems are reported together', () => {
  const checks = new Checks(isToken);
  managed({ name: '', domain: 'CORP', netbiosDomain: 'corp.contoso.com', password: 'x' }).check('account', checks);
  at('https://proxy', { authentication: 'basic', bypass: ['*', '10.0.0.0/8'] }).check('proxy', checks);
  expect(checks.problems.map(({ property }) => property)).toEqual([
    'account.password',
    'account.name',
    'account.domain',
    'account.netbiosDomain',
    'proxy.address',
    'proxy.authentication',
    'proxy.bypass[0]',
    'proxy.bypass[1]',
  ]);
});

test('what is left out by saying undefined is left out', () => {
  const checks = new Checks(isToken);
  const nothing = { modifyInstallFolder: undefined, delegation: undefined };
  ServiceAccount.virtual(nothing as never).check('account', checks);
  at('http://proxy', { bypass: undefined, bypassLocal: undefined, authentication: undefined }).check('proxy', checks);
  pinned({ source: undefined, whenOlderIsInstalled: undefined }).check('software', checks);
  settings({ containers: undefined, other: undefined, reports: { fileCount: undefined } }).check('settings', checks);
  laps({ passwordLength: undefined }).check('password', checks);
  expect(checks.problems).toEqual([]);
});

test('what Terraform computes passes where it is only passed on', () => {
  const checks = new Checks(isToken);
  managed({ name: TOKEN, domain: TOKEN, netbiosDomain: TOKEN }).check('account', checks);
  at(TOKEN).check('proxy', checks);
  GatewayProxy.autoConfig(TOKEN).check('proxy', checks);
  powerShell({ version: TOKEN, sha256: TOKEN }).check('software', checks);
  gateway({ version: TOKEN, release: TOKEN, sha256: TOKEN }).check('software', checks);
  container({ storageAccountId: TOKEN, storageAccountName: TOKEN, containerName: TOKEN }).check('source', checks);
  container({ storageAccountId: TOKEN, storageAccountName: 'stsoftware' }).check('source', checks);
  container({ storageAccountName: TOKEN }).check('source', checks);
  share(TOKEN).check('source', checks);
  settings({ singleSignOn: { adUserNameLookupProperty: TOKEN } }).check('settings', checks);
  expect(checks.problems).toEqual([]);
});
