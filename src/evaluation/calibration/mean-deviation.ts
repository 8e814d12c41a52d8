import type { NoisePrior } from "../../model/contract.ts";

/**
 * Standard deviation of a run's mean of measured − expected that comes of the wandering within the run, bpm: how far the
 * mean over the measured steps may lie from the run's own offset. Infinite where no step is measured.
 * @param measuredBpm by timestep, NaN where missing
 */
export function meanDeviation(measuredBpm: Float32Array, stepS: number, noise: NoisePrior): number {
  const { slowBpm, slowS, fastBpm, fastS, stepBpm, startBpm, startS } = noise;
  let steps = 0;
  let variance = 0;
  // Sum of each wandering's correlations of the latest measured step with those before it.
  let [slow, fast] = [0, 0];
  let lastS = 0;
  for (let i = 0; i < measuredBpm.length; i++) {
    if (Number.isNaN(measuredBpm[i])) continue;
    const timeS = i * stepS;
    if (steps > 0) {
      slow = (slow + 1) * Math.exp((lastS - timeS) / slowS);
      fast = (fast + 1) * Math.exp((lastS - timeS) / fastS);
    }
    variance += slowBpm ** 2 * (1 + 2 * slow) + fastBpm ** 2 * (1 + 2 * fast);
    variance += stepBpm ** 2 + (startBpm * Math.exp(-timeS / startS)) ** 2;
    lastS = timeS;
    steps++;
  }
  return steps === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(variance) / steps;
}

/**
 * Standard deviation of the mean of measured − predicted over a stretch, bpm: that of its steps, less what averages out of the
 * wandering within the stretch. NaN where no step is measured.
 * @param deviationBpm standard deviation of measured − predicted, by timestep
 * @param measuredBpm by timestep, NaN where missing and outside of the stretch
 */
export function stretchDeviation(
  deviationBpm: Float32Array,
  measuredBpm: Float32Array,
  stepS: number,
  noise: NoisePrior,
): number {
  const { slowBpm, fastBpm, stepBpm, startBpm, startS } = noise;
  let steps = 0;
  let shared = 0;
  measuredBpm.forEach((bpm, i) => {
    if (Number.isNaN(bpm)) return;
    const ownBpm = startBpm * Math.exp((-i * stepS) / startS);
    shared += deviationBpm[i] ** 2 - (slowBpm ** 2 + fastBpm ** 2 + stepBpm ** 2 + ownBpm ** 2);
    steps++;
  });
  // Behind a warm-up the wandering is known in part, and a step's deviation is smaller than that of the wandering alone.
  return Math.sqrt(Math.max(0, shared / steps + meanDeviation(measuredBpm, stepS, noise) ** 2));
}
