import { Checks } from '../../lib/common/checks';
import { DataGatewayError } from '../../lib';
import {
  DirectorySetup,
  DistinguishedName,
  DomainMembership,
  KerberosDelegation,
  KeyVaultSecretReference,
  KeyVaultSecretVersionReference,
  ServicePrincipalName,
} from '../../lib/identity';
import { checkOrganizationalUnit } from '../../lib/identity/distinguished-name';

/** Stands for what only Terraform knows. */
const TOKEN = '${TfToken[TOKEN.0]}';
const isToken = (value: unknown): boolean => (typeof value === 'string' && value.includes('${')) || value === -1e300;

/** Something that checks itself. */
interface Checked {
  check(property: string, checks: Checks, domain?: string): void;
}

/** What is wrong, the value, and the property that the one problem names. */
type Case = readonly [what: string, value: Checked, property: string];

const DOMAIN = 'corp.contoso.com';
const KEY_VAULT_ID =
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-gateway';
const VERSION = '0123456789abcdef0123456789abcdef';
const version = (props: object = {}): KeyVaultSecretVersionReference =>
  KeyVaultSecretVersionReference.of({ keyVaultId: KEY_VAULT_ID, name: 'join', version: VERSION, ...props });
const secret = KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'join-password' });

const references: readonly Case[] = [
  ['a version without vault', version({ keyVaultId: undefined }), 'secret.keyVaultId'],
  ['a version of a secret by address', version({ name: 'https://kv.vault.azure.net/x' }), 'secret.name'],
  ['no version', version({ version: undefined }), 'secret.version'],
  ['a version by word', version({ version: 'latest' }), 'secret.version'],
  ['a version that is too short', version({ version: VERSION.slice(1) }), 'secret.version'],
];

const unit = (value: unknown, containersToo = false): Checked => ({
  check: (property, checks) => {
    checkOrganizationalUnit(property, value, DOMAIN, checks, { containersToo });
  },
});
const inDomain = (...path: readonly string[]): string =>
  DistinguishedName.organizationalUnit(DOMAIN, ...path).toString();

const units: readonly Case[] = [
  ['a unit by number', unit(5), 'unit'],
  ['no unit', unit(null), 'unit'],
  ['an empty unit', unit(''), 'unit'],
  ['a unit by its name', unit('Servers'), 'unit'],
  ['a unit by its path', unit('corp.contoso.com/Servers'), 'unit'],
  ['a unit with spaces behind commas', unit('OU=Servers, DC=corp, DC=contoso, DC=com'), 'unit'],
  ['a unit in quotes', unit('OU="R, D",DC=corp,DC=contoso,DC=com'), 'unit'],
  ['a unit with a comma that is not escaped', unit('OU=R, D,DC=corp,DC=contoso,DC=com'), 'unit'],
  ['a unit of two attributes', unit('OU=a+CN=b,DC=corp,DC=contoso,DC=com'), 'unit'],
  ['the container of the computers', unit('CN=Computers,DC=corp,DC=contoso,DC=com'), 'unit'],
  ['another container', unit('CN=Servers,DC=corp,DC=contoso,DC=com'), 'unit'],
  ['a domain alone', unit('DC=corp,DC=contoso,DC=com'), 'unit'],
  ['a unit without domain', unit('OU=Servers'), 'unit'],
  ['a unit from the outside in', unit('DC=com,DC=contoso,DC=corp,OU=Servers'), 'unit'],
  ['a unit of a country', unit('OU=Servers,O=Contoso,C=DE'), 'unit'],
  ['a unit of another domain', unit('OU=Servers,DC=contoso,DC=org'), 'unit'],
  ['a unit of the domain above', unit('OU=Servers,DC=contoso,DC=com'), 'unit'],
  ['a unit with an empty name', unit(inDomain('Servers', '')), 'unit'],
  ['a unit with a long name', unit(inDomain('Servers', 'x'.repeat(65))), 'unit'],
  [
    'a unit of a domain that Terraform computes',
    unit(DistinguishedName.organizationalUnit(TOKEN, 'Servers').toString()),
    'unit',
  ],
  ['a user for a place', unit('UID=jo,DC=corp,DC=contoso,DC=com', true), 'unit'],
];

const join = (options: object): Checked =>
  DomainMembership.joinByExtension({ domain: DOMAIN, account: 'CORP\\join', protectedSettings: version(), ...options });
const byScript = (options: object): Checked =>
  DomainMembership.joinByScript({ domain: DOMAIN, account: 'CORP\\join', credential: secret, ...options });
const existing = (options: object): Checked => DomainMembership.existing({ domain: DOMAIN, ...options });

