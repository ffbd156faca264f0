import { ServiceAccount } from '../../lib/bootstrap';
import { KerberosDelegation, ServicePrincipalName } from '../../lib/identity';
import { Checks } from '../../lib/common/checks';

const given = { name: 'svc-gateway', domain: 'corp.contoso.com', netbiosDomain: 'CORP' };

test('the account of the gateway as it is installed', () => {
  const account = ServiceAccount.virtual();
  expect(account).toMatchObject({
    kind: 'virtual',
    accountName: 'NT SERVICE\\PBIEgwService',
    samAccountName: undefined,
    domain: undefined,
    netbiosDomain: undefined,
    sid: 'S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079',
    rights: [],
    modifyInstallFolder: false,
    delegation: undefined,
    whenRegistered: 'refuse',
  });
  expect(account.needsDomain || account.isDomainAccount).toBe(false);
  expect(String(account)).toBe('NT SERVICE\\PBIEgwService');
});

test('a group managed account, with its least rights', () => {
  const account = ServiceAccount.groupManaged(given);
  expect(account).toMatchObject({
    kind: 'groupManaged',
    accountName: 'CORP\\svc-gateway$',
    samAccountName: 'svc-gateway$',
    domain: 'corp.contoso.com',
    netbiosDomain: 'CORP',
    sid: undefined,
    rights: ['SeServiceLogonRight'],
    modifyInstallFolder: false,
    kerberosSingleSignOn: false,
    whenRegistered: 'refuse',
  });
  expect(account.needsDomain && account.isDomainAccount).toBe(true);
  expect(String(account)).toBe('CORP\\svc-gateway$');
});

test('the dollar may be written or not', () => {
  expect(ServiceAccount.groupManaged({ ...given, name: 'svc-gateway$' }).accountName).toBe('CORP\\svc-gateway$');
});

test('more rights only where they are asked for', () => {
  const account = ServiceAccount.groupManaged({
    ...given,
    kerberosSingleSignOn: true,
    modifyInstallFolder: true,
    whenRegistered: 'change',
  });
  expect(account.rights).toEqual(['SeServiceLogonRight', 'SeImpersonatePrivilege', 'SeTcbPrivilege']);
  expect(account).toMatchObject({ modifyInstallFolder: true, whenRegistered: 'change' });
  expect(ServiceAccount.virtual({ modifyInstallFolder: true }).modifyInstallFolder).toBe(true);
});

describe('delegation', () => {
  const delegation = KerberosDelegation.constrained({
    services: [ServicePrincipalName.sqlServer('sql01.corp.contoso.com')],
  });

  test('gives a group managed account the rights for it', () => {
    const account = ServiceAccount.groupManaged({ ...given, delegation });
    expect(account).toMatchObject({ delegation, kerberosSingleSignOn: true });
    expect(account.rights).toEqual(['SeServiceLogonRight', 'SeImpersonatePrivilege', 'SeTcbPrivilege']);
  });

  test('gives them to the virtual account too, whose computers then need a domain', () => {
    const account = ServiceAccount.virtual({ delegation });
    expect(account).toMatchObject({
      delegation,
      kerberosSingleSignOn: true,
      needsDomain: true,
      isDomainAccount: false,
    });
    expect(account.rights).toEqual(['SeImpersonatePrivilege', 'SeTcbPrivilege']);
  });
});

test.each(['a', 'svc_gateway.1$', 'abcdefghijklmno$', 'gw$1', 'größe', 'svc gw'])('%s is a name', (name) => {
  const checks = new Checks();
  ServiceAccount.groupManaged({ ...given, name }).check('account', checks);
  expect(checks.problems).toEqual([]);
});

test('an account cannot be changed', () => {
  const account = ServiceAccount.groupManaged(given);
  expect(Object.isFrozen(account) && Object.isFrozen(account.rights)).toBe(true);
});
