/**
 * The values of all parts, one after another, in a new array.
 * @param type of the array, such as Uint8Array
 */
export function concatenate<T extends { set(part: ArrayLike<number>, at: number): void }>(
  type: new (length: number) => T,
  parts: readonly ArrayLike<number>[],
): T {
  const whole = new type(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
