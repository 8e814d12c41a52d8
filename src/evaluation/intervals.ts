import { PredictorError } from "../base/error.ts";
import type { Bounds, IntervalGrid } from "../model/contract.ts";
import type { CalibratedPrediction } from "./calibration/calibrate.ts";

/**
 * Share of the seconds that the intervals of models trained here are to cover. A model's file states its own level, which
 * applies wherever its band is drawn.
 */
export const INTERVAL_LEVEL = 0.9;

/** Bounds of the expected range of the measured heart rate, by timestep, bpm. */
export interface Interval {
  lowerBpm: Float32Array;
  upperBpm: Float32Array;
}

/** Computes the interval around a prediction, by time since the start and predicted heart rate. */
export function intervalOf(prediction: CalibratedPrediction, stepS: number, grid: IntervalGrid): Interval {
  const { heartRateBpm, deviationBpm } = prediction;
  const { atS, atBpm, lower, upper } = grid;
  const interval = { lowerBpm: new Float32Array(heartRateBpm.length), upperBpm: new Float32Array(heartRateBpm.length) };
  for (let i = 0; i < heartRateBpm.length; i++) {
    const bpm = heartRateBpm[i];
    const time = placeIn(atS, i * stepS);
    const level = placeIn(atBpm, bpm);
    interval.lowerBpm[i] = bpm + between(lower, time, level) * deviationBpm[i];
    interval.upperBpm[i] = bpm + between(upper, time, level) * deviationBpm[i];
  }
  return interval;
}

/** Fractional index of a value in a rising list; values beyond an end take the index of that end. */
function placeIn(points: readonly number[], value: number): number {
  if (value <= points[0]) return 0;
  let to = 1;
  while (to < points.length && points[to] <= value) to++;
  if (to === points.length) return points.length - 1;
  return to - 1 + (value - points[to - 1]) / (points[to] - points[to - 1]);
}

/** Bilinear interpolation in a table at a fractional row and column. */
function between(table: readonly number[][], row: number, column: number): number {
  const above = table[Math.floor(row)];
  const below = table[Math.ceil(row)];
  return mix(along(above, column), along(below, column), row % 1);
}

function along(values: readonly number[], place: number): number {
  return mix(values[Math.floor(place)], values[Math.ceil(place)], place % 1);
}

function mix(from: number, to: number, share: number): number {
  return from + share * (to - from);
}

/** A predicted run on which intervals are fitted. */
export interface IntervalRun extends CalibratedPrediction {
  runner: string;
  stepS: number;
  /** NaN where missing. */
  measuredBpm: Float32Array;
  /** Start of the seconds that count in figures; 0 by default. Before it, measurements were used. */
  fromS?: number;
}

/** Starts of the bins of time since the start: errors change fast at first, then slowly. */
const BIN_STARTS_S = [0, 15, 30, 60, 120, 300, 600, 1200, 2400, 4800];

/** Starts of the levels of predicted heart rate, chosen where easy, steady and hard running differ. */
const LEVEL_STARTS_BPM = [0, 135, 145, 155, 165];

/**
 * Time at which a bin's quantiles apply: the start of the first, the middle of others, an hour after the start of the open
 * last one.
 */
function knotS(bin: number): number {
  if (bin === 0) return 0;
  const startS = BIN_STARTS_S[bin];
  return (startS + (BIN_STARTS_S[bin + 1] ?? startS + 7200)) / 2;
}

/** Middle of a level; of the open ones, as far from their bound as in the others. */
function levelBpm(level: number): number {
  return level === 0 ? LEVEL_STARTS_BPM[1] - 5 : LEVEL_STARTS_BPM[level] + 5;
}

/** Fewest runners of a level, or of a set of what runners know, with quantiles of its own. */
export const FEWEST_RUNNERS = 8;

/**
 * Fits split-conformal intervals: quantiles of (measured − predicted) / stated deviation on runs that the model was not
 * trained on, with half of the uncovered share beyond each end (J. Lei et al., "Distribution-Free Predictive Inference for
 * Regression", JASA 113, 2018). Runs of one runner resemble each other, so runners are exchangeable and runs are not: all
 * runners have the same weight, all runs of a runner, and all steps of a run (R. Dunn, L. Wasserman and A. Ramdas,
 * "Distribution-Free Prediction Sets for Two-Layer Hierarchical Models", JASA 118, 2023: pooled distributions).
 * Bounds are first fitted by time since the start; each level of predicted heart rate then shifts them to fit its own runs.
 * There is no correction for the finite number of runners; the coverage on other runners is measured instead.
 * @param level share of the seconds to cover, such as 0.9
 * @throws PredictorError `no-runs` where none has a heart rate.
 */
export function fitIntervals(runs: readonly IntervalRun[], level: number): IntervalGrid {
  const scored = runs.map((run) => ({ run, scores: scoresOf(run) }));
  const runMeans = new RunnerDistribution();
  const byTime = BIN_STARTS_S.map(() => new RunnerDistribution());
  for (const { run, scores } of scored) {
    const values = BIN_STARTS_S.map((): number[] => []);
    for (const { bin, score } of scores) values[bin].push(score);
    for (const [bin, own] of values.entries()) byTime[bin].add(run.runner, own);
    const meanScore = meanDifference(run);
    if (!Number.isNaN(meanScore)) runMeans.add(run.runner, [meanScore]);
  }
  if (runMeans.runners === 0) {
    throw new PredictorError("no-runs", "No run with a heart rate is there to calibrate intervals on.");
  }
  const bins = byTime.flatMap((distribution, bin) =>
    distribution.runners > 0 ? { bin, bounds: boundsOf(distribution, level) } : [],
  );
  const shifts = levelShifts(scored, bins, level);
  const moved = bins.map(({ bounds }) => shifts.map((shift) => upright(bounds, shift)));
  const table = (side: keyof Bounds) => moved.map((row) => row.map((bounds) => Number(bounds[side].toFixed(3))));
  return {
    atS: bins.map(({ bin }, row) => (row === 0 ? 0 : knotS(bin))),
    atBpm: LEVEL_STARTS_BPM.map((_, k) => levelBpm(k)),
    lower: table("lower"),
    upper: table("upper"),
    runMean: boundsOf(runMeans, level),
  };
}

