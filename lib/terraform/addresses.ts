import { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Terraform address of a resource. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** Address of the resource that stands below a construct, by the ids on the way; nothing where there is none. */
export function addressAt(construct: IConstruct, ...ids: readonly string[]): string | undefined {
  const found = ids.reduce<IConstruct | undefined>((place, id) => place?.node.tryFindChild(id), construct);
  return found !== undefined && TerraformResource.isTerraformResource(found) ? addressOf(found) : undefined;
}

/**
 * The same for a resource that is always there.
 *
 * @throws Error where it is not: the library has another tree than it thinks.
 */
export function addressIn(construct: IConstruct, ...ids: readonly string[]): string {
  const address = addressAt(construct, ...ids);
  if (address === undefined) throw new Error(`there is no resource ${[construct.node.path, ...ids].join('/')}`);
  return address;
}

/** Addresses of all resources below a construct, itself included, whose type is one of these; of all types without any. */
export function addressesBelow(construct: IConstruct | undefined, ...types: readonly string[]): readonly string[] {
  if (construct === undefined) return [];
  return construct.node
    .findAll()
    .filter((one) => TerraformResource.isTerraformResource(one))
    .filter(({ terraformResourceType }) => types.length === 0 || types.includes(terraformResourceType))
    .map(addressOf)
    .sort();
}
