import { type Names, type Row, TAGS } from './cloud';

/** Names of one of Azure's clouds. */
export interface AzureNames {
  /** Key management service: name and address. */
  readonly activation: readonly (readonly [name: string, address: string])[];
  /** What Azure Monitor's names end with. */
  readonly monitor: 'com' | 'us' | 'cn';
  /** Whether metrics of one's own are there. */
  readonly metrics: boolean;
  readonly vault: string;
  readonly blob: string;
  readonly signIn: string;
}

/**
 * Activation: SupportArticles, custom-routes-enable-kms-activation.md, 2024-07-17 (which address of the government's is which
 * name's is unverified). Azure Monitor: azure-monitor-agent-network-configuration.md, 2024-11-14. Storage and Key
 * Vault: the usual names of the clouds, unverified for Key Vault and for China.
 */
export const AZURE: Readonly<Record<'public' | 'government' | 'china', AzureNames>> = {
  public: {
    activation: [
      ['azkms.core.windows.net', '20.118.99.224'],
      ['azkms.core.windows.net', '40.83.235.53'],
      ['kms.core.windows.net', '23.102.135.246'],
    ],
    monitor: 'com',
    metrics: true,
    vault: 'vault.azure.net',
    blob: 'blob.core.windows.net',
    signIn: 'login.microsoftonline.com',
  },
  government: {
    activation: [
      ['kms.core.usgovcloudapi.net', '23.97.0.13'],
      ['azkms.core.usgovcloudapi.net', '52.126.105.2'],
    ],
    monitor: 'us',
    metrics: false,
    vault: 'vault.usgovcloudapi.net',
    blob: 'blob.core.usgovcloudapi.net',
    signIn: 'login.microsoftonline.us',
  },
  china: {
    activation: [
      ['azkms.core.chinacloudapi.cn', '159.27.28.100'],
      ['azkms.core.chinacloudapi.cn', '163.228.64.161'],
      ['kms.core.chinacloudapi.cn', '42.159.7.249'],
    ],
    monitor: 'cn',
    metrics: false,
    vault: 'vault.azure.cn',
    blob: 'blob.core.chinacloudapi.cn',
    signIn: 'login.partner.microsoftonline.cn',
  },
};

/** What a Windows member needs besides the gateway's list. */
export function memberNeeds(azure: AzureNames, names: Names): readonly Row[] {
  return [...activation(azure), ...monitoring(azure, names), ...azureServices(azure, names), ...ELSEWHERE, ...HOST];
}

function activation({ activation: servers }: AzureNames): readonly Row[] {
  return servers.map(([name, address]) => ({
    group: 'activation',
    row: 'key management service',
    name,
    address,
    ports: [1688],
    tags: TAGS.activation,
  }));
}

function monitoring({ monitor, metrics }: AzureNames, names: Names): readonly Row[] {
  const region = names.region.toLowerCase();
  const row = (what: string, name: string, tags: readonly string[]): Row => ({
    group: 'monitoring',
    row: what,
    name: `${name}.azure.${monitor}`,
    ports: [443],
    tags,
  });
  return [
    row('agent', 'global.handler.control.monitor', TAGS.monitor),
    row('agent', `${region}.handler.control.monitor`, TAGS.monitor),
    row('logs', `${names.workspace}.ods.opinsights`, TAGS.monitor),
    // The page says that this one is in none of the tags.
    row('data collection endpoint', `${names.dataCollectionEndpoint}.${region}.ingest.monitor`, TAGS.none),
    ...(metrics
      ? [row('metrics', 'management', TAGS.resourceManager), row('metrics', `${region}.monitoring`, TAGS.monitor)]
      : []),
  ];
}

function azureServices({ vault, blob, signIn }: AzureNames, { keyVault, storageAccount }: Names): readonly Row[] {
  return [
    { group: 'keyVault', row: 'secrets', name: `${keyVault}.${vault}`, ports: [443], tags: TAGS.vault, region: 'home' },
    { group: 'keyVault', row: 'sign-in', name: signIn, ports: [443], tags: TAGS.signIn },
    {
      group: 'storage',
      row: 'installers',
      name: `${storageAccount}.${blob}`,
      ports: [443],
      tags: TAGS.storage,
      region: 'home',
    },
  ];
}

/** The same in every cloud. */
const ELSEWHERE: readonly Row[] = [
  // Examples from the certificates of Azure's services; the whole list is in azure-ca-details.md.
  { group: 'certificates', row: 'revocation', name: 'crl3.digicert.com', ports: [80], tags: TAGS.none },
  { group: 'certificates', row: 'revocation', name: 'ocsp.digicert.com', ports: [80], tags: TAGS.none },
  { group: 'certificates', row: 'revocation', name: 'www.microsoft.com', ports: [80], tags: TAGS.none },
  // These names are unverified.
  { group: 'updates', row: 'Windows Update', name: '*.windowsupdate.com', ports: [80, 443], tags: TAGS.updates },
  { group: 'updates', row: 'Windows Update', name: '*.update.microsoft.com', ports: [80, 443], tags: TAGS.updates },
  {
    group: 'updates',
    row: 'Windows Update',
    name: '*.delivery.mp.microsoft.com',
    ports: [80, 443],
    tags: TAGS.updates,
  },
  // It sends on to a host whose name is unverified: no row here.
  { group: 'download', row: 'PowerShell', name: 'github.com', ports: [443], tags: TAGS.none },
  { group: 'download', row: 'modules', name: 'www.powershellgallery.com', ports: [443], tags: TAGS.none },
];

/** What Azure's host serves (network-security-groups-overview.md, 2025-07-15; features-windows.md, 2025-08-18). */
const HOST: readonly Row[] = [
  host('names', '168.63.129.16', 53, 'Udp'),
  host('names', '168.63.129.16', 53),
  host('agent', '168.63.129.16', 80),
  host('agent', '168.63.129.16', 32526),
  host('metadata and identity', '169.254.169.254', 80),
];

function host(row: string, address: string, port: number, protocol: 'Tcp' | 'Udp' = 'Tcp'): Row {
  return { group: 'host', row, name: address, address, ports: [port], protocol, tags: TAGS.none };
}

/** Names behind Azure Firewall's tags of names; the rows of the same name say how sure they are. */
export const NAME_TAGS: Readonly<Record<string, readonly string[]>> = {
  WindowsUpdate: ELSEWHERE.filter(({ group }) => group === 'updates').map(({ name }) => name),
};
