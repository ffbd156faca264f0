import { Fn } from 'cdktf';
import type { AzureCloud } from '../../regions/azure-clouds';
import { isComputedByTerraform } from '../../terraform/construct-checks';

/** What has been written for vaults that only Terraform knows: for each expression cdktf takes a stack trace, and keeps it. */
const written = new Map<string, string>();

/** Address of a vault, from its resource id: `/subscriptions/S/resourceGroups/G/providers/P/vaults/NAME`. */
export function vaultUri(keyVaultId: string, { keyVaultSuffix }: AzureCloud): string {
  if (!isComputedByTerraform(keyVaultId)) return `https://${keyVaultId.split('/')[8] ?? ''}.${keyVaultSuffix}`;
  const pattern = `https://%s.${keyVaultSuffix}`;
  const key = `${pattern} ${keyVaultId}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const name: unknown = Fn.element(Fn.split('/', keyVaultId), 8);
  const uri = Fn.format(pattern, [name]) as string;
  written.set(key, uri);
  return uri;
}
