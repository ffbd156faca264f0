/**
 * Keys of `Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.dll.config` that are documented, with what they take.
 *
 * Short names of sources: DI is MicrosoftDocs/data-integration at 33530544 (2026-07-24); PBI is MicrosoftDocs/powerbi-docs,
 * connect-data (older copies); PQ is the Power Query connectors' documentation. Upper bounds are this library's where the
 * source names none, and against slips of the hand only.
 */

/** What a key takes. */
export type CoreKeyKind = 'integer' | 'flag' | 'text' | 'folder' | 'temporaryFolder' | 'attribute' | 'serverPath';

/** A key of the configuration. */
export interface CoreKey {
  /** Name of the setting in the file. */
  readonly key: string;
  /** Where `GatewaySettings` has it; `other` for those that have no property of their own. */
  readonly property: string;
  readonly kind: CoreKeyKind;
  /** @default 0; for whole numbers */
  readonly min?: number;
  /** @default 0; for whole numbers */
  readonly max?: number;
  /** @default none */
  readonly unit?: string;
  /** What the gateway does when the key is not set, and where that stands. */
  readonly shipped: string;
  /** Page that describes it. */
  readonly source: string;
}

const MAX_CONTAINERS = 1000;
const MAX_MEMORY_MIB = 1024 * 1024;
const DAY_MINUTES = 1440;

const CPU = 'DI service-gateway-performance-cpu';
const PERFORMANCE = 'DI service-gateway-performance';
const KERBEROS = 'PBI service-gateway-sso-kerberos';
const BY_CPU = 'by the number of processors; not published';

function containers(property: string, key: string): CoreKey {
  const bounds = { min: 1, max: MAX_CONTAINERS, unit: 'containers' };
  return { key, property: `containers.${property}`, kind: 'integer', ...bounds, shipped: BY_CPU, source: CPU };
}

function report(property: string, key: string, min: number, max: number, unit: string, shipped: string): CoreKey {
  return { key, property: `reports.${property}`, kind: 'integer', min, max, unit, shipped, source: PERFORMANCE };
}

