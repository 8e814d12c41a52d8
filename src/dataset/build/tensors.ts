import { type ErrorCode, PredictorError } from "../../base/error.ts";
import { type FeatureTable, toRows } from "../../features/compute.ts";
import { prepareRun, type Recipe } from "../../model/prepare.ts";
import { bestsOf, type RunBests } from "../../workout/best-efforts.ts";
import { startDay } from "../../workout/recording-facts.ts";
import type { Gender, RunnerHeartRates, Workout } from "../../workout/workout.ts";
import { ScalerFit } from "./scaler.ts";
import { foldOf, type Split, splitOf } from "./splits.ts";
import { intentFromAnswer } from "./statistics.ts";

/**
 * Files that training reads.
 * - `features.f32`: little-endian float32 [step, feature], unscaled, all runs one after another.
 * - `heart_rate.f32`: little-endian float32 [step], BPM as recorded on the same steps, NaN where missing.
 * - `runs.json`: a TensorIndex, which says where each run lies in the two.
 * - `scaler_params.json`: {feature: {mean, std}} over the steps of the training runners, in the published layout.
 */
export type TensorFile = "features.f32" | "heart_rate.f32" | "runs.json" | "scaler_params.json";

/** Appends a chunk to a file. The next chunk comes once it has resolved, so that memory holds one run at a time. */
type TensorWriter = (file: TensorFile, chunk: Uint8Array) => void | Promise<void>;

export interface TensorRun {
  name: string;
  runner: string;
  split: Split;
  /** Fold of a training or validation runner; null for a test runner. */
  fold: number | null;
  gender: Gender;
  stepS: number;
  /** Start in days, see startDay; null for an undated run. */
  day: number | null;
  /** Highest values of the run, which tell of its runner. */
  bests: RunBests;
  runnerHeartRates: RunnerHeartRates;
  /** Start of the run in both .f32 files, counted in steps. */
  firstStep: number;
  steps: number;
}

/** Version of the files: those of another are made anew. */
export const TENSOR_VERSION = 2;

export interface TensorIndex {
  version: typeof TENSOR_VERSION;
  recipe: Recipe;
  splitSeed: number;
  /** Leak of the heart rate into the features; null, as it should be, for none. */
  leaks: typeof INTENT_LEAK | null;
  runs: TensorRun[];
}

/** Source of a run's intent: never its heart rate, but in the demonstration of that leak. */
export type IntentSource = "none" | "from-answer";

/** Mark of tensors and reports that are made with the leak. */
export const INTENT_LEAK = "intent from the measured heart rate";

/** A run that teaches nothing, and why. */
export interface SkippedRun {
  name: string;
  code: ErrorCode;
  message: string;
}

/**
 * Training data from recorded runs, through the same preparation as every prediction.
 * Runs that can't be prepared, carry no heart rate or name no runner are left out and returned as `skipped`.
 * @param workouts read one at a time and not kept.
 * @param intentSource "from-answer" types each run by its own heart rate, and the index says that it leaks.
 * @throws PredictorError `no-runs` where no run of a training runner is left: there is nothing to scale by; `intent-needed` where the recipe
 * asks for typed features, which no recorded run can state.
 */
export async function buildTensors(
  workouts: Iterable<Workout> | AsyncIterable<Workout>,
  recipe: Recipe,
  splitSeed: number,
  write: TensorWriter,
  intentSource: IntentSource = "none",
): Promise<{ runs: TensorRun[]; skipped: SkippedRun[] }> {
  const runs: TensorRun[] = [];
  const skipped: SkippedRun[] = [];
  const scaler = new ScalerFit(recipe.features);
  let firstStep = 0;
  for await (const workout of workouts) {
    const prepared = prepare(workout, recipe, splitSeed, intentSource);
    if (prepared instanceof PredictorError) {
      skipped.push({ name: workout.name, code: prepared.code, message: prepared.message });
      continue;
    }
    const { run, features, heartRateBpm } = prepared;
    if (run.split === "train") scaler.add(features);
    await write("features.f32", bytesOf(toRows(features)));
    await write("heart_rate.f32", bytesOf(heartRateBpm));
    runs.push({ ...run, firstStep });
    firstStep += run.steps;
  }
  const leaks = intentSource === "from-answer" ? INTENT_LEAK : null;
  const index: TensorIndex = { version: TENSOR_VERSION, recipe, splitSeed, leaks, runs };
  await write("scaler_params.json", jsonBytes(scaler.parameters()));
  await write("runs.json", jsonBytes(index));
  return { runs, skipped };
}

/** One run of written tensors, as it was prepared. */
export interface ReadTensorRun {
  run: TensorRun;
  features: FeatureTable;
  heartRateBpm: Float32Array;
}

/** The runs of written tensors, in their order; `features` and `heartRateBpm` are the whole .f32 files. */
export function* readTensors(
  { recipe, runs }: TensorIndex,
  features: Float32Array,
  heartRateBpm: Float32Array,
): Generator<ReadTensorRun> {
  const names = recipe.features;
  for (const run of runs) {
    const { firstStep, steps } = run;
    const columns = names.map((_, j) =>
      Float32Array.from({ length: steps }, (_, i) => features[(firstStep + i) * names.length + j]),
    );
    yield {
      run,
      features: { names, length: steps, columns },
      heartRateBpm: heartRateBpm.subarray(firstStep, firstStep + steps),
    };
  }
}

interface PreparedTensors {
  run: Omit<TensorRun, "firstStep">;
  features: FeatureTable;
  heartRateBpm: Float32Array;
}

/** A run's tensors, or why it has none. */
function prepare(
  workout: Workout,
  recipe: Recipe,
  splitSeed: number,
  intentSource: IntentSource,
): PreparedTensors | PredictorError {
  const { name, runner } = workout;
  if (runner === null) {
    return new PredictorError(
      "no-runner",
      `${name} names no runner, so that no split can hold it: add a "runner" to it.`,
    );
  }
  const noHeartRate = () => new PredictorError("no-heart-rate", `${name} carries no heart rate to learn from.`);
  try {
    const intent = intentSource === "from-answer" ? intentFromAnswer(workout) : null;
    if (intentSource === "from-answer" && intent === null) return noHeartRate();
    const { track, features } = prepareRun(workout, recipe, { gender: null, intent });
    const { gender, stepS, heartRateBpm, runnerHeartRates } = track;
    if (!heartRateBpm.some(Number.isFinite)) return noHeartRate();
    const split = splitOf(runner, splitSeed);
    const fold = split === "test" ? null : foldOf(runner, splitSeed);
    const about = { gender, day: startDay(track), bests: bestsOf(track), runnerHeartRates };
    return { run: { name, runner, split, fold, ...about, stepS, steps: features.length }, features, heartRateBpm };
  } catch (error) {
    // A recipe that asks for the runner's intent fails for every recorded run alike: that is no fault of this one.
    if (error instanceof PredictorError && error.code !== "intent-needed") return error;
    throw error;
  }
}

/** The values as they lie in memory: every platform that runs JavaScript today is little-endian. */
function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}
