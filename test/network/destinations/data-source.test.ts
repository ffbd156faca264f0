import { DataSource, DOMAIN_CONTROLLER_PORTS } from '../../../lib';

const HOST = 'host.corp.contoso.com';

/** Ports of the makers' documentation, by hand. */
const LISTENERS: readonly (readonly [what: string, source: DataSource, listeners: string])[] = [
  ['SQL Server', DataSource.sqlServer(HOST), 'Tcp 1433'],
  ['SQL Server, elsewhere', DataSource.sqlServer(HOST, { port: 14330 }), 'Tcp 14330'],
  ['a named instance', DataSource.sqlServer(HOST, { browser: true }), 'Tcp 1433,49152-65535; Udp 1434'],
  ['one on a fixed port', DataSource.sqlServer(HOST, { browser: true, port: 14330 }), 'Tcp 14330; Udp 1434'],
  ['Analysis Services', DataSource.analysisServices(HOST), 'Tcp 2383'],
  ['a named instance of it', DataSource.analysisServices(HOST, { browser: true }), 'Tcp 2382,2383,49152-65535'],
  ['one on a fixed port', DataSource.analysisServices(HOST, { browser: true, port: 24000 }), 'Tcp 2382,24000'],
  ['Oracle', DataSource.oracle(HOST), 'Tcp 1521'],
  ['PostgreSQL', DataSource.postgreSql(HOST), 'Tcp 5432'],
  ['MySQL', DataSource.mySql(HOST, { port: 33060 }), 'Tcp 33060'],
  ['SAP HANA', DataSource.sapHana(HOST), 'Tcp 30013,30015'],
  ['SAP HANA 7', DataSource.sapHana(HOST, { instanceNumber: 7 }), 'Tcp 30713,30715'],
  ['a tenant of SAP HANA', DataSource.sapHana(HOST, { port: 30041 }), 'Tcp 30041'],
  ['one of SAP HANA 7', DataSource.sapHana(HOST, { instanceNumber: 7, port: 30741 }), 'Tcp 30741'],
  ['SAP BW', DataSource.sapBw(HOST), 'Tcp 3200,3300'],
  ['SAP BW 42, by SNC', DataSource.sapBw(HOST, { instanceNumber: 42, snc: true }), 'Tcp 3242,3342,4842'],
  [
    'SAP BW 42, by logon group',
    DataSource.sapBw(HOST, { instanceNumber: 42, messageServer: true }),
    'Tcp 3242,3342,3642',
  ],
  ['a file share', DataSource.fileShare(HOST), 'Tcp 445'],
  ['anything', DataSource.custom(HOST, { ports: [8443, '9000-9010'] }), 'Tcp 8443,9000-9010'],
  ['anything by UDP', DataSource.custom(HOST, { ports: [514], protocol: 'Udp' }), 'Udp 514'],
];

test.each(LISTENERS)('%s', (_what, { listeners }, expected) => {
  expect(listeners.map(({ protocol, ports }) => `${protocol} ${ports.join()}`).join('; ')).toBe(expected);
});

test('where it lies is given, or its host, or anywhere private', () => {
  const place = ({ isPlaced, addresses, serviceTag }: DataSource): object => [isPlaced, addresses, serviceTag];
  expect(place(DataSource.oracle(HOST, { addresses: ['10.1.2.0/24'] }))).toEqual([true, ['10.1.2.0/24'], undefined]);
  expect(place(DataSource.oracle('10.1.2.4'))).toEqual([true, ['10.1.2.4'], undefined]);
  expect(place(DataSource.oracle(HOST, { serviceTag: 'Sql' }))).toEqual([true, [], 'Sql']);
  expect(place(DataSource.oracle(HOST, { onInternet: true }))).toEqual([false, [], undefined]);
  expect(DataSource.oracle(HOST, { onInternet: true }).isOnInternet).toBe(true);
  expect(DataSource.oracle(HOST).isOnInternet).toBe(false);
  expect(place(DataSource.oracle(HOST))).toEqual([false, ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], undefined]);
});

test('domain controllers are asked on the ports that Microsoft lists', () => {
  // learn.microsoft.com, config-firewall-for-ad-domains-and-trusts, and the port of the directory's web services.
  expect(DOMAIN_CONTROLLER_PORTS).toEqual({
    Tcp: ['53', '88', '135', '389', '445', '464', '636', '3268-3269', '9389', '49152-65535'],
    Udp: ['53', '88', '123', '389', '464'],
  });
});
