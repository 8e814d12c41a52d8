import type { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { PredictorError } from "../base/error.ts";
import { release } from "../base/release.ts";
import { ALONG, HIDDEN } from "../model/directions-output.ts";
import type { Backend } from "./backend.ts";
import { type Batching, batchingOf, groupsOf, padded } from "./batching.ts";
import type { ModelOutput } from "./model-output.ts";
import { buildFor, importBuild, type OrtModule } from "./runtime-builds.ts";

type Beside = typeof ALONG | typeof HIDDEN;

/** A model made ready to run. */
export interface Runtime {
  readonly backend: Backend;
  /**
   * @param rows unscaled features, [step, feature] row by row
   * @throws PredictorError where the model does not take or give what its contract says: `bad-model`, or
   * `backend-failed` on WebGPU, where a driver may be at fault and WASM tells.
   */
  run(rows: Float32Array, features: number): Promise<ModelOutput>;
  /**
   * Many runs at once, of any lengths: what comes out of each is what `run` gives for it alone. Memory is taken for the
   * longest as many times as there are runs, so that runs of about one length go together best.
   * @throws PredictorError as `run`, naming the run by its place; the others can be asked for again.
   */
  runBatch(batch: readonly Float32Array[], features: number): Promise<ModelOutput[]>;
  /** Gives its memory back; a lost device can't, and that is no failure. */
  dispose(): Promise<void>;
}

/**
 * The one door to ONNX Runtime. Runs are served one after another: a session does not overlap with itself.
 * @param beside what the model is asked for beside the heart rate, where it tells it. The hidden state is by far the
 * largest of the outputs, and copied out for whoever can do with nothing less.
 * @param wasm the runtime's own WebAssembly, a whole buffer, where the caller has fetched it; else it finds it beside
 * itself. Its memory is given back: it is compiled once, for all models.
 * @throws PredictorError `bad-model`, `backend-failed`, `download-failed`.
 */
export async function createRuntime(
  model: Uint8Array,
  backend: Backend,
  { beside = ALONG, wasm }: { beside?: Beside; wasm?: Uint8Array | undefined } = {},
): Promise<Runtime> {
  const ort = await loadOrt(backend, wasm);
  const session = await createSession(ort, model, backend).finally(() => {
    // ONNX Runtime would hold it as long as the page is open, in more places than this.
    if (wasm) release(wasm);
    delete ort.env.wasm.wasmBinary;
  });
  const asked = session.outputNames.includes(beside) ? beside : null;
  const device = backend === "webgpu" ? await watchDevice(ort) : null;
  let last: Promise<unknown> = Promise.resolve();
  /** Learnt with the first batch. */
  let batching: Batching | null = null;

  async function runGroups(batch: readonly Float32Array[], features: number): Promise<ModelOutput[]> {
    const together = (rows: readonly Float32Array[], names: readonly string[]) =>
      runSession(ort, session, device, { rows, names, features, beside: asked });
    if (batch.length > 1) {
      const longest = batch.reduce((a, b) => (b.length > a.length ? b : a));
      batching ??= await batchingOf(longest, features, (rows) => together(rows, []));
    }
    const outputs: ModelOutput[] = [];
    for (const places of groupsOf(batch, batching ?? "none")) {
      const names = batch.length > 1 ? places.map((place) => `Run ${place + 1} of ${batch.length}: `) : [];
      const rows = places.map((place) => batch[place]);
      for (const [i, output] of (await together(rows, names)).entries()) outputs[places[i]] = output;
    }
    return outputs;
  }

  function runBatch(batch: readonly Float32Array[], features: number): Promise<ModelOutput[]> {
    const next = last.then(() => runGroups(batch, features));
    last = next.catch(() => undefined);
    return next;
  }

  return {
    backend,
    run: async (rows, features) => (await runBatch([rows], features))[0],
    runBatch,
    dispose: () => session.release().catch(() => undefined),
  };
}

async function loadOrt(backend: Backend, wasm?: Uint8Array): Promise<OrtModule> {
  const ort = await importBuild(buildFor(backend)).catch((cause: unknown) => {
    throw new PredictorError(
      "download-failed",
      "What runs the model could not be fetched: check the connection and try again.",
      cause,
    );
  });
  // Threads need headers that a plain static host does not send, and gain nothing on a single run.
  ort.env.wasm.numThreads = 1;
  // Of an array ONNX Runtime would make a copy, and leave it to the collector.
  if (wasm) ort.env.wasm.wasmBinary = wasm.buffer;
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

/** Device that WebGPU runs on. */
interface GraphicsDevice {
  /** Why it is gone; null as long as it is there. */
  loss: PredictorError | null;
  /** Whoever runs something hears of it; there is one at a time. */
  onLoss: (loss: PredictorError) => void;
}

async function watchDevice(ort: OrtModule): Promise<GraphicsDevice> {
  const { lost } = (await ort.env.webgpu.device) as unknown as { lost: Promise<{ message: string }> };
  const device: GraphicsDevice = { loss: null, onLoss: () => {} };
  void lost.then(({ message }) => {
    device.loss = new PredictorError("backend-failed", `The graphics device was lost: ${message}`);
    device.onLoss(device.loss);
  });
  return device;
}

/**
 * Resolves with a run's result, or rejects if the GPU device is lost first. Racing one long-lived promise would keep
 * every result alive.
 */
function unlessLost<T>(device: GraphicsDevice, running: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    device.onLoss = reject;
    running.then(resolve, reject);
  });
}

