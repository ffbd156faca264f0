import { dependable, type ITerraformDependable, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { addressOf } from './addresses';
import { constructChecks, throwProblems } from './construct-checks';

/** The stack of something that can be waited for; nothing where it does not say. */
export function stackOf(awaited: ITerraformDependable): TerraformStack | undefined {
  const { node } = awaited as Partial<IConstruct>;
  return node === undefined ? undefined : TerraformStack.of(awaited as unknown as IConstruct);
}

/**
 * What `depends_on` takes of something: of a resource its address, which is known. For a reference cdktf would take two stack
 * traces, and keep them.
 */
export function dependencyOn(awaited: ITerraformDependable): string {
  return TerraformResource.isTerraformResource(awaited) ? addressOf(awaited) : dependable(awaited);
}

/** Lets a resource come after others, and after what it waits for already. */
export function comeAfter(resource: TerraformResource, awaited: readonly ITerraformDependable[]): void {
  if (awaited.length > 0) resource.dependsOn = [...(resource.dependsOn ?? []), ...awaited.map(dependencyOn)];
}

/**
 * Lets the stack of a construct be deployed after another one: `depends_on` reaches no further than a stack.
 *
 * @throws DataGatewayError where the other stack already comes after this one.
 */
export function comeAfterStack(construct: IConstruct, other: TerraformStack): void {
  const own = TerraformStack.of(construct);
  if (own === other || own.dependsOn(other)) return;
  if (other.dependsOn(own)) {
    const checks = constructChecks();
    const allowed = `stacks that do not come after '${own.node.path}'`;
    const fix = 'Two stacks cannot wait for each other: move what is waited for, or what waits, to a third stack.';
    checks.add({ property: 'waitFor', got: `something of stack '${other.node.path}'`, allowed, fix });
    throwProblems(construct, construct.constructor.name, checks);
  }
  own.addDependency(other);
}

/** What a resource of a construct can wait for by `depends_on`; for the rest, the stacks come one after another. */
export function beside(
  construct: IConstruct,
  awaited: readonly ITerraformDependable[],
): readonly ITerraformDependable[] {
  const own = TerraformStack.of(construct);
  return awaited.filter((one) => {
    const stack = stackOf(one) ?? own;
    comeAfterStack(construct, stack);
    return stack === own;
  });
}
