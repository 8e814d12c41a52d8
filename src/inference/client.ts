import { PredictorError } from "../base/error.ts";
import { revivedError } from "../base/wire-error.ts";
import type { ClientMessage, WorkerMessage } from "./messages.ts";
import { fetchParts } from "./model-parts.ts";
import type { LoadedModel, MeasureProgress, Predictor } from "./predictor.ts";

interface Pending {
  resolve(message: Answer): void;
  reject(error: PredictorError): void;
  onProgress?: ((progress: MeasureProgress) => void) | undefined;
}

type Request = { [M in ClientMessage as M["kind"]]: Omit<M, "id"> }[ClientMessage["kind"]];
type Answer = Extract<WorkerMessage, { id: number }>;

/** A predictor in a worker of its own, so that the page draws and nothing else. */
export function createPredictor(): Predictor {
  let onFallback: (reason: string) => void = () => {};
  const serving = connect((reason) => onFallback(reason));
  /** Whether the worker holds ONNX Runtime's WebAssembly. */
  let isStarted = false;
  /** One load at a time: of two that overlap, the later one is to stay. */
  let last: Promise<unknown> = Promise.resolve();

  /** The page fetches for its worker: what its HTML preloads serves the page's own requests alone. */
  async function load(...[model, backend, onProgress]: Parameters<Predictor["load"]>): Promise<LoadedModel> {
    if (serving.restart()) isStarted = false;
    const { file, wasm } = await fetchParts(model, isStarted ? null : "wasm", onProgress);
    const handedOver = [...(file === model ? [] : [file]), ...(wasm ? [wasm] : [])].map(({ buffer }) => buffer);
    const answer = await serving.ask(
      { kind: "load", model: file, wasm, backend },
      (progress) => {
        if (progress.phase !== "measuring") onProgress(progress);
      },
      handedOver as ArrayBuffer[],
    );
    isStarted = true;
    return expectKind(answer, "loaded").model;
  }

  return {
    load(...request) {
      const loading = last.then(() => load(...request));
      last = loading.catch(() => {});
      return loading;
    },
    async predict(source, settings) {
      return expectKind(await serving.ask({ kind: "predict", source, settings }), "predicted").prediction;
    },
    async measure(model, signal, onProgress) {
      const own = connect(() => {});
      const end = () => own.end(new PredictorError("cancelled", "The measurement was stopped."));
      signal.addEventListener("abort", end);
      try {
        return expectKind(await own.ask({ kind: "measure", model }, onProgress), "measured").measurement;
      } finally {
        signal.removeEventListener("abort", end);
        end();
      }
    },
    onFallback: (listener) => {
      onFallback = listener;
    },
    async inspectCheckpoint(checkpoint) {
      return expectKind(await serving.ask({ kind: "inspect", checkpoint }), "inspected").summary;
    },
    async importModel(request) {
      return expectKind(await serving.ask({ kind: "import", request }), "imported").model;
    },
    dispose: () => serving.end(stopped("it was ended")),
  };
}

/** A worker, and what was asked of it. */
interface Connection {
  ask(request: Request, onProgress?: Pending["onProgress"], handedOver?: ArrayBuffer[]): Promise<Answer>;
  /** Starts another worker where the one before has failed; says whether it did. */
  restart(): boolean;
  /** Ends the worker; what was asked of it fails with that error. */
  end(error: PredictorError): void;
}

function connect(onFallback: (reason: string) => void): Connection {
  const pending = new Map<number, Pending>();
  let nextId = 0;
  /** null once it has failed. */
  let worker: Worker | null = startWorker();

  function startWorker(): Worker {
    const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    started.onmessage = receive;
    started.onerror = ({ message = "it could not be fetched" }: Partial<ErrorEvent>) => end(stopped(message));
    return started;
  }

  function receive({ data }: MessageEvent<WorkerMessage>): void {
    if (data.kind === "fell-back") {
      onFallback(data.reason);
      return;
    }
    const request = pending.get(data.id);
    if (data.kind === "progress") {
      request?.onProgress?.(data.progress);
      return;
    }
    pending.delete(data.id);
    if (data.kind === "failed") request?.reject(revivedError(data.error));
    else request?.resolve(data);
  }

  /** What was asked of a worker that fails would wait for ever. */
  function end(error: PredictorError): void {
    worker?.terminate();
    worker = null;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  }

  return {
    ask(request, onProgress, handedOver = []) {
      if (worker === null) return Promise.reject(stopped("it failed before"));
      const id = nextId++;
      const recipient = worker;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject, onProgress });
        const message: ClientMessage = { ...request, id };
        recipient.postMessage(message, handedOver);
      });
    },
    restart() {
      if (worker !== null) return false;
      worker = startWorker();
      return true;
    },
    end,
  };
}

function stopped(reason: string): PredictorError {
  return new PredictorError(
    "unexpected",
    `The part of the page that predicts stopped (${reason}): load the page again.`,
  );
}

function expectKind<K extends Answer["kind"]>(message: Answer, kind: K) {
  if (message.kind === kind) return message as Extract<Answer, { kind: K }>;
  throw new PredictorError("unexpected", `The worker answered ${message.kind} where ${kind} was due.`);
}
