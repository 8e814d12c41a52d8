import { Matrix } from "ml-matrix";
import { type Random, Wander } from "../base/random.ts";
import type { NoisePrior } from "../model/contract.ts";
import { series } from "./workouts.ts";

/**
 * Covariance of the measurements of one run at these times, BPM², as the definition of its parts says: slow, and plain
 * enough to be believed.
 */
export function wanderingCovariance(noise: NoisePrior, timeS: number[]): Matrix {
  const covariance = Matrix.zeros(timeS.length, timeS.length);
  timeS.forEach((a, i) => {
    timeS.forEach((b, j) => {
      covariance.set(i, j, sharedVariance(noise, Math.abs(a - b)) + (i === j ? measurementVariance(noise, a) : 0));
    });
  });
  return covariance;
}

/** Covariance of two measurements of a run. */
export function sharedVariance({ runBpm, slowBpm, slowS, fastBpm, fastS }: NoisePrior, apartS: number): number {
  return runBpm ** 2 + slowBpm ** 2 * Math.exp(-apartS / slowS) + fastBpm ** 2 * Math.exp(-apartS / fastS);
}

/** Variance of a measurement's own noise. */
export function measurementVariance({ stepBpm, startBpm, startS }: NoisePrior, timeS: number): number {
  return stepBpm ** 2 + (startBpm * Math.exp(-timeS / startS)) ** 2;
}

/** Draws the differences of a run's steps from its prior. */
export function drawWandering(random: Random, noise: NoisePrior, steps: number, stepS: number): number[] {
  const ofRun = random.normal(0, noise.runBpm);
  const slow = new Wander(random, noise.slowBpm, noise.slowS, stepS);
  const fast = new Wander(random, noise.fastBpm, noise.fastS, stepS);
  return series(
    steps,
    (i) => ofRun + slow.next() + fast.next() + random.normal(0, Math.sqrt(measurementVariance(noise, i * stepS))),
  );
}
