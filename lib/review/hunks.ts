/** One line of a comparison: kept, taken away, or added. */
interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * Two texts compared line by line, as `diff -u` prints it: only what differs, with some lines around it.
 *
 * @param context number of unchanged lines shown before and after a change.
 */
export function hunks(before: readonly string[], after: readonly string[], context = 1): readonly string[] {
  const lines = compare(before, after);
  const shown = new Set<number>();
  lines.forEach(({ sign }, index) => {
    if (sign === ' ') return;
    for (let near = index - context; near <= index + context; near += 1) shown.add(near);
  });
  const out: string[] = [];
  let last = -1;
  lines.forEach(({ sign, text }, index) => {
    if (!shown.has(index)) return;
    if (index !== last + 1 || out.length === 0) out.push('@@');
    out.push(`${sign} ${text}`.trimEnd());
    last = index;
  });
  return out;
}

/** Largest table that is made to compare two texts; what is beyond it is told as a whole. */
const LARGEST = 10_000_000;

/** The shortest way from one to the other, removals before additions (longest common subsequence). */
function compare(before: readonly string[], after: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const kept = (text: string): Line => ({ sign: ' ', text });
  return [
    ...before.slice(0, start).map(kept),
    ...compareMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(kept),
  ];
}

function compareMiddle(before: readonly string[], after: readonly string[]): readonly Line[] {
  const whole = (sign: '-' | '+', texts: readonly string[]): Line[] => texts.map((text) => ({ sign, text }));
  if (before.length * after.length > LARGEST) return [...whole('-', before), ...whole('+', after)];
  const common = commonLengths(before, after);
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  const lines: Line[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const [old, now] = [before[row], after[column]];
    if (old !== undefined && old === now) {
      lines.push({ sign: ' ', text: old });
      row += 1;
      column += 1;
    } else if (old !== undefined && (now === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ sign: '-', text: old });
      row += 1;
    } else {
      lines.push({ sign: '+', text: now ?? '' });
      column += 1;
    }
  }
  return lines;
}

/** How long the longest common subsequence is from each place on. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const [here = [], below = []] = [table[row], table[row + 1]];
      here[column] =
        before[row] === after[column]
          ? (below[column + 1] ?? 0) + 1
          : Math.max(below[column] ?? 0, here[column + 1] ?? 0);
    }
  }
  return table;
}
