/**
 * A model's output for a run: heart rate [steps] in BPM; and, where the model has it and was made ready for it, the place
 * of its hidden state along directions [steps × directions], BPM, or the hidden state itself [steps × units].
 */
export interface ModelOutput {
  heartRateBpm: Float32Array;
  along: Float32Array | null;
  hidden: Float32Array | null;
}

/** Backends that differ by more on the same run would give other figures: float32 alone comes to a thousandth of it. */
export const SAME_WITHIN_BPM = 0.05;

/** The largest difference between two series of one length, in their unit; NaN where one lacks a value. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}
