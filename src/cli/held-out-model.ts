import { PredictorError } from "../base/error.ts";
import type { ReadTensorRun } from "../dataset/build/tensors.ts";
import { BaselineFit } from "../evaluation/baselines.ts";
import { alongDirections } from "../evaluation/calibration/along-directions.ts";
import { learnRunner } from "../evaluation/calibration/calibrate.ts";
import { fitDirections, type HiddenRun } from "../evaluation/calibration/fit-directions.ts";
import { fitKnowledge, type KnowingRunner } from "../evaluation/calibration/fit-knowledge.ts";
import { meanDeviation } from "../evaluation/calibration/mean-deviation.ts";
import { FITTED_CHANGE_DAYS, FITTED_NOISE } from "../evaluation/calibration/noise.ts";
import { RunnerBelief } from "../evaluation/calibration/runner-belief.ts";
import { meanKnowledgeWithout, type TellingRun } from "../evaluation/calibration/runner-knowledge.ts";
import type { PredictedRun } from "../evaluation/expected-heart-rate.ts";
import { compare } from "../evaluation/metrics.ts";
import { type DatedDifference, fitTrend } from "../evaluation/trend/fit-trend.ts";
import { toRows } from "../features/compute.ts";
import { createRuntime, type Runtime } from "../inference/runtime.ts";
import type { Baselines, CalibrationPrior, TrendPrior } from "../model/contract.ts";
import { HIDDEN, withDirections } from "../model/directions-output.ts";
import type { Dated } from "../workout/recording-facts.ts";
import type { Track } from "../workout/workout.ts";

/** A model with all that is learnt beside its weights from the same runners: what others are measured by. */
export interface LearntModel {
  runtime: Runtime;
  baselines: Baselines;
  calibration: CalibrationPrior;
}

/** Runs a runner that stand for all of theirs, evenly spread. */
const RUNS_A_RUNNER = 20;

/** Fewer lose some of what runners differ by; more would slow each prediction. */
const DIRECTIONS = 16;

/**
 * Learns from a model's own training runners what is not in its weights.
 * @param onnx the model
 * @param training runs of the runners that it learnt from
 * @throws PredictorError `no-runs` where none has a heart rate, `bad-model` where the model shows no hidden state.
 */
export async function learnBeside(
  onnx: Uint8Array,
  featureCount: number,
  training: () => Iterable<ReadTensorRun>,
): Promise<LearntModel> {
  const showing = await createRuntime(onnx, "wasm", { beside: HIDDEN });
  const fit = new BaselineFit(featureCount);
  const told = new Map<string, TellingRun[]>();
  let changeDays: number | null = null;
  for (const { run, features, heartRateBpm } of training()) {
    told.set(run.runner, [...(told.get(run.runner) ?? []), run]);
    if (run.day !== null) changeDays = FITTED_CHANGE_DAYS;
    fit.add(features, heartRateBpm);
  }
  const met = new Map<string, number>();
  const sample: SampledRun[] = [];
  for (const run of training()) {
    const { runner } = run.run;
    const ordinal = met.get(runner) ?? 0;
    met.set(runner, ordinal + 1);
    if (ordinal % Math.ceil(told.get(runner)!.length / RUNS_A_RUNNER) !== 0) continue;
    sample.push({ ...(await hiddenRun(showing, run)), ordinal });
  }
  await showing.dispose();
  const directions = fitDirections(sample, FITTED_NOISE, DIRECTIONS);
  const unknowing = { directions, noise: FITTED_NOISE, changeDays, knowledge: null, trend: null };
  const knowledge = fitKnowledge(knowingRunners(sample, told, unknowing));
  const runtime = await createRuntime(withDirections(onnx, directions), "wasm");
  return { runtime, baselines: fit.fit(), calibration: { ...unknowing, knowledge } };
}

/** A run of a runner, by its place among theirs, with the model's hidden state. */
interface SampledRun extends HiddenRun {
  ordinal: number;
}

/**
 * Where runners lie by their sampled runs, and what they know by the others: for each sampled run by all runs but it, so
 * that no run tells both. Runs that may be years apart count alike.
 */
function knowingRunners(
  sample: readonly SampledRun[],
  told: ReadonlyMap<string, readonly TellingRun[]>,
  prior: CalibrationPrior,
): KnowingRunner[] {
  return [...told].map(([runner, runs]) => {
    const own = sample.filter((run) => run.runner === runner);
    const lessons = own.map((run) => ({
      ...run,
      along: alongDirections(run.hidden, run.predictedBpm.length, prior.directions),
      daysApart: null,
    }));
    return {
      belief: learnRunner(lessons, RunnerBelief.prior(prior.directions.length), prior),
      known: meanKnowledgeWithout(
        runs,
        own.map(({ ordinal }) => ordinal),
      ),
    };
  });
}

async function hiddenRun(runtime: Runtime, { run, features, heartRateBpm }: ReadTensorRun): Promise<HiddenRun> {
  const { heartRateBpm: predictedBpm, hidden } = await runtime.run(toRows(features), features.names.length);
  if (hidden) return { runner: run.runner, stepS: run.stepS, predictedBpm, measuredBpm: heartRateBpm, hidden };
  throw new PredictorError(
    "bad-model",
    `The network has no output ${HIDDEN}, by which it could be fitted to a runner: export it with what its last layer is given.`,
  );
}

/**
 * Learns how the mean differences of a runner's runs spread over days, see TrendPrior; null of too few dated runs.
 * @param training dated runs of the runners that the model learnt from; all of them, for those a day apart tell the most
 */
export async function learnTrend(model: LearntModel, training: Iterable<ReadTensorRun>): Promise<TrendPrior | null> {
  const { noise } = model.calibration;
  const runs: DatedDifference[] = [];
  for (const run of training) {
    const { runner, track, heartRateBpm } = await predictTensorRun(model, run);
    const metrics = compare(heartRateBpm, track.heartRateBpm, null);
    if (!metrics || track.runnerDay === null) continue;
    const deviationBpm = meanDeviation(track.heartRateBpm, track.stepS, noise);
    runs.push({ runner, day: track.runnerDay, differenceBpm: -metrics.bias, deviationBpm });
  }
  return fitTrend(runs);
}

/** A run with what a model makes of it. */
export interface PredictedTensorRun extends PredictedRun {
  runner: string;
  track: Pick<Track, "name" | "runner" | "stepS" | "heartRateBpm"> & Dated;
  told: TellingRun;
  features: ReadTensorRun["features"];
}

export async function predictTensorRun(
  { runtime }: LearntModel,
  { run, features, heartRateBpm }: ReadTensorRun,
): Promise<PredictedTensorRun> {
  const { heartRateBpm: predictedBpm, along } = await runtime.run(toRows(features), features.names.length);
  return {
    runner: run.runner,
    track: { name: run.name, runner: run.runner, stepS: run.stepS, heartRateBpm, startedAt: null, runnerDay: run.day },
    told: run,
    features,
    heartRateBpm: predictedBpm,
    along,
  };
}
