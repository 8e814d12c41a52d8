import { Matrix, solve } from "ml-matrix";
import type { TrendPrior } from "../../model/contract.ts";

/** A moment at which a runner's state is asked for, with the run that was measured then, if one was. */
export interface Look {
  /** Days since any moment; no less than the look's before. */
  day: number;
  run: MeasuredRun | null;
}

export interface MeasuredRun {
  /** Mean of measured − expected, bpm. */
  differenceBpm: number;
  /** Standard deviation of that mean by the wandering within the run, bpm. */
  deviationBpm: number;
  /** Number of its sensor; 0 for the one that the state is told by, whose offset is part of it. */
  sensor: number;
}

/** A normal distribution of a runner's state: by how much their heart rate is above a common runner's at the same running, bpm. */
export interface RunnerState {
  meanBpm: number;
  deviationBpm: number;
}

/** What is known of a state before a look's run, and what its run then told. */
export interface FilteredLook {
  /** Moments of the whole state before and after the run, in the order of the components. */
  before: Moments;
  after: Moments;
  /** Measured − foreseen, in its standard deviations; NaN without a run. */
  innovation: number;
  /** Logarithm of the density of what was measured, given all runs before; 0 without a run. */
  logDensity: number;
}

/** Mean and covariance [component × component] of a normal distribution. */
export interface Moments {
  mean: Float64Array;
  covariance: Float64Array;
}

/** Standard deviation of another sensor's offset, bpm: wide, for wrists are off by some beats either way, on some runners by many. */
const SENSOR_BPM = 6;

/** Components: a runner's place, the change about it, and an offset of each further sensor. */
const PLACE = 0;
const CHANGE = 1;
const FIRST_SENSOR = 2;

/**
 * Filters a runner's looks in their order (R. E. Kalman, "A New Approach to Linear Filtering and Prediction Problems",
 * 1960): no look depends on a later one.
 */
export function filterLooks(looks: readonly Look[], prior: TrendPrior): FilteredLook[] {
  let now = unknownRunner(looks, prior);
  let { day } = looks[0] ?? { day: 0 };
  return looks.map((look) => {
    const before = later(now, look.day - day, prior);
    day = look.day;
    if (look.run === null) {
      now = before;
      return { before, after: before, innovation: Number.NaN, logDensity: 0 };
    }
    const told = observed(before, look.run, prior);
    now = told.after;
    return { before, ...told };
  });
}

function unknownRunner(looks: readonly Look[], { runnerBpm, changeBpm }: TrendPrior): Moments {
  const sensors = looks.reduce((most, { run }) => Math.max(most, run?.sensor ?? 0), 0);
  const size = FIRST_SENSOR + sensors;
  const covariance = new Float64Array(size ** 2);
  for (let k = 0; k < size; k++) covariance[k * (size + 1)] = SENSOR_BPM ** 2;
  covariance[PLACE * (size + 1)] = runnerBpm ** 2;
  covariance[CHANGE * (size + 1)] = changeBpm ** 2;
  return { mean: new Float64Array(size), covariance };
}

/** Share of the change that stays over some days. */
function keptOver(days: number, { changeDays }: TrendPrior): number {
  return Math.exp(-days / changeDays);
}

function later({ mean, covariance }: Moments, days: number, prior: TrendPrior): Moments {
  const size = mean.length;
  const kept = keptOver(days, prior);
  const next = { mean: mean.slice(), covariance: covariance.slice() };
  next.mean[CHANGE] *= kept;
  for (let k = 0; k < size; k++) {
    next.covariance[CHANGE * size + k] *= kept;
    next.covariance[k * size + CHANGE] *= kept;
  }
  next.covariance[CHANGE * (size + 1)] += prior.changeBpm ** 2 * (1 - kept ** 2);
  return next;
}

function observed(
  { mean, covariance }: Moments,
  { differenceBpm, deviationBpm, sensor }: MeasuredRun,
  { runBpm }: TrendPrior,
): Omit<FilteredLook, "before"> {
  const size = mean.length;
  const parts = sensor === 0 ? [PLACE, CHANGE] : [PLACE, CHANGE, FIRST_SENSOR + sensor - 1];
  const reach = new Float64Array(size);
  let variance = runBpm ** 2 + deviationBpm ** 2;
  let off = differenceBpm;
  for (const part of parts) {
    for (let k = 0; k < size; k++) reach[k] += covariance[k * size + part];
    off -= mean[part];
  }
  for (const part of parts) variance += reach[part];
  const after = { mean: mean.slice(), covariance: covariance.slice() };
  for (let i = 0; i < size; i++) {
    after.mean[i] += (reach[i] / variance) * off;
    for (let j = 0; j < size; j++) after.covariance[i * size + j] -= (reach[i] * reach[j]) / variance;
  }
  return {
    after,
    innovation: off / Math.sqrt(variance),
    logDensity: -0.5 * (Math.log(2 * Math.PI * variance) + off ** 2 / variance),
  };
}

