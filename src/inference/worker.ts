import { asPredictorError, PredictorError } from "../workout/error.ts";
import { parseWorkouts } from "../workout/formats/parse.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import { download } from "./download.ts";
import { type LoadedRuntime, loadModel } from "./load-model.ts";
import type { ClientMessage, WireError, WireOutcome, WorkerMessage } from "./messages.ts";
import { predictRun, predictTrack } from "./predict.ts";

type PredictMessage = Extract<ClientMessage, { kind: "predict" }>;
type LoadMessage = Extract<ClientMessage, { kind: "load" }>;
type ImportMessage = Extract<ClientMessage, { kind: "import" | "inspect" }>;

let model: LoadedRuntime | null = null;
const cancelled = new Set<number>();
/** Requests are served in order: loading a model and running it must not overlap. */
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ClientMessage>) => {
  if (data.kind === "cancel") {
    cancelled.add(data.id);
    return;
  }
  last = last.then(() => serve(data));
};

async function serve(message: LoadMessage | PredictMessage | ImportMessage): Promise<void> {
  try {
    if (message.kind === "load") await load(message);
    else if (message.kind === "predict") await predict(message);
    else await importCheckpoint(message);
  } catch (error) {
    post({ kind: "failed", id: message.id, error: wireError(error) });
  } finally {
    cancelled.delete(message.id);
  }
}

async function load({ id, model: source, backend }: LoadMessage): Promise<void> {
  const loaded = await loadModel(source, backend, (progress) => post({ kind: "progress", id, progress }));
  await model?.runtime.dispose();
  model = loaded;
  const { contract, runtime, fallbackReason } = loaded;
  post({ kind: "loaded", id, model: { contract, backend: runtime.backend, fallbackReason } });
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

async function predict(message: PredictMessage): Promise<void> {
  const { id, settings } = message;
  if (!model) throw new PredictorError("not-loaded", "No model is loaded yet: wait until the page says ready.");
  const startMs = performance.now();
  const runs = await runsOf(message);
  const parseMs = performance.now() - startMs;
  const outcomes: WireOutcome[] = [];
  for (const [i, run] of runs.entries()) {
    // Between runs, a cancellation gets in.
    if (i > 0) await new Promise((resume) => setTimeout(resume));
    if (cancelled.has(id)) throw new PredictorError("cancelled", "Stopped before all runs were predicted.");
    try {
      if ("error" in run) throw run.error;
      const prediction = await ("track" in run
        ? predictTrack(run.track, model, settings)
        : predictRun(run.workout, model, settings));
      outcomes.push({ name: run.name, prediction: { ...prediction, timings: { ...prediction.timings, parseMs } } });
    } catch (error) {
      outcomes.push({ name: run.name, error: wireError(error) });
    }
  }
  post({ kind: "predicted", id, outcomes }, transferable(outcomes));
}

async function runsOf({ source, splitUrl }: PredictMessage) {
  switch (source.kind) {
    case "file":
      return parseWorkouts(source.file);
    case "track":
      return [{ name: source.track.name, track: source.track }];
    case "sample":
      return [await sampleRun(source.workoutId, splitUrl)];
  }
}

/** The bundled split's bytes, fetched with the first sample and kept. */
let split: Promise<Uint8Array> | null = null;

async function sampleRun(workoutId: number, splitUrl: string) {
  split ??= download(splitUrl, () => {}).catch((error) => {
    split = null;
    throw error;
  });
  // Together: a download that fails while the reader is still on its way must not go unheard.
  const [bytes, { readHubRow }] = await Promise.all([split, import("../dataset/parquet.ts")]);
  const name = `Run ${workoutId}`;
  return { name, workout: workoutOfHubRow(await readHubRow(bytes, workoutId), name) };
}

function wireError(error: unknown): WireError {
  const { code, message } = asPredictorError(error);
  return { code, message };
}

/** The buffers of the series, which are handed over rather than copied. */
function transferable(outcomes: WireOutcome[]): ArrayBuffer[] {
  const buffers = outcomes.flatMap((outcome) => {
    if ("error" in outcome) return [];
    const { track, heartRateBpm, along } = outcome.prediction;
    return [track.speedKmh, track.altitudeM, track.heartRateBpm, heartRateBpm, ...(along ? [along] : [])].map(
      ({ buffer }) => buffer as ArrayBuffer,
    );
  });
  return [...new Set(buffers)];
}

function post(message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer });
}
