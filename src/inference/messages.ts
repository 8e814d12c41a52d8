import type { ImportRequest } from "../dataset/import-model.ts";
import type { CheckpointSummary } from "../model/imported.ts";
import type { Prediction } from "../model/prediction.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { Track } from "../workout/workout.ts";
import type { BackendMeasurement } from "./choose-backends.ts";
import type { Backend, LoadedModel, LoadProgress, MeasureProgress, ModelSource, RunSource, Seat } from "./predictor.ts";

/** Requests to the worker that predicts. */
export type Predicting = {
  load: {
    /** `wasm` as loadModel takes it. */
    request: { model: Uint8Array; wasm: Uint8Array | undefined; backend: Backend; seat: Seat };
    answer: LoadedModel;
    progress: LoadProgress;
  };
  predict: {
    request: { source: RunSource; settings: RunnerSettings; seat: Seat };
    answer: Prediction;
    progress: never;
  };
  /** Resolves with the tracks' heart rates. */
  "predict-tracks": {
    request: { tracks: readonly Track[]; settings: RunnerSettings };
    answer: Float32Array[];
    progress: never;
  };
  /** Gives back the memory of the second model. */
  release: { request: object; answer: null; progress: never };
  measure: { request: { model: ModelSource }; answer: BackendMeasurement; progress: MeasureProgress };
  inspect: { request: { checkpoint: Uint8Array }; answer: CheckpointSummary; progress: never };
  /** Resolves with the bytes of a model file. */
  import: { request: { import: ImportRequest }; answer: Uint8Array; progress: never };
};

/** Why WebGPU stopped serving, which the worker tells of its own accord. */
export type FallbackNotice = string;