/** A runner's state by the first sensor: place and change. */
export function stateOf({ mean, covariance }: Moments): RunnerState {
  return { meanBpm: mean[PLACE] + mean[CHANGE], deviationBpm: Math.sqrt(sumOfState(covariance, mean.length)) };
}

function sumOfState(covariance: Float64Array, size: number): number {
  const of = (a: number, b: number) => covariance[a * size + b];
  return of(PLACE, PLACE) + of(PLACE, CHANGE) + of(CHANGE, PLACE) + of(CHANGE, CHANGE);
}

/**
 * States of a runner at some looks by all of their runs (H. E. Rauch, F. Tung and C. T. Striebel, "Maximum Likelihood
 * Estimates of Linear Dynamic Systems", AIAA Journal 3, 1965). From look to look nothing but the change moves, so that the gain
 * of every other component is that of the next look's own.
 */
export class SmoothedStates {
  readonly #moments: Moments[];
  /** What a look's change takes on of the components of what the next state turns out to be. */
  readonly #gains: Float64Array[];

  constructor(looks: readonly Look[], filtered: readonly FilteredLook[], prior: TrendPrior) {
    this.#moments = filtered.map(({ after }) => after);
    this.#gains = [];
    for (let i = filtered.length - 2; i >= 0; i--) {
      const { after } = filtered[i];
      const next = filtered[i + 1].before;
      const gain = gainOf(after, next, keptOver(looks[i + 1].day - looks[i].day, prior));
      this.#gains[i] = gain;
      this.#moments[i] = smoothed(after, next, this.#moments[i + 1], gain);
    }
  }

  at(look: number): RunnerState {
    return stateOf(this.#moments[look]);
  }

  /** Change of the state from one look to a later one, by their joint distribution. */
  change(from: number, to: number): RunnerState {
    const { mean, covariance } = this.#moments[to];
    const size = mean.length;
    const shared = covariance.slice();
    for (let i = to - 1; i >= from; i--) shared.set(rowOf(this.#gains[i], shared), CHANGE * size);
    const [before, after] = [this.#moments[from], this.#moments[to]];
    const variance = sumOfState(before.covariance, size) + sumOfState(covariance, size) - 2 * sumOfState(shared, size);
    return {
      meanBpm: stateOf(after).meanBpm - stateOf(before).meanBpm,
      deviationBpm: Math.sqrt(Math.max(0, variance)),
    };
  }
}

/** Solves for the gain of the change: its covariance with the next state, in units of the next state's. */
function gainOf({ mean, covariance }: Moments, next: Moments, kept: number): Float64Array {
  const size = mean.length;
  const shared = Float64Array.from(mean, (_, k) => (k === CHANGE ? kept : 1) * covariance[CHANGE * size + k]);
  return Float64Array.from(
    solve(Matrix.from1DArray(size, size, next.covariance), Matrix.columnVector(shared)).to1DArray(),
  );
}

function smoothed(after: Moments, foreseen: Moments, next: Moments, gain: Float64Array): Moments {
  const size = after.mean.length;
  const [mean, covariance] = [next.mean.slice(), next.covariance.slice()];
  const off = next.mean.map((value, k) => value - foreseen.mean[k]);
  mean[CHANGE] = after.mean[CHANGE] + dot(gain, off);
  const moved = rowOf(
    gain,
    next.covariance.map((value, at) => value - foreseen.covariance[at]),
  );
  for (let k = 0; k < size; k++) {
    const value = after.covariance[CHANGE * size + k] + (k === CHANGE ? dot(gain, moved) : moved[k]);
    covariance[CHANGE * size + k] = value;
    covariance[k * size + CHANGE] = value;
  }
  return { mean, covariance };
}

/** A row times a matrix [component × component]. */
function rowOf(row: Float64Array, matrix: Float64Array): Float64Array {
  return row.map((_, column) => row.reduce((sum, value, k) => sum + value * matrix[k * row.length + column], 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
