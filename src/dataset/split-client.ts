import { PredictorError } from "../base/error.ts";
import { revivedError } from "../base/wire-error.ts";
import { revivedRun } from "../reading/wire-run.ts";
import { cancelled } from "./source.ts";
import type { OpenSplit, SplitProgress, SplitReader, SplitRow } from "./split.ts";
import type { SplitAnswer, SplitQuestion, SplitRequest, SplitResult } from "./split-messages.ts";

interface Pending {
  resolve(result: SplitResult): void;
  reject(error: PredictorError): void;
  onProgress?: ((progress: SplitProgress) => void) | undefined;
  onRows?: ((rows: SplitRow[]) => void) | undefined;
  onFetched?: ((bytes: number) => void) | undefined;
}

type Listeners = Omit<Pending, "resolve" | "reject">;

/** A reader of splits in a worker of its own, started with the first split. */
export function createSplitReader(): SplitReader {
  const pending = new Map<number, Pending>();
  let nextId = 0;
  /** null until it is needed, and once it has ended: the next split that is opened starts another. */
  let worker: Worker | null = null;

  function startWorker(): Worker {
    const started = new Worker(new URL("./split-worker.ts", import.meta.url), { type: "module" });
    started.onmessage = receive;
    started.onerror = ({ message = "it could not be fetched" }: Partial<ErrorEvent>) => end(message);
    return started;
  }

  function receive({ data }: MessageEvent<SplitAnswer>): void {
    const request = pending.get(data.id);
    if (request === undefined) return;
    if (data.kind === "progress") {
      request.onProgress?.(data.progress);
      return;
    }
    request.onFetched?.(data.fetchedBytes);
    if (data.kind === "batch") {
      request.onRows?.(data.rows);
      return;
    }
    pending.delete(data.id);
    if (data.kind === "failed") request.reject(revivedError(data.error));
    else request.resolve(data.result);
  }

  /** What was asked of a worker that fails would wait for ever. */
  function end(reason: string): void {
    worker?.terminate();
    worker = null;
    for (const { reject } of pending.values()) reject(stopped(reason));
    pending.clear();
  }

  /** Rejects as soon as the signal says so, whatever the worker does; the worker is told. */
  function ask(
    recipient: Worker | null,
    request: (id: number) => SplitRequest,
    signal?: AbortSignal,
    listeners: Listeners = {},
  ): { id: number; answer: Promise<SplitResult> } {
    const id = nextId++;
    const answer = new Promise<SplitResult>((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled());
      if (recipient === null || recipient !== worker) return reject(stopped("it failed before"));
      const cancel = () => {
        pending.delete(id);
        recipient.postMessage({ kind: "cancel", id } satisfies SplitRequest);
        reject(cancelled());
      };
      signal?.addEventListener("abort", cancel, { once: true });
      const settled = () => signal?.removeEventListener("abort", cancel);
      pending.set(id, {
        ...listeners,
        resolve: (result) => {
          settled();
          resolve(result);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      recipient.postMessage(request(id));
    });
    return { id, answer };
  }

  return {
    async open(origin, { signal, onProgress } = {}) {
      worker ??= startWorker();
      const its = worker;
      let fetchedBytes = 0;
      const onFetched = (bytes: number) => {
        fetchedBytes = Math.max(fetchedBytes, bytes);
      };
      const request = (id: number): SplitRequest => ({ kind: "open", id, origin });
      const { id: split, answer } = ask(its, request, signal, { onProgress, onFetched });
      const { facts } = expectKind(await answer, "opened");
      const put = <K extends SplitQuestion["kind"]>(
        question: Extract<SplitQuestion, { kind: K }>,
        signal?: AbortSignal,
        onRows?: (rows: SplitRow[]) => void,
      ) => {
        const request = (id: number): SplitRequest => ({ kind: "ask", id, split, question });
        return ask(its, request, signal, { onRows, onFetched }).answer;
      };
      const opened: OpenSplit = {
        facts,
        async rows(onRows, signal) {
          expectKind(await put({ kind: "rows" }, signal, onRows), "rows");
        },
        async workouts(group, signal) {
          const { runs } = expectKind(await put({ kind: "workouts", group }, signal), "workouts");
          return runs.map(({ run, ...place }) => ({ ...place, run: revivedRun(run) }));
        },
        async workout(row, signal) {
          return expectKind(await put({ kind: "workout", row }, signal), "workout").workout;
        },
        async rowOf(workoutId, signal) {
          return expectKind(await put({ kind: "rowOf", workoutId }, signal), "rowOf").row;
        },
        async sparklines(group, points, signal) {
          return expectKind(await put({ kind: "sparklines", group, points }, signal), "sparklines").lines;
        },
        fetchedBytes: () => fetchedBytes,
        isLost: () => its !== worker,
        close() {
          if (its === worker) its.postMessage({ kind: "close", split } satisfies SplitRequest);
        },
      };
      return opened;
    },
    dispose: () => end("it was ended"),
  };
}

function stopped(reason: string): PredictorError {
  return new PredictorError(
    "unexpected",
    `The part of the page that reads splits stopped (${reason}): open the split again, or load the page again.`,
  );
}

function expectKind<K extends SplitResult["kind"]>(result: SplitResult, kind: K) {
  if (result.kind === kind) return result as Extract<SplitResult, { kind: K }>;
  throw new PredictorError("unexpected", `The worker answered ${result.kind} where ${kind} was due.`);
}
