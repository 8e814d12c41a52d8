import { toRows } from "../features/compute.ts";
import type { ModelContract } from "../model/contract.ts";
import { withDirections } from "../model/directions-output.ts";
import { readContract } from "../model/onnx-metadata.ts";
import type { Prediction } from "../model/prediction.ts";
import { type PreparedRun, prepareRun, prepareTrack, type RunnerSettings } from "../model/prepare.ts";
import type { Track, Workout } from "../workout/workout.ts";
import type { Backend } from "./backend.ts";
import { createRuntime, type Runtime } from "./runtime.ts";

/** A model ready to run, and what it says of itself. */
export interface RunnableModel {
  contract: ModelContract;
  runtime: Runtime;
}

/**
 * Makes a model file ready. Beside the heart rate it says where runs stand along its contract's directions.
 * @param wasm as createRuntime takes it
 * @throws PredictorError as createRuntime, and `unknown-feature`.
 */
export async function createRunnableModel(
  file: Uint8Array,
  backend: Backend,
  wasm?: Uint8Array,
): Promise<RunnableModel> {
  const contract = readContract(file);
  const { calibration } = contract;
  const model = calibration ? withDirections(file, calibration.directions) : file;
  return { contract, runtime: await createRuntime(model, backend, { wasm }) };
}

const AS_STATED: RunnerSettings = { gender: null, intent: null };

/** Predicts a recorded run, of a runner as its file states them unless said otherwise. Everything that predicts goes through here. */
export function predictRun(workout: Workout, model: RunnableModel, settings = AS_STATED): Promise<Prediction> {
  return predict(() => prepareRun(workout, model.contract, settings), model);
}

/** The same from a track that already stands on the model's grid, as a link carries it. */
export function predictTrack(track: Track, model: RunnableModel, settings = AS_STATED): Promise<Prediction> {
  return predict(() => prepareTrack(track, model.contract, settings), model);
}

/** Predicts the heart rates of tracks on the model's grid, in their order, as one batch. @throws PredictorError as predictTrack. */
export async function predictTracks(
  tracks: readonly Track[],
  model: RunnableModel,
  settings = AS_STATED,
): Promise<Float32Array[]> {
  const prepared = tracks.map((track) => prepareTrack(track, model.contract, settings));
  return (await predictPrepared(prepared, model)).map(({ heartRateBpm }) => heartRateBpm);
}

async function predict(prepare: () => PreparedRun, model: RunnableModel): Promise<Prediction> {
  const startMs = performance.now();
  const prepared = prepare();
  const preparedMs = performance.now();
  const [prediction] = await predictPrepared([prepared], model);
  const predictedMs = performance.now();
  const flags = prepared.flags();
  const prepareMs = preparedMs - startMs + (performance.now() - predictedMs);
  return { ...prediction, flags, timings: { parseMs: 0, prepareMs, modelMs: predictedMs - preparedMs } };
}

/** A prediction for whoever scores it: nobody has looked for flags. */
export type UnflaggedPrediction = Omit<Prediction, "flags">;

/**
 * Predicts prepared runs, in their order, as one batch; the time of the model is shared out among them.
 */
export async function predictPrepared(
  runs: readonly PreparedRun[],
  { runtime, contract }: RunnableModel,
): Promise<UnflaggedPrediction[]> {
  const startMs = performance.now();
  const outputs = await runtime.runBatch(
    runs.map(({ features }) => toRows(features)),
    contract.features.length,
  );
  const predictions = runs.map(({ track, repairs }, i) => {
    const { heartRateBpm, along } = outputs[i];
    return { track, heartRateBpm, along, repairs };
  });
  const modelMs = (performance.now() - startMs) / runs.length;
  return predictions.map((prediction) => ({ ...prediction, timings: { parseMs: 0, prepareMs: 0, modelMs } }));
}