const memberships: readonly Case[] = [
  ['a membership by name', DomainMembership.existing(DOMAIN as never), 'member'],
  ['a join without options', DomainMembership.joinByExtension(undefined as never), 'member'],
  ['a join by script without options', DomainMembership.joinByScript(null as never), 'member'],
  ['a membership without domain', existing({ domain: undefined }), 'member.domain'],
  ['a membership by a short name', existing({ domain: 'CORP' }), 'member.domain'],
  ['an account for a membership that exists', existing({ account: 'CORP\\join' }), 'member.account'],
  ['a password for a membership that exists', existing({ password: 'hunter2' }), 'member.password'],
  ['a join without account', join({ account: undefined }), 'member.account'],
  ['an account without domain', join({ account: 'join' }), 'member.account'],
  ['an account with two domains', join({ account: 'CORP\\join@corp.contoso.com' }), 'member.account'],
  ['an account of the machine', join({ account: '.\\join' }), 'member.account'],
  ['an account with a long domain', join({ account: 'corp.contoso.com\\join' }), 'member.account'],
  ['an account with a slash', join({ account: 'CORP/join' }), 'member.account'],
  ['an account at a short domain', join({ account: 'join@corp' }), 'member.account'],
  ['a place by name', join({ organizationalUnit: 'Gateways' }), 'member.organizationalUnit'],
  [
    'the default place',
    join({ organizationalUnit: 'CN=Computers,DC=corp,DC=contoso,DC=com' }),
    'member.organizationalUnit',
  ],
  ['no protected settings', join({ protectedSettings: undefined }), 'member.protectedSettings'],
  ['protected settings themselves', join({ protectedSettings: '{"Password":"hunter2"}' }), 'member.protectedSettings'],
  ['protected settings without version', join({ protectedSettings: secret }), 'member.protectedSettings'],
  [
    'protected settings with a wrong version',
    join({ protectedSettings: version({ version: '1' }) }),
    'member.protectedSettings.version',
  ],
  ['a password of a join', join({ password: 'hunter2' }), 'member.password'],
  ['a credential of the extension', join({ credential: secret }), 'member.credential'],
  ['a user of a join', join({ user: 'hunter2' }), 'member.user'],
  ['a misspelt property of a join', join({ ouPath: 'OU=x' }), 'member.ouPath'],
  ['flags by a word', join({ joinOptions: '3' }), 'member.joinOptions'],
  ['no flag', join({ joinOptions: 0 }), 'member.joinOptions'],
  ['too many flags', join({ joinOptions: 0x40001 }), 'member.joinOptions'],
  ['a flag that creates and does not join', join({ joinOptions: 2 }), 'member.joinOptions'],
  ['a flag that deletes', join({ joinOptions: 7 }), 'member.joinOptions'],
  ['a flag that joins again', join({ joinOptions: 0x23 }), 'member.joinOptions'],
  ['flags that join without password', join({ joinOptions: 0xc1 }), 'member.joinOptions'],
  ['a flag that nobody needs', join({ joinOptions: 0x1003 }), 'member.joinOptions'],
  ['no credential', byScript({ credential: undefined }), 'member.credential'],
  ['a credential itself', byScript({ credential: 'hunter2' }), 'member.credential'],
  ['a credential by version', byScript({ credential: version() }), 'member.credential'],
  ['a domain controller by its short name', byScript({ domainController: 'DC01' }), 'member.domainController'],
  [
    'a domain controller with slashes',
    byScript({ domainController: '\\\\dc01.corp.contoso.com' }),
    'member.domainController',
  ],
  ['flags of a script', byScript({ joinOptions: 3 }), 'member.joinOptions'],
];

const sql = (host: unknown, options?: unknown): ServicePrincipalName =>
  ServicePrincipalName.sqlServer(host as string, options as object);
const any = (props: object): Checked =>
  ServicePrincipalName.of({ serviceClass: 'SAP', host: 'erp01.corp.contoso.com', ...props });

