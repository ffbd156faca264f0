import { TerraformProvider, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isComputedByTerraform } from './construct-checks';

/** An azurerm provider, by the subscription that it was given. */
export type AzurermProviderLike = TerraformProvider & { readonly subscriptionIdInput?: unknown };

/** The azurerm provider that the resources of a stack have unless they name another. */
export function stackProvider(scope: IConstruct): AzurermProviderLike | undefined {
  return TerraformStack.of(scope)
    .node.findAll()
    .filter((construct) => TerraformProvider.isTerraformProvider(construct))
    .find(({ terraformResourceType, alias }) => terraformResourceType === 'azurerm' && alias === undefined);
}

/** The subscription in an id of Azure; nothing where only Terraform knows it. */
export function subscriptionOf(id: string): string | undefined {
  return isComputedByTerraform(id) ? undefined : /^\/subscriptions\/([^/]+)\//.exec(id)?.[1];
}

/** The subscription of a provider; nothing where it is not written, or only Terraform knows it. */
export function subscriptionOfProvider(provider: AzurermProviderLike | undefined): string | undefined {
  const said = provider?.subscriptionIdInput;
  return typeof said === 'string' && !isComputedByTerraform(said) ? said : undefined;
}
