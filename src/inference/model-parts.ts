import asyncifyWasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?gzip";
import jspiWasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?gzip";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import { sum } from "../base/statistics.ts";
import { download, type OnBytes } from "./download.ts";
import type { LoadProgress, ModelSource } from "./predictor.ts";
import type { Build } from "./runtime-builds.ts";

/** Parts that a model is started from. */
interface ModelParts {
  file: Uint8Array;
  /** ONNX Runtime's WebAssembly; undefined where it has been started already. */
  wasm: Uint8Array | undefined;
}

const fetchBuild: Record<Build, (onBytes: OnBytes) => Promise<Uint8Array>> = {
  wasm: (onBytes) => download(wasmUrl, onBytes),
  jspi: (onBytes) => download(jspiWasmUrl, onBytes),
  asyncify: (onBytes) => download(asyncifyWasmUrl, onBytes),
};

/**
 * Fetches a model's file, where its address is given, and ONNX Runtime's WebAssembly side by side.
 * @param build null where its WebAssembly is not needed
 * @throws PredictorError `download-failed`.
 */
export async function fetchParts(
  source: ModelSource,
  build: Build | null,
  onProgress: (progress: LoadProgress) => void,
): Promise<ModelParts> {
  const atHand = [typeof source !== "string", build === null];
  const report = progressOver(atHand, (loadedBytes, totalBytes) =>
    onProgress({ phase: "loading", loadedBytes, totalBytes }),
  );
  const [file, wasm] = await Promise.all([
    typeof source === "string" ? download(source, report[0]) : source,
    build === null ? undefined : fetchBuild[build](report[1]),
  ]);
  return { file, wasm };
}

/**
 * One progress of several downloads: sums of what arrived, and of what is to come where all tell it.
 * @param atHand by download, whether there is nothing to come
 */
function progressOver(atHand: readonly boolean[], onBytes: OnBytes): OnBytes[] {
  const loaded = atHand.map(() => 0);
  const totals = atHand.map((isAtHand): number | null => (isAtHand ? 0 : null));
  return atHand.map((_, i) => (loadedBytes: number, totalBytes: number | null) => {
    loaded[i] = loadedBytes;
    totals[i] = totalBytes;
    const known = totals.filter((total) => total !== null);
    onBytes(sum(loaded), known.length === totals.length ? sum(known) : null);
  });
}
