import { momentsOf } from "../base/statistics.ts";
import type { FeatureTable } from "../features/compute.ts";
import type { Baselines } from "../model/contract.ts";
import { startDay } from "../workout/recording-facts.ts";
import { kindOfRun, type RunKind } from "../workout/run-kind.ts";
import { summarise } from "../workout/summary.ts";
import type { Gender, HeartRateSensor, Span, Track } from "../workout/workout.ts";
import { predictLinear } from "./baselines.ts";
import { type Cause, causesOf } from "./causes.ts";
import { partOf, type StepCut, type StepValue, stepCuts } from "./cuts.ts";
import type { RunnerMeans } from "./earlier-runs.ts";
import { type ErrorSpread, errorSpread, speedCorrelation } from "./error-spread.ts";
import type { Interval } from "./intervals.ts";
import { Comparison, compare, type Metrics, measuredFrom } from "./metrics.ts";
import type { SpeedSource } from "./speed-source.ts";

/** A run on which a prediction is scored. Series have one length. */
export interface ScoredRun {
  track: Pick<Track, "name" | "runner" | "stepS" | "heartRateBpm">;
  /** Input of the linear baseline. */
  features: FeatureTable;
  /** Other facts of the run; null where only training data are known. */
  facts: RunFacts | null;
}

export interface RunFacts {
  format: string;
  speedSource: SpeedSource;
  /** Type of the run as its split states it; null for none. No model uses it. */
  workoutType: string | null;
  track: Track;
}

/** A prediction of a run to score. */
export interface ScoredPrediction {
  /** Predicted heart rate by timestep, bpm. */
  heartRateBpm: Float32Array;
  interval: Interval | null;
  /** Start of the scored seconds: the prediction used measurements before it; 0 where it used none. */
  fromS: number;
  /** Excluded stretches, which are not scored; none by default. */
  excluded?: readonly Span[];
}

/** Simple predictors that a model is compared with on the same steps. */
export type Baseline =
  /** Mean of the training runs. */
  | "constant"
  /** Least-squares fit on the model's features. */
  | "linear"
  /** Mean of the runner's latest earlier runs. */
  | "ownMean"
  /** Linear fit, shifted by its mean difference on the same earlier runs. */
  | "linearWithOwnOffset"
  /** Linear fit, shifted by its mean difference on this run's warm-up. */
  | "linearWithFirstMinutes";

type BaselineErrors = Partial<Record<Baseline, Metrics>>;

/** Errors of the model and of the baselines on the same steps of a run. */
export interface RunErrors {
  name: string;
  runner: string | null;
  /** Duration of the whole run, scored or not. */
  durationS: number;
  /** Number of earlier runs of the runner; null where none were looked for. */
  earlierRuns: number | null;
  model: Metrics;
  spread: ErrorSpread;
  /** Errors by cut and part; a part without compared steps is missing. */
  parts: Record<StepCut, Partial<Record<string, Metrics>>>;
  /** Errors of the baselines that could be computed. */
  baselines: BaselineErrors;
  about: RunAbout | null;
}

interface RunAbout {
  format: string;
  speedSource: SpeedSource;
  workoutType: string | null;
  gender: Gender;
  /** Mean over the moving time. */
  meanSpeedKmh: number;
  /** Climb a kilometre, m; null where the altitude or the distance is unknown. */
  climbMPerKm: number | null;
  sensor: HeartRateSensor | null;
  /** Mean over the run; null where it is not recorded. */
  temperatureC: number | null;
  /** Pearson's correlation of speed and measured heart rate; null where one of them never changes. */
  speedCorrelation: number | null;
  isDated: boolean;
  /** Kind by speed and altitude alone; null where it is none. */
  kind: RunKind | null;
  causes: Cause[];
}

/**
 * Computes a run's errors; null where no measured heart rate is left to compare with.
 * @param earlier means of the runner's earlier runs; null where there are none, undefined where they are not looked for
 */