/** The documented keys. */
export const CORE_KEYS: readonly CoreKey[] = Object.freeze(
  (
    [
      containers('defaultPool', 'MashupDefaultPoolContainerMaxCount'),
      containers('directQuery', 'MashupDQPoolContainerMaxCount'),
      containers('testConnection', 'MashupTestConnectionPoolContainerMaxInstanceCount'),
      containers('azureConnectors', 'MashupAzureConnectorsCachingPoolContainerMaxCount'),
      containers('powerQueryOnline', 'PowerQueryOnlineCachingPoolContainerMaxCount'),
      {
        key: 'MashupDefaultPoolContainerMaxWorkingSetInMB',
        property: 'containers.defaultPoolMemoryMiB',
        kind: 'integer',
        min: 64,
        max: MAX_MEMORY_MIB,
        unit: 'MiB',
        shipped: 'by the memory; not published',
        source: CPU,
      },
      {
        key: 'OnPremRuntimeDefaultWorkerMaxWorkingSetInMB',
        property: 'pipelineWorkerMemoryMiB',
        kind: 'integer',
        min: 100,
        max: MAX_MEMORY_MIB,
        unit: 'MiB',
        shipped: '1000',
        source: 'DI service-gateway-tshoot',
      },
      {
        key: 'SpoolerDirectory',
        property: 'spooling.directory',
        kind: 'temporaryFolder',
        shipped: "Spooler, in the account's profile",
        source: 'DI service-gateway-configure-disk-space',
      },
      {
        key: 'StreamBeforeRequestCompletes',
        property: 'spooling.streamBeforeRequestCompletes',
        kind: 'flag',
        shipped: 'False',
        source: PERFORMANCE,
      },
      {
        key: 'ReportFilePath',
        property: 'reports.directory',
        kind: 'folder',
        shipped: "Report, in the account's profile",
        source: PERFORMANCE,
      },
      report('fileCount', 'ReportFileCount', 1, 1000, 'files of each kind', '10'),
      report('fileSizeBytes', 'ReportFileSizeInBytes', 1024 ** 2, 1024 ** 3, 'bytes', '104857600'),
      report('queryAggregationMinutes', 'QueryExecutionAggregationTimeInMinutes', 1, DAY_MINUTES, 'minutes', '5'),
      report('counterAggregationMinutes', 'SystemCounterAggregationTimeInMinutes', 1, DAY_MINUTES, 'minutes', '5'),
      {
        key: 'ADUserNameLookupProperty',
        property: 'singleSignOn.adUserNameLookupProperty',
        kind: 'attribute',
        shipped: 'no lookup',
        source: KERBEROS,
      },
      {
        key: 'ADUserNameReplacementProperty',
        property: 'singleSignOn.adUserNameReplacementProperty',
        kind: 'attribute',
        shipped: 'no replacement',
        source: KERBEROS,
      },
      {
        key: 'ADServerPath',
        property: 'singleSignOn.adServerPath',
        kind: 'serverPath',
        shipped: 'the global catalogue',
        source: 'PBI service-gateway-enterprise-manage-ssas',
      },
      {
        key: 'FullDomainResolutionEnabled',
        property: 'singleSignOn.fullDomainResolution',
        kind: 'flag',
        shipped: 'not published',
        source: 'PBI service-gateway-sso-kerberos-sap-hana',
      },
      {
        key: 'MashupUseEmbeddedVerticaODBCDriver',
        property: 'connectors.embeddedVerticaDriver',
        kind: 'flag',
        shipped: 'False',
        source: 'PQ vertica (gateways from May 2025 on)',
      },
      {
        key: 'MashupUseUserInstalledNetezzaODBCDriver',
        property: 'connectors.installedNetezzaDriver',
        kind: 'flag',
        shipped: 'False',
        source: 'PQ ibm-netezza-database',
      },
      {
        key: 'UserInstalledVerticaODBCDriver',
        property: 'other',
        kind: 'flag',
        shipped: 'False',
        source: 'PQ vertica (gateways of February to April 2025)',
      },
      {
        key: 'CustomASDataSource',
        property: 'other',
        kind: 'text',
        shipped: 'empty',
        source: 'PBI service-gateway-onprem-tshoot, which shows it and does not say what it takes',
      },
      {
        key: 'SapHanaSsoRemoveDomainEnabled',
        property: 'other',
        kind: 'flag',
        shipped: 'not published',
        source: 'PBI service-gateway-sso-kerberos-sap-bw (older copies, which want it False)',
      },
      {
        key: 'ConcurrentOperationLimitPreview',
        property: 'other',
        kind: 'integer',
        min: 1,
        max: 1000,
        unit: 'operations',
        shipped: '40 at the time',
        source: 'DI service-gateway-performance, 2022-04 to 2024-01; whether it still counts is not verified',
      },
      {
        key: 'BypassConcurrentOperationLimit',
        property: 'other',
        kind: 'flag',
        shipped: 'False at the time',
        source: 'DI service-gateway-performance, 2022-04 to 2024-01; whether it still counts is not verified',
      },
      {
        key: 'QueryExecutionReportOn',
        property: 'other',
        kind: 'flag',
        shipped: 'reports are on by themselves today',
        source: 'PBI service-gateway-performance at 2019-04-19',
      },
      {
        key: 'SystemCounterReportOn',
        property: 'other',
        kind: 'flag',
        shipped: 'reports are on by themselves today',
        source: 'PBI service-gateway-performance at 2019-04-19',
      },
    ] satisfies CoreKey[]
  ).map((key: CoreKey) => Object.freeze(key)),
);

/** Turns off that the gateway sizes its pools itself; the numbers in `containers` count only then. */
export const MANUAL_CONTAINERS_KEY = 'MashupDisableContainerAutoConfig';

const THRESHOLDS = 'Thresholds belong to LoadBalancing: give them there.';
const OTHER_POOLS = 'Microsoft: the memory can be changed for the default pool only (containers.defaultPoolMemoryMiB).';

/** Keys that must not be set, or not here, and why. */
export const REFUSED_KEYS: Readonly<Record<string, string>> = Object.freeze({
  CPUUtilizationPercentageThreshold: THRESHOLDS,
  MemoryUtilizationPercentageThreshold: THRESHOLDS,
  ResourceUtilizationAggregationTimeInMinutes: THRESHOLDS,
  ResourceUtilizationAggregateionPeriodInMinutes: `It was renamed in 2021. ${THRESHOLDS}`,
  ResourceUtilizationAggregationPeriodInMinutes: `There was no such key. ${THRESHOLDS}`,
  MashupDQPoolContainerMaxWorkingSetInMB: OTHER_POOLS,
  MashupAzureConnectorsCachingPoolContainerMaxWorkingSetInMB: OTHER_POOLS,
  [MANUAL_CONTAINERS_KEY]: 'It follows by itself from any number in `containers`.',
  ServiceBusSystemConnectivityModeString: "Say connectivityMode: 'Https' instead.",
});
