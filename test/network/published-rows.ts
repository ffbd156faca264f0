import type { AzureCloudName, ServiceCloud } from '../../lib';

/** Names and ports of a row, as its source prints them. */
export type Published = Readonly<Record<string, readonly [names: string, ports: string]>>;

/**
 * The gateway's rows, copied by hand from Microsoft's page (MicrosoftDocs/data-integration, service-gateway-communication,
 * page of 2026-02-25, read 2026-11-21), and not from the code.
 */
export const PUBLISHED: Readonly<Record<ServiceCloud, Published>> = {
  public: {
    relay: ['*.servicebus.windows.net', '443'],
    'relay-amqp': ['*.servicebus.windows.net', '5671-5672'],
    'relay-tcp': ['*.servicebus.windows.net', '9350-9354'],
    'sign-in': ['login.microsoftonline.com *.login.windows.net *.microsoftonline-p.com', '443'],
    'sign-in-page': ['login.live.com aadcdn.msauth.net', '443'],
    'power-bi': ['*.powerbi.com *.analysis.windows.net', '443'],
    'install-and-update': ['*.download.microsoft.com', '443'],
    features: ['ecs.office.com', '443'],
    administration: ['gatewayadminportal.azure.com', '443'],
    'connectivity-test': ['*.msftncsi.com', '80'],
    telemetry: ['*.dc.services.visualstudio.com', '443'],
    'cloud-services': ['*.cloudapp.azure.com', '1443'],
    'dataflow-gen1': ['*.core.windows.net', '443'],
    'one-lake': ['*.dfs.fabric.microsoft.com', '443'],
    'dataflow-gen2': ['*.datawarehouse.pbidedicated.windows.net *.datawarehouse.fabric.microsoft.com', '1433'],
    pipelines: ['*.frontend.clouddatahub.net', '443'],
  },
  gcc: {
    relay: ['*.servicebus.usgovcloudapi.net', '443'],
    'relay-amqp': ['*.servicebus.usgovcloudapi.net', '5671-5672'],
    'relay-tcp': ['*.servicebus.usgovcloudapi.net', '9350-9354'],
    'sign-in': ['*.login.microsoftonline.com *.login.windows.net *.microsoftonline-p.com', '443'],
    'sign-in-page': ['*.login.live.com *.aadcdn.msauth.net', '443'],
    'power-bi': ['*.powerbigov.us *.powerbi.com *.analysis.usgovcloudapi.net', '443'],
    'install-and-update': ['*.download.microsoft.com', '443'],
    features: ['gccmod.ecs.office.com', '443'],
    'connectivity-test': ['*.msftncsi.com', '443'],
    telemetry: ['*.dc.applicationinsights.us', '443'],
    'dataflow-gen1': ['*.core.usgovcloudapi.net', '443'],
  },
  gccHigh: {
    relay: ['*.servicebus.usgovcloudapi.net', '443'],
    'relay-amqp': ['*.servicebus.usgovcloudapi.net', '5671-5672'],
    'relay-tcp': ['*.servicebus.usgovcloudapi.net', '9350-9354'],
    'sign-in': ['*.login.microsoftonline.us *.microsoftonline-p.com', '443'],
    'power-bi': ['*.high.powerbigov.us *.high.analysis.usgovcloudapi.net', '443'],
    'install-and-update': ['*.download.microsoft.com', '443'],
    features: ['config.ecs.gov.teams.microsoft.us', '443'],
    'connectivity-test': ['*.msftncsi.com', '443'],
    telemetry: ['*.dc.applicationinsights.us', '443'],
    'dataflow-gen1': ['*.core.usgovcloudapi.net', '443'],
  },
  dod: {
    relay: ['*.servicebus.usgovcloudapi.net', '443'],
    'relay-amqp': ['*.servicebus.usgovcloudapi.net', '5671-5672'],
    'relay-tcp': ['*.servicebus.usgovcloudapi.net', '9350-9354'],
    'sign-in': ['*.login.microsoftonline.us *.microsoftonline-p.com', '443'],
    'power-bi': ['*.mil.powerbigov.us *.mil.analysis.usgovcloudapi.net', '443'],
    'install-and-update': ['*.download.microsoft.com', '443'],
    features: ['config.ecs.dod.teams.microsoft.us', '443'],
    'connectivity-test': ['*.msftncsi.com', '443'],
    telemetry: ['*.dc.applicationinsights.us', '443'],
    'dataflow-gen1': ['*.core.usgovcloudapi.net', '443'],
  },
  china: {
    relay: ['*.servicebus.chinacloudapi.cn', '443'],
    'relay-amqp': ['*.servicebus.chinacloudapi.cn', '5671-5672'],
    'relay-tcp': ['*.servicebus.chinacloudapi.cn', '9350-9354'],
    'sign-in': ['login.partner.microsoftonline.cn *.login.chinacloudapi.cn', '443'],
    'sign-in-page': ['clientconfig.passport.net aadcdn.msftauth.cn aadcdn.msauth.cn', '443'],
    'power-bi': ['*.powerbi.cn *.asazure.chinacloudapi.cn *.chinacloudapi.cn', '443'],
    'install-and-update': ['*.download.microsoft.com', '443'],
    features: ['mooncake.ecs.office.com', '443'],
    administration: ['gatewayadminportal.azure.cn', '443'],
    telemetry: ['applicationinsights.azure.cn', '443'],
  },
};

