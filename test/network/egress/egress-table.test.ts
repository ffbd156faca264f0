import {
  AZURE_CLOUDS,
  type AzureCloudName,
  type EgressRow,
  egressTable,
  GatewaySoftware,
  GUIDE_ROWS,
  MISSING_IN_GUIDE,
  SERVICE_CLOUDS,
  SoftwareSource,
} from '../../../lib';
import { AZURE_CLOUD_OF } from '../../../lib/network/egress/egress-table';
import { rowIn, type ServiceRow } from '../../../lib/network/egress/egress-row';
import { STORAGE_ACCOUNT_ID } from '../../support/fixtures';
import { ACTIVATION, NEEDS, type Published, PUBLISHED, PUBLISHED_FOR_MACHINES, SERVICE_TAGS } from '../published-rows';

const AZURE: readonly AzureCloudName[] = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'];
const FIRST_MACHINE_ROW = 30;

/** Every table that there is. */
const tables = SERVICE_CLOUDS.flatMap((cloud) => AZURE.map((azureCloud) => ({ cloud, azureCloud })));

/** The order of names says nothing. */
function sorted(published: Published): Published {
  return Object.fromEntries(
    Object.entries(published).map(([id, [names, ports]]) => [id, [names.split(' ').sort().join(' '), ports]]),
  );
}

function asPublished(rows: readonly EgressRow[]): Published {
  return Object.fromEntries(rows.map(({ id, names, ports }) => [id, [[...names].sort().join(' '), ports.join(' ')]]));
}

test.each(SERVICE_CLOUDS)('the gateway asks for what Microsoft publishes: %s', (cloud) => {
  const rows = egressTable(cloud, 'AzureCloud').filter(({ number }) => number < FIRST_MACHINE_ROW);
  expect(asPublished(rows)).toEqual(sorted(PUBLISHED[cloud]));
});

test.each(AZURE)('the machine asks for what is published for its cloud: %s', (azureCloud) => {
  const rows = egressTable('public', azureCloud).filter(({ number }) => number >= FIRST_MACHINE_ROW);
  expect(asPublished(rows)).toEqual(sorted(PUBLISHED_FOR_MACHINES[azureCloud]));
  expect(rows.find(({ id }) => id === 'activation')?.addresses).toEqual(ACTIVATION[azureCloud]);
  expect(rows.filter(({ addresses }) => addresses.length > 0)).toHaveLength(1);
});

describe.each(tables)('the table of $cloud in $azureCloud', ({ cloud, azureCloud }) => {
  const rows = egressTable(cloud, azureCloud);

  test('has each id and each number once, in order, the same as everywhere', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const numbers = rows.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    const everywhere = new Map(
      tables.flatMap((one) => egressTable(one.cloud, one.azureCloud)).map((row) => [row.id, row]),
    );
    for (const { id, number, purpose, use, need } of rows) {
      expect(everywhere.get(id)).toMatchObject({ number, purpose, use, need });
    }
  });

  test('says of every row what it is for, when it is needed, and where that is published', () => {
    for (const { id, need, source, use, names, serviceTags } of rows) {
      expect([id, need]).toEqual([id, NEEDS[id]]);
      expect(source).toMatch(
        /^(data-integration|SupportArticles-docs|azure-monitor-docs|azure-docs|hashicorp|learn|addresses of|INFERRED)/,
      );
      expect(use).toMatch(/^[\x20-\x7e]{5,80}$/);
      expect(names.length).toBeGreaterThan(0);
      expect(serviceTags).toEqual([SERVICE_TAGS[id]].filter((tag) => tag !== undefined));
    }
  });

  test('has names and ports in the forms that rules take', () => {
    for (const { names, alsoNames, ports } of rows) {
      for (const name of [...names, ...alsoNames]) expect(name).toMatch(/^(\*\.)?([a-z0-9-]+\.)+[a-z]+$/);
      for (const port of ports) expect(port).toMatch(/^\d+(-\d+)?$/);
      expect(names.filter((name) => alsoNames.includes(name))).toEqual([]);
    }
  });

  test('tries a row by a host that the row covers, on its ports', () => {
    const probes = rows.flatMap((row) => (row.probe === undefined ? [] : [{ row, probe: row.probe }]));
    expect(probes.length).toBeGreaterThan(5);
    for (const { row, probe } of probes) {
      expect([row.id, covers(row, probe.host)]).toEqual([row.id, true]);
      expect(probe.ports).toEqual(row.ports.flatMap(numbers));
      expect(probe.kind).toBe(['http', 'https'].includes(row.protocol) ? row.protocol : 'tcp');
    }
  });

  test('has rows that nobody changes by chance', () => {
    for (const row of rows) expect(Object.isFrozen(row)).toBe(true);
  });
});

