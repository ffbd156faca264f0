import { Checks } from '../../lib/common/checks';
import { ServicePrincipalName } from '../../lib/identity';

const HOST = 'sql01.corp.contoso.com';

test.each<[what: string, name: ServicePrincipalName, forms: readonly string[], port: number | undefined]>([
  [
    'a default instance of SQL Server',
    ServicePrincipalName.sqlServer(HOST),
    ['MSSQLSvc/sql01.corp.contoso.com:1433', 'MSSQLSvc/sql01:1433'],
    1433,
  ],
  [
    'SQL Server at another port',
    ServicePrincipalName.sqlServer(HOST, { port: 50_000 }),
    ['MSSQLSvc/sql01.corp.contoso.com:50000', 'MSSQLSvc/sql01:50000'],
    50_000,
  ],
  [
    'a named instance, whose port changes',
    ServicePrincipalName.sqlServer(HOST, { instance: 'REPORTING' }),
    ['MSSQLSvc/sql01.corp.contoso.com:REPORTING', 'MSSQLSvc/sql01:REPORTING'],
    undefined,
  ],
  [
    'a named instance at a fixed port',
    ServicePrincipalName.sqlServer(HOST, { instance: 'REPORTING', port: 50_000 }),
    [
      'MSSQLSvc/sql01.corp.contoso.com:50000',
      'MSSQLSvc/sql01:50000',
      'MSSQLSvc/sql01.corp.contoso.com:REPORTING',
      'MSSQLSvc/sql01:REPORTING',
    ],
    50_000,
  ],
  [
    'Analysis Services',
    ServicePrincipalName.analysisServices('as01.corp.contoso.com'),
    ['MSOLAPSvc.3/as01.corp.contoso.com', 'MSOLAPSvc.3/as01'],
    undefined,
  ],
  [
    'a named instance of Analysis Services',
    ServicePrincipalName.analysisServices('as01.corp.contoso.com', { instance: 'TABULAR' }),
    ['MSOLAPSvc.3/as01.corp.contoso.com:TABULAR', 'MSOLAPSvc.3/as01:TABULAR'],
    undefined,
  ],
  [
    'a web service',
    ServicePrincipalName.http('bw.corp.contoso.com'),
    ['HTTP/bw.corp.contoso.com', 'HTTP/bw'],
    undefined,
  ],
  [
    'a web service at a port',
    ServicePrincipalName.http('bw.corp.contoso.com', { port: 8443 }),
    ['HTTP/bw.corp.contoso.com', 'HTTP/bw', 'HTTP/bw.corp.contoso.com:8443', 'HTTP/bw:8443'],
    8443,
  ],
  [
    'another service',
    ServicePrincipalName.of({ serviceClass: 'SAP', host: 'erp01.corp.contoso.com' }),
    ['SAP/erp01.corp.contoso.com', 'SAP/erp01'],
    undefined,
  ],
  [
    'another service, of an instance at a port',
    ServicePrincipalName.of({ serviceClass: 'hdb', host: 'hana.corp.contoso.com', port: 30_015, instance: 'HXE' }),
    ['hdb/hana.corp.contoso.com:30015', 'hdb/hana:30015', 'hdb/hana.corp.contoso.com:HXE', 'hdb/hana:HXE'],
    30_015,
  ],
])('%s', (_, name, forms, port) => {
  expect(name).toMatchObject({ forms, port });
  expect(String(name)).toBe(forms[0]);
  expect(name.hostDomain).toBe('corp.contoso.com');
  expect(Object.isFrozen(name) && Object.isFrozen(name.forms)).toBe(true);
  const checks = new Checks();
  name.check('service', checks);
  expect(checks.problems).toEqual([]);
});

test.each(['SQL_01.corp.contoso.com', 'sql-01.contoso', 'x.database.contoso.com', '1.corp.contoso.com'])(
  '%s is a host',
  (host) => {
    const checks = new Checks();
    ServicePrincipalName.sqlServer(host).check('service', checks);
    expect(checks.problems).toEqual([]);
  },
);
