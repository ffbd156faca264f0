import { DataAzurermKeyVaultSecret } from '@cdktf/provider-azurerm/lib/data-azurerm-key-vault-secret';
import { TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Checks } from '../../common/checks';
import type { SecretInState } from './secret-in-state';

/** What a secret is for. */
export type SecretPurpose = 'bgpKey' | 'authorization';

const DESCRIPTIONS: Readonly<Record<SecretPurpose, string>> = {
  bgpKey: 'Key that BGP sessions of ExpressRoute are signed with (MD5), 1 to 25 characters.',
  authorization: 'Key of an authorization of an ExpressRoute circuit.',
};

/** What shall be a variable, and may be something else of that name. */
interface FoundVariable {
  readonly stringValue?: unknown;
  readonly sensitive?: unknown;
}

/**
 * The value of a secret, as arguments of azurerm take it: an expression, never the secret itself.
 *
 * @param id of the data source, where the secret lies in Key Vault.
 */
export function secretValue(scope: Construct, id: string, secret: SecretInState, purpose: SecretPurpose): string {
  const { reference, variableName, value } = secret;
  if (reference !== undefined) {
    return new DataAzurermKeyVaultSecret(scope, id, { name: reference.name, keyVaultId: reference.keyVaultId }).value;
  }
  if (variableName === undefined) return value ?? '';
  const found = findVariable(scope, variableName);
  return found === undefined ? newVariable(scope, variableName, purpose) : String(found.stringValue);
}

/** Reports variables that the stack has already, and would show. */
export function checkVariable(
  scope: Construct,
  property: string,
  secret: SecretInState | undefined,
  checks: Checks,
): void {
  const name = secret?.variableName;
  const found = name === undefined ? undefined : findVariable(scope, name);
  if (found === undefined || (typeof found.stringValue === 'string' && found.sensitive === true)) return;
  const fix = 'Mark it with sensitive: true, or choose another name: Terraform would show the key in plans.';
  checks.add({ property, got: name, allowed: 'the name of a sensitive variable, or of none in this stack', fix });
}

/** A variable of the stack, which several sites may share. */
function findVariable(scope: Construct, name: string): FoundVariable | undefined {
  return TerraformStack.of(scope).node.tryFindChild(name) as FoundVariable | undefined;
}

function newVariable(scope: Construct, name: string, purpose: SecretPurpose): string {
  const isBgpKey = purpose === 'bgpKey';
  return new TerraformVariable(TerraformStack.of(scope), name, {
    type: 'string',
    description: DESCRIPTIONS[purpose],
    sensitive: true,
    nullable: false,
    ...(isBgpKey ? { validation: [bgpKeyRule(name)] } : {}),
  }).stringValue;
}

/** azurerm says the same, but only where it sends the key. */
function bgpKeyRule(name: string): { condition: string; errorMessage: string } {
  return {
    condition: `\${length(var.${name}) >= 1 && length(var.${name}) <= 25}`,
    errorMessage: 'The key of BGP must have 1 to 25 characters.',
  };
}