const services: readonly Case[] = [
  ['a service without host', sql(undefined), 'service.host'],
  ['a host by number', sql(5), 'service.host'],
  ['an empty host', sql(''), 'service.host'],
  ['a host without domain', sql('sql01'), 'service.host'],
  ['this machine', sql('localhost'), 'service.host'],
  ['a host by address', sql('10.0.0.4'), 'service.host'],
  ['a host by a long address', sql('fd00::4'), 'service.host'],
  ['half an address', sql('10.0.4'), 'service.host'],
  ['all hosts', sql('*.corp.contoso.com'), 'service.host'],
  ['a host with a period at the end', sql('sql01.corp.contoso.com.'), 'service.host'],
  ['a host with its port', sql('sql01.corp.contoso.com:1433'), 'service.host'],
  ['a host with its port in the way of SQL Server', sql('sql01.corp.contoso.com,1433'), 'service.host'],
  ['a host with its instance', sql('sql01.corp.contoso.com\\REPORTING'), 'service.host'],
  ['a host with its scheme', sql('https://bw.corp.contoso.com'), 'service.host'],
  ['a whole name', sql('MSSQLSvc/sql01.corp.contoso.com'), 'service.host'],
  ['a host with a user', sql('jo:hunter2@sql01.corp.contoso.com'), 'service.host'],
  ['a host with a space', sql('sql 01.corp.contoso.com'), 'service.host'],
  ['a host that is too long', sql(`${'a.'.repeat(130)}com`), 'service.host'],
  ['a host that Terraform computes', sql(TOKEN), 'service.host'],
  ['a database of Azure', sql('contoso.database.windows.net'), 'service.host'],
  ['a database of Azure in another cloud', sql('contoso.database.usgovcloudapi.net'), 'service.host'],
  ['a pool of Synapse', sql('contoso.sql.azuresynapse.net'), 'service.host'],
  ['a warehouse of Fabric', sql('x.datawarehouse.fabric.microsoft.com'), 'service.host'],
  ['no port', sql('sql01.corp.contoso.com', { port: 0 }), 'service.port'],
  ['a port that is none', sql('sql01.corp.contoso.com', { port: 65_536 }), 'service.port'],
  ['a port as text', sql('sql01.corp.contoso.com', { port: '1433' }), 'service.port'],
  ['a port that Terraform computes', sql('sql01.corp.contoso.com', { port: -1e300 }), 'service.port'],
  ['the default instance by name', sql('sql01.corp.contoso.com', { instance: 'MSSQLServer' }), 'service.instance'],
  ['an instance with its host', sql('sql01.corp.contoso.com', { instance: 'SQL01\\A' }), 'service.instance'],
  ['an instance with a long name', sql('sql01.corp.contoso.com', { instance: 'A'.repeat(17) }), 'service.instance'],
  ['a port alone', sql('sql01.corp.contoso.com', 1433), 'service'],
  ['a password of a service', sql('sql01.corp.contoso.com', { password: 'hunter2' }), 'service.password'],
  [
    'an instance of the web',
    ServicePrincipalName.http('bw.corp.contoso.com', { instance: 'A' } as never),
    'service.instance',
  ],
  [
    'a port of Analysis Services',
    ServicePrincipalName.analysisServices('as01.corp.contoso.com', { port: 1 } as never),
    'service.port',
  ],
  ['a service that is none', ServicePrincipalName.of('SAP/erp01' as never), 'service'],
  ['a service without class', any({ serviceClass: undefined }), 'service.serviceClass'],
  ['a class with a slash', any({ serviceClass: 'SAP/' }), 'service.serviceClass'],
  ['a class with a colon', any({ serviceClass: 'SAP:1' }), 'service.serviceClass'],
  ['an instance with a colon', any({ instance: 'A:1' }), 'service.instance'],
  ['a misspelt property of a service', any({ hostname: 'x' }), 'service.hostname'],
];

const SQL = sql('sql01.corp.contoso.com');
const constrained = (options: object): Checked => KerberosDelegation.constrained({ services: [SQL], ...options });
const TARGET = { account: 'SQL02$', domain: DOMAIN };
const targets = (...list: readonly unknown[]): Checked => KerberosDelegation.resourceBased({ targets: list as never });
const target = (props: object): Checked => targets({ ...TARGET, ...props });

