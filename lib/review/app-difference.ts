import { basename } from 'node:path/posix';
import { MANIFEST_FILE_NAME } from '../manifest/entries/stack-manifest';
import { describeRepeated } from './describe-repeated';
import { repeatedCommands } from './repeated-commands';
import { byNames, NO_SECRETS } from './secrecy';
import { blocksOf, kindOf, movesOf } from './stack-blocks';
import type { StackJson, SynthesizedApp } from './synthesized-app';
import { keysOf, linesDifference, sizeOf, valueDifference } from './value-difference';

/** How many of each kind, by its word: `resource`, `local`, `file`. */
export type Counts = Readonly<Record<string, number>>;

/** What became of things that have addresses: the blocks of a stack, the files of an app. */
export interface Difference {
  readonly added: Counts;
  readonly changed: Counts;
  readonly removed: Counts;
  /** A line begins with `+` (added), `-` (removed), `!` (changed), or is of the hunk below one that does. */
  readonly lines: readonly string[];
}

/** What became of a stack. */
export interface StackDifference extends Difference {
  readonly name: string;
  /** Which steps of which members run again, a line each. */
  readonly repeated: readonly string[];
}

/** What differs between two syntheses of an app. */
export interface AppDifference {
  /** All stacks of both, by name, sorted. */
  readonly stacks: readonly StackDifference[];
  readonly files: Difference;
}

/** What differs between two apps, in a stable order. A stack that one of them has not is as if it were empty there. */
export function appDifference(before: SynthesizedApp, after: SynthesizedApp): AppDifference {
  return {
    stacks: keysOf(before.stacks, after.stacks).map((name) => ({
      name,
      ...stackDifference(before.stacks[name] ?? {}, after.stacks[name] ?? {}),
      repeated: describeRepeated(name, after, repeatedCommands(name, before, after)),
    })),
    files: difference(before.files, after.files, () => 'file', fileDifference),
  };
}

function stackDifference(before: StackJson, after: StackJson): Difference {
  const [old, now, moves] = [blocksOf(before), blocksOf(after), movesOf(after)];
  // What has moved is compared at its new address; what lies behind, because it had been applied, is not.
  const former = new Map<string, string>();
  const placed = Object.entries(old).map(([address, block]) => {
    const to = moves.get(address);
    if (to === undefined || !(to in now) || to in old) return [address, block] as const;
    former.set(to, address);
    return [to, block] as const;
  });
  return difference(Object.fromEntries(placed), now, kindOf, (address, one, other) => {
    const from = former.get(address);
    const values = valueDifference(address, one, other, byNames(address));
    return from === undefined ? values : [`! ${address} has moved from ${from}`, ...values];
  });
}

function difference<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  kind: (name: string) => string,
  changeOf: (name: string, before: T, after: T) => readonly string[],
): Difference {
  const counts: Record<'added' | 'changed' | 'removed', Record<string, number>> = {
    added: {},
    changed: {},
    removed: {},
  };
  const count = (what: keyof typeof counts, name: string): void => {
    counts[what][kind(name)] = (counts[what][kind(name)] ?? 0) + 1;
  };
  const lines = keysOf(before, after).flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (old === undefined) {
      count('added', name);
      return [`+ ${name} (${sizeOf(now)})`];
    }
    if (now === undefined) {
      count('removed', name);
      return [`- ${name} (${sizeOf(old)})`];
    }
    const change = changeOf(name, old, now);
    if (change.length > 0) count('changed', name);
    return change;
  });
  return { ...counts, lines };
}

function fileDifference(path: string, before: string, after: string): readonly string[] {
  if (before === after) return [];
  const lines =
    basename(path) === MANIFEST_FILE_NAME
      ? valueDifference('', JSON.parse(before), JSON.parse(after), NO_SECRETS).map((line) => line.replace(' .', ' '))
      : linesDifference(before.split('\n'), after.split('\n'), byNames(''));
  return [`! ${path}:`, ...lines];
}
