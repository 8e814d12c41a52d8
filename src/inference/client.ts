import { PredictorError } from "../workout/error.ts";
import { revivedError } from "../workout/wire-error.ts";
import type { ClientMessage, WorkerMessage } from "./messages.ts";
import type { LoadedModel, LoadProgress, Predictor } from "./predictor.ts";

interface Pending {
  resolve(message: WorkerMessage): void;
  reject(error: PredictorError): void;
  onProgress?: ((progress: LoadProgress) => void) | undefined;
}

type Request = { [M in ClientMessage as M["kind"]]: Omit<M, "id"> }[ClientMessage["kind"]];

/** A predictor in a worker of its own, so that the page draws and nothing else. */
export function createPredictor(): Predictor {
  const pending = new Map<number, Pending>();
  let nextId = 0;
  /** null once it has failed: the next load starts another. */
  let worker: Worker | null = startWorker();

  function startWorker(): Worker {
    const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    started.onmessage = receive;
    started.onerror = fail;
    return started;
  }

  function receive({ data }: MessageEvent<WorkerMessage>): void {
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
  function fail({ message = "it could not be fetched" }: Partial<ErrorEvent>): void {
    worker?.terminate();
    worker = null;
    for (const { reject } of pending.values()) reject(stopped(message));
    pending.clear();
  }

  function ask(request: Request, onProgress?: Pending["onProgress"]): Promise<WorkerMessage> {
    if (worker === null) return Promise.reject(stopped("it failed before"));
    const id = nextId++;
    const recipient = worker;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject, onProgress });
      const message: ClientMessage = { ...request, id };
      recipient.postMessage(message);
    });
  }

  return {
    async load(model, backend, onProgress): Promise<LoadedModel> {
      worker ??= startWorker();
      const answer = await ask({ kind: "load", model, backend }, onProgress);
      return expectKind(answer, "loaded").model;
    },
    async predict(source, settings) {
      return expectKind(await ask({ kind: "predict", source, settings }), "predicted").prediction;
    },
    async inspectCheckpoint(checkpoint) {
      return expectKind(await ask({ kind: "inspect", checkpoint }), "inspected").summary;
    },
    async importModel(request) {
      return expectKind(await ask({ kind: "import", request }), "imported").model;
    },
    dispose: () => worker?.terminate(),
  };
}

function stopped(reason: string): PredictorError {
  return new PredictorError(
    "unexpected",
    `The part of the page that predicts stopped (${reason}): load the page again.`,
  );
}

function expectKind<K extends WorkerMessage["kind"]>(message: WorkerMessage, kind: K) {
  if (message.kind === kind) return message as Extract<WorkerMessage, { kind: K }>;
  throw new PredictorError("unexpected", `The worker answered ${message.kind} where ${kind} was due.`);
}
