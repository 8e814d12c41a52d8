import { PredictorError } from "../base/error.ts";
import { wireError } from "../base/wire-error.ts";
import type { Prediction } from "../model/prediction.ts";
import { type LoadedRuntime, loadModel } from "./load-model.ts";
import { measureBackends } from "./measure.ts";
import type { ClientMessage, WorkerMessage } from "./messages.ts";
import { predictRun, predictTrack } from "./predict.ts";
import { importBuild } from "./runtime.ts";

type PredictMessage = Extract<ClientMessage, { kind: "predict" }>;
type LoadMessage = Extract<ClientMessage, { kind: "load" }>;
type MeasureMessage = Extract<ClientMessage, { kind: "measure" }>;
type ImportMessage = Extract<ClientMessage, { kind: "import" | "inspect" }>;

let model: LoadedRuntime | null = null;
/** Requests are served in order: loading a model and running it must not overlap. */
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ClientMessage>) => {
  last = last.then(() => serve(data));
};

async function serve(message: ClientMessage): Promise<void> {
  try {
    if (message.kind === "load") await load(message);
    else if (message.kind === "predict") await predict(message);
    else if (message.kind === "measure") await measure(message);
    else await importCheckpoint(message);
  } catch (error) {
    post({ kind: "failed", id: message.id, error: wireError(error) });
  }
}

async function load({ id, model: file, wasm, backend }: LoadMessage): Promise<void> {
  const loaded = await loadModel(
    file,
    backend,
    (progress) => post({ kind: "progress", id, progress }),
    (reason) => post({ kind: "fell-back", reason }),
    wasm,
  );
  await model?.runtime.dispose();
  model = loaded;
  const { contract, runtime, fallbackReason } = loaded;
  post({ kind: "loaded", id, model: { contract, backend: runtime.backend, fallbackReason } });
}

async function measure({ id, model: source }: MeasureMessage): Promise<void> {
  const measurement = await measureBackends(source, (progress) => post({ kind: "progress", id, progress }));
  post({ kind: "measured", id, measurement });
}

/** What reads checkpoints is fetched with the first one: few people bring any. */
async function importCheckpoint(message: ImportMessage): Promise<void> {
  const { importModel, inspectCheckpoint } = await import("../dataset/import-model.ts").catch((cause: unknown) => {
    throw new PredictorError(
      "not-loaded",
      "What reads checkpoints could not be fetched: check the connection and try again.",
      cause,
    );
  });
  const { id } = message;
  if (message.kind === "inspect") {
    return post({ kind: "inspected", id, summary: inspectCheckpoint(message.checkpoint) });
  }
  const { contract, write } = await importModel(message.request);
  const bytes = write(contract);
  post({ kind: "imported", id, model: bytes }, [bytes.buffer as ArrayBuffer]);
}

async function predict({ id, source, settings }: PredictMessage): Promise<void> {
  if (!model) throw new PredictorError("not-loaded", "No model is loaded yet: wait until the page says ready.");
  const prediction =
    source.kind === "workout"
      ? await predictRun(source.workout, model, settings)
      : await predictTrack(source.track, model, settings);
  post({ kind: "predicted", id, prediction }, buffersOf(prediction));
}

/** The buffers of the series, which are handed over rather than copied. */
function buffersOf({ track, heartRateBpm, along }: Prediction): ArrayBuffer[] {
  const series = [
    track.speedKmh,
    track.altitudeM,
    track.heartRateBpm,
    track.cadenceSpm,
    track.temperatureC,
    heartRateBpm,
    ...(along ? [along] : []),
  ];
  return [...new Set(series.map(({ buffer }) => buffer as ArrayBuffer))];
}

function post(message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer });
}

// The page is fetching what ONNX Runtime is made of; a failure is told by the load that needs it, which tries again.
importBuild("wasm").catch(() => {});
