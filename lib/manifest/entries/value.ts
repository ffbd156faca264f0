/**
 * What Terraform alone knows, in the place of a value: where it comes from, and never what it is. A value that the app knows
 * stands as itself.
 */
export interface ComputedValue {
  /** Always true: it tells such an entry from a value. */
  readonly computed: true;

  /**
   * Name of the stack that has what it is read from.
   *
   * @default the stack of the manifest
   */
  readonly stack?: string;

  /**
   * Terraform address of what it is read from: `azurerm_subnet.members`, `data.azurerm_key_vault.main`, `var.tenant_id`.
   *
   * @default several things, or a function of Terraform
   */
  readonly address?: string;

  /**
   * Attribute that is read there: `id`, `ip_configuration[0].name`.
   *
   * @default the whole of it, as of a variable
   */
  readonly attribute?: string;
}

/** A value, or where Terraform takes it from. */
export type ManifestValue<T> = T | ComputedValue;
