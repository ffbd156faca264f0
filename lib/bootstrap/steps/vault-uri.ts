import { Fn } from 'cdktf';
import type { AzureCloud } from '../../regions/azure-clouds';
import { isComputedByTerraform } from '../../terraform/construct-checks';

/** Address of a vault, from its resource id: `/subscriptions/S/resourceGroups/G/providers/P/vaults/NAME`. */
export function vaultUri(keyVaultId: string, { keyVaultSuffix }: AzureCloud): string {
  if (!isComputedByTerraform(keyVaultId)) return `https://${keyVaultId.split('/')[8] ?? ''}.${keyVaultSuffix}`;
  const name: unknown = Fn.element(Fn.split('/', keyVaultId), 8);
  return Fn.format(`https://%s.${keyVaultSuffix}`, [name]) as string;
}
