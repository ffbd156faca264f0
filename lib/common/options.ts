import type { Checks } from './checks';
import { defined } from './defined';
import { isRecord } from './shapes';

/**
 * Options as they can be read: without what says nothing, and empty where JavaScript handed in something else. That is
 * reported later, by `isOptions`, and not thrown by the factory.
 */
export function readable<T extends object>(options: T | undefined): Partial<T> {
  return isRecord(options) ? defined(options) : {};
}

/** Reports options that are none. They are never shown: somebody may have put a secret where no secret has a place. */
export function isOptions(property: string, options: unknown, example: string, checks: Checks): boolean {
  if (isRecord(options)) return true;
  checks.addHidden({ property, got: options, allowed: 'an object of options', fix: `Write them as in ${example}.` });
  return false;
}

const SECRET_NAME = /(password|passphrase|credentials?|secret|token|key)$|^(user(name)?|pass|pwd)$/i;

/**
 * Reports properties that carry a secret, judged by their names, and returns the others: those are then checked as usual.
 *
 * @param fix why there is no place for a secret, and what to do instead.
 */
export function withoutSecrets(
  options: object,
  known: readonly string[],
  fix: string,
  checks: Checks,
): Readonly<Record<string, unknown>> {
  const isSecret = (name: string): boolean => SECRET_NAME.test(name) && !known.includes(name);
  const entries = Object.entries(options) as [string, unknown][];
  for (const [property, got] of entries.filter(([name]) => isSecret(name))) {
    checks.addHidden({ property, got, allowed: 'no user, password or other secret', fix });
  }
  return Object.fromEntries(entries.filter(([name]) => !isSecret(name)));
}
