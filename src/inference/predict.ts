import { toRows } from "../features/compute.ts";
import { alongDirections } from "../model/along-directions.ts";
import type { ModelContract } from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";
import { type PreparedRun, prepareRun, prepareTrack, type RunnerSettings } from "../model/prepare.ts";
import type { Track, Workout } from "../workout/workout.ts";
import type { Runtime } from "./runtime.ts";

/** A model ready to run, and what it says of itself. */
export interface RunnableModel {
  contract: ModelContract;
  runtime: Runtime;
}

/** From a recorded run to what the model expected of it. Everything that predicts goes through here. */
export function predictRun(workout: Workout, model: RunnableModel, settings: RunnerSettings): Promise<Prediction> {
  return predict(() => prepareRun(workout, model.contract, settings), model);
}

/** The same from a track that already stands on the model's grid, as a link carries it. */
export function predictTrack(track: Track, model: RunnableModel, settings: RunnerSettings): Promise<Prediction> {
  return predict(() => prepareTrack(track, model.contract, settings), model);
}

async function predict(prepare: () => PreparedRun, { runtime, contract }: RunnableModel): Promise<Prediction> {
  const startMs = performance.now();
  const { track, features, repairs, flags } = prepare();
  const rows = toRows(features);
  const preparedMs = performance.now();
  const { heartRateBpm, hidden } = await runtime.run(rows, features.names.length);
  const { calibration } = contract;
  const along = calibration && hidden && alongDirections(hidden, features.length, calibration.directions);
  const predictedMs = performance.now();
  return {
    track,
    heartRateBpm,
    along,
    repairs,
    flags,
    timings: { parseMs: 0, prepareMs: preparedMs - startMs, modelMs: predictedMs - preparedMs },
  };
}
