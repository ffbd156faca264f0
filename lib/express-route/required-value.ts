import type { Checks } from '../common/checks';
import { valueObject } from '../common/value-object';

/** A value object that must be there, checked; nothing where it is missing or of another class, which is reported. */
export function requiredValue<T extends { check(property: string, checks: Checks): void }>(
  property: string,
  value: T | undefined,
  kind: { readonly name: string; readonly prototype: T },
  example: string,
  checks: Checks,
): T | undefined {
  if (value === undefined) {
    checks.add({ property, got: value, allowed: `a ${kind.name}`, fix: `Write it as in ${example}.` });
    return undefined;
  }
  const good = valueObject(property, value, kind, checks);
  good?.check(property, checks);
  return good;
}
