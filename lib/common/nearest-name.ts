/** How far a slip of the hand leads: a letter in six, one at least. */
const LETTERS_PER_SLIP = 6;

/**
 * The name that was probably meant: the nearest one, by letters that are missing, too many, changed or swapped with the next;
 * case does not matter.
 *
 * @returns nothing where none is near, or two are equally near.
 */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(given.length / LETTERS_PER_SLIP));
  const near = names
    .map((name) => ({ name, slips: slipsBetween(given.toLowerCase(), name.toLowerCase(), most) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips);
  const [first, second] = near;
  return first === undefined || first.slips === second?.slips ? undefined : first.name;
}

/** The optimal string alignment distance of two texts; anything above `most` where it is more than that. */
function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? at(beforeLast, j - 2) + 1 : Infinity;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, changed, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
