import type { AzureCloudName } from '../../regions/azure-clouds';
import type { ServiceCloud } from '../../regions/service-clouds';
import { type EgressRow, rowIn } from './egress-row';
import { MACHINE_ROWS } from './machine-rows';
import { SERVICE_ROWS } from './service-rows';

/**
 * Everything that a member may have to reach: what the gateway asks for in its cloud, and what the machine asks for in
 * the cloud of Azure that it is in. Rules, lists and tests are all derived from it.
 *
 * @param cloud cloud of the service.
 * @param azureCloud cloud that the machines are in.
 */
export function egressTable(cloud: ServiceCloud, azureCloud: AzureCloudName): readonly EgressRow[] {
  const pair = `${cloud} ${azureCloud}`;
  const known = tables.get(pair);
  if (known !== undefined) return known;
  const rows = [...SERVICE_ROWS.map((row) => rowIn(row, cloud)), ...MACHINE_ROWS.map((row) => rowIn(row, azureCloud))];
  const table = Object.freeze(rows.filter((row) => row !== undefined));
  tables.set(pair, table);
  return table;
}

/** Each pair of clouds is worked out once. */
const tables = new Map<string, readonly EgressRow[]>();

/**
 * The cloud of Azure that the machines of a cloud of the service are in, if nobody says so. Tenants of GCC use the public
 * Azure as well as that of the government: UNVERIFIED which is usual.
 */
export const AZURE_CLOUD_OF: Readonly<Record<ServiceCloud, AzureCloudName>> = Object.freeze({
  public: 'AzureCloud',
  gcc: 'AzureCloud',
  gccHigh: 'AzureUSGovernment',
  dod: 'AzureUSGovernment',
  china: 'AzureChinaCloud',
});
