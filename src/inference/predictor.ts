import type { ImportRequest } from "../dataset/import-model.ts";
import type { ModelContract } from "../model/contract.ts";
import type { CheckpointSummary } from "../model/imported.ts";
import type { Prediction } from "../model/prediction.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { Track, Workout } from "../workout/workout.ts";
import type { Backend } from "./backend.ts";
import type { BackendMeasurement } from "./choose-backends.ts";

export type { Backend };

/** A model file: its address, or its bytes. */
export type ModelSource = string | Uint8Array;

/** Which of the two models that are held: the chosen one, or a second one whose line is drawn over the chosen one's. */
export type Seat = "chosen" | "second";

/** Source that a run is predicted from. */
export type RunSource =
  /** A run as its file recorded it. */
  | { kind: "workout"; workout: Workout }
  /** A run that already stands on the model's grid, as a link carries it. */
  | { kind: "track"; track: Track };

/** Progress of loading a model; `totalBytes` is null where the server does not state it. */
export type LoadProgress =
  | { phase: "loading"; loadedBytes: number; totalBytes: number | null }
  | { phase: "trial-run" };

export type MeasureProgress = LoadProgress | { phase: "measuring"; backend: Backend };

export interface LoadedModel {
  contract: ModelContract;
  /** Backend that runs it now. */
  backend: Backend;
  /** Why it is not the backend that was asked for, in a sentence; null where it is. */
  fallbackReason: string | null;
}

/** Predicts runs for the page, in a worker. Calls are served one after another, in order. */
export interface Predictor {
  /**
   * Fetches a model and makes it ready, in place of the one before; by default the chosen one.
   * @throws PredictorError `bad-model`, `backend-failed`; the one before stays then.
   */
  load(
    model: ModelSource,
    backend: Backend,
    onProgress: (progress: LoadProgress) => void,
    seat?: Seat,
  ): Promise<LoadedModel>;
  /**
   * Predicts a run: milliseconds, so that nothing need end it.
   * @throws PredictorError where it is not one that the model predicts.
   */
  predict(source: RunSource, settings: RunnerSettings, seat?: Seat): Promise<Prediction>;
  /**
   * Predicts the heart rates of tracks on the chosen model's grid, in their order, as one batch. Tracks of about one length
   * go together best.
   * @throws PredictorError as `predict`.
   */
  predictTracks(tracks: readonly Track[], settings: RunnerSettings): Promise<Float32Array[]>;
  /** Gives back the memory of the second model. */
  releaseSecond(): void;
  /**
   * Times WASM and WebGPU on this machine, in a worker of its own that is ended then, so that what is predicted
   * meanwhile need not wait for it.
   * @throws PredictorError `download-failed`, `bad-model`; `cancelled` where it is no longer wanted.
   */
  measure(
    model: ModelSource,
    signal: AbortSignal,
    onProgress: (progress: MeasureProgress) => void,
  ): Promise<BackendMeasurement>;
  /** Is told why WebGPU, once it had been loaded, stopped serving: from then on WASM does. */
  onFallback(listener: (reason: string) => void): void;
  /** Summarises a checkpoint. @throws PredictorError `bad-checkpoint` where it can't be made a model. */
  inspectCheckpoint(checkpoint: Uint8Array): Promise<CheckpointSummary>;
  /** A checkpoint and its scaler as the bytes of a model file. @throws PredictorError as importModel. */
  importModel(request: ImportRequest): Promise<Uint8Array>;
  dispose(): void;
}
