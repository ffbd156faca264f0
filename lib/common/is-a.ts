/** Whether a value is an object of a class whose constructor is private. */
export function isA<T>(kind: { readonly prototype: T }, value: unknown): value is T {
  return Object.prototype.isPrototypeOf.call(kind.prototype as object, value as object);
}
