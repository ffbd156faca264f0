import type { SubnetConfig } from '@cdktf/provider-azurerm/lib/subnet';
import type { Checks } from '../../common/checks';

/**
 * Service endpoint that the subnet of a VNet data gateway may want:
 *
 * - `Microsoft.Storage`: large datasets; storage accounts in the region of the network, behind Databricks, Snowflake or Data Lake too;
 *   a virtual hub that propagates its default route;
 * - `Microsoft.AzureActiveDirectory`: OAuth to a source with a private endpoint that is closed to the internet.
 *
 * None is needed towards Power BI (MicrosoftDocs/data-integration, vnet/create-data-gateways, vnet/data-gateway-faqs, 2025-06).
 */
export type DelegatedSubnetEndpoint = 'Microsoft.Storage' | 'Microsoft.AzureActiveDirectory';

const DELEGATED_SUBNET_ENDPOINTS: readonly DelegatedSubnetEndpoint[] = [
  'Microsoft.Storage',
  'Microsoft.AzureActiveDirectory',
];

/**
 * The arguments of azurerm_subnet for service endpoints. azurerm 5 removes `service_endpoints` for blocks `service_endpoint`,
 * and no form suits both: whoever leaves azurerm 4 changes this place alone. Without endpoints nothing is emitted.
 */
export function serviceEndpointArguments(
  endpoints: readonly DelegatedSubnetEndpoint[],
): Pick<SubnetConfig, 'serviceEndpoints'> {
  return endpoints.length === 0 ? {} : { serviceEndpoints: [...endpoints].sort() };
}

export function checkServiceEndpoints(property: string, endpoints: unknown, checks: Checks): void {
  if (endpoints === undefined) return;
  const allowed = `an array of ${DELEGATED_SUBNET_ENDPOINTS.join(', ')}`;
  if (!Array.isArray(endpoints)) {
    checks.add({ property, got: endpoints, allowed, fix: "Write it as in ['Microsoft.Storage']." });
    return;
  }
  endpoints.forEach((endpoint: unknown, index) => {
    const entry = `${property}[${String(index)}]`;
    if (endpoints.indexOf(endpoint) !== index) {
      checks.add({ property: entry, got: endpoint, allowed: 'each endpoint once', fix: 'Remove one of the two.' });
      return;
    }
    const fix = 'A VNet data gateway has a use for these two only; others belong to other subnets.';
    checks.oneOf(entry, endpoint, DELEGATED_SUBNET_ENDPOINTS, fix);
  });
}
