/** Backends that differ by more on the same run would give other figures: float32 alone comes to a thousandth of it. */
export const SAME_WITHIN_BPM = 0.05;

/** The largest difference between two series of one length, in their unit; NaN where one lacks a value. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}
