import type { Checks } from './checks';

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
  if (value === undefined || Object.prototype.isPrototypeOf.call(kind.prototype as object, value as object))
    return value;
  const fix = `Make one with a static member of ${kind.name}.`;
  checks.add({ property, got: value, allowed: `a ${kind.name}`, fix });
  return undefined;
}
