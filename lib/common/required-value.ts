import type { Checks } from './checks';
import { isRecord } from './shapes';
import { valueObject } from './value-object';
import { isA } from './is-a';

/** A value object that checks itself. */
interface Checked {
  check(property: string, checks: Checks): void;
}

/** A value object that must be there, checked; nothing where it is missing or of another class, which is reported. */
export function requiredValue<T extends Checked>(
  property: string,
  value: T | undefined,
  kind: { readonly name: string; readonly prototype: T },
  example: string,
  checks: Checks,
): T | undefined {
  if (value !== undefined) return optionalValue(property, value, kind, example, checks);
  checks.add({ property, got: value, allowed: `a ${kind.name}`, fix: `Write it as in ${example}.` });
  return undefined;
}

/** The same for one that may be missing. */
export function optionalValue<T extends Checked>(
  property: string,
  value: T | undefined,
  kind: { readonly name: string; readonly prototype: T },
  example: string,
  checks: Checks,
): T | undefined {
  if (isRecord(value) && !isA(kind, value)) {
    // Not shown: a plain object may hold a key.
    checks.addHidden({ property, got: value, allowed: `a ${kind.name}`, fix: `Write it as in ${example}.` });
    return undefined;
  }
  const good = valueObject(property, value, kind, checks);
  good?.check(property, checks);
  return good;
}
