import { mean } from "../base/statistics.ts";
import type {
  CalibrationKind,
  CalibrationPrior,
  IntervalGrid,
  IntervalTable,
  KnownQuantity,
  ModelContract,
  NoisePrior,
} from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";
import { type Dated, daysBetween, NO_FACTS } from "../workout/recording-facts.ts";
import type { Span, Track } from "../workout/workout.ts";
import { type CalibrationRun, calibrateRun, type EarlierRun, learnRunner } from "./calibration/calibrate.ts";
import { beliefBy, type Knowledge, usedOf } from "./calibration/knowledge.ts";
import type { RunnerBelief } from "./calibration/runner-belief.ts";
import { type Interval, intervalOf } from "./intervals.ts";
import { measuredFrom } from "./metrics.ts";

/** Earlier runs that calibration looks at: the latest. @limit */
export const MOST_HISTORY_RUNS = 50;

/** First minutes of a run that calibration looks at. @limit */
export const LONGEST_WARM_UP_MINUTES = 60;

/** The parts of a predicted run that calibration uses. */
export type PredictedRun = Pick<Prediction, "heartRateBpm" | "along"> & {
  track: Pick<Track, "stepS" | "heartRateBpm"> & Partial<Dated>;
  /** Excluded stretches, whose heart rate is used in no calibration and no figure; none by default. */
  excluded?: readonly Span[];
  /** Whether it comes from the runner's library; false by default. */
  isKept?: boolean;
};

/** Belief about a runner, learnt from earlier runs and from what they know of themselves, without either. */
export interface LearntRunner {
  belief: RunnerBelief;
  /** Number of runs it was learnt from; 0 for none. */
  runs: number;
  /** Number of those of which it is not known whether they started before the run. */
  undatedRuns: number;
  /** Number of those that come from the runner's library; 0 where that is not said, as in a link. */
  keptRuns?: number;
  /** Quantities it was conditioned on. */
  known: readonly KnownQuantity[];
}

/** Data used besides speed and altitude. */
export interface CalibrationSources {
  /**
   * Earlier runs of the same runner, or the belief learnt from them; empty where none are used. Of undated runs, the latest
   * is the last.
   */
  history: readonly PredictedRun[] | LearntRunner;
  /** What the runner knows of themselves; nothing by default. A belief learnt from runs holds it already. */
  known?: Knowledge;
  /** Length of the warm-up whose measured heart rate is used; 0 for none. */
  warmUpS: number;
}

/** Calibration by nothing: the run is compared with the average runner. */
export const NO_CALIBRATION: CalibrationSources = { history: [], warmUpS: 0 };

/** Expected heart rate of a run, and the data it used. Series have one entry per timestep. */
export interface ExpectedHeartRate {
  heartRateBpm: Float32Array;
  /** Standard deviation of measured − expected, bpm; null where the model does not state it. */
  deviationBpm: Float32Array | null;
  /** null where the model states none. */
  interval: Interval | null;
  /** Share of the seconds that the interval is to cover; null without an interval. */
  level: number | null;
  kind: CalibrationKind;
  /** Quantities used that the runner knows of themselves. */
  known: readonly KnownQuantity[];
  /** Number of earlier runs used. */
  historyRuns: number;
  /** Number of those of which it is not known whether they started before the run. */
  undatedRuns: number;
  /** Number of those that come from the runner's library. */
  keptRuns: number;
  /** Start of the seconds that count in figures: measurements before it were used; 0 where none were. */
  fromS: number;
  /** Excluded stretches, which count in no figure. */
  excluded: readonly Span[];
  /** Usual range of a whole run's mean of measured − expected; null without an interval. */
  usualBpm: UsualRange | null;
  /** How measured − expected wanders; null where the model does not state it. */
  noise: NoisePrior | null;
}

/** Data that a model alone uses of a runner. */
export const NOTHING_SEEN = {
  kind: "none",
  known: [],
  historyRuns: 0,
  undatedRuns: 0,
  keptRuns: 0,
  fromS: 0,
} as const satisfies Partial<ExpectedHeartRate>;

/** Usual range of a run's mean difference, bpm. */
export interface UsualRange {
  lowerBpm: number;
  upperBpm: number;
}

/**
 * Calibrates a model's prediction by earlier runs and by the warm-up. Earlier runs without a heart rate or without the
 * model's directions are skipped; `kind` states which sources were used in the end.
 */
