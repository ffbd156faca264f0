import { DefaultTokenResolver, StringConcat, TerraformResource, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

/** A value as the stack of a construct will have it: two references to one thing are then the same text. */
export function resolved(scope: IConstruct, value: unknown): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return JSON.stringify(Tokenization.resolve(value, { scope, resolver, preparing: false }));
}

/** Whether a construct has not been removed from its tree. */
export function isInTree({ node }: IConstruct): boolean {
  const { scope, id } = node;
  return scope === undefined || (scope.node.tryFindChild(id)?.node === node && isInTree(scope));
}

/** All resources of one type in the app of a construct, wherever they stand. */
export function resourcesOf(scope: IConstruct, type: string): readonly TerraformResource[] {
  return scope.node.root.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .filter(({ terraformResourceType }) => terraformResourceType === type);
}
