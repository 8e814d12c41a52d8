import type { FeatureTable } from "../features/compute.ts";
import type { Baselines } from "../model/contract.ts";
import { summarise } from "../workout/summary.ts";
import type { Gender, Span, Track } from "../workout/workout.ts";
import { predictLinear } from "./baselines.ts";
import { type Cause, causesOf } from "./causes.ts";
import { partOf, type StepCut, type StepValue, stepCuts } from "./cuts.ts";
import type { RunnerMeans } from "./earlier-runs.ts";
import type { Interval } from "./intervals.ts";
import { Comparison, compare, type Metrics, measuredFrom } from "./metrics.ts";
import type { SpeedSource } from "./speed-source.ts";

/** A run to score a prediction on. Series have one length. */
export interface ScoredRun {
  track: Pick<Track, "name" | "runner" | "stepS" | "heartRateBpm">;
  /** Input of the linear baseline. */
  features: FeatureTable;
  /** Other facts of the run; null where only training data is at hand. */
  facts: RunFacts | null;
}

export interface RunFacts {
  format: string;
  speedSource: SpeedSource;
  /** Type of the run as its split states it; null where none does. No model sees it. */
  workoutType: string | null;
  track: Track;
}

/** A prediction of a run, however it was made. */
export interface ScoredPrediction {
  /** BPM, by timestep. */
  heartRateBpm: Float32Array;
  interval: Interval | null;
  /** Scored from here on: what was measured before it, the prediction has looked at. 0 where it looked at nothing. */
  fromS: number;
  /** Nor is what a person left out; none where not given. */
  excluded?: readonly Span[];
}

/** Predictors that a model is held against, on the same steps. */
export type Baseline =
  /** The training runs' mean. */
  | "constant"
  /** A least-squares fit on the model's features. */
  | "linear"
  /** The mean of the runner's latest earlier runs. */
  | "ownMean"
  /** The linear fit, moved by its mean difference from the same earlier runs. */
  | "linearWithOwnOffset"
  /** The linear fit, moved by its mean difference from the minutes of this run that were looked at. */
  | "linearWithFirstMinutes";

type BaselineErrors = Partial<Record<Baseline, Metrics>>;

/** A run's errors, and those of the baselines on the same steps. */
export interface RunErrors {
  name: string;
  runner: string | null;
  /** Duration of the whole run, whatever part of it is scored. */
  durationS: number;
  /** Earlier runs of the runner that were at hand; null where nobody looked for any. */
  earlierRuns: number | null;
  model: Metrics;
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
  /** Over the moving time. */
  meanSpeedKmh: number;
  causes: Cause[];
}

/**
 * A run's errors; null where no heart rate is left to compare with.
 * @param earlier what the runner's earlier runs tell; null where there are none, undefined where nobody looks for any
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
    parts: partsOf(predictedBpm, measuredBpm, interval, stepS),
    baselines: baselines ? baselineErrors(run, prediction, measuredBpm, baselines, earlier) : {},
    about: facts && {
      format: facts.format,
      speedSource: facts.speedSource,
      workoutType: facts.workoutType,
      gender: facts.track.gender,
      meanSpeedKmh: summarise(facts.track).meanSpeedKmh,
      causes: causesOf({ measuredBpm, predictedBpm, speedKmh: facts.track.speedKmh, stepS }),
    },
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
