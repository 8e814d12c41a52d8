import { Random } from "../base/random.ts";
import { learnRunner } from "../evaluation/calibration/calibrate.ts";
import { RunnerBelief } from "../evaluation/calibration/runner-belief.ts";
import type { LearntRunner } from "../evaluation/expected-heart-rate.ts";
import { anyNoise } from "./contract.ts";

/** Belief learnt from four half hours of a made-up runner, along directions each half as strong as the one before. */
export function anyRunner(seed: string, directions: number): LearntRunner {
  const random = new Random(seed);
  const offBpm = Array.from({ length: directions }, () => random.normal(0, 1));
  const runs = Array.from({ length: 4 }, () => {
    const steps = 300;
    const along = Float32Array.from(
      { length: steps * directions },
      (_, at) => random.normal(8, 4) / 2 ** (at % directions),
    );
    const predictedBpm = new Float32Array(steps).fill(150);
    const measuredBpm = predictedBpm.map((bpm, i) =>
      offBpm.reduce((sum, off, k) => sum + off * along[i * directions + k], bpm + random.normal(0, 4)),
    );
    return { stepS: 6, predictedBpm, measuredBpm, along, daysApart: null };
  });
  const prior = { noise: anyNoise(), changeDays: null };
  const belief = learnRunner(runs, RunnerBelief.prior(directions), prior).rounded();
  return { belief, runs: runs.length, undatedRuns: 0, known: [] };
}
