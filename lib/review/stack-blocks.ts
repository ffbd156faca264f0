import type { StackJson } from './synthesized-app';

type Fields = Readonly<Record<string, unknown>>;

/** What cdktf writes for itself, and no plan sees. */
const METADATA = '//';

/** Everything in a stack that has an address, by it. What is `null` is as if it were not there: Terraform sees no difference. */
export function blocksOf(stack: StackJson): Fields {
  const { resource, data, locals, variable, output, module, ...rest } = cleaned(stack) as Record<string, Fields>;
  const typed = (prefix: string, types: Fields = {}): [string, unknown][] =>
    Object.entries(types).flatMap(([type, blocks]) =>
      Object.entries(blocks as Fields).map(([name, block]): [string, unknown] => [`${prefix}${type}.${name}`, block]),
    );
  const named = (prefix: string, blocks: Fields = {}): [string, unknown][] =>
    Object.entries(blocks).map(([name, block]): [string, unknown] => [`${prefix}.${name}`, block]);
  return Object.fromEntries([
    ...Object.entries(rest),
    ...typed('', resource),
    ...typed('data.', data),
    ...named('local', locals),
    ...named('var', variable),
    ...named('output', output),
    ...named('module', module),
  ]);
}

/** What blocks are, in the order in which they are counted; what is none of them has another address. */
export const KINDS: readonly string[] = ['resource', 'data source', 'output', 'module', 'local', 'variable', 'other'];

/** Which of {@link KINDS} stands at an address of {@link blocksOf}. */
export function kindOf(address: string): string {
  const [first = '', second] = address.split('.');
  if (second === undefined) return 'other';
  if (first === 'data') return 'data source';
  if (first === 'var') return 'variable';
  return KINDS.includes(first) ? first : 'resource';
}

/** Where blocks stand now, by the address that they had: what a stack says in `moved`. */
export function movesOf(stack: StackJson): ReadonlyMap<string, string> {
  const { moved } = stack as { moved?: readonly { from: string; to: string }[] };
  return new Map(moved?.map(({ from, to }) => [from, to]));
}

/** Without what no plan sees. */
export function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([key, inner]) => key !== METADATA && inner !== null);
  return Object.fromEntries(fields.map(([key, inner]) => [key, cleaned(inner)]));
}
