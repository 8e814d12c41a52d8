import { wireError } from "./wire-error.ts";
import type { FromWorker, Protocol, Request, ToWorker } from "./worker-channel.ts";

/** The part of a worker's global scope that serving needs. */
interface WorkerScope {
  postMessage(message: unknown, options: { transfer: ArrayBuffer[] }): void;
  onmessage: ((event: never) => void) | null;
}

/** A request as the function that serves it sees it. */
export interface Call<T> {
  /** Aborted where the request is called off. */
  signal: AbortSignal;
  /** Tells the asker how far it has come. */
  tell(progress: T): void;
}

/** An answer whose buffers are handed over rather than copied. */
export class HandedOver<A> {
  readonly answer: A;
  readonly buffers: ArrayBuffer[];

  constructor(answer: A, buffers: ArrayBuffer[]) {
    this.answer = answer;
    this.buffers = buffers;
  }
}

type Answered<A> = A | HandedOver<A> | Promise<A | HandedOver<A>>;

/** Functions that serve each kind of request; an error that one throws goes to the asker. */
export type Service<P extends Protocol> = {
  [K in keyof P]: (request: Request<P, K>, call: Call<P[K]["progress"]>) => Answered<P[K]["answer"]>;
};

/**
 * Serves what a channel asks, from a worker's global scope.
 * @param mayOverlap whether a request is begun before those in front of it are answered
 * @returns what gives notice of something that nobody asked for
 */
export function serveRequests<P extends Protocol, N = never>(
  scope: WorkerScope,
  service: Service<P>,
  { mayOverlap = false } = {},
): (notice: N) => void {
  const underWay = new Map<number, AbortController>();
  let last: Promise<void> = Promise.resolve();

  function post(message: FromWorker<P, N>, transfer: ArrayBuffer[] = []): void {
    scope.postMessage(message, { transfer });
  }

  async function serve<K extends keyof P>(id: number, request: Request<P, K>, signal: AbortSignal): Promise<void> {
    const tell = (progress: P[K]["progress"]) => post({ kind: "progress", id, progress });
    try {
      const answered = await service[request.kind](request, { signal, tell });
      if (answered instanceof HandedOver) post({ kind: "answer", id, answer: answered.answer }, answered.buffers);
      else post({ kind: "answer", id, answer: answered });
    } catch (error) {
      post({ kind: "failed", id, error: wireError(error) });
    } finally {
      underWay.delete(id);
    }
  }

  scope.onmessage = ({ data }: { data: ToWorker<P> }) => {
    if ("cancel" in data) {
      underWay.get(data.cancel)?.abort();
      return;
    }
    const { id, request } = data;
    const abort = new AbortController();
    underWay.set(id, abort);
    const begin = () => serve(id, request, abort.signal);
    last = mayOverlap ? begin() : last.then(begin);
  };
  return (notice) => post({ kind: "notice", notice });
}
