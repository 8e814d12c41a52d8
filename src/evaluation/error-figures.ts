import { compare, measuredFrom } from "./metrics.ts";
import type { ScoredPrediction } from "./run-errors.ts";

/** Bins of an error and of a run's MAE, bpm; values beyond count in the outermost bin. */
const ERROR_BIN_BPM = 1;
const ERROR_RANGE_BPM = 80;
const MAE_RANGE_BPM = 60;

/** Bins of a heart rate, measured or predicted, bpm; values beyond count in the outermost bin. */
const HEART_RATE_BIN_BPM = 2;
const LOWEST_BPM = 60;
const HIGHEST_BPM = 210;
const HEART_RATE_BINS = (HIGHEST_BPM - LOWEST_BPM) / HEART_RATE_BIN_BPM;

/** Number of minutes since the start that have a bin; the last includes all later ones. */
const MINUTES = 360;

/**
 * Distribution of the errors of many runs as sums in bins, which can be added up in any order. All runs have the same
 * weight, as in the means over runs, and so have all compared steps of a run.
 */
export interface ErrorSums {
  runs: number;
  /** Weight by measured − predicted. */
  error: Float64Array;
  /** Weight by absolute error, in bins from 0 on. */
  absoluteError: Float64Array;
  /** Number of runs by MAE. */
  runMae: Float64Array;
  /** Weight by [measured, predicted], in row-major order. */
  density: Float64Array;
  /** By minute: number of runs compared in it, and the sums of their MAE and bias in it. */
  minuteRuns: Float64Array;
  minuteMae: Float64Array;
  minuteBias: Float64Array;
}

export function noErrors(): ErrorSums {
  return {
    runs: 0,
    error: new Float64Array((2 * ERROR_RANGE_BPM) / ERROR_BIN_BPM),
    absoluteError: new Float64Array(ERROR_RANGE_BPM / ERROR_BIN_BPM),
    runMae: new Float64Array(MAE_RANGE_BPM / ERROR_BIN_BPM),
    density: new Float64Array(HEART_RATE_BINS ** 2),
    minuteRuns: new Float64Array(MINUTES),
    minuteMae: new Float64Array(MINUTES),
    minuteBias: new Float64Array(MINUTES),
  };
}

/** Adds a run; one without a measured heart rate is ignored. */
export function addErrors(
  into: ErrorSums,
  { stepS, heartRateBpm }: { stepS: number; heartRateBpm: Float32Array },
  { heartRateBpm: predictedBpm, fromS, excluded }: Pick<ScoredPrediction, "heartRateBpm" | "fromS" | "excluded">,
): void {
  const measuredBpm = measuredFrom(heartRateBpm, stepS, fromS, excluded);
  const whole = compare(predictedBpm, measuredBpm, null);
  if (!whole) return;
  const share = 1 / whole.steps;
  into.runs++;
  into.runMae[binOf(whole.mae / ERROR_BIN_BPM, into.runMae)]++;
  const minute = { of: -1, steps: 0, absolute: 0, bias: 0 };
  measuredBpm.forEach((bpm, i) => {
    if (Number.isNaN(bpm)) return;
    const difference = bpm - predictedBpm[i];
    into.error[binOf((difference + ERROR_RANGE_BPM) / ERROR_BIN_BPM, into.error)] += share;
    into.absoluteError[binOf(Math.abs(difference) / ERROR_BIN_BPM, into.absoluteError)] += share;
    into.density[heartRateBin(bpm) * HEART_RATE_BINS + heartRateBin(predictedBpm[i])] += share;
    const here = Math.min(MINUTES - 1, Math.floor((i * stepS) / 60));
    if (here !== minute.of) {
      addMinute(into, minute);
      Object.assign(minute, { of: here, steps: 0, absolute: 0, bias: 0 });
    }
    minute.steps++;
    minute.absolute += Math.abs(difference);
    minute.bias -= difference;
  });
  addMinute(into, minute);
}

function addMinute(into: ErrorSums, minute: { of: number; steps: number; absolute: number; bias: number }): void {
  if (minute.steps === 0) return;
  into.minuteRuns[minute.of]++;
  into.minuteMae[minute.of] += minute.absolute / minute.steps;
  into.minuteBias[minute.of] += minute.bias / minute.steps;
}

