import jspiWasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import { readContract } from "../model/onnx-metadata.ts";
import { asPredictorError } from "../workout/error.ts";
import { warmUpWorkout } from "../workout/warm-up.ts";
import { download } from "./download.ts";
import type { RunnableModel } from "./predict.ts";
import type { LoadProgress, ModelSource } from "./predictor.ts";
import { type Backend, createRuntime } from "./runtime.ts";
import { proveModel } from "./warm-up.ts";

/** Backends whose WebAssembly is in memory already: another model needs no second one. */
const started = new Set<Backend>();

export interface LoadedRuntime extends RunnableModel {
  /** Why it is not the backend that was asked for; null where it is. */
  fallbackReason: string | null;
}

/**
 * Fetches a runtime, and the model where it is not at hand, starts it and runs it once. Where WebGPU does not work, WASM serves instead.
 * @throws PredictorError `download-failed`, `bad-model`.
 */
export async function loadModel(
  source: ModelSource,
  wanted: Backend,
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadedRuntime> {
  const obstacle = wanted === "webgpu" ? await webGpuObstacle() : null;
  if (wanted === "webgpu" && obstacle === null) {
    try {
      return { ...(await start(source, "webgpu", onProgress)), fallbackReason: null };
    } catch (error) {
      const { code, message } = asPredictorError(error);
      // What WebGPU runs on is a download of its own, which a host may refuse for its size.
      if (code !== "backend-failed" && code !== "download-failed") throw error;
      return { ...(await start(source, "wasm", onProgress)), fallbackReason: message };
    }
  }
  return { ...(await start(source, "wasm", onProgress)), fallbackReason: obstacle };
}

/** What keeps WebGPU from working here, in a sentence; null where nothing is known to. */
async function webGpuObstacle(): Promise<string | null> {
  if (!("gpu" in navigator)) return "This browser has no WebGPU.";
  if (!("Suspending" in WebAssembly))
    return "This browser lacks JavaScript Promise Integration, which WebGPU needs here.";
  const adapter = await (navigator.gpu as { requestAdapter(): Promise<unknown> }).requestAdapter().catch(() => null);
  return adapter ? null : "WebGPU finds no graphics adapter on this machine.";
}

async function start(
  source: ModelSource,
  backend: Backend,
  onProgress: (progress: LoadProgress) => void,
): Promise<RunnableModel> {
  const report = progressOver(started.has(backend) ? 1 : 2, (loadedBytes, totalBytes) =>
    onProgress({ phase: "loading", loadedBytes, totalBytes }),
  );
  const downloads = Promise.all([
    typeof source === "string" ? download(source, report[0]) : source,
    report[1] && download(backend === "webgpu" ? jspiWasmUrl : wasmUrl, report[1]),
  ]);
  // While the bytes are on their way there is nothing else to do.
  const workout = warmUpWorkout();
  const [model, wasm] = await downloads;
  const contract = readContract(model);
  const runtime = await createRuntime(model, backend, wasm);
  started.add(backend);
  onProgress({ phase: "warming-up" });
  const loaded = { contract, runtime };
  await proveModel(loaded, workout);
  return loaded;
}

/** One progress of several downloads: sums of what arrived, and of what is to come where all tell it. */
function progressOver(downloads: number, onBytes: (loadedBytes: number, totalBytes: number | null) => void) {
  const loaded = new Array<number>(downloads).fill(0);
  const totals = new Array<number | null>(downloads).fill(null);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return loaded.map((_, i) => (loadedBytes: number, totalBytes: number | null) => {
    loaded[i] = loadedBytes;
    totals[i] = totalBytes;
    const known = totals.filter((total) => total !== null);
    onBytes(sum(loaded), known.length === downloads ? sum(known) : null);
  });
}
