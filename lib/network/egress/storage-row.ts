import { GatewaySoftware } from '../../bootstrap/software/gateway-software';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import type { EgressRow } from './egress-row';

/** Id of the row of installers in a storage account of one's own. */
export const STORAGE_ROW = 'software-storage';

/** The row with the host of the one account that is read, instead of all accounts of the cloud; as it is where nobody knows the account yet. */
export function narrowedToAccount(row: EgressRow, software: unknown): EgressRow {
  if (row.id !== STORAGE_ROW || !(software instanceof GatewaySoftware)) return row;
  const host = software.source.blobHost;
  // Anything else than a name has been reported, or is known to Terraform alone.
  if (host === undefined || isComputedByTerraform(host) || !/^[a-z0-9]{3,24}\./.test(host)) return row;
  return { ...row, names: [host] };
}
