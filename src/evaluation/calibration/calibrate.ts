import type { CalibrationPrior, NoisePrior } from "../../model/contract.ts";
import type { RunnerBelief } from "./runner-belief.ts";
import { Wandering } from "./wandering.ts";

/** Input of a calibration: a predicted run. Series have one entry per timestep. */
export interface CalibrationRun {
  stepS: number;
  predictedBpm: Float32Array;
  /** NaN where missing. */
  measuredBpm: Float32Array;
  /** Coordinates of the model's hidden state along the prior's directions, bpm, [step × direction]. */
  along: Float32Array;
}

/** A calibrated prediction with its uncertainty. */
export interface CalibratedPrediction {
  heartRateBpm: Float32Array;
  /** Standard deviation of measured − predicted, bpm. */
  deviationBpm: Float32Array;
}

/** Time between the steps that are used of an earlier run; closer ones add little information. */
const EVERY_S = 30;

/** Earlier run of a runner. */
export interface EarlierRun extends CalibrationRun {
  /** Days between it and the run to predict; null where they are not known. */
  daysApart: number | null;
}

/**
 * Learns the belief about a runner, as of the run to predict, from earlier runs in their order. Between two runs and after
 * the last, the runner's place changes as an Ornstein–Uhlenbeck process does: a random walk that is drawn back to what is
 * believed of them without any run. Over days that are not known it stays.
 * @param unknown what is believed of the runner without any run; it is not changed
 */
export function learnRunner(
  history: Iterable<EarlierRun>,
  unknown: RunnerBelief,
  { noise, changeDays }: Pick<CalibrationPrior, "noise" | "changeDays">,
): RunnerBelief {
  const belief = unknown.copy();
  let lastDay: number | null = null;
  const changeBy = (days: number) => {
    if (changeDays !== null && days > 0) belief.fade(Math.exp(-days / changeDays), unknown);
  };
  for (const run of history) {
    if (lastDay !== null && run.daysApart !== null) changeBy(lastDay - run.daysApart);
    lastDay = run.daysApart ?? lastDay;
    const wandering = new Wandering(noise, belief.mean.length + 1);
    for (let i = 0; i < run.measuredBpm.length; i += stepsBetween(run.stepS)) take(run, i, wandering, belief);
  }
  changeBy(lastDay ?? 0);
  return belief;
}

/**
 * Calibrates a run's prediction by the belief about its runner and by its own warm-up. The value at a step depends only on
 * measurements before it, and on none from `warmUpS` on.
 * @param runner belief about the runner; it is not changed
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
    // Regressors that the wandering does not account for yet.
    for (let k = 0; k < directions; k++) ahead[k] -= wandered[k];
    heartRateBpm[i] = predictedBpm[i] + wandered[directions] + belief.dot(ahead);
    deviationBpm[i] = Math.sqrt(wanderingVariance + belief.variance(ahead));
    if (timeS < warmUpS) take(run, i, wandering, belief);
  }
  return { heartRateBpm, deviationBpm };
}

/** Number of timesteps between the steps that are used of an earlier run. */
export function stepsBetween(stepS: number): number {
  return Math.max(1, Math.round(EVERY_S / stepS));
}

/** Updates wandering and belief by a step's measurement, if there is one. */
function take(run: CalibrationRun, i: number, wandering: Wandering, belief: RunnerBelief): void {
  if (Number.isNaN(run.measuredBpm[i])) return;
  const row = new Float64Array(belief.mean.length + 1);
  regressorsOf(run, i, row);
  wandering.whiten(i * run.stepS, row);
  belief.observe(row);
}

/** Fills a row with a step's coordinate along each direction, then measured − predicted. */
function regressorsOf({ along, measuredBpm, predictedBpm }: CalibrationRun, i: number, row: Float64Array): void {
  const directions = row.length - 1;
  for (let k = 0; k < directions; k++) row[k] = along[i * directions + k];
  row[directions] = measuredBpm[i] - predictedBpm[i];
}
