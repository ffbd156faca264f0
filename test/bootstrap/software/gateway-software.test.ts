import { GATEWAY_RELEASES, GatewaySoftware, type PinnedSoftwareOptions, SoftwareSource } from '../../../lib/bootstrap';
import { Checks } from '../../../lib/common/checks';

const hash = (digit: string): string => digit.repeat(64);
const ACCOUNT_ID =
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stsoftware';
const PINNED: PinnedSoftwareOptions = {
  powerShell: { version: '7.6.5', sha256: hash('A') },
  dataGatewayModule: { version: '3000.306.1', sha256: hash('b'), profileSha256: hash('C') },
  gateway: { version: '3000.322', sha256: hash('d') },
};

function problems(software: GatewaySoftware): readonly unknown[] {
  const checks = new Checks();
  software.check('software', checks);
  return checks.problems;
}

test('the newest, from Microsoft, known by the signature', () => {
  const software = GatewaySoftware.latest();
  expect(problems(software)).toEqual([]);
  expect(software).toMatchObject({
    isPinned: false,
    whenOlderIsInstalled: 'keep',
    interruptsMember: false,
    installerArguments: ['/install', '/quiet', '/norestart'],
  });
  expect(software.components()).toMatchInlineSnapshot(`
    [
      {
        "fileName": "PowerShell-7.6.5-win-x64.msi",
        "location": "https://github.com/PowerShell/PowerShell/releases/download/v7.6.5/PowerShell-7.6.5-win-x64.msi",
        "name": "PowerShell",
        "sha256": undefined,
        "version": "7.6.5",
      },
      {
        "fileName": "DataGateway.Profile.nupkg",
        "location": "https://www.powershellgallery.com/api/v2/package/DataGateway.Profile",
        "name": "DataGateway.Profile",
        "sha256": undefined,
        "version": undefined,
      },
      {
        "fileName": "DataGateway.nupkg",
        "location": "https://www.powershellgallery.com/api/v2/package/DataGateway",
        "name": "DataGateway",
        "sha256": undefined,
        "version": undefined,
      },
      {
        "fileName": "GatewayInstall.exe",
        "location": "https://go.microsoft.com/fwlink/?LinkId=2116849&clcid=0x409",
        "name": "Gateway",
        "sha256": undefined,
        "version": undefined,
      },
    ]
  `);
});

test('pinned, from Microsoft', () => {
  const software = GatewaySoftware.pinned(PINNED);
  expect(problems(software)).toEqual([]);
  expect(String(software)).toBe('gateway 3000.322');
  expect(software.components()).toMatchInlineSnapshot(`
    [
      {
        "fileName": "PowerShell-7.6.5-win-x64.msi",
        "location": "https://github.com/PowerShell/PowerShell/releases/download/v7.6.5/PowerShell-7.6.5-win-x64.msi",
        "name": "PowerShell",
        "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "version": "7.6.5",
      },
      {
        "fileName": "DataGateway.Profile.3000.306.1.nupkg",
        "location": "https://www.powershellgallery.com/api/v2/package/DataGateway.Profile/3000.306.1",
        "name": "DataGateway.Profile",
        "sha256": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
        "version": "3000.306.1",
      },
      {
        "fileName": "DataGateway.3000.306.1.nupkg",
        "location": "https://www.powershellgallery.com/api/v2/package/DataGateway/3000.306.1",
        "name": "DataGateway",
        "sha256": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "version": "3000.306.1",
      },
      {
        "fileName": "GatewayInstall-3000.322.exe",
        "location": "https://download.microsoft.com/download/D/A/1/DA1FDDB8-6DA8-4F50-B4D0-18019591E182/GatewayInstall-26-06.exe",
        "name": "Gateway",
        "sha256": "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
        "version": "3000.322",
      },
    ]
  `);
});

test('pinned, from a container', () => {
  const source = SoftwareSource.storageContainer({ storageAccountId: ACCOUNT_ID, containerName: 'software' });
  const software = GatewaySoftware.pinned({ ...PINNED, source });
  expect(problems(software)).toEqual([]);
  expect(software.components().map(({ location }) => location)).toMatchInlineSnapshot(`
    [
      "https://stsoftware.blob.core.windows.net/software/PowerShell-7.6.5-win-x64.msi",
      "https://stsoftware.blob.core.windows.net/software/DataGateway.Profile.3000.306.1.nupkg",
      "https://stsoftware.blob.core.windows.net/software/DataGateway.3000.306.1.nupkg",
      "https://stsoftware.blob.core.windows.net/software/GatewayInstall-3000.322.exe",
    ]
  `);
  expect(source).toMatchObject({
    kind: 'storageContainer',
    grantsAccess: true,
    needsDomain: false,
    isMicrosoft: false,
  });
  expect(source.containerScope).toBe(`${ACCOUNT_ID}/blobServices/default/containers/software`);
});

