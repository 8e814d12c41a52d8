import { vi } from "vitest";
import type { WireError } from "../base/wire-error.ts";
import type { FromWorker, Protocol, Request, ToWorker, WorkerPort } from "../base/worker-channel.ts";

/** A worker that answers when a test says so. */
export class FakeWorker<P extends Protocol, N = never> implements WorkerPort {
  readonly received: ToWorker<P>[] = [];
  readonly terminate = vi.fn();
  onmessage: ((event: { data: FromWorker<P, N> }) => void) | null = null;
  onerror: ((event: { message?: string }) => void) | null = null;

  postMessage(message: ToWorker<P>): void {
    this.received.push(message);
  }

  get isAlive(): boolean {
    return this.terminate.mock.calls.length === 0;
  }

  /** The requests that it was sent, in their order. */
  get requests(): Request<P, keyof P>[] {
    return this.received.flatMap((message) => ("request" in message ? [message.request] : []));
  }

  /** The number of the latest request. */
  get latest(): number {
    return this.received.flatMap((message) => ("request" in message ? [message.id] : [])).at(-1)!;
  }

  answer(answer: P[keyof P]["answer"], id = this.latest): void {
    this.#post({ kind: "answer", id, answer });
  }

  tell(progress: P[keyof P]["progress"], id = this.latest): void {
    this.#post({ kind: "progress", id, progress });
  }

  fail(error: WireError, id = this.latest): void {
    this.#post({ kind: "failed", id, error });
  }

  notice(notice: N): void {
    this.#post({ kind: "notice", notice });
  }

  /** Without a message, as one whose script can't be fetched. */
  die(message?: string): void {
    this.onerror?.(message === undefined ? {} : { message });
  }

  #post(data: FromWorker<P, N>): void {
    this.onmessage?.({ data });
  }
}

/** Puts fake workers in place of those that are started, until `vi.unstubAllGlobals()`; lists them as they start. */
export function fakeWorkers<P extends Protocol, N = never>(): FakeWorker<P, N>[] {
  const started: FakeWorker<P, N>[] = [];
  const Started = class extends FakeWorker<P, N> {
    constructor() {
      super();
      started.push(this);
    }
  };
  vi.stubGlobal("Worker", Started);
  return started;
}
