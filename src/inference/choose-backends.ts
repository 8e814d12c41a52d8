import type { Backend } from "./backend.ts";

/** Times of one backend on this machine once it is warm. */
export interface BackendTimes {
  /** Time of one run of an hour. */
  singleMs: number;
  /** Time of a batch of runs. */
  batchMs: number;
}

/** Measurement of this machine with a model. */
export interface BackendMeasurement {
  /** Runs in the batch. */
  batch: number;
  wasm: BackendTimes;
  /** Or what keeps WebGPU from being used, in a sentence. */
  webgpu: BackendTimes | { obstacle: string };
}

/** The faster backend, for one run and for batches. */
export interface BackendChoice {
  single: Backend;
  batch: Backend;
}

/**
 * WASM where neither is faster. @param workers how many work on batches side by side on WASM, each on a core of its
 * own; there is one graphics adapter.
 */
export function chooseBackends({ wasm, webgpu }: BackendMeasurement, workers: number): BackendChoice {
  if ("obstacle" in webgpu) return { single: "wasm", batch: "wasm" };
  return {
    single: webgpu.singleMs < wasm.singleMs ? "webgpu" : "wasm",
    batch: webgpu.batchMs < wasm.batchMs / workers ? "webgpu" : "wasm",
  };
}
