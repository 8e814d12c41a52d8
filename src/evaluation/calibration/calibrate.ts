import type { NoisePrior } from "../../model/contract.ts";
import { RunnerBelief } from "./runner-belief.ts";
import { Wandering } from "./wandering.ts";

/** A predicted run, as calibration sees it. Series have one entry a timestep. */
export interface CalibrationRun {
  stepS: number;
  predictedBpm: Float32Array;
  /** NaN where missing. */
  measuredBpm: Float32Array;
  /** [step × direction]: where the model's hidden state stands along the prior's directions, BPM. */
  along: Float32Array;
}

/** A prediction corrected by what was looked at, and how far it may be off. */
export interface CalibratedPrediction {
  heartRateBpm: Float32Array;
  /** Standard deviation of measured − predicted, BPM. */
  deviationBpm: Float32Array;
}

/** Steps of an earlier run that lie closer tell little more. */
const EVERY_S = 30;

/** Learns a runner's belief from earlier runs; the prior where there are none. */
export function learnRunner(history: Iterable<CalibrationRun>, directions: number, noise: NoisePrior): RunnerBelief {
  const belief = RunnerBelief.prior(directions);
  for (const run of history) {
    const wandering = new Wandering(noise, directions + 1);
    for (let i = 0; i < run.measuredBpm.length; i += stepsBetween(run.stepS)) take(run, i, wandering, belief);
  }
  return belief;
}

/**
 * A run's prediction by what is held of the runner and by the run's own first minutes. What stands at a step rests
 * on measurements before it alone, and on none from `warmUpS` on.
 * @param runner not changed
 */
export function calibrateRun(
  run: CalibrationRun,
  runner: RunnerBelief,
  noise: NoisePrior,
  warmUpS: number,
): CalibratedPrediction {
  const { stepS, predictedBpm } = run;
  const steps = predictedBpm.length;
  const directions = runner.mean.length;
  const belief = warmUpS > 0 ? runner.copy() : runner;
  const wandering = new Wandering(noise, directions + 1);
  const heartRateBpm = new Float32Array(steps);
  const deviationBpm = new Float32Array(steps);
  const wandered = new Float64Array(directions + 1);
  const ahead = new Float64Array(directions + 1);
  for (let i = 0; i < steps; i++) {
    const timeS = i * stepS;
    const wanderingVariance = wandering.foresee(timeS, wandered);
    regressorsOf(run, i, ahead);
    // What of the step's regressors and residual the wandering has not taken up yet.
    for (let k = 0; k < directions; k++) ahead[k] -= wandered[k];
    heartRateBpm[i] = predictedBpm[i] + wandered[directions] + belief.dot(ahead);
    deviationBpm[i] = Math.sqrt(wanderingVariance + belief.variance(ahead));
    if (timeS < warmUpS) take(run, i, wandering, belief);
  }
  return { heartRateBpm, deviationBpm };
}

/** Stride in timesteps at which an earlier run is read. */
export function stepsBetween(stepS: number): number {
  return Math.max(1, Math.round(EVERY_S / stepS));
}

/** Takes in a step's measurement, where there is one. */
function take(run: CalibrationRun, i: number, wandering: Wandering, belief: RunnerBelief): void {
  if (Number.isNaN(run.measuredBpm[i])) return;
  const row = new Float64Array(belief.mean.length + 1);
  regressorsOf(run, i, row);
  wandering.whiten(i * run.stepS, row);
  belief.observe(row);
}

/** Fills a row with a step's place along each direction, then measured − predicted. */
function regressorsOf({ along, measuredBpm, predictedBpm }: CalibrationRun, i: number, row: Float64Array): void {
  const directions = row.length - 1;
  for (let k = 0; k < directions; k++) row[k] = along[i * directions + k];
  row[directions] = measuredBpm[i] - predictedBpm[i];
}
