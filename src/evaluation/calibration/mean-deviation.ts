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
