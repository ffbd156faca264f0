import type { AzureCloudName } from '../../regions/azure-clouds';
import type { RowByCloud } from './egress-row';

/**
 * What the machine itself must reach, by cloud of Azure. Activation: MicrosoftDocs/SupportArticles-docs,
 * custom-routes-enable-kms-activation (2024-07-17). Monitoring: MicrosoftDocs/azure-monitor-docs,
 * azure-monitor-agent-network-configuration (2024-11-14). Certificate lists: Azure Certificate Authority details
 * (learn.microsoft.com). Read 2026-11-21 to 23.
 *
 * The guest agent, DNS and metadata of Azure (168.63.129.16, 169.254.169.254) have no row: network security groups do not
 * hold for them (MicrosoftDocs/azure-docs, network-security-groups-overview, 2025-07-15), and no proxy may stand before
 * them.
 */
const ACTIVATION = 'SupportArticles-docs, custom-routes-enable-kms-activation, 2024-07-17';
const MONITOR = 'azure-monitor-docs, azure-monitor-agent-network-configuration, 2024-11-14';
const CERTIFICATES = 'azure-docs, azure-CA-details';

const CERTIFICATE_HOSTS = [
  'cacerts.digicert.com',
  'cacerts.geotrust.com',
  'caissuers.microsoft.com',
  'crl3.digicert.com',
  'crl4.digicert.com',
  'ocsp.digicert.com',
  'oneocsp.microsoft.com',
  'www.microsoft.com',
];

/** UNVERIFIED as a list; the firewall's tag of this name is Microsoft's own. */
const UPDATE_HOSTS = ['*.windowsupdate.com', '*.update.microsoft.com', '*.delivery.mp.microsoft.com'];