const delegations: readonly Case[] = [
  ['delegation without options', KerberosDelegation.constrained(undefined as never), 'sso'],
  ['delegation by a list', KerberosDelegation.resourceBased([TARGET] as never), 'sso'],
  ['delegation to nothing', constrained({ services: [] }), 'sso.services'],
  ['delegation without services', constrained({ services: undefined }), 'sso.services'],
  ['delegation to a text', constrained({ services: 'hunter2' }), 'sso.services'],
  ['services that Terraform computes', constrained({ services: TOKEN }), 'sso.services'],
  [
    'too many services',
    constrained({ services: Array.from({ length: 51 }, (_, n) => sql(`sql${String(n)}.corp.contoso.com`)) }),
    'sso.services',
  ],
  ['a service by its name', constrained({ services: ['MSSQLSvc/sql01.corp.contoso.com:1433'] }), 'sso.services[0]'],
  ['nothing in place of a service', constrained({ services: [SQL, undefined] }), 'sso.services[1]'],
  ['a service that is wrong', constrained({ services: [SQL, sql('sql02')] }), 'sso.services[1].host'],
  ['a service twice', constrained({ services: [SQL, sql('SQL01.corp.contoso.com')] }), 'sso.services[1]'],
  ['access by a word', constrained({ windowsAuthorizationAccess: 'yes' }), 'sso.windowsAuthorizationAccess'],
  ['both kinds of delegation', constrained({ targets: [TARGET] }), 'sso.targets'],
  ['a password of delegation', constrained({ password: 'hunter2' }), 'sso.password'],
  ['a misspelt property of delegation', constrained({ service: SQL }), 'sso.service'],
  ['no target', targets(), 'sso.targets'],
  ['a target by name', targets('SQL02$'), 'sso.targets[0]'],
  ['nothing in place of a target', targets(TARGET, null), 'sso.targets[1]'],
  ['a target without account', target({ account: undefined }), 'sso.targets[0].account'],
  ['a target with its domain', target({ account: 'CORP\\SQL02$' }), 'sso.targets[0].account'],
  ['a computer with a long name', target({ account: 'ABCDEFGHIJKLMNOP$' }), 'sso.targets[0].account'],
  ['a user with a long name', target({ account: 'a'.repeat(21) }), 'sso.targets[0].account'],
  ['a target without domain', target({ domain: undefined }), 'sso.targets[0].domain'],
  ['a target in a short domain', target({ domain: 'CORP' }), 'sso.targets[0].domain'],
  ['a target with a password', target({ password: 'hunter2' }), 'sso.targets[0].password'],
  ['a misspelt property of a target', target({ services_: [] }), 'sso.targets[0].services_'],
  ['a service of a target by name', target({ services: ['sql01'] }), 'sso.targets[0].services[0]'],
  ['a target twice', targets(TARGET, { account: 'sql02$', domain: 'CORP.contoso.com' }), 'sso.targets[1]'],
];

const MACHINE_ID = KEY_VAULT_ID.replace('Microsoft.KeyVault/vaults', 'Microsoft.Compute/virtualMachines');
const administrator = (options: object): Checked =>
  DirectorySetup.byAdministrator({ membersGroup: 'GatewayMembers', ...options });
const machine = (options: object): Checked =>
  DirectorySetup.onMachine({ virtualMachineId: MACHINE_ID, membersGroup: 'GatewayMembers', ...options });

const directories: readonly Case[] = [
  ['a directory without options', DirectorySetup.byAdministrator(undefined as never), 'directory'],
  ['a directory by machine', DirectorySetup.onMachine(MACHINE_ID as never), 'directory'],
  ['no group', administrator({ membersGroup: undefined }), 'directory.membersGroup'],
  ['a group with its domain', administrator({ membersGroup: 'CORP\\GatewayMembers' }), 'directory.membersGroup'],
  ['a group by its place', administrator({ membersGroup: 'CN=G,DC=corp' }), 'directory.membersGroup'],
  ['a group with a dollar', administrator({ membersGroup: 'Gateways$' }), 'directory.membersGroup'],
  ['a group with a long name', administrator({ membersGroup: 'g'.repeat(65) }), 'directory.membersGroup'],
  [
    'a place of the group that is none',
    administrator({ membersGroupOrganizationalUnit: 'Groups' }),
    'directory.membersGroupOrganizationalUnit',
  ],
  [
    'a place of the account elsewhere',
    administrator({ accountOrganizationalUnit: 'CN=Managed Service Accounts,DC=x,DC=org' }),
    'directory.accountOrganizationalUnit',
  ],
  [
    'a host of the account without domain',
    administrator({ accountDnsHostName: 'svc-gateway' }),
    'directory.accountDnsHostName',
  ],
  ['a password for no day', administrator({ passwordIntervalDays: 0 }), 'directory.passwordIntervalDays'],
  ['a password for two years', administrator({ passwordIntervalDays: 730 }), 'directory.passwordIntervalDays'],
  ['a root key that is none', administrator({ kdsRootKey: 'force' }), 'directory.kdsRootKey'],
  ['a domain controller by address', administrator({ domainController: '10.0.0.4' }), 'directory.domainController'],
  ['computers by a word', administrator({ createComputers: 'yes' }), 'directory.createComputers'],
  ['a machine of an administrator', administrator({ virtualMachineId: MACHINE_ID }), 'directory.virtualMachineId'],
  ['a password of an administrator', administrator({ password: 'hunter2' }), 'directory.password'],
  ['a misspelt property of a directory', administrator({ group: 'x' }), 'directory.group'],
  ['a misspelt property of a machine', machine({ vmId: MACHINE_ID }), 'directory.vmId'],
  ['no machine', machine({ virtualMachineId: undefined }), 'directory.virtualMachineId'],
  ['a machine by name', machine({ virtualMachineId: 'vm-management' }), 'directory.virtualMachineId'],
  ['a location that is none', machine({ location: 'west-europe' }), 'directory.location'],
  ['a provider by its name', machine({ provider: 'azurerm.management' }), 'directory.provider'],
  ['a rerun over two lines', machine({ rerun: 'after\nthe move' }), 'directory.rerun'],
  ['a rerun by date', machine({ rerun: new Date(0) }), 'directory.rerun'],
  ['computers of a machine', machine({ createComputers: true }), 'directory.createComputers'],
  ['a credential of a machine', machine({ credential: 'hunter2' }), 'directory.credential'],
];

