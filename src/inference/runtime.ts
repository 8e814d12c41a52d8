import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { PredictorError } from "../workout/error.ts";

type OrtModule = typeof import("onnxruntime-web/wasm");

export type Backend = "wasm" | "webgpu";

/** What a model says of a run: heart rate [steps] in BPM, and its hidden state [steps × units] where it gives one. */
export interface ModelOutput {
  heartRateBpm: Float32Array;
  hidden: Float32Array | null;
}

/** A model made ready to run. */
export interface Runtime {
  readonly backend: Backend;
  /**
   * @param rows unscaled features, [step, feature] row by row
   * @throws PredictorError where the model does not take or give what its contract says: `bad-model`, or
   * `backend-failed` on WebGPU, where a driver may be at fault and WASM tells.
   */
  run(rows: Float32Array, features: number): Promise<ModelOutput>;
  /** As `run`, of several runs, in their order. */
  runBatch(batch: readonly Float32Array[], features: number): Promise<ModelOutput[]>;
  /** Gives its memory back; a lost device can't, and that is no failure. */
  dispose(): Promise<void>;
}

/**
 * The one door to ONNX Runtime. Runs are served one after another: a session does not overlap with itself.
 * @param wasm the runtime's own WebAssembly where the caller has fetched it; else it finds it beside itself
 * @throws PredictorError `bad-model`, `backend-failed`, `download-failed`.
 */
export async function createRuntime(model: Uint8Array, backend: Backend, wasm?: Uint8Array): Promise<Runtime> {
  const ort = await loadOrt(backend, wasm);
  const session = await createSession(ort, model, backend);
  let last: Promise<unknown> = Promise.resolve();
  const run: Runtime["run"] = (rows, features) => {
    const next = last.then(() => runSession(ort, session, backend, rows, features));
    last = next.catch(() => undefined);
    return next;
  };
  return {
    backend,
    run,
    runBatch: (batch, features) => Promise.all(batch.map((rows) => run(rows, features))),
    dispose: () => session.release().catch(() => undefined),
  };
}

/** WebGPU comes in a build of its own: only that one has an LSTM kernel, and nobody else need load it. */
async function loadOrt(backend: Backend, wasm?: Uint8Array): Promise<OrtModule> {
  const fetching: Promise<OrtModule> =
    backend === "webgpu" ? import("onnxruntime-web/jspi") : import("onnxruntime-web/wasm");
  const ort = await fetching.catch((cause: unknown) => {
    throw new PredictorError(
      "download-failed",
      "What runs the model could not be fetched: check the connection and try again.",
      cause,
    );
  });
  // Threads need headers that a plain static host does not send, and gain nothing on a single run.
  ort.env.wasm.numThreads = 1;
  if (wasm) ort.env.wasm.wasmBinary = wasm;
  return ort;
}

async function createSession(ort: OrtModule, model: Uint8Array, backend: Backend): Promise<InferenceSession> {
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(model, {
      executionProviders: [backend],
      // Warnings go to the console: an LSTM's shape arithmetic stays on the CPU, and that is well.
      logSeverityLevel: 3,
    });
  } catch (error) {
    throw backend === "webgpu"
      ? new PredictorError("backend-failed", `WebGPU could not be started: ${messageOf(error)}`, error)
      : new PredictorError("bad-model", `ONNX Runtime refuses this model: ${messageOf(error)}`, error);
  }
  const missing = [
    ...(session.inputNames.includes("features") ? [] : ["the input features"]),
    ...(session.outputNames.includes("heart_rate") ? [] : ["the output heart_rate"]),
  ];
  if (missing.length === 0) return session;
  await session.release();
  throw new PredictorError("bad-model", `The model lacks ${missing.join(" and ")}, by which it would be run.`);
}

async function runSession(
  ort: OrtModule,
  session: InferenceSession,
  backend: Backend,
  rows: Float32Array,
  features: number,
): Promise<ModelOutput> {
  const steps = rows.length / features;
  const code = backend === "webgpu" ? "backend-failed" : "bad-model";
  const outputs = await session
    .run({ features: new ort.Tensor("float32", rows, [1, steps, features]) })
    .catch((error: unknown) => {
      throw new PredictorError(code, `The model could not be run: ${messageOf(error)}`, error);
    });
  const heartRateBpm = await valuesOf("heart_rate", outputs.heart_rate, [1, steps]);
  const { hidden: units } = outputs;
  const hidden = units ? await valuesOf("hidden", units, [1, steps, units.dims[2] ?? 0]) : null;
  const unknown = heartRateBpm.findIndex((bpm) => !Number.isFinite(bpm));
  if (unknown >= 0) {
    throw new PredictorError(
      code,
      `The model gives ${heartRateBpm[unknown]} for a heart rate at timestep ${unknown + 1} of ${steps}: its weights or its scaling are broken.`,
    );
  }
  return { heartRateBpm, hidden };
}

async function valuesOf(name: string, tensor: Tensor, shape: number[]): Promise<Float32Array> {
  if (tensor.type === "float32" && tensor.dims.join() === shape.join()) return (await tensor.getData()) as Float32Array;
  throw new PredictorError(
    "bad-model",
    `The model gives ${name} as ${tensor.type} [${tensor.dims}] where float32 [${shape}] belongs.`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