test('pinned, from a share', () => {
  const source = SoftwareSource.fileShare('\\\\files.contoso.com\\software$\\gateway\\');
  const software = GatewaySoftware.pinned({ ...PINNED, source });
  expect(problems(software)).toEqual([]);
  expect(software.components().map(({ location }) => location)).toMatchInlineSnapshot(`
    [
      "\\\\files.contoso.com\\software$\\gateway\\PowerShell-7.6.5-win-x64.msi",
      "\\\\files.contoso.com\\software$\\gateway\\DataGateway.Profile.3000.306.1.nupkg",
      "\\\\files.contoso.com\\software$\\gateway\\DataGateway.3000.306.1.nupkg",
      "\\\\files.contoso.com\\software$\\gateway\\GatewayInstall-3000.322.exe",
    ]
  `);
  expect(source).toMatchObject({ kind: 'fileShare', grantsAccess: false, needsDomain: true });
  expect([source.containerScope, source.storageAccountName]).toEqual([undefined, undefined]);
});

test.each([
  ['AzureCloud', 'blob.core.windows.net'],
  ['AzureUSGovernment', 'blob.core.usgovcloudapi.net'],
  ['AzureChinaCloud', 'blob.core.chinacloudapi.cn'],
] as const)('a container in %s', (cloud, host) => {
  const source = SoftwareSource.storageContainer({
    storageAccountId: '${azurerm_storage_account.software.id}',
    storageAccountName: 'stcomputed',
    containerName: 'software',
    azureCloud: cloud,
    grantAccess: false,
  });
  const [first] = GatewaySoftware.pinned({ ...PINNED, source }).components();
  expect(first?.location).toBe(`https://stcomputed.${host}/software/PowerShell-7.6.5-win-x64.msi`);
  expect(source.grantsAccess).toBe(false);
});

test.each(GATEWAY_RELEASES)('the installer of $version is named after $release', ({ version, release }) => {
  for (const exact of [version, `${version}.7`]) {
    const software = GatewaySoftware.pinned({ ...PINNED, gateway: { ...PINNED.gateway, version: exact } });
    expect(problems(software)).toEqual([]);
    expect(software.components().at(-1)).toMatchObject({
      version: exact,
      fileName: `GatewayInstall-${exact}.exe`,
      location: expect.stringMatching(new RegExp(`/GatewayInstall-${release}\\.exe$`)) as string,
    });
  }
});

test.each([
  ['a release that is said', SoftwareSource.microsoft(), { version: '3000.330', release: '26-08' }],
  [
    'none where files are named after versions',
    SoftwareSource.fileShare('\\\\files\\software'),
    { version: '3000.330' },
  ],
  ['the oldest that joins members', SoftwareSource.microsoft(), { version: '3000.162.9', release: '23-02' }],
  ['the next after it', SoftwareSource.microsoft(), { version: '3000.163', release: '23-03' }],
])('a version that is not listed: %s', (_, source, gateway) => {
  const software = GatewaySoftware.pinned({ ...PINNED, source, gateway: { ...PINNED.gateway, ...gateway } });
  expect(problems(software)).toEqual([]);
});

test.each(['7.4.0', '7.5.10', '7.6.5'])('PowerShell %s will do', (version) => {
  const powerShell = { ...PINNED.powerShell, version };
  expect(problems(GatewaySoftware.pinned({ ...PINNED, powerShell }))).toEqual([]);
});

test('an upgrade interrupts members', () => {
  const software = GatewaySoftware.pinned({ ...PINNED, whenOlderIsInstalled: 'upgrade' });
  expect(problems(software)).toEqual([]);
  expect(software.interruptsMember).toBe(true);
});

test('the installer may be given other switches', () => {
  const installerArguments = ['-q', '-norestart', 'ACCEPTEULA=yes'];
  for (const software of [
    GatewaySoftware.latest({ installerArguments }),
    GatewaySoftware.pinned({ ...PINNED, installerArguments }),
  ]) {
    expect(problems(software)).toEqual([]);
    expect(software.installerArguments).toEqual(installerArguments);
  }
});

test('sources say what they are', () => {
  expect(SoftwareSource.microsoft()).toMatchObject({ kind: 'microsoft', isMicrosoft: true, needsDomain: false });
  expect(String(SoftwareSource.microsoft())).toBe('Microsoft');
  expect(String(SoftwareSource.fileShare('\\\\files\\software'))).toBe('\\\\files\\software');
  expect(String(GatewaySoftware.latest())).toBe('the newest gateway');
});

test('software cannot be changed', () => {
  const software = GatewaySoftware.pinned(PINNED);
  expect(
    [software, software.source, software.installerArguments, software.components()[0]].every(Object.isFrozen),
  ).toBe(true);
});
