import { mean, NINE_OF_TEN, quantile } from "../base/statistics.ts";
import { gradedSpeed } from "../workout/graded-speed.ts";
import { STANDING_KMH } from "../workout/standing.ts";
import type { Track } from "../workout/workout.ts";
import type { Analysis } from "./analysis.ts";
import { FITTED_NOISE } from "./calibration/noise.ts";
import { Wandering } from "./calibration/wandering.ts";
import type { ExpectedHeartRate } from "./expected-heart-rate.ts";

/** First minutes that are left out: a heart rate climbs in them at any pace. */
export const DRIFT_FROM_S = 600;

/** Shortest moving time of a run with a drift. */
const SHORTEST_S = 1200;

/** Greatest spread of the minutes' speeds, as a share of their median. */
const MOST_VARIATION = 0.15;

/** Least share of the moving time in which the heart rate is known. */
const LEAST_KNOWN = 0.5;

/** Why a run has no drift. */
export type NoDrift = "short" | "no-heart-rate" | "varied";

export interface Drift {
  /**
   * Decoupling of heart rate and speed, %: (speed / heart rate) of the first half of the moving time over that of the
   * second, less 1. Positive where the second half took more heart beats for its way (J. Friel, "The Triathlete's Training
   * Bible", and TrainingPeaks' Pa:Hr, which divides by the first half's too).
   */
  decouplingPercent: number;
  /** null where less than ten minutes are compared. */
  unexplained: UnexplainedDrift | null;
}

/** Slope of measured − expected over time, bpm an hour, with the ends of its 90 % interval. */
export interface UnexplainedDrift {
  bpmPerHour: number;
  lowerBpmPerHour: number;
  upperBpmPerHour: number;
}

/**
 * Computes a run's drift over its moving time, the first minutes and excluded stretches left out; or why there is none.
 */
export function driftOf({ track, comparedBpm, expectation, summary }: Analysis): Drift | NoDrift {
  if (summary.movingS < SHORTEST_S) return "short";
  const moving = movingSteps(track);
  const known = moving.filter((i) => !Number.isNaN(comparedBpm[i]));
  const middle = moving[moving.length >> 1];
  const halves = [known.filter((i) => i < middle), known.filter((i) => i >= middle)];
  if (halves.some(({ length }) => length < (LEAST_KNOWN * moving.length) / 2)) return "no-heart-rate";
  if (variationOf(track, moving) > MOST_VARIATION) return "varied";
  const [first, second] = halves.map((half) => meanAt(track.speedKmh, half) / meanAt(comparedBpm, half));
  return {
    decouplingPercent: 100 * (first / second - 1),
    unexplained: expectation && unexplainedDrift(track, comparedBpm, expectation, known),
  };
}

/** Steps after the warm-up at which the runner moves. */
function movingSteps({ speedKmh, stepS }: Pick<Track, "speedKmh" | "stepS">): number[] {
  return Array.from(speedKmh.keys()).filter((i) => i * stepS >= DRIFT_FROM_S && speedKmh[i] > STANDING_KMH);
}

function meanAt(series: Float32Array, steps: readonly number[]): number {
  return mean(steps.map((i) => series[i]));
}

/**
 * Variation of the pace from minute to minute: of the speed or of the grade-adjusted one, whichever varies less, for hills
 * make one uneven and a noisy altitude the other.
 */
function variationOf(track: Track, moving: readonly number[]): number {
  const speeds = [track.speedKmh, gradedSpeed(track) ?? track.speedKmh];
  return Math.min(...speeds.map((speedKmh) => spreadOf(minuteMeans(speedKmh, track.stepS, moving))));
}

function minuteMeans(series: Float32Array, stepS: number, steps: readonly number[]): number[] {
  const minutes = new Map<number, number[]>();
  for (const i of steps) {
    const minute = Math.floor((i * stepS) / 60);
    const own = minutes.get(minute);
    if (own) own.push(series[i]);
    else minutes.set(minute, [series[i]]);
  }
  return Array.from(minutes.values(), mean);
}

/** Standard deviation as a share of the median, by the tenth and ninetieth percentile: the minutes around a stop do not count. */
function spreadOf(values: readonly number[]): number {
  return (quantile(values, 0.9) - quantile(values, 0.1)) / (2 * 1.2816) / quantile(values, 0.5);
}

/** Smallest time over which a slope is told. */
const SHORTEST_COMPARED_S = 600;

/**
 * Fits the slope of measured − expected by generalised least squares: differences wander for minutes, as they do in real
 * runs, so that many seconds tell little more than a few do.
 */
function unexplainedDrift(
  { stepS }: Pick<Track, "stepS">,
  comparedBpm: Float32Array,
  { heartRateBpm, fromS, noise }: Pick<ExpectedHeartRate, "heartRateBpm" | "fromS" | "noise">,
  known: readonly number[],
): UnexplainedDrift | null {
  const compared = known.filter((i) => i * stepS >= fromS);
  if (compared.length * stepS < SHORTEST_COMPARED_S) return null;
  const wandering = new Wandering(noise ?? FITTED_NOISE, 3);
  // Normal equations of a constant and a slope.
  let [ones, both, squares, withOne, withTime] = [0, 0, 0, 0, 0];
  for (const i of compared) {
    const row = Float64Array.of(comparedBpm[i] - heartRateBpm[i], 1, (i * stepS) / 3600);
    wandering.whiten(i * stepS, row);
    const [difference, one, hours] = row;
    ones += one * one;
    both += one * hours;
    squares += hours * hours;
    withOne += one * difference;
    withTime += hours * difference;
  }
  const determinant = ones * squares - both ** 2;
  const bpmPerHour = (ones * withTime - both * withOne) / determinant;
  const reach = NINE_OF_TEN * Math.sqrt(ones / determinant);
  return { bpmPerHour, lowerBpmPerHour: bpmPerHour - reach, upperBpmPerHour: bpmPerHour + reach };
}

/** Why a run has no drift, in a sentence. */
export const NO_DRIFT: Record<NoDrift, string> = {
  short: "Drift needs 20 minutes of moving: this run is too short to have one.",
  "no-heart-rate": "Drift needs a heart rate in both halves of the run: too much of it is missing or excluded.",
  varied: "Drift needs an even effort: the paces of this run vary too much to compare its halves.",
};
