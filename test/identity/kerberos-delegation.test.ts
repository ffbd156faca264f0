import { Checks } from '../../lib/common/checks';
import { KerberosDelegation, type ResourceTarget, ServicePrincipalName } from '../../lib/identity';

const SQL = ServicePrincipalName.sqlServer('sql01.corp.contoso.com');
const WEB = ServicePrincipalName.http('bw.corp.contoso.com');

function expectNoProblem(delegation: KerberosDelegation): void {
  const checks = new Checks();
  delegation.check('delegation', checks);
  expect(checks.problems).toEqual([]);
}

test('constrained delegation lists every form of every service', () => {
  const delegation = KerberosDelegation.constrained({ services: [SQL, WEB] });
  expect(delegation).toMatchObject({
    kind: 'constrained',
    services: [SQL, WEB],
    delegateTo: ['MSSQLSvc/sql01.corp.contoso.com:1433', 'MSSQLSvc/sql01:1433', 'HTTP/bw.corp.contoso.com', 'HTTP/bw'],
    targets: [],
    windowsAuthorizationAccess: false,
  });
  expect(String(delegation)).toBe('delegation to MSSQLSvc/sql01.corp.contoso.com:1433, HTTP/bw.corp.contoso.com');
  expectNoProblem(delegation);
});

test('a form of two services is listed once, where it came first', () => {
  const other = ServicePrincipalName.sqlServer('SQL01.emea.contoso.com');
  const { delegateTo } = KerberosDelegation.constrained({ services: [SQL, other] });
  expect(delegateTo).toEqual([
    'MSSQLSvc/sql01.corp.contoso.com:1433',
    'MSSQLSvc/sql01:1433',
    'MSSQLSvc/SQL01.emea.contoso.com:1433',
  ]);
});

test('resource-based delegation is written at its targets', () => {
  const targets: readonly ResourceTarget[] = [
    { account: 'SQL02$', domain: 'emea.contoso.com', services: [SQL] },
    { account: 'svc-sql', domain: 'corp.contoso.com' },
    { account: 'svc-sql', domain: 'emea.contoso.com', services: [] },
  ];
  const delegation = KerberosDelegation.resourceBased({ targets, windowsAuthorizationAccess: true });
  expect(delegation).toMatchObject({ kind: 'resourceBased', services: [SQL], delegateTo: [], targets });
  expect(delegation.windowsAuthorizationAccess).toBe(true);
  expect(String(delegation)).toBe('delegation to SQL02$, svc-sql, svc-sql');
  expectNoProblem(delegation);
});

test.each(['SQL02$', 'ABCDEFGHIJKLMNO$', 'svc-sql', 'a.user_of.twenty.chr', 'gmsa-sql$'])(
  '%s is a target',
  (account) => {
    expectNoProblem(KerberosDelegation.resourceBased({ targets: [{ account, domain: 'corp.contoso.com' }] }));
  },
);

test('delegation cannot be changed, not by its givers either', () => {
  const services = [SQL];
  const given = { account: 'SQL02$', domain: 'corp.contoso.com' };
  const constrained = KerberosDelegation.constrained({ services });
  const resourceBased = KerberosDelegation.resourceBased({ targets: [given] });
  services.push(WEB);
  given.account = 'SQL03$';
  expect(constrained.services).toEqual([SQL]);
  expect(resourceBased.targets).toEqual([{ account: 'SQL02$', domain: 'corp.contoso.com' }]);
  for (const part of [constrained, constrained.services, constrained.delegateTo, resourceBased.targets])
    expect(Object.isFrozen(part)).toBe(true);
  expect(Object.isFrozen(resourceBased.targets[0])).toBe(true);
});
