import { type TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * The provider `microsoft/fabric`, version 1.13.0 of 2026-08-17: the first with a range of members. Pin another in the
 * stack: `stack.addOverride('terraform.required_providers.fabric.version', '~> 1.13')`.
 */
export const FABRIC = {
  providerName: 'fabric',
  providerVersion: '1.13.0',
  providerVersionConstraint: '~> 1.13',
} as const;

/** Source in the registry. */
export const FABRIC_SOURCE = 'microsoft/fabric';

/** An argument: a text, number, truth, list of texts, or an object of texts. Nothing is left out. */
export type FabricArgument =
  string | number | boolean | readonly string[] | Readonly<Record<string, string>> | undefined;

/** Arguments by their names in Terraform. */
export type FabricArguments = Readonly<Record<string, FabricArgument>>;

/** Names of types in HCL, as cdktf wants them. */
const KINDS = { string: ['simple', 'string'], number: ['simple', 'number'], boolean: ['simple', 'boolean'] } as const;

/** Arguments as cdktf renders them in HCL. */
export function inHcl(values: FabricArguments): Record<string, unknown> {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    known.map(([name, value]): [string, unknown] => {
      if (Array.isArray(value)) return [name, { value, isBlock: false, type: 'set', storageClassType: 'stringList' }];
      // An argument and no block, as all nested values of this provider.
      if (typeof value === 'object')
        return [name, { value, isBlock: false, type: 'map', storageClassType: 'stringMap' }];
      const [type, storageClassType] = KINDS[typeof value as keyof typeof KINDS];
      return [name, { value, isBlock: false, type, storageClassType }];
    }),
  );
}

/** A resource of the provider, as thin as it can be: its arguments, under their own names. */
export abstract class FabricResource extends TerraformResource {
  protected constructor(
    scope: Construct,
    id: string,
    type: string,
    private readonly values: FabricArguments,
    metaArguments: TerraformMetaArguments,
  ) {
    super(scope, id, { ...metaArguments, terraformResourceType: type, terraformGeneratorMetadata: FABRIC });
  }

  /** Id in the service. */
  public get id(): string {
    return this.getStringAttribute('id');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.values };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return inHcl(this.values);
  }
}