/** The rows, in the order of their numbers. */
export const MACHINE_ROWS: readonly RowByCloud<AzureCloudName>[] = [
  {
    id: 'certificate-lists',
    number: 30,
    purpose: 'certificate-lists',
    use: 'certificates of Azure and their revocation',
    need: 'registration',
    names: {
      AzureCloud: CERTIFICATE_HOSTS,
      AzureUSGovernment: CERTIFICATE_HOSTS,
      AzureChinaCloud: [...CERTIFICATE_HOSTS, 'cacerts.digicert.cn', 'crl.digicert.cn', 'ocsp.digicert.cn'],
    },
    // Of the signatures of installers.
    alsoNames: {
      AzureCloud: ['crl.microsoft.com'],
      AzureUSGovernment: ['crl.microsoft.com'],
      AzureChinaCloud: ['crl.microsoft.com'],
    },
    ports: ['80'],
    protocol: 'http',
    isDispensable: true,
    source: CERTIFICATES,
  },
  {
    id: 'activation',
    number: 31,
    purpose: 'activation',
    use: 'activation of Windows; without it 2 GB of memory at worst',
    need: 'always',
    names: {
      AzureCloud: ['azkms.core.windows.net', 'kms.core.windows.net'],
      AzureUSGovernment: ['azkms.core.usgovcloudapi.net', 'kms.core.usgovcloudapi.net'],
      AzureChinaCloud: ['azkms.core.chinacloudapi.cn', 'kms.core.chinacloudapi.cn'],
    },
    addresses: {
      AzureCloud: ['20.118.99.224', '40.83.235.53', '23.102.135.246'],
      AzureUSGovernment: ['23.97.0.13', '52.126.105.2'],
      AzureChinaCloud: ['159.27.28.100', '163.228.64.161', '42.159.7.249'],
    },
    ports: ['1688'],
    protocol: 'kms',
    isDispensable: true,
    source: ACTIVATION,
  },
  {
    id: 'key-vault',
    number: 32,
    purpose: 'key-vault',
    use: 'the secrets of the cluster',
    need: 'always',
    names: {
      AzureCloud: ['*.vault.azure.net'],
      AzureUSGovernment: ['*.vault.usgovcloudapi.net'],
      AzureChinaCloud: ['*.vault.azure.cn'],
    },
    ports: ['443'],
    protocol: 'https',
    serviceTags: ['AzureKeyVault'],
    source: 'hashicorp/go-azure-sdk, sdk/environments, as vendored in azurerm v4.81.0',
  },
  {
    id: 'azure-sign-in',
    number: 33,
    purpose: 'sign-in',
    use: "sign-in of the machine's own agents",
    need: 'monitoring',
    names: {
      AzureCloud: ['login.microsoftonline.com'],
      AzureUSGovernment: ['login.microsoftonline.us'],
      AzureChinaCloud: ['login.partner.microsoftonline.cn'],
    },
    ports: ['443'],
    protocol: 'https',
    serviceTags: ['AzureActiveDirectory'],
    isDispensable: true,
    source: MONITOR,
  },
  {
    id: 'monitoring',
    number: 34,
    purpose: 'monitoring',
    use: 'Azure Monitor Agent',
    need: 'monitoring',
    names: {
      AzureCloud: ['*.handler.control.monitor.azure.com', '*.ods.opinsights.azure.com', '*.monitoring.azure.com'],
      AzureUSGovernment: ['*.handler.control.monitor.azure.us', '*.ods.opinsights.azure.us'],
      AzureChinaCloud: ['*.handler.control.monitor.azure.cn', '*.ods.opinsights.azure.cn'],
    },
    ports: ['443'],
    protocol: 'https',
    serviceTags: ['AzureMonitor'],
    notInspected: 'Microsoft: HTTPS inspection must be off for these hosts',
    probe: {
      AzureCloud: 'global.handler.control.monitor.azure.com',
      AzureUSGovernment: 'global.handler.control.monitor.azure.us',
      AzureChinaCloud: 'global.handler.control.monitor.azure.cn',
    },
    isDispensable: true,
    source: MONITOR,
  },
  {
    id: 'resource-manager',
    number: 35,
    purpose: 'monitoring',
    use: 'Azure Resource Manager, asked by Azure Monitor Agent',
    need: 'monitoring',
    names: { AzureCloud: ['management.azure.com'] },
    ports: ['443'],
    protocol: 'https',
    serviceTags: ['AzureResourceManager'],
    isDispensable: true,
    source: MONITOR,
  },
  {
    id: 'custom-logs',
    number: 36,
    purpose: 'monitoring',
    use: 'data collection endpoints: logs of the gateway',
    need: 'monitoring',
    names: {
      AzureCloud: ['*.ingest.monitor.azure.com'],
      AzureUSGovernment: ['*.ingest.monitor.azure.us'],
      AzureChinaCloud: ['*.ingest.monitor.azure.cn'],
    },
    ports: ['443'],
    protocol: 'https',
    // Microsoft: not in the tag AzureMonitor.
    inAzure: true,
    notInspected: 'Microsoft: HTTPS inspection must be off for these hosts',
    isDispensable: true,
    source: MONITOR,
  },
  {
    id: 'windows-update',
    number: 37,
    purpose: 'software',
    use: 'Windows Update',
    need: 'windowsUpdate',
    names: { AzureCloud: UPDATE_HOSTS, AzureUSGovernment: UPDATE_HOSTS, AzureChinaCloud: UPDATE_HOSTS },
    ports: ['80', '443'],
    protocol: 'https',
    firewallTag: 'WindowsUpdate',
    isDispensable: true,
    source: 'learn.microsoft.com, New-AzFirewallApplicationRule (tag)',
    isVerified: false,
  },
  {
    id: 'software-storage',
    number: 38,
    purpose: 'software',
    use: 'installers in a storage account of your own',
    need: 'storage',
    names: {
      AzureCloud: ['*.blob.core.windows.net'],
      AzureUSGovernment: ['*.blob.core.usgovcloudapi.net'],
      AzureChinaCloud: ['*.blob.core.chinacloudapi.cn'],
    },
    ports: ['443'],
    protocol: 'https',
    serviceTags: ['Storage'],
    source: 'hashicorp/go-azure-sdk, sdk/environments, as vendored in azurerm v4.81.0',
  },
  {
    id: 'software-downloads',
    number: 39,
    purpose: 'software',
    use: 'PowerShell and the DataGateway module from their publishers',
    need: 'downloads',
    names: { AzureCloud: downloads(), AzureUSGovernment: downloads(), AzureChinaCloud: downloads() },
    ports: ['443'],
    protocol: 'https',
    source: 'addresses of GatewaySoftware; where they lead on to is INFERRED',
    isVerified: false,
  },
  {
    id: 'device-registration',
    number: 40,
    purpose: 'sign-in',
    use: 'the device in Entra ID, as Windows LAPS needs it for Entra ID',
    need: 'deviceRegistration',
    names: { AzureCloud: ['enterpriseregistration.windows.net', 'device.login.microsoftonline.com'] },
    ports: ['443'],
    protocol: 'https',
    isDispensable: true,
    source: 'INFERRED from what a device of Entra ID asks for',
    isVerified: false,
  },
];

/** Hosts of the addresses of GatewaySoftware, and those that they lead on to. */
function downloads(): readonly string[] {
  return [
    'github.com',
    'go.microsoft.com',
    'www.powershellgallery.com',
    '*.githubusercontent.com',
    '*.powershellgallery.com',
  ];
}
