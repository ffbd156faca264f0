import type { Checks } from './checks';
import { isRecord } from './shapes';

/**
 * Reports what is no azurerm provider, by what the provider says of itself: it may come from another copy of the package.
 *
 * @param alias what an example calls it.
 */
export function checkAzurermProvider(provider: unknown, alias: string, checks: Checks): void {
  if (isRecord(provider) && provider['terraformResourceType'] === 'azurerm') return;
  const fix = `Give new AzurermProvider(stack, '${alias}', { alias: '${alias}', subscriptionId, features: [{}] }).`;
  checks.addHidden({ property: 'provider', got: provider, allowed: 'an AzurermProvider', fix });
}