export function errorsOf(
  run: ScoredRun,
  prediction: ScoredPrediction,
  baselines: Baselines | null,
  earlier: RunnerMeans | null | undefined,
): RunErrors | null {
  const { track, facts } = run;
  const { stepS } = track;
  const { heartRateBpm: predictedBpm, interval, fromS, excluded } = prediction;
  const measuredBpm = measuredFrom(track.heartRateBpm, stepS, fromS, excluded);
  const model = compare(predictedBpm, measuredBpm, interval);
  if (!model) return null;
  return {
    name: track.name,
    runner: track.runner,
    durationS: (measuredBpm.length - 1) * stepS,
    earlierRuns: earlier === undefined ? null : (earlier?.runs ?? 0),
    model,
    // There are metrics, and so there are errors.
    spread: errorSpread(predictedBpm, measuredBpm)!,
    parts: partsOf(predictedBpm, measuredBpm, interval, stepS),
    baselines: baselines ? baselineErrors(run, prediction, measuredBpm, baselines, earlier) : {},
    about: facts && {
      ...aboutTrack(facts.track),
      speedCorrelation: speedCorrelation(facts.track.speedKmh, measuredBpm),
      format: facts.format,
      speedSource: facts.speedSource,
      workoutType: facts.workoutType,
      causes: causesOf({ measuredBpm, predictedBpm, speedKmh: facts.track.speedKmh, stepS }),
    },
  };
}

function aboutTrack(
  track: Track,
): Omit<RunAbout, "format" | "speedSource" | "workoutType" | "causes" | "speedCorrelation"> {
  const { meanSpeedKmh, climbM, distanceKm } = summarise(track);
  const { mean: temperatureC } = momentsOf(Float64Array.from(track.temperatureC));
  const climbMPerKm = climbM / distanceKm;
  return {
    gender: track.gender,
    meanSpeedKmh,
    climbMPerKm: Number.isFinite(climbMPerKm) ? climbMPerKm : null,
    sensor: track.sensor,
    temperatureC: Number.isNaN(temperatureC) ? null : temperatureC,
    isDated: startDay(track) !== null,
    kind: kindOfRun(track),
  };
}

function partsOf(
  predictedBpm: Float32Array,
  measuredBpm: Float32Array,
  interval: Interval | null,
  stepS: number,
): RunErrors["parts"] {
  const valueAt: Record<StepValue, (i: number) => number> = {
    timeS: (i) => i * stepS,
    measuredBpm: (i) => measuredBpm[i],
    predictedBpm: (i) => predictedBpm[i],
  };
  const cutBy = (cut: StepCut) => {
    const { of, parts } = stepCuts[cut];
    const comparisons = parts.map(() => new Comparison(predictedBpm, measuredBpm, interval));
    for (let i = 0; i < measuredBpm.length; i++) comparisons[partOf(parts, valueAt[of](i))]?.add(i);
    const metrics: Partial<Record<string, Metrics>> = {};
    for (const [k, { name }] of parts.entries()) {
      const own = comparisons[k].metrics();
      if (own) metrics[name] = own;
    }
    return metrics;
  };
  return {
    time: cutBy("time"),
    hour: cutBy("hour"),
    sinceStart: cutBy("sinceStart"),
    heartRate: cutBy("heartRate"),
    zone: cutBy("zone"),
    predicted: cutBy("predicted"),
  };
}

function baselineErrors(
  { track, features }: ScoredRun,
  { fromS, excluded }: ScoredPrediction,
  measuredBpm: Float32Array,
  baselines: Baselines,
  earlier: RunnerMeans | null | undefined,
): BaselineErrors {
  const linearBpm = predictLinear(features, baselines);
  const errors: BaselineErrors = {};
  const enter = (name: Baseline, predictedBpm: Float32Array) => {
    const own = compare(predictedBpm, measuredBpm, null);
    if (own) errors[name] = own;
  };
  const always = (bpm: number) => new Float32Array(measuredBpm.length).fill(bpm);
  const movedBy = (offsetBpm: number) => linearBpm.map((bpm) => bpm + offsetBpm);
  enter("constant", always(baselines.constantBpm));
  enter("linear", linearBpm);
  if (earlier) {
    enter("ownMean", always(earlier.heartRateBpm));
    enter("linearWithOwnOffset", movedBy(earlier.linearOffsetBpm));
  }
  const lookedAt = measuredFrom(track.heartRateBpm, track.stepS, 0, excluded).subarray(
    0,
    Math.ceil(fromS / track.stepS),
  );
  const firstMinutes = compare(linearBpm, lookedAt, null);
  if (firstMinutes) enter("linearWithFirstMinutes", movedBy(-firstMinutes.bias));
  return errors;
}