/**
 * Shifts bounds by a level's shift. Bounds that cross change places (V. Chernozhukov,
 * I. Fernández-Val and A. Galichon, "Quantile and Probability Curves Without Crossing", Econometrica 78, 2010).
 */
function upright(bounds: Bounds, shift: Bounds): Bounds {
  const [lower, upper] = [bounds.lower + shift.lower, bounds.upper + shift.upper].sort((a, b) => a - b);
  return { lower, upper };
}

interface Score {
  bin: number;
  level: number;
  score: number;
}

/** Scores of a run's measured steps: the difference in stated deviations, with its bin and level. */
function scoresOf({ heartRateBpm, deviationBpm, measuredBpm, stepS }: IntervalRun): Score[] {
  const scores: Score[] = [];
  measuredBpm.forEach((bpm, i) => {
    if (Number.isNaN(bpm)) return;
    scores.push({
      bin: BIN_STARTS_S.findLastIndex((startS) => startS <= i * stepS),
      level: Math.max(
        0,
        LEVEL_STARTS_BPM.findLastIndex((startBpm) => startBpm <= heartRateBpm[i]),
      ),
      score: (bpm - heartRateBpm[i]) / deviationBpm[i],
    });
  });
  return scores;
}

/**
 * Mean of measured − predicted divided by the mean stated deviation of a run, over the seconds that count; NaN where none
 * does.
 */
function meanDifference({ heartRateBpm, deviationBpm, measuredBpm, stepS, fromS = 0 }: IntervalRun): number {
  let difference = 0;
  let deviation = 0;
  measuredBpm.forEach((bpm, i) => {
    if (Number.isNaN(bpm) || i * stepS < fromS) return;
    difference += bpm - heartRateBpm[i];
    deviation += deviationBpm[i];
  });
  return difference / deviation;
}

/** Shifts of each level's bounds relative to those of all levels together. */
function levelShifts(
  scored: readonly { run: IntervalRun; scores: Score[] }[],
  bins: readonly { bin: number; bounds: Bounds }[],
  level: number,
): Bounds[] {
  const boundsAt = new Map(bins.map(({ bin, bounds }) => [bin, bounds]));
  return LEVEL_STARTS_BPM.map((_, k) => {
    const sides = { lower: new RunnerDistribution(), upper: new RunnerDistribution() };
    for (const { run, scores } of scored) {
      const own = scores.filter((score) => score.level === k);
      for (const side of ["lower", "upper"] as const) {
        sides[side].add(
          run.runner,
          own.map(({ bin, score }) => score - boundsAt.get(bin)![side]),
        );
      }
    }
    if (sides.lower.runners < FEWEST_RUNNERS) return { lower: 0, upper: 0 };
    return { lower: sides.lower.quantile(tailOf(level)), upper: sides.upper.quantile(1 - tailOf(level)) };
  });
}

function boundsOf(distribution: RunnerDistribution, level: number): Bounds {
  const tail = tailOf(level);
  return { lower: distribution.quantile(tail), upper: distribution.quantile(1 - tail) };
}

/** Share beyond each end of an interval. */
const tailOf = (level: number) => (1 - level) / 2;

/** Cell width and range of the histograms of scores, in deviations. */
const CELL = 0.005;
const RANGE = 20;
const CELLS = (2 * RANGE) / CELL;

/** Distribution of values in which all runners have the same weight, and all runs of a runner. */
class RunnerDistribution {
  readonly #byRunner = new Map<string, { weights: Float32Array; runs: number }>();
  /** The cells within which all values lie. */
  #lowest = CELLS;
  #highest = -1;

  get runners(): number {
    return this.#byRunner.size;
  }

  /** Adds the values of one run. */
  add(runner: string, values: number[]): void {
    if (values.length === 0) return;
    const own = this.#byRunner.get(runner) ?? { weights: new Float32Array(CELLS), runs: 0 };
    for (const value of values) {
      const cell = Math.min(CELLS - 1, Math.max(0, Math.floor((value + RANGE) / CELL)));
      own.weights[cell] += 1 / values.length;
      this.#lowest = Math.min(this.#lowest, cell);
      this.#highest = Math.max(this.#highest, cell);
    }
    own.runs++;
    this.#byRunner.set(runner, own);
  }

  /** Value below which a share of the weight lies. */
  quantile(share: number): number {
    let below = 0;
    for (let cell = this.#lowest; cell <= this.#highest; cell++) {
      for (const { weights, runs } of this.#byRunner.values()) below += weights[cell] / runs / this.#byRunner.size;
      if (below >= share - 1e-9) return Number(((cell + 0.5) * CELL - RANGE).toFixed(3));
    }
    return RANGE;
  }
}