function heartRateBin(bpm: number): number {
  return Math.min(HEART_RATE_BINS - 1, Math.max(0, Math.floor((bpm - LOWEST_BPM) / HEART_RATE_BIN_BPM)));
}

/** Index of the bin at a place in units of bins from the first's start; places outside count in the outermost bins. */
function binOf(place: number, bins: Float64Array): number {
  return Math.min(bins.length - 1, Math.max(0, Math.floor(place)));
}

/** Adds sums of other runs. */
export function mergeErrors(into: ErrorSums, from: ErrorSums): void {
  into.runs += from.runs;
  for (const name of SERIES)
    from[name].forEach((value, i) => {
      into[name][i] += value;
    });
}

const SERIES = [
  "error",
  "absoluteError",
  "runMae",
  "density",
  "minuteRuns",
  "minuteMae",
  "minuteBias",
] as const satisfies (keyof ErrorSums)[];

/** Values from `fromBpm` up to, but not including, `toBpm`; null where the bin is open. */
interface Bin {
  fromBpm: number | null;
  toBpm: number | null;
}

/** Distribution of the errors of many runs, all with the same weight; shares are 0 to 1. */
export interface ErrorFigures {
  /** Histogram of measured − predicted: each bin's share of the time, and the cumulative share up to its end. */
  errors: (Bin & { share: number; cumulative: number })[];
  /** Share of the time in which the absolute error is smaller than `bpm`. */
  within: { bpm: number; share: number }[];
  /** Histogram of the runs' MAE. */
  runMaes: (Bin & { runs: number })[];
  /** Joint histogram of measured and predicted heart rate: bins of `binBpm` from `fromBpm` on, the outermost open. */
  density: {
    binBpm: number;
    fromBpm: number;
    toBpm: number;
    /** Bins that are not empty: index of the measured and of the predicted heart rate, and share of the time. */
    cells: [measured: number, predicted: number, share: number][];
  };
  /** Means by minute over the runs compared in it. The last is open; minutes without runs are left out. `bias` is predicted − measured. */
  minutes: { minute: number; runs: number; mae: number; bias: number }[];
}

export function errorFiguresOf(sums: ErrorSums): ErrorFigures {
  const shareOf = (weight: number) => (sums.runs === 0 ? 0 : weight / sums.runs);
  const upTo = runningSums(sums.error);
  return {
    errors: Array.from(sums.error, (weight, i) => ({
      ...binAt(i, sums.error.length, -ERROR_RANGE_BPM),
      share: shareOf(weight),
      cumulative: shareOf(upTo[i]),
    })),
    within: Array.from(runningSums(sums.absoluteError).slice(0, -1), (weight, i) => ({
      bpm: (i + 1) * ERROR_BIN_BPM,
      share: shareOf(weight),
    })),
    runMaes: Array.from(sums.runMae, (runs, i) => ({ ...binAt(i, sums.runMae.length, 0), runs })),
    density: {
      binBpm: HEART_RATE_BIN_BPM,
      fromBpm: LOWEST_BPM,
      toBpm: HIGHEST_BPM,
      cells: Array.from(sums.density.entries())
        .filter(([, weight]) => weight > 0)
        .map(([i, weight]) => [Math.floor(i / HEART_RATE_BINS), i % HEART_RATE_BINS, shareOf(weight)]),
    },
    minutes: Array.from(sums.minuteRuns.entries())
      .filter(([, runs]) => runs > 0)
      .map(([minute, runs]) => ({
        minute,
        runs,
        mae: sums.minuteMae[minute] / runs,
        bias: sums.minuteBias[minute] / runs,
      })),
  };
}

/** Bounds of a bin. The lowest bin of signed errors has no lower bound, the highest bin no upper bound. */
function binAt(i: number, bins: number, startBpm: number): Bin {
  const fromBpm = startBpm + i * ERROR_BIN_BPM;
  return {
    fromBpm: i === 0 && startBpm < 0 ? null : fromBpm,
    toBpm: i === bins - 1 ? null : fromBpm + ERROR_BIN_BPM,
  };
}

function runningSums(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => (sum += value));
}
