const written = new Map<string, string>();

/**
 * An expression of Terraform that is written once for all who ask for the same: for each cdktf takes a stack trace, and keeps it.
 *
 * @param from all that it is made of, with a word for what is made of it.
 */
export function expressionOnce(from: readonly string[], write: () => string): string {
  const key = from.join('\n');
  const known = written.get(key) ?? write();
  written.set(key, known);
  return known;
}
