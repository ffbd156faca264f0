import { cleaned, movesOf } from './stack-blocks';
import type { StackJson, SynthesizedApp } from './synthesized-app';
import { readdressed, type Reference, referencesOf, valueAt, writtenLines } from './written-values';

/** Whether a run command is replaced, and so runs again: surely, or as far as Terraform alone can tell. */
export type Repetition = 'surely' | 'perhaps';

const TYPE = 'azurerm_virtual_machine_run_command';

/** The argument that says on which machine a command runs. */
const MACHINE = 'virtual_machine_id';

/** What computes nothing: no other attribute depends on it. */
const WITHOUT_EFFECT: readonly string[] = ['tags', 'lifecycle', 'depends_on', 'timeouts', 'provider'];

type Fields = Readonly<Record<string, unknown>>;

/**
 * The run commands of a stack that were there before and are replaced, by address. What replaces them is their name, which carries
 * a checksum of all that is a reason to run them again, and the machine that they are on; what is in a script alone does not.
 */
export function repeatedCommands(
  stack: string,
  before: SynthesizedApp,
  after: SynthesizedApp,
): ReadonlyMap<string, Repetition> {
  const [old, now] = [commandsOf(before.stacks[stack]), commandsOf(after.stacks[stack])];
  const moves = movesOf(after.stacks[stack] ?? {});
  const moved = (address: string): string => {
    const [type = '', name = '', ...rest] = address.split('.');
    return [moves.get(`${type}.${name}`) ?? `${type}.${name}`, ...rest].join('.');
  };
  const formerOf = new Map(Object.keys(old).map((address) => [moved(address), address]));
  const formerPlaces = new Map([...moves].map(([from, to]) => [to, from]));
  const linesOf = (block: Fields, argument: string, app: SynthesizedApp): readonly string[] =>
    writtenLines(block[argument] ?? '', stack, app);
  const repeated = new Map<string, Repetition>();
  for (const [address, command] of Object.entries(now)) {
    const former = old[formerOf.get(address) ?? ''];
    if (former === undefined) continue;
    const was = [...linesOf(former, 'name', before), ...linesOf(former, MACHINE, before)];
    const name = linesOf(command, 'name', after);
    const difference = differenceOf(readdressed(was, moved), [...name, ...linesOf(command, MACHINE, after)]);
    const isReached = referencesOf(name).some((reference) => isChanged(reference, before, after, formerPlaces));
    if (difference !== undefined) repeated.set(address, difference);
    else if (isReached) repeated.set(address, 'perhaps');
  }
  return repeated;
}

function commandsOf(stack: StackJson = {}): Readonly<Record<string, Fields>> {
  const commands = (valueAt(stack, 'resource', TYPE) ?? {}) as Readonly<Record<string, Fields>>;
  return Object.fromEntries(Object.entries(commands).map(([name, block]) => [`${TYPE}.${name}`, block]));
}

/** Sure is what is written: two references may have one value. */
function differenceOf(before: readonly string[], after: readonly string[]): Repetition | undefined {
  if (before.join('\n') === after.join('\n')) return undefined;
  const addresses = (line: string): string => JSON.stringify(referencesOf([line]));
  const isSure = (line: string, index: number): boolean => {
    const other = after[index] ?? '';
    return line !== other && addresses(line) === addresses(other);
  };
  return before.length !== after.length || before.some(isSure) ? 'surely' : 'perhaps';
}

/** Whether something is written otherwise in the block that a reference leads to: what Azure answers may be another. */
function isChanged(
  { stack, address }: Reference,
  before: SynthesizedApp,
  after: SynthesizedApp,
  formerPlaces: ReadonlyMap<string, string>,
): boolean {
  const [kind = '', second = '', third = ''] = address.split('.');
  const place = (kind === 'data' || kind === 'var' ? [second, third] : [kind, second]).join('.');
  const [old, now] = [
    written(before.stacks[stack], kind, formerPlaces.get(place) ?? place),
    written(after.stacks[stack], kind, place),
  ];
  if (old === undefined || now === undefined) return false;
  // What is an argument depends on itself alone; one that is ignored stays as it was made.
  return kind !== 'data' && kind !== 'var' && third in now
    ? text(pick(old, third, now)) !== text(pick(now, third, now))
    : text(old) !== text(now);
}

/** One argument of a block, and what another block says about it. */
function pick(block: Fields, argument: string, { lifecycle }: Fields): Fields {
  return { [argument]: block[argument], lifecycle };
}

function written(json: StackJson = {}, kind: string, place: string): Fields | undefined {
  const [first = '', name = ''] = place.split('.');
  const path = kind === 'var' ? ['variable', first] : [kind === 'data' ? 'data' : 'resource', first, name];
  return valueAt(json, ...path) as Fields | undefined;
}

/** What of a block may change what Azure answers. */
function text(block: Fields): string {
  const { ignore_changes: ignored } = (block['lifecycle'] ?? {}) as { ignore_changes?: unknown };
  const kept = Object.entries(cleaned(block) as Fields).filter(
    ([key]) => !WITHOUT_EFFECT.includes(key) && !(Array.isArray(ignored) && ignored.includes(key)),
  );
  return JSON.stringify(kept);
}
