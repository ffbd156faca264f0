import type { Checks } from '../../common/checks';
import { isA } from '../../common/is-a';
import { checkReference, KeyVaultSecretReference } from '../../identity/key-vault-reference';

/**
 * A secret that must end in Terraform's state: azurerm has an ordinary argument for it (`shared_key` of a peering,
 * `authorization_key` of a connection), and no write-only one, so that whoever reads the state reads it, and no ephemeral
 * value is taken. Keep the state encrypted and closed. It never stands in the app or in the synthesized JSON.
 */
export class SecretInState {
  /**
   * A sensitive input variable of the stack, without default: whoever runs Terraform hands it in (`TF_VAR_name`). Nothing
   * but the argument itself keeps it.
   *
   * @param name of the variable, such as `bgp_key_amsterdam`.
   */
  public static variable(name: string): SecretInState {
    return new SecretInState('variable', name, undefined, undefined);
  }

  /**
   * A secret in Key Vault that Terraform reads at each plan (data source `azurerm_key_vault_secret`). Whoever runs Terraform
   * must be able to read it, and the state then holds it twice: in the data source and in the argument.
   */
  public static keyVaultSecret(reference: KeyVaultSecretReference): SecretInState {
    return new SecretInState('keyVaultSecret', undefined, reference, undefined);
  }

  /**
   * A value that Terraform computes, such as the `authorization_key` of an `azurerm_express_route_circuit_authorization`
   * in the same app: one token of cdktf, or one whole reference (`${random_password.bgp.result}`). A literal is refused, and
   * so is everything around or inside a reference that could hide one: text, quotation marks, functions.
   *
   * @param value reference to an attribute of a resource.
   */
  public static computed(value: string): SecretInState {
    return new SecretInState('computed', undefined, undefined, value);
  }

  private constructor(
    /** Where it comes from. */
    public readonly kind: 'variable' | 'keyVaultSecret' | 'computed',
    /** Name of the variable; nothing without. */
    public readonly variableName: string | undefined,
    /** The secret in Key Vault; nothing without. */
    public readonly reference: KeyVaultSecretReference | undefined,
    /** What Terraform computes; nothing without. */
    public readonly value: string | undefined,
  ) {
    Object.freeze(this);
  }

  /** For messages; never the secret, also where somebody put it in the place of a name. */
  public toString(): string {
    if (this.kind === 'variable') return isVariable(this.variableName) ? `variable ${this.variableName}` : 'a variable';
    if (this.kind === 'computed') return 'a value that Terraform computes';
    return isReference(this.reference) ? this.reference.toString() : 'a secret in Key Vault';
  }

  /** Never the secret, wherever an object of it is written out. */
  public toJSON(): string {
    return this.toString();
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.kind === 'keyVaultSecret') {
      checkReference(property, this.reference, KeyVaultSecretReference, checks);
    } else if (this.kind === 'variable') {
      if (isVariable(this.variableName)) return;
      // Somebody may have put the secret itself in the place of its name.
      checks.addHidden({ property, got: this.variableName, allowed: VARIABLE_ALLOWED, fix: VARIABLE_FIX });
    } else if (!isReferenceAlone(this.value) || !checks.isUnknown(this.value)) {
      const allowed =
        'one whole reference to a value that Terraform computes, and nothing around it or in quotation marks';
      const fix =
        'A literal would stand in the synthesized JSON: use SecretInState.variable or SecretInState.keyVaultSecret.';
      checks.addHidden({ property, got: this.value, allowed, fix });
    }
  }
}

/** A token of cdktf, or names and numbers of Terraform: at least two names, so that no literal is one. */
const TOKEN = /^\$\{TfToken\[[\w:.-]+\]\}$/;
const REFERENCE = /^\$\{[a-z_][\w-]*(\[\d+\])*(\.[a-z_][\w-]*(\[\d+\])*)+\}$/i;

function isReferenceAlone(value: unknown): boolean {
  return typeof value === 'string' && (TOKEN.test(value) || REFERENCE.test(value));
}

/** Of Terraform's names the plain ones: a secret that stands here by mistake is seldom one. */
const VARIABLE = /^[a-z][a-z0-9_]{0,63}$/;
const VARIABLE_ALLOWED = 'the name of a variable: 1 to 64 lower-case letters, digits or underscores, a letter first';
const VARIABLE_FIX = 'Give the name of the variable here, and its value to Terraform alone (TF_VAR_name).';

function isVariable(name: unknown): name is string {
  return typeof name === 'string' && VARIABLE.test(name);
}

function isReference(reference: unknown): reference is KeyVaultSecretReference {
  return isA(KeyVaultSecretReference, reference);
}

/** Reports what is no secret in state, without showing it: somebody may have put the secret itself in its place. */
export function checkSecret(property: string, secret: unknown, checks: Checks): void {
  if (isA(SecretInState, secret)) {
    secret.check(property, checks);
    return;
  }
  const fix =
    'Keep it out of the app: use one of SecretInState.variable, SecretInState.keyVaultSecret, SecretInState.computed.';
  checks.addHidden({ property, got: secret, allowed: 'a SecretInState', fix });
}
