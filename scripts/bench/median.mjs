/** The middle of some values; of an even number, the upper one of the two. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
