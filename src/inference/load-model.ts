import { asPredictorError, PredictorError } from "../base/error.ts";
import type { Prediction } from "../model/prediction.ts";
import type { Backend } from "./backend.ts";
import { withReserve } from "./fallback-runtime.ts";
import { largestDifference, SAME_WITHIN_BPM } from "./model-output.ts";
import { fetchParts } from "./model-parts.ts";
import { createRunnableModel, type RunnableModel } from "./predict.ts";
import type { LoadProgress, ModelSource } from "./predictor.ts";
import { buildFor } from "./runtime-builds.ts";
import { proveModel } from "./trial-run.ts";

/** Backends whose WebAssembly is in memory already: another model needs no second one. */
const started = new Set<Backend>();

/** Why WebGPU failed as it ran; its WebAssembly may be in any state since. */
let failure: string | null = null;

export interface LoadedRuntime extends RunnableModel {
  /** Why it is not the backend that was asked for; null where it is. */
  fallbackReason: string | null;
}

/**
 * Fetches a runtime, and the model where it is not at hand, starts it and runs it once. WASM comes with WebGPU: it says
 * whether that computes the same, and serves where WebGPU does not work, or no longer.
 * @param onFallback is told why WebGPU, once loaded, stopped serving
 * @param wasmBuild ONNX Runtime's WebAssembly for WASM, where the caller has fetched it
 * @throws PredictorError `download-failed`, `bad-model`.
 */
export async function loadModel(
  source: ModelSource,
  wanted: Backend,
  onProgress: (progress: LoadProgress) => void,
  onFallback: (reason: string) => void = () => {},
  wasmBuild?: Uint8Array,
): Promise<LoadedRuntime> {
  const wasm = await start(source, "wasm", onProgress, wasmBuild);
  const { contract } = wasm;
  const obstacle = wanted === "webgpu" ? await webGpuObstacle() : null;
  if (wanted === "wasm" || obstacle !== null) return { contract, runtime: wasm.runtime, fallbackReason: obstacle };
  try {
    const webgpu = await startEqual(wasm, onProgress);
    const runtime = withReserve(webgpu.runtime, wasm.runtime, (reason) => {
      failure = reason;
      onFallback(reason);
    });
    return { contract, runtime, fallbackReason: null };
  } catch (error) {
    // WASM runs the model: whatever keeps WebGPU from it, be it a file that the host lacks, is no fault of the model's.
    return { contract, runtime: wasm.runtime, fallbackReason: asPredictorError(error).message };
  }
}

/** Reason why WebGPU can't work here, in a sentence; null where none is known. */
export async function webGpuObstacle(): Promise<string | null> {
  if (failure !== null) return `WebGPU failed before: load the page again to try it once more. (${failure})`;
  if (!("gpu" in navigator)) return "This browser has no WebGPU.";
  const adapter = await (navigator.gpu as { requestAdapter(): Promise<unknown> }).requestAdapter().catch(() => null);
  return adapter ? null : "WebGPU finds no graphics adapter on this machine.";
}

/** A model that runs, its file, and what it made of the trial run. */
export interface StartedModel extends RunnableModel {
  file: Uint8Array;
  proof: Prediction;
}

/** The same model on WebGPU. @throws PredictorError `backend-failed` where it does not compute what WASM does, too. */
export async function startEqual(
  wasm: StartedModel,
  onProgress: (progress: LoadProgress) => void,
): Promise<StartedModel> {
  const webgpu = await start(wasm.file, "webgpu", onProgress);
  const difference = largestDifference(webgpu.proof.heartRateBpm, wasm.proof.heartRateBpm);
  if (difference <= SAME_WITHIN_BPM) return webgpu;
  await webgpu.runtime.dispose();
  throw new PredictorError("backend-failed", unequal(difference));
}

export function unequal(differenceBpm: number): string {
  return `WebGPU is not used: on one run its heart rate is up to ${differenceBpm.toPrecision(2)} bpm off WASM's.`;
}

/**
 * Fetches, where it is not at hand, what a model runs from; starts it, and runs it once.
 * @param wasm ONNX Runtime's WebAssembly for that backend, where the caller has fetched it
 * @throws PredictorError `download-failed`, `bad-model`, `backend-failed`.
 */
export async function start(
  source: ModelSource,
  backend: Backend,
  onProgress: (progress: LoadProgress) => void,
  wasm?: Uint8Array,
): Promise<StartedModel> {
  const isAtHand = wasm !== undefined || started.has(backend);
  const parts = await fetchParts(source, isAtHand ? null : buildFor(backend), onProgress);
  const model = await createRunnableModel(parts.file, backend, wasm ?? parts.wasm);
  started.add(backend);
  onProgress({ phase: "trial-run" });
  return { ...model, file: parts.file, proof: await proveModel(model) };
}
