import { armId, KEY_VAULT_OBJECT_NAME } from '../common/azure-rules';
import type { Checks } from '../common/checks';

/** Where a secret or certificate lies in Key Vault. */
export interface KeyVaultReferenceProps {
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

abstract class KeyVaultReference {
  /** Resource id of the vault. */
  public readonly keyVaultId: string;
  /** Name of the object in the vault, without version. */
  public readonly name: string;

  protected constructor({ keyVaultId, name }: KeyVaultReferenceProps) {
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
  public static of(props: KeyVaultReferenceProps): KeyVaultSecretReference {
    return new KeyVaultSecretReference(props);
  }

  private readonly kind = 'secret';

  private constructor(props: KeyVaultReferenceProps) {
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
  public static of(props: KeyVaultReferenceProps): KeyVaultCertificateReference {
    return new KeyVaultCertificateReference(props);
  }

  private readonly kind = 'certificate';

  private constructor(props: KeyVaultReferenceProps) {
    super(props);
    Object.freeze(this);
  }

  /** For messages. */
  public override toString(): string {
    return `${this.kind} ${this.name}`;
  }
}
