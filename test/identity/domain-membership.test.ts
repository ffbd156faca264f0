import { Checks } from '../../lib/common/checks';
import {
  DistinguishedName,
  DomainMembership,
  KeyVaultSecretReference,
  KeyVaultSecretVersionReference,
} from '../../lib/identity';
import { KEY_VAULT_ID } from '../support/fixtures';

const given = { domain: 'corp.contoso.com', account: 'CORP\\join' };
const organizationalUnit = DistinguishedName.organizationalUnit('corp.contoso.com', 'Gateways').toString();
const protectedSettings = KeyVaultSecretVersionReference.of({
  keyVaultId: KEY_VAULT_ID,
  name: 'join-settings',
  version: '0123456789abcdef0123456789abcdef',
});
const credential = KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'join-password' });
const nothing = {
  account: undefined,
  organizationalUnit: undefined,
  protectedSettings: undefined,
  joinOptions: undefined,
  credential: undefined,
  domainController: undefined,
  joinSecret: undefined,
};

function problemsOf(membership: DomainMembership): readonly unknown[] {
  const checks = new Checks();
  membership.check('domainMembership', checks);
  return checks.problems;
}

test('a join by the extension, with its least', () => {
  const membership = DomainMembership.joinByExtension({ ...given, protectedSettings });
  expect(membership).toMatchObject({
    ...nothing,
    ...given,
    kind: 'extension',
    joins: true,
    protectedSettings,
    joinOptions: 3,
  });
  expect(String(membership)).toBe('join of corp.contoso.com');
  expect(problemsOf(membership)).toEqual([]);
});

test('a join by the extension, with everything', () => {
  const options = {
    ...given,
    account: 'join@contoso.com',
    organizationalUnit,
    protectedSettings,
    joinOptions: 0x20401,
  };
  const membership = DomainMembership.joinByExtension(options);
  expect(membership).toMatchObject(options);
  expect(problemsOf(membership)).toEqual([]);
});

test('a join by script, whose password the members read', () => {
  const options = { ...given, organizationalUnit, credential, domainController: 'dc01.corp.contoso.com' };
  const membership = DomainMembership.joinByScript(options);
  expect(membership).toMatchObject({ ...nothing, ...options, kind: 'script', joins: true, joinSecret: credential });
  expect(String(membership)).toBe('join by script of corp.contoso.com');
  expect(problemsOf(membership)).toEqual([]);
});

test('a membership that exists', () => {
  const membership = DomainMembership.existing({ domain: 'corp.contoso.com' });
  expect(membership).toMatchObject({ ...nothing, domain: 'corp.contoso.com', kind: 'existing', joins: false });
  expect(String(membership)).toBe('membership of corp.contoso.com');
  expect(problemsOf(membership)).toEqual([]);
  expect(Object.isFrozen(membership)).toBe(true);
});

test.each(['CORP\\join', 'CORP\\svc join', 'C-1\\a.b', 'join@corp.contoso.com', 'first.last@contoso.com'])(
  '%s is an account that joins',
  (account) => {
    expect(problemsOf(DomainMembership.joinByExtension({ ...given, account, protectedSettings }))).toEqual([]);
  },
);

test.each([1, 3, 0x401, 0x403, 0x20001, 0x20403])('the flags %i join', (joinOptions) => {
  expect(problemsOf(DomainMembership.joinByExtension({ ...given, joinOptions, protectedSettings }))).toEqual([]);
});

test('a version of a secret', () => {
  expect(protectedSettings).toMatchObject({
    keyVaultId: KEY_VAULT_ID,
    name: 'join-settings',
    version: '0123456789abcdef0123456789abcdef',
    secretScope: `${KEY_VAULT_ID}/secrets/join-settings`,
  });
  expect(String(protectedSettings)).toBe('version of secret join-settings');
  expect(Object.isFrozen(protectedSettings)).toBe(true);
});
