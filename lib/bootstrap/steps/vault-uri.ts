import { Fn } from 'cdktf';
import type { AzureCloud } from '../../regions/azure-clouds';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import { expressionOnce } from '../../terraform/expression-once';

/** Address of a vault, from its resource id: `/subscriptions/S/resourceGroups/G/providers/P/vaults/NAME`. */
export function vaultUri(keyVaultId: string, { keyVaultSuffix }: AzureCloud): string {
  if (!isComputedByTerraform(keyVaultId)) return `https://${keyVaultId.split('/')[8] ?? ''}.${keyVaultSuffix}`;
  const pattern = `https://%s.${keyVaultSuffix}`;
  return expressionOnce([pattern, keyVaultId], () => {
    const name: unknown = Fn.element(Fn.split('/', keyVaultId), 8);
    return Fn.format(pattern, [name]) as string;
  });
}
