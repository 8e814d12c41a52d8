import { cancelled, type PredictorError } from "./error.ts";
import { revivedError, type WireError } from "./wire-error.ts";

/** Requests that a worker serves: for each kind its fields, its answer, and its progress. */
export type Protocol = Record<string, { request: object; answer: unknown; progress: unknown }>;

/** A request of one kind. */
export type Request<P extends Protocol, K extends keyof P> = { kind: K } & P[K]["request"];

/** Message of a channel to its worker; `cancel` is the number of a request that is called off. */
export type ToWorker<P extends Protocol> =
  | { id: number; request: { [K in keyof P]: Request<P, K> }[keyof P] }
  | { cancel: number };

/** Message of a worker: about the request of a number, or a notice that nobody asked for. */
export type FromWorker<P extends Protocol, N> =
  | { kind: "progress"; id: number; progress: P[keyof P]["progress"] }
  | { kind: "answer"; id: number; answer: P[keyof P]["answer"] }
  | { kind: "failed"; id: number; error: WireError }
  | { kind: "notice"; notice: N };

/** The part of a `Worker` that a channel needs. */
export interface WorkerPort {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  terminate(): void;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

interface AskOptions<T> {
  /** Rejects the request with `cancelled` at once, whatever the worker does, and tells the worker. */
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: T) => void) | undefined;
  /** Buffers of the request that are handed over rather than copied. */
  transfer?: ArrayBuffer[];
}

/**
 * A worker and what was asked of it. A channel lasts as long as its worker: where the worker dies, every request under
 * way fails, and so does every later one. Whoever wants to go on opens another channel.
 */
export interface WorkerChannel<P extends Protocol> {
  /** False once the worker has died or was ended. */
  readonly isOpen: boolean;
  /** Resolves with the worker's answer. @throws PredictorError the worker's own, `cancelled`, or that it has stopped. */
  ask<K extends keyof P>(request: Request<P, K>, options?: AskOptions<P[K]["progress"]>): Promise<P[K]["answer"]>;
  /** Posts a request whose answer nobody awaits; nothing where the channel is closed. */
  tell<K extends keyof P>(request: Request<P, K>): void;
  /** Ends the worker; every request under way fails with the error. */
  end(error: PredictorError): void;
}

interface ChannelOptions<N> {
  /** The error of every request that a worker has stopped before answering. */
  stopped(reason: string): PredictorError;
  onNotice?(notice: N): void;
  /** Is told, once, that the worker died of itself, before its requests fail. */
  onDeath?(reason: string): void;
}

interface Pending {
  resolve(answer: unknown): void;
  reject(error: PredictorError): void;
  onProgress: ((progress: never) => void) | undefined;
}

/** Opens a channel to a worker that has just been started. */
export function openChannel<P extends Protocol, N = never>(
  worker: WorkerPort,
  { stopped, onNotice, onDeath }: ChannelOptions<N>,
): WorkerChannel<P> {
  const pending = new Map<number, Pending>();
  let nextId = 0;
  let isOpen = true;

  function post(message: ToWorker<P>, transfer: ArrayBuffer[] = []): void {
    worker.postMessage(message, transfer);
  }

  worker.onmessage = ({ data }: { data: FromWorker<P, N> }) => {
    // What a worker said before it was ended may come later.
    if (!isOpen) return;
    if (data.kind === "notice") {
      onNotice?.(data.notice);
      return;
    }
    const request = pending.get(data.id);
    if (data.kind === "progress") {
      request?.onProgress?.(data.progress as never);
      return;
    }
    pending.delete(data.id);
    if (data.kind === "failed") request?.reject(revivedError(data.error));
    else request?.resolve(data.answer);
  };
  // A worker whose script can't be fetched gives no message.
  worker.onerror = ({ message = "it could not be fetched" }: { message?: string }) => {
    if (!isOpen) return;
    close();
    onDeath?.(message);
    rejectAll(stopped(message));
  };

  function close(): void {
    isOpen = false;
    worker.terminate();
  }

  function rejectAll(error: PredictorError): void {
    const requests = [...pending.values()];
    pending.clear();
    for (const { reject } of requests) reject(error);
  }

  return {
    get isOpen() {
      return isOpen;
    },
    ask(request, { signal, onProgress, transfer } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(cancelled());
        if (!isOpen) return reject(stopped("it failed before"));
        const id = nextId++;
        const cancel = () => {
          pending.delete(id);
          post({ cancel: id });
          reject(cancelled());
        };
        const settled = () => signal?.removeEventListener("abort", cancel);
        post({ id, request }, transfer);
        signal?.addEventListener("abort", cancel, { once: true });
        pending.set(id, {
          onProgress,
          resolve: (answer) => {
            settled();
            resolve(answer as never);
          },
          reject: (error) => {
            settled();
            reject(error);
          },
        });
      });
    },
    tell(request) {
      if (isOpen) post({ id: nextId++, request });
    },
    end(error) {
      if (!isOpen) return;
      close();
      rejectAll(error);
    },
  };
}