const UPDATES = ['*.windowsupdate.com *.update.microsoft.com *.delivery.mp.microsoft.com', '80 443'] as const;
const DOWNLOADS = [
  'github.com go.microsoft.com www.powershellgallery.com *.githubusercontent.com *.powershellgallery.com',
  '443',
] as const;
const CERTIFICATES =
  'cacerts.digicert.com cacerts.geotrust.com caissuers.microsoft.com crl3.digicert.com crl4.digicert.com ' +
  'ocsp.digicert.com oneocsp.microsoft.com www.microsoft.com';

/**
 * The machine's rows: activation from MicrosoftDocs/SupportArticles-docs, custom-routes-enable-kms-activation
 * (2024-07-17); monitoring from MicrosoftDocs/azure-monitor-docs, azure-monitor-agent-network-configuration (2024-11-14);
 * names of Key Vault and storage from hashicorp/go-azure-sdk. UNVERIFIED: the lists of updates, downloads and certificates, and
 * the names of devices in Entra ID.
 */
export const PUBLISHED_FOR_MACHINES: Readonly<Record<AzureCloudName, Published>> = {
  AzureCloud: {
    'certificate-lists': [CERTIFICATES, '80'],
    activation: ['azkms.core.windows.net kms.core.windows.net', '1688'],
    'key-vault': ['*.vault.azure.net', '443'],
    'azure-sign-in': ['login.microsoftonline.com', '443'],
    monitoring: ['*.handler.control.monitor.azure.com *.ods.opinsights.azure.com *.monitoring.azure.com', '443'],
    'resource-manager': ['management.azure.com', '443'],
    'custom-logs': ['*.ingest.monitor.azure.com', '443'],
    'windows-update': UPDATES,
    'software-storage': ['*.blob.core.windows.net', '443'],
    'software-downloads': DOWNLOADS,
    'device-registration': ['enterpriseregistration.windows.net device.login.microsoftonline.com', '443'],
  },
  AzureUSGovernment: {
    'certificate-lists': [CERTIFICATES, '80'],
    activation: ['azkms.core.usgovcloudapi.net kms.core.usgovcloudapi.net', '1688'],
    'key-vault': ['*.vault.usgovcloudapi.net', '443'],
    'azure-sign-in': ['login.microsoftonline.us', '443'],
    monitoring: ['*.handler.control.monitor.azure.us *.ods.opinsights.azure.us', '443'],
    'custom-logs': ['*.ingest.monitor.azure.us', '443'],
    'windows-update': UPDATES,
    'software-storage': ['*.blob.core.usgovcloudapi.net', '443'],
    'software-downloads': DOWNLOADS,
  },
  AzureChinaCloud: {
    'certificate-lists': [`${CERTIFICATES} cacerts.digicert.cn crl.digicert.cn ocsp.digicert.cn`, '80'],
    activation: ['azkms.core.chinacloudapi.cn kms.core.chinacloudapi.cn', '1688'],
    'key-vault': ['*.vault.azure.cn', '443'],
    'azure-sign-in': ['login.partner.microsoftonline.cn', '443'],
    monitoring: ['*.handler.control.monitor.azure.cn *.ods.opinsights.azure.cn', '443'],
    'custom-logs': ['*.ingest.monitor.azure.cn', '443'],
    'windows-update': UPDATES,
    'software-storage': ['*.blob.core.chinacloudapi.cn', '443'],
    'software-downloads': DOWNLOADS,
  },
};

/** Addresses that activate Windows, by the same page. */
export const ACTIVATION: Readonly<Record<AzureCloudName, readonly string[]>> = {
  AzureCloud: ['20.118.99.224', '40.83.235.53', '23.102.135.246'],
  AzureUSGovernment: ['23.97.0.13', '52.126.105.2'],
  AzureChinaCloud: ['159.27.28.100', '163.228.64.161', '42.159.7.249'],
};

/** Service tags (learn.microsoft.com, service-tags-overview); what is not here has none. Azure Relay has none. */
export const SERVICE_TAGS: Readonly<Record<string, string>> = {
  'sign-in': 'AzureActiveDirectory',
  'azure-sign-in': 'AzureActiveDirectory',
  'power-bi': 'PowerBI',
  'dataflow-gen1': 'Storage',
  'software-storage': 'Storage',
  'key-vault': 'AzureKeyVault',
  monitoring: 'AzureMonitor',
  'resource-manager': 'AzureResourceManager',
};

/** When each row is needed. */
export const NEEDS: Readonly<Record<string, string>> = {
  relay: 'always',
  'relay-amqp': 'always',
  'relay-tcp': 'always',
  'sign-in': 'registration',
  'sign-in-page': 'interactiveSignIn',
  'power-bi': 'registration',
  'install-and-update': 'registration',
  features: 'registration',
  administration: 'registration',
  'connectivity-test': 'registration',
  telemetry: 'telemetry',
  'cloud-services': 'registration',
  'dataflow-gen1': 'dataflowGen1',
  'one-lake': 'oneLake',
  'dataflow-gen2': 'dataflowGen2',
  pipelines: 'pipelines',
  'certificate-lists': 'registration',
  activation: 'always',
  'key-vault': 'always',
  'azure-sign-in': 'monitoring',
  monitoring: 'monitoring',
  'resource-manager': 'monitoring',
  'custom-logs': 'monitoring',
  'windows-update': 'windowsUpdate',
  'software-storage': 'storage',
  'software-downloads': 'downloads',
  'device-registration': 'deviceRegistration',
};
