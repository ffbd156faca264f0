/**
 * A copy without the properties that are there and say nothing. Callers whose compiler lets them write `x: undefined` mean
 * that x is left out, and a default must not be overwritten by it.
 */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}
