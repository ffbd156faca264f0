import {
  anyToHclTerraform,
  anyToTerraform,
  hashMapper,
  hashMapperHcl,
  type TerraformMetaArguments,
  TerraformResource,
} from 'cdktf';
import type { Construct } from 'constructs';

/** A value that Terraform's state remembers. */
export interface TerraformDataConfig extends Pick<TerraformMetaArguments, 'lifecycle'> {
  /** What is remembered, by name. */
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * `terraform_data`, as cdktf's own class writes it, without that class's validation: it starts `terraform version` once for
 * each resource, at every synthesis, and fails where there is no Terraform. docs/decisions/0020 says more.
 */
export class TerraformData extends TerraformResource {
  private readonly values: TerraformDataConfig['input'];

  public constructor(scope: Construct, id: string, config: TerraformDataConfig) {
    const { input, ...metaArguments } = config;
    super(scope, id, {
      ...metaArguments,
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
    });
    this.values = input;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: hashMapper(anyToTerraform)(this.values) as unknown };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return { input: hashMapperHcl(anyToHclTerraform)(this.values) as unknown };
  }
}
