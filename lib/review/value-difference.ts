import { isRecord } from '../common/shapes';
import { hunks } from './hunks';
import { NOT_SHOWN, type Secrecy, withoutSecrets } from './secrecy';

type Fields = Readonly<Record<string, unknown>>;

/** Longest value that stands on one line, and longest line of a text. */
const LONGEST = 160;

/** How much of two long values is shown before the place where they begin to differ. */
const LEAD = 40;

/**
 * What differs between two values, as lines that begin with `+` (came), `-` (went) or `!` (is another), the sign that is coloured
 * in a block of `diff`. The smallest parts that differ are told by their path: elements of lists by their names; texts of
 * several lines, and lists of texts, as hunks.
 *
 * @param place what the value is called.
 */
export function valueDifference(place: string, before: unknown, after: unknown, secrecy: Secrecy): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [partsOf(before, secrecy), partsOf(after, secrecy)];
  if (old !== undefined && now !== undefined) return partsDifference(place, old, now, Array.isArray(after), secrecy);
  if (secrecy.isHidden) return [`! ${place}: ${NOT_SHOWN}`];
  const [oldLines, nowLines] = [linesOf(before), linesOf(after)];
  if (oldLines !== undefined && nowLines !== undefined) {
    return [`! ${place}:`, ...linesDifference(oldLines, nowLines, secrecy)];
  }
  const [one, other] = [before, after].map((value) => JSON.stringify(withoutSecrets(value, secrecy)));
  return [`! ${place}: ${excerpts(one ?? '', other ?? '').join(' -> ')}`];
}

/** Two texts line by line. */
export function linesDifference(
  before: readonly string[],
  after: readonly string[],
  secrecy: Secrecy,
): readonly string[] {
  return hunks(before, after).map((line) => {
    const text = line.slice(2);
    return secrecy.below(text).isHidden ? `${line.slice(0, 2)}${NOT_SHOWN}` : cut(line);
  });
}

function partsDifference(
  place: string,
  old: Fields,
  now: Fields,
  isList: boolean,
  secrecy: Secrecy,
): readonly string[] {
  const [kept, keptNow] = [keptOf(old, now), keptOf(now, old)];
  return [
    ...(isList && kept.join() !== keptNow.join() ? [`! ${place}: ${kept.join()} -> ${keptNow.join()}`] : []),
    ...keysOf(old, now).flatMap((key) => {
      const inner = isList ? secrecy : secrecy.below(key.slice(1));
      const path = `${place}${key}`;
      if (!(key in old)) return [`+ ${path}${isList ? beforeWhat(key, now, old) : ''}: ${short(now[key], inner)}`];
      if (!(key in now)) return [`- ${path}: ${short(old[key], inner)}`];
      return valueDifference(path, old[key], now[key], inner);
    }),
  ];
}

/** The parts of an object, and of a list whose elements have names; nothing for what is compared as a whole. */
function partsOf(value: unknown, secrecy: Secrecy): Fields | undefined {
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [`.${key}`, inner]));
  if (!Array.isArray(value) || !value.every(isRecord)) return undefined;
  const shown = NAMES.filter((one) => !secrecy.below(one).isHidden);
  const name = shown.find((one) => value.every((element) => typeof element[one] === 'string'));
  const named = value.map((element, index): [string, unknown] => [
    `[${name === undefined ? String(index) : String(element[name])}]`,
    element,
  ]);
  const parts = Object.fromEntries(named);
  return Object.keys(parts).length === value.length ? parts : undefined;
}

/** What elements of a list are told apart by: in Terraform by their names, in a manifest by others too. */
const NAMES: readonly string[] = ['name', 'key', 'constructPath', 'host', 'value', 'id', 'to'];

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

/** How long a value is: in lines, as the JSON or the text has them. */
export function sizeOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
  const count = text.split('\n').length;
  return count === 1 ? '1 line' : `${String(count)} lines`;
}

function short(value: unknown, secrecy: Secrecy): string {
  if (secrecy.isHidden) return NOT_SHOWN;
  const text = JSON.stringify(withoutSecrets(value, secrecy));
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${sizeOf(value)})`;
}

/** Two values that differ, long ones from where they do. */
function excerpts(...texts: readonly [string, string]): readonly string[] {
  const [before, after] = texts;
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  const start = texts.some(({ length }) => length > LONGEST) ? Math.max(0, same - LEAD) : 0;
  return texts.map((text) => `${start > 0 ? '…' : ''}${cut(text.slice(start))}`);
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

/** The keys of two, sorted. */
export function keysOf(one: Fields, other: Fields): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
}
