import { TerraformResource, type TerraformStack } from 'cdktf';
import { GatewayCluster } from '../../lib';
import { minimalProps } from '../support/fixtures';
import { newStack } from '../support/synthesize';

interface Written {
  readonly resource: Readonly<
    Record<string, Record<string, { readonly '//': { readonly metadata: { readonly path: string } } }>>
  >;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
}

/** Addresses by path in the tree, as the JSON that was deployed last says them. */
function addressesByPath({ resource }: Written): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => [block['//'].metadata.path, `${type}.${name}`] as const),
    ),
  );
}

/** The way out of docs/composition.md: every resource below a renamed construct says where it was. */
function renamed(construct: GatewayCluster, from: string, deployed: Written): void {
  const before = addressesByPath(deployed);
  for (const child of construct.node.findAll()) {
    if (!TerraformResource.isTerraformResource(child)) continue;
    const old = before.get(child.node.path.replace(construct.node.path, from));
    if (old !== undefined) child.moveFromId(old);
  }
}

// With the metadata that cdktf writes. Validations would ask Terraform for its version: `moved` needs 1.5.
function written(stack: TerraformStack): Written {
  stack.prepareStack();
  return stack.toTerraform() as Written;
}

test('a renamed cluster moves with everything below it, and nothing is made or removed', () => {
  const old = newStack();
  new GatewayCluster(old, 'finance', { ...minimalProps(), lock: true });
  const deployed = written(old);

  const stack = newStack();
  renamed(new GatewayCluster(stack, 'gateway', { ...minimalProps(), lock: true }), 'stack/finance', deployed);
  const { moved = [], ...now } = written(stack);

  const was = [...addressesByPath(deployed).values()].sort();
  expect(moved.map(({ from }) => from).sort()).toEqual(was);
  expect(moved.map(({ to }) => to).sort()).toEqual([...addressesByPath(now).values()].sort());
  expect(
    moved.find(({ from }) => from.startsWith('azurerm_windows_virtual_machine.finance_member-01')),
  ).toMatchSnapshot();
});

test('overrideLogicalId is no way: what lies in a construct is referred to by its address already', () => {
  const stack = newStack();
  const cluster = new GatewayCluster(stack, 'gateway', minimalProps());
  (cluster.node.findChild('identity') as TerraformResource).overrideLogicalId('finance_identity');
  expect(Object.keys(written(stack).resource['azurerm_user_assigned_identity'] ?? {})).toEqual([
    'gateway_identity_A03DF452',
  ]);
});
