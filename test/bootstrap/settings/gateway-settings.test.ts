import { GatewaySettings, type GatewaySettingsOptions } from '../../../lib/bootstrap';
import { CORE_KEYS, REFUSED_KEYS } from '../../../lib/bootstrap/settings/gateway-core-keys';
import { Checks } from '../../../lib/common/checks';

function problems(settings: GatewaySettings): readonly unknown[] {
  const checks = new Checks();
  settings.check('settings', checks);
  return checks.problems;
}

/** Every setting. */
const FULL: Required<GatewaySettingsOptions> = {
  containers: {
    defaultPool: 20,
    directQuery: 21,
    testConnection: 22,
    azureConnectors: 23,
    powerQueryOnline: 24,
    defaultPoolMemoryMiB: 512,
  },
  pipelineWorkerMemoryMiB: 2000,
  spooling: { directory: 'F:\\Spool\\', streamBeforeRequestCompletes: true },
  reports: {
    directory: 'F:\\Reports',
    fileCount: 20,
    fileSizeBytes: 52428800,
    queryAggregationMinutes: 10,
    counterAggregationMinutes: 1,
  },
  singleSignOn: {
    adUserNameLookupProperty: 'msDS-cloudExtensionAttribute1',
    adUserNameReplacementProperty: 'SAMAccountName',
    adServerPath: 'GC://eu.contoso.com; GC://us.contoso.com;WinNT://corp.contoso.com,computer',
    fullDomainResolution: true,
  },
  connectors: { embeddedVerticaDriver: true, installedNetezzaDriver: false },
  connectivityMode: 'Https',
  other: {
    UserInstalledVerticaODBCDriver: true,
    CustomASDataSource: 'x',
    SapHanaSsoRemoveDomainEnabled: false,
    ConcurrentOperationLimitPreview: 40,
    BypassConcurrentOperationLimit: false,
    QueryExecutionReportOn: true,
    SystemCounterReportOn: true,
  },
};

test('nothing said, nothing set', () => {
  const settings = GatewaySettings.of({});
  expect(problems(settings)).toEqual([]);
  expect(settings.coreSettings()).toEqual({});
  expect(settings.folders()).toEqual([]);
  expect(settings.connectivityMode).toBeUndefined();
});

test('every setting, as the file has it', () => {
  const settings = GatewaySettings.of(FULL);
  expect(problems(settings)).toEqual([]);
  expect(settings.coreSettings()).toMatchInlineSnapshot(`
    {
      "ADServerPath": "GC://eu.contoso.com; GC://us.contoso.com;WinNT://corp.contoso.com,computer",
      "ADUserNameLookupProperty": "msDS-cloudExtensionAttribute1",
      "ADUserNameReplacementProperty": "SAMAccountName",
      "BypassConcurrentOperationLimit": "False",
      "ConcurrentOperationLimitPreview": "40",
      "CustomASDataSource": "x",
      "FullDomainResolutionEnabled": "True",
      "MashupAzureConnectorsCachingPoolContainerMaxCount": "23",
      "MashupDQPoolContainerMaxCount": "21",
      "MashupDefaultPoolContainerMaxCount": "20",
      "MashupDefaultPoolContainerMaxWorkingSetInMB": "512",
      "MashupDisableContainerAutoConfig": "True",
      "MashupTestConnectionPoolContainerMaxInstanceCount": "22",
      "MashupUseEmbeddedVerticaODBCDriver": "True",
      "MashupUseUserInstalledNetezzaODBCDriver": "False",
      "OnPremRuntimeDefaultWorkerMaxWorkingSetInMB": "2000",
      "PowerQueryOnlineCachingPoolContainerMaxCount": "24",
      "QueryExecutionAggregationTimeInMinutes": "10",
      "QueryExecutionReportOn": "True",
      "ReportFileCount": "20",
      "ReportFilePath": "F:\\Reports",
      "ReportFileSizeInBytes": "52428800",
      "SapHanaSsoRemoveDomainEnabled": "False",
      "SpoolerDirectory": "F:\\Spool",
      "StreamBeforeRequestCompletes": "True",
      "SystemCounterAggregationTimeInMinutes": "1",
      "SystemCounterReportOn": "True",
      "UserInstalledVerticaODBCDriver": "True",
    }
  `);
  expect(settings.folders()).toEqual(['F:\\Spool', 'F:\\Reports']);
  expect(settings.connectivityMode).toBe('Https');
});

test('every documented key can be set', () => {
  const set = Object.keys(GatewaySettings.of(FULL).coreSettings());
  expect(CORE_KEYS.map(({ key }) => key).filter((key) => !set.includes(key))).toEqual([]);
});

test('no key is there twice, or both allowed and refused', () => {
  const keys = [...CORE_KEYS.map(({ key }) => key), ...Object.keys(REFUSED_KEYS)].map((key) => key.toLowerCase());
  expect(new Set(keys).size).toBe(keys.length);
  expect(GatewaySettings.OTHER_KEYS).toHaveLength(7);
});

test.each(Object.keys(FULL.containers))('containers.%s turns off that the gateway sizes its pools itself', (name) => {
  const settings = GatewaySettings.of({ containers: { [name]: 100 } });
  expect(problems(settings)).toEqual([]);
  expect(settings.coreSettings()).toMatchObject({ MashupDisableContainerAutoConfig: 'True' });
});

test('without containers, the gateway sizes its pools itself', () => {
  const settings = GatewaySettings.of({ containers: {}, pipelineWorkerMemoryMiB: 100 });
  expect(settings.coreSettings()).toEqual({ OnPremRuntimeDefaultWorkerMaxWorkingSetInMB: '100' });
});

test('what is lost with a redeployment may be spooled, one folder for both is named once', () => {
  const temporary = GatewaySettings.of({ spooling: { directory: 'D:\\Spool' } });
  expect(problems(temporary)).toEqual([]);
  const both = GatewaySettings.of({ spooling: { directory: 'F:\\Gateway' }, reports: { directory: 'F:\\Gateway' } });
  expect(both.folders()).toEqual(['F:\\Gateway']);
});

test.each(['F:\\Gateway Data\\Spool', 'c:\\ProgramData\\Gateway', 'F:\\ä', 'F:\\Windows', 'F:\\console'])(
  '%s',
  (directory) => {
    expect(problems(GatewaySettings.of({ reports: { directory } }))).toEqual([]);
  },
);

test('settings cannot be changed', () => {
  const settings = GatewaySettings.of(FULL);
  expect(
    [settings, settings.coreSettings(), settings.folders(), GatewaySettings.OTHER_KEYS].every(Object.isFrozen),
  ).toBe(true);
});
