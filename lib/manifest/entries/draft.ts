import type { ComputedValue } from './value';

/**
 * An entry as a construct gives it: values that are tokens of cdktf stand as such, what there is not may stand as nothing.
 */
export type Draft<T> = T extends ComputedValue
  ? never
  : T extends readonly (infer U)[]
    ? readonly Draft<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Draft<T[K]> | (object extends Pick<T, K> ? undefined : never) }
      : T;

/** True, or nothing: marks are there or are left out. */
export function mark(holds: boolean): true | undefined {
  return holds ? true : undefined;
}
