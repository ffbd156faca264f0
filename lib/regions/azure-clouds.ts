import { normalizeLocation } from './locations';

/** The names by which one Azure cloud is reached. */
export interface AzureCloud {
  /** Name, as the Azure CLI has it. */
  readonly name: AzureCloudName;
  /** What the host name of a Key Vault ends in. */
  readonly keyVaultSuffix: string;
  /** Resource to ask a token for, to read Key Vault; the same for all vaults of a cloud. */
  readonly keyVaultResource: string;
  /** What the host name of a storage account's blobs ends in. */
  readonly blobSuffix: string;
  /** Host that people and programs sign in at. */
  readonly signInHost: string;
}

/** Name of an Azure cloud. */
export type AzureCloudName = 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';

/**
 * The clouds. Key Vault: hashicorp/go-azure-sdk, `sdk/environments/azure_*.go`, as vendored in azurerm v4.81.0
 * (2026-07-14). Sign-in: MicrosoftDocs/data-integration, service-gateway-communication.
 */
export const AZURE_CLOUDS: Readonly<Record<AzureCloudName, AzureCloud>> = Object.freeze({
  AzureCloud: Object.freeze({
    name: 'AzureCloud',
    keyVaultSuffix: 'vault.azure.net',
    keyVaultResource: 'https://vault.azure.net',
    blobSuffix: 'blob.core.windows.net',
    signInHost: 'login.microsoftonline.com',
  }),
  AzureUSGovernment: Object.freeze({
    name: 'AzureUSGovernment',
    keyVaultSuffix: 'vault.usgovcloudapi.net',
    keyVaultResource: 'https://vault.usgovcloudapi.net',
    blobSuffix: 'blob.core.usgovcloudapi.net',
    signInHost: 'login.microsoftonline.us',
  }),
  AzureChinaCloud: Object.freeze({
    name: 'AzureChinaCloud',
    keyVaultSuffix: 'vault.azure.cn',
    keyVaultResource: 'https://vault.azure.cn',
    blobSuffix: 'blob.core.chinacloudapi.cn',
    signInHost: 'login.partner.microsoftonline.cn',
  }),
});

/** Names of the clouds. */
export const AZURE_CLOUD_NAMES = Object.keys(AZURE_CLOUDS) as readonly AzureCloudName[];

/**
 * The cloud that a region belongs to. Programmatic names of regions tell: `usgov…` and `usdod…`, `china…`, all others.
 *
 * @param location programmatic or display name of a region.
 */
export function azureCloudOf(location: string): AzureCloud {
  const name = normalizeLocation(location);
  if (/^us(gov|dod)/.test(name)) return AZURE_CLOUDS.AzureUSGovernment;
  if (name.startsWith('china')) return AZURE_CLOUDS.AzureChinaCloud;
  return AZURE_CLOUDS.AzureCloud;
}
