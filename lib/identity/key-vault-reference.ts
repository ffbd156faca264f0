import { armId, KEY_VAULT_OBJECT_NAME } from '../common/azure-rules';
import type { Checks, TextRule } from '../common/checks';
import { isA } from '../common/is-a';

/** Where a secret or certificate lies in Key Vault. */
export interface KeyVaultReferenceOptions {
  /**
   * Resource id of the vault: `/subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/…`. It may lie in
   * another subscription of the tenant. It must use the RBAC permission model, because access is granted by role.
   */
  readonly keyVaultId: string;

  /** Name of the secret or certificate, without version: 1 to 127 letters, digits or hyphens. */
  readonly name: string;
}

const VAULT_ID = armId(
  'Microsoft.KeyVault',
  ['vaults'],
  'Give the resource id of the vault (`id` of azurerm_key_vault), not its URI.',
);

/** An object in a Key Vault, by its name: what references to secrets and certificates have in common. */
export abstract class KeyVaultReference {
  /** Resource id of the vault. */
  public readonly keyVaultId: string;
  /** Name of the object in the vault, without version. */
  public readonly name: string;

  protected constructor({ keyVaultId, name }: KeyVaultReferenceOptions) {
    this.keyVaultId = keyVaultId;
    this.name = name;
  }

  /**
   * The narrowest scope at which a role can let someone read the value: the secret itself. A certificate has a secret of
   * the same name that holds its private key.
   */
  public get secretScope(): string {
    return `${this.keyVaultId}/secrets/${this.name}`;
  }

  /** For messages. */
  public toString(): string {
    return this.name;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    own.text('keyVaultId', this.keyVaultId, VAULT_ID);
    own.text('name', this.name, {
      ...KEY_VAULT_OBJECT_NAME,
      fix: 'Give the bare name in the vault, without URI and version.',
    });
  }
}

/**
 * A secret in Key Vault, by name. Its value never passes through this library, the synthesized JSON or Terraform's
 * state: a member reads it at run time with the cluster's identity.
 */
export class KeyVaultSecretReference extends KeyVaultReference {
  /** Refers to a secret. Checked by the construct that uses it, which reports what is wrong. */
  public static of(props: KeyVaultReferenceOptions): KeyVaultSecretReference {
    return new KeyVaultSecretReference(props);
  }

  private readonly kind = 'secret';

  private constructor(props: KeyVaultReferenceOptions) {
    super(props);
    Object.freeze(this);
  }

  /** For messages. */
  public override toString(): string {
    return `${this.kind} ${this.name}`;
  }
}

/**
 * A certificate in Key Vault, by name. Its private key must be exportable by the certificate's policy, or the vault
 * keeps no secret part that a member could read.
 */
export class KeyVaultCertificateReference extends KeyVaultReference {
  /** Refers to a certificate. Checked by the construct that uses it, which reports what is wrong. */
  public static of(props: KeyVaultReferenceOptions): KeyVaultCertificateReference {
    return new KeyVaultCertificateReference(props);
  }

  private readonly kind = 'certificate';

  private constructor(props: KeyVaultReferenceOptions) {
    super(props);
    Object.freeze(this);
  }

  /** For messages. */
  public override toString(): string {
    return `${this.kind} ${this.name}`;
  }
}

/** Where one version of a secret lies in Key Vault. */
export interface KeyVaultSecretVersionReferenceOptions extends KeyVaultReferenceOptions {
  /** Version of the secret: 32 hexadecimal digits, as at the end of its identifier. */
  readonly version: string;
}

/**
 * One version of a secret in Key Vault, for what Azure itself reads: it takes no secret without version. No member
 * reads it, and its value never passes through this library, the synthesized JSON or Terraform's state.
 */
export class KeyVaultSecretVersionReference extends KeyVaultReference {
  /** Refers to a version. Checked by the construct that uses it, which reports what is wrong. */
  public static of(props: KeyVaultSecretVersionReferenceOptions): KeyVaultSecretVersionReference {
    return new KeyVaultSecretVersionReference(props);
  }

  /** Version of the secret. */
  public readonly version: string;
  private readonly kind = 'version of secret';

  private constructor(props: KeyVaultSecretVersionReferenceOptions) {
    super(props);
    this.version = props.version;
    Object.freeze(this);
  }

  /** For messages. */
  public override toString(): string {
    return `${this.kind} ${this.name}`;
  }

  /** @internal */
  public override check(property: string, checks: Checks): void {
    super.check(property, checks);
    checks.within(property).text('version', this.version, SECRET_VERSION);
  }
}

/**
 * Reports what is no reference of the right class, and what is wrong with one. It is never shown: somebody may have put
 * the secret itself in its place.
 */
export function checkReference<T extends KeyVaultReference>(
  property: string,
  reference: T | undefined,
  kind: { readonly name: string; readonly prototype: T },
  checks: Checks,
): void {
  if (isA(kind, reference)) {
    reference.check(property, checks);
    return;
  }
  const fix = `Keep the secret in Key Vault, and refer to it by ${kind.name}.of({…}).`;
  checks.addHidden({ property, got: reference, allowed: `a ${kind.name}`, fix });
}

const SECRET_VERSION: TextRule = {
  pattern: /^[0-9a-f]{32}$/i,
  allowed: '32 hexadecimal digits',
  fix: 'Give the version alone, the last part of the identifier (`version` of azurerm_key_vault_secret).',
};
