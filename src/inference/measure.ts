import { asPredictorError } from "../base/error.ts";
import { median } from "../base/statistics.ts";
import { toRows } from "../features/compute.ts";
import { prepareTrack } from "../model/prepare.ts";
import type { BackendMeasurement, BackendTimes } from "./choose-backends.ts";
import { type StartedModel, start, startEqual, unequal, webGpuObstacle } from "./load-model.ts";
import type { ModelOutput } from "./model-output.ts";
import { largestDifference, SAME_WITHIN_BPM } from "./model-output.ts";
import type { MeasureProgress, ModelSource } from "./predictor.ts";
import type { Runtime } from "./runtime.ts";

/** Enough that a graphics card has something to do side by side, few enough for the memory of a phone. */
const BATCH_RUNS = 16;
/** Batches go by length: the shortest run of one, as a share of the longest. */
const SHORTEST = 0.8;
/** A figure is the median of so many, fewer where they take longer than this. */
const REPETITIONS = 7;
const PATIENCE_MS = 2000;

/**
 * Times WASM and, where there is a graphics adapter, WebGPU for one run and for a batch, once warm. Both compute the same
 * runs, and have to give the same heart rates.
 * @throws PredictorError `download-failed`, `bad-model`.
 */
export async function measureBackends(
  source: ModelSource,
  onProgress: (progress: MeasureProgress) => void,
): Promise<BackendMeasurement> {
  const model = await start(source, "wasm", onProgress);
  const runs = measuredRuns(model);
  const features = model.contract.features.length;
  onProgress({ phase: "measuring", backend: "wasm" });
  const wasm = await measure(model.runtime, runs, features);
  return { batch: runs.length, wasm: wasm.times, webgpu: await measureWebGpu() };

  async function measureWebGpu(): Promise<BackendMeasurement["webgpu"]> {
    const obstacle = await webGpuObstacle();
    if (obstacle !== null) return { obstacle };
    try {
      const { runtime } = await startEqual(model, onProgress);
      onProgress({ phase: "measuring", backend: "webgpu" });
      const webgpu = await measure(runtime, runs, features);
      const differences = webgpu.outputs.map(({ heartRateBpm }, i) =>
        largestDifference(heartRateBpm, wasm.outputs[i].heartRateBpm),
      );
      const difference = Math.max(...differences);
      return difference <= SAME_WITHIN_BPM ? webgpu.times : { obstacle: unequal(difference) };
    } catch (error) {
      const { code, message } = asPredictorError(error);
      if (code !== "backend-failed") throw error;
      return { obstacle: message };
    }
  }
}

/** Runs of several lengths, the longest last, [step, feature] each: the trial run's, as far as each goes. */
function measuredRuns({ contract, proof }: StartedModel): Float32Array[] {
  const { features } = prepareTrack(proof.track, contract, { gender: null, intent: "steady" });
  const rows = toRows(features);
  return Array.from({ length: BATCH_RUNS }, (_, i) => {
    const share = SHORTEST + ((1 - SHORTEST) * i) / (BATCH_RUNS - 1);
    return rows.subarray(0, Math.round(share * features.length) * features.names.length);
  });
}

async function measure(
  runtime: Runtime,
  runs: readonly Float32Array[],
  features: number,
): Promise<{ times: BackendTimes; outputs: ModelOutput[] }> {
  let outputs: ModelOutput[] = [];
  const batchMs = await medianMs(async () => {
    outputs = await runtime.runBatch(runs, features);
  });
  const singleMs = await medianMs(() => runtime.run(runs.at(-1)!, features));
  return { times: { singleMs, batchMs }, outputs };
}

/**
 * Median time of a warm run: the first of a kind takes memory, compiles, and learns how the model takes a batch. A run
 * that takes too long is the figure itself; the rest is little beside it.
 */
async function medianMs(run: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await run();
  const warmMs = performance.now();
  if (warmMs - startMs > PATIENCE_MS) return warmMs - startMs;
  const times: number[] = [];
  for (let nowMs = warmMs; times.length < REPETITIONS && nowMs - warmMs < PATIENCE_MS; ) {
    await run();
    const doneMs = performance.now();
    times.push(doneMs - nowMs);
    nowMs = doneMs;
  }
  return median(times);
}
