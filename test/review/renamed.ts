import { App, TerraformResource, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';

/** Tells Terraform that everything below a construct stood below another id before: nothing of it is made anew. */
export function renamed(construct: IConstruct, formerId: string): void {
  const former = new TerraformStack(new App(), 'former');
  const stack = TerraformStack.of(construct);
  for (const resource of construct.node.findAll()) {
    if (!TerraformResource.isTerraformResource(resource)) continue;
    const scopes = resource.node.scopes.slice(stack.node.scopes.length);
    const place = scopes.reduce<Construct>((scope, one) => {
      const id = one === construct ? formerId : one.node.id;
      return (scope.node.tryFindChild(id) as Construct | undefined) ?? new Construct(scope, id);
    }, former);
    resource.moveFromId(`${resource.terraformResourceType}.${former.getLogicalId(place.node)}`);
  }
}
