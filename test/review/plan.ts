import type { Block, StackJson } from '../support/synthesize';
import { render, type Scope } from '../support/terraform-expressions';

/** What Terraform does to a resource. */
type Action = '+' | '-' | '-/+' | '~';

type Resources = Readonly<Record<string, Block>>;

/**
 * What a plan would do about the difference between two stacks, by address: `+` create, `-` destroy, `-/+` replace, `~` update in
 * place, with what changes. Known of azurerm: that a run command is replaced when its name becomes another. All other resources of
 * this library are updated in place, or keep what would replace them (`ignore_changes`).
 */
export function planOf(before: StackJson, after: StackJson): readonly string[] {
  const [old, now] = [named(before), named(after)];
  const addresses = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  const actions = new Map<string, readonly [Action, string]>();
  for (const address of addresses) {
    const action = actionOn(old[address], now[address]);
    if (action !== undefined) actions.set(address, action);
  }
  for (const [address, block] of Object.entries(now)) {
    const trigger = triggersOf(block).find((one) => actions.has(one));
    if (old[address] !== undefined && trigger !== undefined) actions.set(address, ['-/+', 'with its steps']);
  }
  return addresses.flatMap((address) => {
    const action = actions.get(address);
    return action === undefined ? [] : [`${action[0]} ${address}${action[1] === '' ? '' : `: ${action[1]}`}`];
  });
}

function actionOn(before: Block | undefined, after: Block | undefined): readonly [Action, string] | undefined {
  if (before === undefined) return ['+', ''];
  if (after === undefined) return ['-', ''];
  if (before['name'] !== after['name'] && 'virtual_machine_id' in after) return ['-/+', 'another script'];
  const ignored = (lifecycleOf(after)['ignore_changes'] ?? []) as readonly string[];
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !NOT_ARGUMENTS.includes(key) && !ignored.includes(key))
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return changed.length === 0 ? undefined : ['~', changed.sort().join(', ')];
}

/** What is about a resource, and not of it. */
const NOT_ARGUMENTS: readonly string[] = ['//', 'lifecycle', 'depends_on', 'provider', 'timeouts'];

/** The resources of a stack by address; names of run commands as Terraform computes them. */
function named(stack: StackJson): Resources {
  const scope: Scope = { locals: stack.locals ?? {}, reference: (address) => valueOf(address, stack) };
  return Object.fromEntries(
    Object.entries(stack.resource ?? {}).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]): [string, Block] => [
        `${type}.${name}`,
        type === 'azurerm_virtual_machine_run_command'
          ? { ...block, name: render(String(block['name']), scope) }
          : block,
      ]),
    ),
  );
}

/** What is written in the stack; what only Azure or another stack knows stands for itself. */
function valueOf(address: string, { resource }: StackJson): string {
  const [type = '', name = '', attribute = ''] = address.split('.');
  const value = resource?.[type]?.[name]?.[attribute];
  return typeof value === 'string' ? value : `<${address}>`;
}

function triggersOf(block: Block): readonly string[] {
  return (lifecycleOf(block)['replace_triggered_by'] ?? []) as readonly string[];
}

function lifecycleOf({ lifecycle }: Block): Readonly<Record<string, unknown>> {
  return (lifecycle ?? {}) as Readonly<Record<string, unknown>>;
}