const cases = [references, units, memberships, services, delegations, directories].flat();

test('every case is there once', () => {
  expect(new Set(cases.map(([what]) => what)).size).toBe(cases.length);
});

test.each(cases)('%s', (_, value, property) => {
  const checks = new Checks(isToken);
  value.check(property.split(/[.[]/)[0] ?? '', checks, DOMAIN);
  // One problem, said once, with the place, the value, what is allowed and what to do.
  expect(checks.problems.map((problem) => problem.property)).toEqual([property]);
  for (const part of Object.values(checks.problems[0] ?? {})) expect(part).toMatch(/\S/);
  const error = new DataGatewayError('GatewayCluster', 'stack/finance', checks.problems);
  expect(error.message).not.toContain('hunter2');
  expect(error.message).toMatchSnapshot();
});

test('all problems are reported together', () => {
  const checks = new Checks(isToken);
  join({ domain: 'CORP', account: 'join', protectedSettings: 'x', joinOptions: 2, password: 'x' }).check(
    'member',
    checks,
  );
  administrator({ membersGroup: '', kdsRootKey: 'x', accountOrganizationalUnit: 'x' }).check('directory', checks);
  targets({ account: '', domain: '' }, 'x').check('sso', checks);
  expect(checks.problems.map(({ property }) => property)).toEqual([
    'member.password',
    'member.domain',
    'member.account',
    'member.protectedSettings',
    'member.joinOptions',
    'directory.membersGroup',
    'directory.accountOrganizationalUnit',
    'directory.kdsRootKey',
    'sso.targets[0].account',
    'sso.targets[0].domain',
    'sso.targets[1]',
  ]);
});

test('what is left out by saying undefined is left out', () => {
  const checks = new Checks(isToken);
  join({ organizationalUnit: undefined, joinOptions: undefined }).check('member', checks);
  byScript({ organizationalUnit: undefined, domainController: undefined }).check('member', checks);
  sql('sql01.corp.contoso.com', { port: undefined, instance: undefined }).check('service', checks);
  constrained({ windowsAuthorizationAccess: undefined }).check('sso', checks);
  target({ services: undefined }).check('sso', checks);
  machine({ location: undefined, kdsRootKey: undefined, domainController: undefined }).check(
    'directory',
    checks,
    DOMAIN,
  );
  expect(checks.problems).toEqual([]);
});

test('what Terraform computes passes where it is only passed on', () => {
  const checks = new Checks(isToken);
  const places = { membersGroupOrganizationalUnit: TOKEN, accountOrganizationalUnit: inDomain(TOKEN) };
  join({ domain: TOKEN, account: TOKEN, organizationalUnit: TOKEN, joinOptions: -1e300 }).check('member', checks);
  join({ domain: TOKEN, organizationalUnit: `OU=Servers,${TOKEN}` }).check('member', checks);
  join({ protectedSettings: version({ keyVaultId: TOKEN, name: TOKEN, version: TOKEN }) }).check('member', checks);
  byScript({ domainController: TOKEN }).check('member', checks);
  sql('sql01.corp.contoso.com', { instance: TOKEN }).check('service', checks);
  targets({ account: TOKEN, domain: TOKEN }, { account: TOKEN, domain: TOKEN }).check('sso', checks);
  machine({ virtualMachineId: TOKEN, location: TOKEN, membersGroup: TOKEN, ...places }).check(
    'directory',
    checks,
    TOKEN,
  );
  administrator({ accountDnsHostName: TOKEN, passwordIntervalDays: -1e300 }).check('directory', checks, undefined);
  unit(`OU=Servers,DC=${TOKEN},DC=com`).check('unit', checks);
  expect(checks.problems).toEqual([]);
});