/** Runs that go through the model as one tensor; `names` begin the sentences that are about one of them. */
interface Group {
  rows: readonly Float32Array[];
  names: readonly string[];
  features: number;
  /** Output asked for beside the heart rate. */
  beside: Beside | null;
}

async function runSession(
  ort: OrtModule,
  session: InferenceSession,
  device: GraphicsDevice | null,
  { rows, names, features, beside }: Group,
): Promise<ModelOutput[]> {
  const values = padded(rows);
  const steps = values.length / features / rows.length;
  const code = device ? "backend-failed" : "bad-model";
  const name = (i: number) => names[i] ?? "";
  if (device?.loss) throw device.loss;
  const running = session.run({ features: new ort.Tensor("float32", values, [rows.length, steps, features]) }, [
    "heart_rate",
    ...(beside ? [beside] : []),
  ]);
  const outputs = await (device ? unlessLost(device, running) : running).catch(async (error: unknown) => {
    // A device that is lost fails the run first, and says so a moment later.
    if (device) await new Promise((resolve) => setTimeout(resolve));
    if (device?.loss) throw device.loss;
    const which = rows.length === 1 ? name(0) : "";
    throw new PredictorError(code, `${which}The model could not be run: ${messageOf(error)}`, error);
  });
  const heartRateBpm = await valuesOf("heart_rate", outputs.heart_rate, [rows.length, steps], code);
  const width = beside === null ? 0 : outputs[beside].dims[2];
  const wide = beside !== null ? await valuesOf(beside, outputs[beside], [rows.length, steps, width], code) : null;
  return rows.map(({ length }, i) => {
    const own = length / features;
    const unpadded = (all: Float32Array, each: number) =>
      rows.length === 1 ? all : all.slice(i * steps * each, (i * steps + own) * each);
    const ownWide = wide && unpadded(wide, width);
    const output: ModelOutput = {
      heartRateBpm: unpadded(heartRateBpm, 1),
      along: beside === ALONG ? ownWide : null,
      hidden: beside === HIDDEN ? ownWide : null,
    };
    const unknown = output.heartRateBpm.findIndex((bpm) => !Number.isFinite(bpm));
    if (unknown < 0) return output;
    throw new PredictorError(
      code,
      `${name(i)}The model gives ${output.heartRateBpm[unknown]} for a heart rate at timestep ${unknown + 1} of ${own}: its weights or its scaling are broken.`,
    );
  });
}

async function valuesOf(
  name: string,
  tensor: Tensor,
  shape: number[],
  code: "bad-model" | "backend-failed",
): Promise<Float32Array> {
  if (tensor.type === "float32" && tensor.dims.join() === shape.join()) return (await tensor.getData()) as Float32Array;
  throw new PredictorError(
    code,
    `The model gives ${name} as ${tensor.type} [${tensor.dims}] where float32 [${shape}] belongs.`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
