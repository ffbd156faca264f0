import type { Checks } from './checks';
import { isA } from './is-a';

/** A class whose constructor may be private. */
interface ClassOf<T> {
  readonly name: string;
  readonly prototype: T;
}

/** A value object of the right class, or nothing. Plain objects and strings from JavaScript are reported. */
export function valueObject<T>(
  property: string,
  value: T | undefined,
  kind: ClassOf<T>,
  checks: Checks,
): T | undefined {
  if (value === undefined || isA(kind, value)) return value;
  const fix = `Use one of ${waysToMake(kind).join(', ')}.`;
  checks.add({ property, got: value, allowed: `a ${kind.name}`, fix });
  return undefined;
}

/** The factories and ready-made values of a class, as one writes them. */
function waysToMake<T>(kind: ClassOf<T>): string[] {
  return Object.getOwnPropertyNames(kind)
    .filter((name) => !['length', 'name', 'prototype'].includes(name))
    .map((name) => `${kind.name}.${name}`);
}