test('what has no name of its own in a table is INFERRED, and stands for what programs ask for', () => {
  const inferred = (cloud: (typeof SERVICE_CLOUDS)[number]): object =>
    Object.fromEntries(
      egressTable(cloud, 'AzureCloud')
        .filter(({ alsoNames }) => alsoNames.length > 0)
        .map(({ id, alsoNames }) => [id, alsoNames.join(' ')]),
    );
  const ofInstallers = { 'certificate-lists': 'crl.microsoft.com' };
  const government = {
    ...ofInstallers,
    'sign-in': 'login.microsoftonline.us',
    'install-and-update': 'download.microsoft.com',
    telemetry: 'dc.applicationinsights.us',
  };
  expect(inferred('public')).toEqual({
    ...ofInstallers,
    'sign-in': 'login.windows.net',
    'install-and-update': 'download.microsoft.com',
    telemetry: 'dc.services.visualstudio.com',
  });
  expect(inferred('gcc')).toEqual({
    ...government,
    'sign-in': 'login.microsoftonline.com login.windows.net',
    'sign-in-page': 'login.live.com aadcdn.msauth.net',
  });
  expect(inferred('gccHigh')).toEqual(government);
  expect(inferred('dod')).toEqual(government);
  expect(inferred('china')).toEqual({
    ...ofInstallers,
    'sign-in': 'login.chinacloudapi.cn',
    'install-and-update': 'download.microsoft.com',
  });
});

test.each(SERVICE_CLOUDS)('every host that the scripts ask for is in the table: %s', (cloud) => {
  const azure = AZURE_CLOUDS[AZURE_CLOUD_OF[cloud]];
  const rows = egressTable(cloud, azure.name);
  const container = SoftwareSource.storageContainer({
    storageAccountId: STORAGE_ACCOUNT_ID,
    containerName: 'gateway-software',
    azureCloud: azure.name,
  });
  const software = [GatewaySoftware.latest(), pinnedFrom(container)].flatMap((one) => one.components());
  const hosts = [
    azure.signInHost,
    `kv-gateway.${azure.keyVaultSuffix}`,
    'download.microsoft.com',
    ...software.map(({ location }) => new URL(location).host),
  ];
  expect(hosts).toContain('go.microsoft.com');
  expect(hosts).toContain(`stgateway.${azure.blobSuffix}`);
  expect(hosts.filter((host) => !rows.some((row) => row.ports.includes('443') && covers(row, host)))).toEqual([]);
});

test('only what is certain says that it is', () => {
  const doubtful = tables
    .flatMap(({ cloud, azureCloud }) => egressTable(cloud, azureCloud))
    .filter(({ isVerified }) => !isVerified)
    .map(({ id }) => id);
  expect([...new Set(doubtful)].sort()).toEqual([
    'cloud-services',
    'device-registration',
    'software-downloads',
    'windows-update',
  ]);
});

test('Azure Relay has no service tag, in no cloud; its addresses are those of Azure', () => {
  for (const { cloud, azureCloud } of tables) {
    const relay = egressTable(cloud, azureCloud).filter(({ id }) => id.startsWith('relay'));
    expect(relay.map(({ serviceTags, inAzure }) => [serviceTags, inAzure])).toEqual(Array(3).fill([[], true]));
  }
});

test('a row that a cloud has nothing for is not there', () => {
  const row: ServiceRow = {
    id: 'x',
    number: 1,
    purpose: 'relay',
    use: 'x',
    need: 'always',
    ports: ['443'],
    protocol: 'https',
    source: 'x',
    names: { public: ['a.b'] },
  };
  expect(rowIn(row, 'china')).toBeUndefined();
  expect(rowIn(row, 'public')?.names).toEqual(['a.b']);
});

test('the list of the guide is kept, and every difference is said', () => {
  expect(GUIDE_ROWS.map(({ name, ports }) => `${name} ${ports}`)).toEqual([
    '*.servicebus.windows.net 443',
    '*.frontend.clouddatahub.net 443',
    '*.core.windows.net 443',
    'login.microsoftonline.com 443',
    '*.msftncsi.com 443',
    '*.servicebus.windows.net 9350-9354',
  ]);
  expect(GUIDE_ROWS.map(({ id, difference }) => [id, difference])).toMatchSnapshot();
  // Every row of Microsoft's page is in one of the two lists, and in one alone.
  const page = Object.keys(PUBLISHED.public);
  const known = [...GUIDE_ROWS.map(({ id }) => id), ...MISSING_IN_GUIDE].filter((id) => id !== 'certificate-lists');
  expect([...known].sort()).toEqual([...page].sort());
  for (const { id, name } of GUIDE_ROWS) expect(PUBLISHED.public[String(id)]?.[0].split(' ')).toContain(name);
});

function covers({ names, alsoNames }: EgressRow, host: string): boolean {
  return [...names, ...alsoNames].some(
    (name) => name === host || (name.startsWith('*.') && host.endsWith(name.slice(1))),
  );
}

function numbers(range: string): readonly number[] {
  const [first = 0, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function pinnedFrom(source: SoftwareSource): GatewaySoftware {
  const sha256 = 'a3'.repeat(32);
  return GatewaySoftware.pinned({
    powerShell: { version: '7.6.5', sha256 },
    dataGatewayModule: { version: '3000.306.1', sha256, profileSha256: sha256 },
    gateway: { version: '3000.322', sha256 },
    source,
    whenOlderIsInstalled: 'keep',
  });
}
