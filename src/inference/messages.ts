import type { WireError } from "../base/wire-error.ts";
import type { ImportRequest } from "../dataset/import-model.ts";
import type { CheckpointSummary } from "../model/imported.ts";
import type { Prediction } from "../model/prediction.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { BackendMeasurement } from "./choose-backends.ts";
import type { Backend, LoadedModel, MeasureProgress, ModelSource, RunSource } from "./predictor.ts";

export type ClientMessage =
  /** `wasm` as loadModel takes it. */
  | { kind: "load"; id: number; model: Uint8Array; wasm: Uint8Array | undefined; backend: Backend }
  | { kind: "predict"; id: number; source: RunSource; settings: RunnerSettings }
  | { kind: "measure"; id: number; model: ModelSource }
  | { kind: "inspect"; id: number; checkpoint: Uint8Array }
  | { kind: "import"; id: number; request: ImportRequest };

export type WorkerMessage =
  | { kind: "progress"; id: number; progress: MeasureProgress }
  | { kind: "loaded"; id: number; model: LoadedModel }
  | { kind: "predicted"; id: number; prediction: Prediction }
  | { kind: "inspected"; id: number; summary: CheckpointSummary }
  | { kind: "imported"; id: number; model: Uint8Array }
  | { kind: "measured"; id: number; measurement: BackendMeasurement }
  /** Of its own accord: WebGPU stopped serving. */
  | { kind: "fell-back"; reason: string }
  | { kind: "failed"; id: number; error: WireError };
