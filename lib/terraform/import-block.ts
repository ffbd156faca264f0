import { TerraformElement, type TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { addressOf } from './addresses';

/**
 * An import block, as `importFrom` of cdktf writes it, without the validation that comes with it: that starts
 * `terraform version` at every synthesis, and fails where there is no Terraform. docs/decisions/0020 says more.
 */
export class ImportBlock extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly resource: TerraformResource,
    private readonly resourceId: string,
  ) {
    super(scope, id);
  }

  public override toTerraform(): Record<string, unknown> {
    return { import: [{ id: this.resourceId, to: addressOf(this.resource) }] };
  }

  public override toHclTerraform(): Record<string, unknown> {
    const to = { value: addressOf(this.resource), type: 'simple', storageClassType: 'reference' };
    return { import: [{ to, id: { value: this.resourceId, type: 'simple', storageClassType: 'string' } }] };
  }

  public override toMetadata(): Record<string, unknown> {
    return { imports: { [this.resource.terraformResourceType]: [this.resource.friendlyUniqueId] } };
  }
}
