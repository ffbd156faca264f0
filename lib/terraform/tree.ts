import {
  DefaultTokenResolver,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  TerraformResource,
  type TerraformStack,
  Tokenization,
} from 'cdktf';
import type { IConstruct } from 'constructs';

/** A reference of cdktf, as far as it says what it refers to. */
type Reference = IResolvable & { readonly identifier?: unknown; readonly originStack?: TerraformStack };

/** Says of references which stack they point into: one address may stand in several stacks. */
class ReferencesWithStack extends DefaultTokenResolver {
  public override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: Parameters<DefaultTokenResolver['resolveToken']>[2],
  ): unknown {
    const { identifier, originStack } = token as Reference;
    if (typeof identifier === 'string' && originStack !== undefined)
      return `\${${originStack.node.path}:${identifier}}`;
    return super.resolveToken(token, context, postProcessor);
  }
}

/** A value to compare with: two references to one thing are the same text, in whatever stacks they stand. */
export function comparable(scope: IConstruct, value: unknown): string {
  const resolver = new ReferencesWithStack(new StringConcat());
  return JSON.stringify(Tokenization.resolve(value, { scope, resolver, preparing: false }));
}

/** Whether a construct has not been removed from its tree. */
export function isInTree({ node }: IConstruct): boolean {
  const { scope, id } = node;
  return scope === undefined || (scope.node.tryFindChild(id)?.node === node && isInTree(scope));
}

/** All resources of some types in the app of a construct, wherever they stand. */
export function resourcesOf(scope: IConstruct, ...types: readonly string[]): readonly TerraformResource[] {
  return scope.node.root.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .filter(({ terraformResourceType }) => types.includes(terraformResourceType));
}
