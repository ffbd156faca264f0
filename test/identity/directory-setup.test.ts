import { Checks } from '../../lib/common/checks';
import { DirectorySetup } from '../../lib/identity';
import { KEY_VAULT_ID } from '../support/fixtures';

const virtualMachineId = KEY_VAULT_ID.replace('Microsoft.KeyVault/vaults', 'Microsoft.Compute/virtualMachines');
const defaults = {
  membersGroup: 'GatewayMembers',
  membersGroupOrganizationalUnit: undefined,
  accountOrganizationalUnit: undefined,
  accountDnsHostName: undefined,
  passwordIntervalDays: 30,
  kdsRootKey: 'expect',
  domainController: undefined,
};
const everything = {
  membersGroup: 'Gateway members (finance)',
  membersGroupOrganizationalUnit: 'OU=Groups,DC=corp,DC=contoso,DC=com',
  accountOrganizationalUnit: 'CN=Managed Service Accounts,DC=corp,DC=contoso,DC=com',
  accountDnsHostName: 'gateway.corp.contoso.com',
  passwordIntervalDays: 7,
  kdsRootKey: 'create',
  domainController: 'dc01.corp.contoso.com',
} as const;

function problemsOf(directory: DirectorySetup): readonly unknown[] {
  const checks = new Checks();
  directory.check('directory', checks, 'corp.contoso.com');
  directory.check('directory', checks, undefined);
  return checks.problems;
}

test('a setup by a machine', () => {
  const directory = DirectorySetup.onMachine({ virtualMachineId, membersGroup: 'GatewayMembers' });
  expect(directory).toMatchObject({ ...defaults, kind: 'machine', virtualMachineId, location: undefined });
  expect(directory.createComputers).toBe(false);
  expect(String(directory)).toBe(`directory set up by ${virtualMachineId}`);
  expect(problemsOf(directory)).toEqual([]);
});

test('a setup by an administrator', () => {
  const directory = DirectorySetup.byAdministrator({ membersGroup: 'GatewayMembers' });
  expect(directory).toMatchObject({ ...defaults, kind: 'administrator', createComputers: true });
  expect(directory).toMatchObject({ virtualMachineId: undefined, location: undefined });
  expect(String(directory)).toBe('directory set up by an administrator');
  expect(problemsOf(directory)).toEqual([]);
  expect(Object.isFrozen(directory)).toBe(true);
});

test('everything may be said otherwise', () => {
  const machine = { ...everything, virtualMachineId, location: 'northeurope' };
  const administrator = { ...everything, createComputers: false };
  expect(DirectorySetup.onMachine(machine)).toMatchObject(machine);
  expect(DirectorySetup.byAdministrator(administrator)).toMatchObject(administrator);
  expect(problemsOf(DirectorySetup.onMachine(machine))).toEqual([]);
  expect(problemsOf(DirectorySetup.byAdministrator(administrator))).toEqual([]);
});
