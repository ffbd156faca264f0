/** A stack as Terraform JSON. */
export type StackJson = Readonly<Record<string, unknown>>;

/** One value that differs, by its path in the block: `source.script`, `zones[0]`. */
export interface ValueChange {
  readonly path: string;
  /** JSON text; nothing where there was none. */
  readonly before: string | undefined;
  /** JSON text; nothing where there is none any more. */
  readonly after: string | undefined;
}

/** One block that differs, by its address. */
export interface BlockChange {
  readonly address: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What differs in a block that was and is there. */
  readonly values: readonly ValueChange[];
}

/** Blocks that have a type and a name, and those that have a name. */
const TYPED = ['resource', 'data'];
const NAMED = ['locals', 'output', 'variable', 'module'];

/** Metadata of cdktf, which no plan sees. */
const METADATA = '//';

/** Names of values that are not shown, whatever they are, also in a line that assigns: azurerm has `shared_key`, `access_key`, ... */
const SENSITIVE = /password|secret|token|credential|(^|[_.-])(sas|key)$|(sas|key)["']?\s*=/i;

/** What changed from one synthesis of a stack to another, by address. A stack that was not there is empty. */
export function stackDifference(before: StackJson, after: StackJson): readonly BlockChange[] {
  const [old, young] = [blocksOf(before), blocksOf(after)];
  const addresses = [...new Set([...old.keys(), ...young.keys()])].sort();
  return addresses.flatMap((address): BlockChange[] => {
    const [was, is] = [old.get(address), young.get(address)];
    if (was === undefined) return [{ address, kind: 'added', values: [] }];
    if (is === undefined) return [{ address, kind: 'removed', values: [] }];
    const values = valueChanges(was, is, '', SENSITIVE.test(address));
    return values.length === 0 ? [] : [{ address, kind: 'changed', values }];
  });
}

function blocksOf(stack: StackJson): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(stack).flatMap(([section, content]): [string, unknown][] => {
      if (section === METADATA) return [];
      const prefix = section === 'resource' ? '' : `${section === 'locals' ? 'local' : section}.`;
      if (TYPED.includes(section)) {
        return entries(content).flatMap(([type, byName]) =>
          entries(byName).map(([name, block]): [string, unknown] => [`${prefix}${type}.${name}`, block]),
        );
      }
      if (NAMED.includes(section)) return entries(content).map(([name, block]) => [`${prefix}${name}`, block]);
      return [[section, content]];
    }),
  );
}

function entries(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** The smallest values that differ. Texts of lists are compared line by line, so that one line more is one change. */
function valueChanges(before: unknown, after: unknown, path: string, sensitive: boolean): readonly ValueChange[] {
  const text = JSON.stringify(before) as string | undefined;
  const other = JSON.stringify(after) as string | undefined;
  if (text === other) return [];
  if (isTexts(before) && isTexts(after)) return lineChanges(before, after, path, sensitive);
  if (isNested(before) && isNested(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => key !== METADATA);
    return keys.flatMap((key) => {
      const inner = Array.isArray(before) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      const values = [before, after].map((value) => (value as Readonly<Record<string, unknown>>)[key]);
      return valueChanges(values[0], values[1], inner, sensitive || SENSITIVE.test(key));
    });
  }
  const shown = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : sensitive ? '(not shown)' : value;
  return [{ path, before: shown(text), after: shown(other) }];
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function lineChanges(
  before: readonly string[],
  after: readonly string[],
  path: string,
  sensitive: boolean,
): readonly ValueChange[] {
  const shown = (line: string): string => (sensitive || SENSITIVE.test(line) ? '(not shown)' : JSON.stringify(line));
  const gone = without(before, after).map((line): ValueChange => ({ path, before: shown(line), after: undefined }));
  const come = without(after, before).map((line): ValueChange => ({ path, before: undefined, after: shown(line) }));
  const changes = [...gone, ...come];
  return changes.length > 0 ? changes : [{ path, before: '(the same lines)', after: '(in another order)' }];
}

/** Lines of a list that another has not, each as often as it is missing there. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
