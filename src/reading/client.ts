import { PredictorError } from "../base/error.ts";
import { MAX_SILENT_MS } from "../base/limits.ts";
import { revivedError } from "../base/wire-error.ts";
import type { Tell } from "../workout/archive/activity.ts";
import type { ReadAnswer, ReadProgress, ReadRequest } from "./messages.ts";
import type { Reader, ReadRuns } from "./reader.ts";
import { revivedRun } from "./wire-run.ts";

type Answered = Exclude<ReadAnswer, { kind: "failed" }>;
type RunsAnswer = Extract<ReadAnswer, { kind: "runs" }>;

/**
 * A worker that was busy for so long has read much, and would keep the memory that it took until the browser finds time
 * to collect it: the next file is read by another.
 */
const RENEWED_AFTER_MS = 500;

/** A reader in a worker of its own, which is ended, and started anew, whenever it has to stop or has read much. */
export function createReader(): Reader {
  /** null once it was ended: the next request starts another. */
  let worker: Worker | null = startWorker();
  /** One request at a time, so that ending the worker ends nothing else. */
  let last: Promise<unknown> = Promise.resolve();

  /** @throws PredictorError what the worker answers with as well */
  async function ask(request: ReadRequest, signal?: AbortSignal, tell?: Tell): Promise<Answered> {
    const serving = last.then(() => serve(request, signal, tell));
    last = serving.catch(() => {});
    const answer = await serving;
    if (answer.kind === "failed") throw revivedError(answer.error);
    return answer;
  }

  async function serve(request: ReadRequest, signal?: AbortSignal, tell?: Tell): Promise<ReadAnswer> {
    if (signal?.aborted) throw cancelled();
    worker ??= startWorker();
    const over = new AbortController();
    const startMs = performance.now();
    try {
      const answer = await answerOf(worker, request, over.signal, signal, tell);
      if (performance.now() - startMs > RENEWED_AFTER_MS && isOver(request, answer)) {
        worker.terminate();
        worker = startWorker();
      }
      return answer;
    } catch (error) {
      worker.terminate();
      worker = null;
      throw error;
    } finally {
      over.abort();
    }
  }

  return {
    async read(file, signal, tell) {
      const answer = await ask({ kind: "read", file }, signal, tell);
      return answer.kind === "listed" ? { listing: answer.listing } : revivedRuns(answer);
    },
    async readActivity(file, activity, signal) {
      return revivedRuns((await ask({ kind: "read-activity", file, activity }, signal)) as RunsAnswer);
    },
    dispose: () => worker?.terminate(),
  };
}

/**
 * Whether a worker that gave this answer can go: while an archive's activities are read it stays open in it, unless one
 * was refused, as that may have filled the memory; another opens it again.
 */
function isOver({ kind }: ReadRequest, answer: ReadAnswer): boolean {
  return kind === "read" || answer.kind === "failed";
}

function startWorker(): Worker {
  return new Worker(new URL("./reading-worker.ts", import.meta.url), { type: "module" });
}

/** @throws PredictorError where the worker is to be ended. */
function answerOf(
  worker: Worker,
  request: ReadRequest,
  over: AbortSignal,
  signal?: AbortSignal,
  tell?: Tell,
): Promise<ReadAnswer> {
  return new Promise((resolve, reject) => {
    let limit: ReturnType<typeof setTimeout>;
    const awaitNext = () => {
      clearTimeout(limit);
      limit = setTimeout(() => reject(tooSlow()), MAX_SILENT_MS);
    };
    awaitNext();
    over.addEventListener("abort", () => clearTimeout(limit));
    signal?.addEventListener("abort", () => reject(cancelled()), { once: true, signal: over });
    worker.onmessage = ({ data }: MessageEvent<ReadAnswer | ReadProgress>) => {
      if (data.kind !== "progress") return resolve(data);
      awaitNext();
      tell?.(data.done, data.total);
    };
    worker.onerror = ({ message = "it could not be fetched" }: Partial<ErrorEvent>) => reject(failed(message));
    worker.postMessage(request);
  });
}

function revivedRuns({ runs, parseMs }: RunsAnswer): ReadRuns {
  return { runs: runs.map(revivedRun), parseMs };
}

function cancelled(): PredictorError {
  return new PredictorError("cancelled", "Stopped before it was read.");
}

function tooSlow(): PredictorError {
  return new PredictorError(
    "too-slow",
    `Reading the file did not get on for ${MAX_SILENT_MS / 1000} seconds and was ended. Export the run again, or in parts.`,
  );
}

function failed(reason: string): PredictorError {
  return new PredictorError(
    "unexpected",
    `The part of the page that reads files stopped (${reason}): choose the file again, or load the page again.`,
  );
}
