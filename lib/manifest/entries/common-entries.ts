import type { ManifestValue } from './value';

/** What every thing in a manifest has. */
export interface ManifestEntry {
  /** Path of the construct in the app, beginning with the stack: `prod/finance`. */
  readonly constructPath: string;
}

/** Something that stands elsewhere: a thing of this app by its construct, or one that exists, by its id. */
export interface ResourceReference {
  /**
   * Path of the construct, where it is one of this library.
   *
   * @default it is none
   */
  readonly constructPath?: string;

  /**
   * True for what this library neither makes nor changes.
   *
   * @default it is made here
   */
  readonly existing?: true;

  /** Resource id. */
  readonly id: ManifestValue<string>;
}

/** Where a secret or certificate lies: its value is in no manifest. */
export interface VaultReference {
  /** Resource id of the Key Vault. */
  readonly keyVaultId: ManifestValue<string>;

  /** Name in the vault, without version. */
  readonly name: ManifestValue<string>;
}
