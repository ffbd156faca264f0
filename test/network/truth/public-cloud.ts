import { type Row, TAGS } from './cloud';

/**
 * Gateway rows of the public cloud: Microsoft's gateway page (service-gateway-communication.md, 2026-02-25). The page lists
 * port 433 too, without a name, most likely for 443: no row here.
 */
export const PUBLIC_GATEWAY: readonly Row[] = [
  { group: 'gateway', row: 'installer and versions', name: '*.download.microsoft.com', ports: [443], tags: TAGS.none },
  { group: 'gateway', row: 'cluster of Power BI', name: '*.powerbi.com', ports: [443], tags: TAGS.powerBi },
  { group: 'gateway', row: 'cluster of Power BI', name: '*.analysis.windows.net', ports: [443], tags: TAGS.powerBi },
  { group: 'gateway', row: 'sign-in', name: '*.login.windows.net', ports: [443], tags: TAGS.signIn },
  { group: 'gateway', row: 'sign-in', name: 'login.live.com', ports: [443], tags: TAGS.signIn },
  { group: 'gateway', row: 'sign-in', name: 'aadcdn.msauth.net', ports: [443], tags: TAGS.signIn },
  { group: 'gateway', row: 'sign-in', name: 'login.microsoftonline.com', ports: [443], tags: TAGS.signIn },
  { group: 'gateway', row: 'sign-in', name: '*.microsoftonline-p.com', ports: [443], tags: TAGS.signIn },
  {
    group: 'gateway',
    row: 'AMQP',
    name: '*.servicebus.windows.net',
    ports: [5671, 5672],
    tags: TAGS.relay,
    region: 'tenant',
  },
  {
    group: 'gateway',
    row: 'Azure Relay',
    name: '*.servicebus.windows.net',
    ports: [443, 9350, 9351, 9352, 9353, 9354],
    tags: TAGS.relay,
    region: 'tenant',
  },
  { group: 'gateway', row: 'test of the connection', name: '*.msftncsi.com', ports: [80], tags: TAGS.none },
  { group: 'gateway', row: 'telemetry', name: '*.dc.services.visualstudio.com', ports: [443], tags: TAGS.monitor },
  { group: 'gateway', row: 'features', name: 'ecs.office.com', ports: [443], tags: TAGS.none },
  {
    group: 'gateway',
    row: 'management in the portal',
    name: 'gatewayadminportal.azure.com',
    ports: [443],
    tags: TAGS.none,
  },
  // The port is as the page has it.
  { group: 'gateway', row: 'Azure Cloud Services', name: '*.cloudapp.azure.com', ports: [1443], tags: TAGS.azure },
];

/** Fabric's rows of the public cloud: the same page. */
export const PUBLIC_FABRIC: readonly Row[] = [
  { group: 'fabric', row: 'Dataflow Gen1', name: '*.core.windows.net', ports: [443], tags: TAGS.storage },
  { group: 'fabric', row: 'OneLake', name: '*.dfs.fabric.microsoft.com', ports: [443], tags: TAGS.azure },
  {
    group: 'fabric',
    row: 'staging of Dataflow Gen2, until it is replaced',
    name: '*.datawarehouse.pbidedicated.windows.net',
    ports: [1433],
    tags: TAGS.azure,
  },
  {
    group: 'fabric',
    row: 'staging of Dataflow Gen2',
    name: '*.datawarehouse.fabric.microsoft.com',
    ports: [1433],
    tags: TAGS.azure,
  },
  { group: 'fabric', row: 'pipelines', name: '*.frontend.clouddatahub.net', ports: [443], tags: TAGS.azure },
];
