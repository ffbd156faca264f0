/** What things are of which classes: a number for each class. */
const classes = new Map<unknown, number>();

/**
 * A text that two descriptions have in common only if they say the same: made of all that they consist of, with the classes of
 * the library's objects, which keep nothing elsewhere. There is none for one with a function in it, of which nobody knows what
 * it will say, or with a construct.
 */
export function textOfDescription(described: unknown): string | undefined {
  if (typeof described === 'function') return undefined;
  if (typeof described === 'string') return JSON.stringify(described);
  if (typeof described !== 'object' || described === null) return String(described);
  // Of constructs there are never two that are the same.
  if ('node' in described) return undefined;
  const { constructor } = described;
  const number = classes.get(constructor) ?? classes.size;
  classes.set(constructor, number);
  const parts = [`${String(number)}{`];
  if (described instanceof Map || described instanceof Set) {
    for (const item of described) {
      const text = textOfDescription(item);
      if (text === undefined) return undefined;
      parts.push(text);
    }
  } else {
    // In the order in which they were written, which may be seen in what comes of them.
    for (const [name, value] of Object.entries(described)) {
      const text = textOfDescription(value);
      if (text === undefined) return undefined;
      parts.push(`${JSON.stringify(name)}:${text}`);
    }
  }
  return `${parts.join(',')}}`;
}

/** What was made of descriptions: of the same one it is made once. */
export class ByDescription<Made> {
  private readonly made = new Map<string, Made>();

  public get(described: unknown, make: () => Made): Made {
    const text = textOfDescription(described);
    if (text === undefined) return make();
    const made = this.made.get(text) ?? make();
    this.made.set(text, made);
    return made;
  }
}
