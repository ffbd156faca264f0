import { hunks } from './hunks';

/** What an app has written: the parsed JSON of each stack, and the texts that lie beside it. */
export interface SynthesizedApp {
  readonly stacks: Readonly<Record<string, unknown>>;
  /** By stack and path below its folder, without checksums: `enterprise-workload/assets/…/check.ps1`. */
  readonly files: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** Longest value that stands on one line. */
const LONGEST = 160;

/**
 * What differs between two apps, in a stable order: `+` and `-` for what came and went, `~` for what changed, by its address
 * in Terraform; texts and lists of texts as hunks. Metadata of cdktf is left out.
 */
export function differenceOf(before: SynthesizedApp, after: SynthesizedApp): string {
  const names = keysOf(before.stacks, after.stacks);
  const stacks = names.flatMap((name) => {
    const lines = stackDifference(before.stacks[name], after.stacks[name]);
    return lines.length === 0 ? [] : [`stack ${name}`, ...lines.map(indented)];
  });
  const files = keysOf(before.files, after.files).flatMap((path) => {
    const lines = fileDifference(path, before.files[path], after.files[path]);
    return lines.length === 0 ? [] : [`file ${path}`, ...lines.map(indented)];
  });
  return [...stacks, ...files].join('\n');
}

function stackDifference(before: unknown, after: unknown): readonly string[] {
  if (before === undefined) return ['+ all of it'];
  if (after === undefined) return ['- all of it'];
  const [old, now] = [blocksOf(before), blocksOf(after)];
  return keysOf(old, now).flatMap((address) => {
    const [one, other] = [old[address], now[address]];
    if (one === undefined) return [`+ ${address} (${sizeOf(other)})`];
    if (other === undefined) return [`- ${address} (${sizeOf(one)})`];
    return valueDifference(address, one, other);
  });
}

/** Everything in a stack that has an address, by it. */
function blocksOf(stack: unknown): Readonly<Record<string, unknown>> {
  const { resource, data, locals, variable, output, ...rest } = withoutMetadata(stack) as Record<string, Fields>;
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
  ]);
}

function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '//')
      .map(([key, inner]) => [key, withoutMetadata(inner)]),
  );
}

function valueDifference(address: string, before: unknown, after: unknown): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [partsOf(before), partsOf(after)];
  if (old !== undefined && now !== undefined) {
    const [kept, keptNow] = [keptOf(old, now), keptOf(now, old)];
    const isList = Array.isArray(after);
    return [
      ...(isList && kept.join() !== keptNow.join() ? [`~ ${address}: ${kept.join()} -> ${keptNow.join()}`] : []),
      ...keysOf(old, now).flatMap((key) => {
        const place = `${address}${key}`;
        if (!(key in old)) return [`+ ${place}${isList ? beforeWhat(key, now, old) : ''}: ${short(now[key])}`];
        if (!(key in now)) return [`- ${place}: ${short(old[key])}`];
        return valueDifference(place, old[key], now[key]);
      }),
    ];
  }
  const [oldLines, nowLines] = [linesOf(before), linesOf(after)];
  if (oldLines !== undefined && nowLines !== undefined) {
    return [`~ ${address}:`, ...hunks(oldLines, nowLines).map(indented)];
  }
  return [`~ ${address}: ${short(before)} -> ${short(after)}`];
}

/** The parts of an object, and of a list whose elements have names; nothing for what is compared as a whole. */
function partsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (isFields(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [`.${key}`, inner]));
  if (!Array.isArray(value) || !value.every(isFields)) return undefined;
  const name = NAMES.find((one) => value.every((element) => typeof element[one] === 'string'));
  const named = value.map((element, index): [string, unknown] => [
    `[${name === undefined ? String(index) : String(element[name])}]`,
    element,
  ]);
  const parts = Object.fromEntries(named);
  return Object.keys(parts).length === value.length ? parts : undefined;
}

/** What elements of a list are told apart by: in Terraform by their names, in a manifest by others too. */
const NAMES: readonly string[] = ['name', 'key', 'constructPath', 'host', 'value', 'id'];

/** What of the one is in the other too, in its order. */
function keptOf(one: Fields, other: Fields): readonly string[] {
  return Object.keys(one).filter((key) => key in other);
}

/** What an added element pushes back: a list of Terraform is compared by position. */
function beforeWhat(key: string, now: Fields, old: Fields): string {
  const keys = Object.keys(now);
  const next = keys.slice(keys.indexOf(key)).find((one) => one in old);
  return next === undefined ? '' : ` before ${next}`;
}

/** The lines of a list of texts, or of a text that has several; nothing for anything else. */
function linesOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return value.includes('\n') ? value.split('\n') : undefined;
  return Array.isArray(value) && value.every((line) => typeof line === 'string') ? value : undefined;
}

function fileDifference(path: string, before: string | undefined, after: string | undefined): readonly string[] {
  if (before === after) return [];
  if (before === undefined) return [`+ (${sizeOf(after)})`];
  if (after === undefined) return [`- (${sizeOf(before)})`];
  if (path.endsWith('.json')) {
    return valueDifference('', JSON.parse(before), JSON.parse(after)).map((line) => line.replace(' .', ' '));
  }
  return hunks(before.split('\n'), after.split('\n'));
}

/** In lines, as the JSON or the text has them. */
function sizeOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
  const count = text.split('\n').length;
  return count === 1 ? '1 line' : `${String(count)} lines`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${sizeOf(value)})`;
}

function keysOf(one: Fields, other: Fields): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function indented(line: string): string {
  return `  ${line}`;
}