export function expectedHeartRate(
  prediction: PredictedRun,
  { calibration, intervals }: Pick<ModelContract, "calibration" | "intervals">,
  { history, warmUpS, known = {} }: CalibrationSources = NO_CALIBRATION,
): ExpectedHeartRate {
  const { track, heartRateBpm, excluded = [] } = prediction;
  const run = calibrationRun(prediction);
  if (!calibration || !run) {
    return {
      ...NOTHING_SEEN,
      heartRateBpm,
      deviationBpm: null,
      interval: null,
      level: null,
      excluded,
      usualBpm: null,
      noise: null,
    };
  }
  const runner = learntFrom(history, calibration, track, known);
  const looksAhead = isMeasured(prediction, warmUpS);
  const kind = calibrationKind(runner.runs > 0, looksAhead);
  const calibrated = calibrateRun(run, runner.belief, calibration.noise, looksAhead ? warmUpS : 0);
  const grid = intervals && gridFor(intervals, kind, runner.known);
  const fromS = looksAhead ? warmUpS : 0;
  return {
    heartRateBpm: calibrated.heartRateBpm,
    deviationBpm: calibrated.deviationBpm,
    interval: grid && intervalOf(calibrated, track.stepS, grid),
    level: grid && intervals!.level,
    kind,
    known: runner.known,
    historyRuns: runner.runs,
    undatedRuns: runner.undatedRuns,
    keptRuns: runner.keptRuns ?? 0,
    fromS,
    excluded,
    usualBpm: grid && usualOf(grid.runMean, calibrated.deviationBpm.subarray(Math.ceil(fromS / track.stepS))),
    noise: calibration.noise,
  };
}

/** The grid of a kind of calibration for a set of known quantities; that for any runner where the set has none. */
export function gridFor(
  { grids, known }: IntervalTable,
  kind: CalibrationKind,
  used: readonly KnownQuantity[],
): IntervalGrid | null {
  const own = known.find(
    ({ quantities }) => quantities.length === used.length && quantities.every((name) => used.includes(name)),
  );
  return own?.grids[kind] ?? grids[kind];
}

/**
 * Learns the belief about a runner, as of a run, from other runs and from what they know, rounded as in a link; a given
 * belief is returned. Runs without a heart rate are skipped.
 * @param shown the run to predict
 */
export function learntFrom(
  history: CalibrationSources["history"],
  calibration: CalibrationPrior,
  shown: Partial<Dated>,
  known: Knowledge = {},
): LearntRunner {
  if ("belief" in history) return history;
  const measured = history.filter((earlier) => isMeasured(earlier)).flatMap((earlier) => earlierRun(earlier, shown));
  const lessons = measured.sort(byNearness).slice(-MOST_HISTORY_RUNS);
  const belief = learnRunner(lessons, beliefBy(calibration, known), calibration);
  const undatedRuns = lessons.filter(({ daysApart }) => daysApart === null).length;
  const keptRuns = lessons.filter(({ isKept }) => isKept).length;
  return { belief: belief.rounded(), runs: lessons.length, undatedRuns, keptRuns, known: usedOf(calibration, known) };
}

function earlierRun(run: PredictedRun, shown: Partial<Dated>): (EarlierRun & { isKept: boolean })[] {
  const own = calibrationRun(run);
  const days = daysBetween({ ...NO_FACTS, ...run.track }, { ...NO_FACTS, ...shown });
  return own ? [{ ...own, daysApart: days && Math.abs(days), isKept: run.isKept === true }] : [];
}

/** Sorts the runs that are nearest in days last, and those of unknown days first, in their order. */
function byNearness({ daysApart: a }: EarlierRun, { daysApart: b }: EarlierRun): number {
  const [first, second] = [a, b].map((days) => days ?? Number.MAX_VALUE);
  return second - first;
}

/** The kind of a calibration by the sources that it uses. */
export function calibrationKind(hasHistory: boolean, hasWarmUp: boolean): CalibrationKind {
  if (hasHistory) return hasWarmUp ? "history and warm-up" : "history";
  return hasWarmUp ? "warm-up" : "none";
}

function calibrationRun(run: PredictedRun): CalibrationRun | null {
  const { track, heartRateBpm, along } = run;
  return along && { stepS: track.stepS, predictedBpm: heartRateBpm, measuredBpm: measuredIn(run), along };
}

/** Measured heart rate for calibration, NaN where excluded. */
function measuredIn({ track, excluded }: PredictedRun): Float32Array {
  return measuredFrom(track.heartRateBpm, track.stepS, 0, excluded);
}

/** Whether a run has a measured heart rate before a time, by default anywhere. */
function isMeasured(run: PredictedRun, beforeS = Number.POSITIVE_INFINITY): boolean {
  return measuredIn(run).some((bpm, i) => i * run.track.stepS < beforeS && !Number.isNaN(bpm));
}

function usualOf({ lower, upper }: { lower: number; upper: number }, deviationBpm: Float32Array): UsualRange | null {
  if (deviationBpm.length === 0) return null;
  const meanBpm = mean(deviationBpm);
  return { lowerBpm: lower * meanBpm, upperBpm: upper * meanBpm };
}
