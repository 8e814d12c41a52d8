import { PredictorError } from "../workout/error.ts";
import { MAX_SILENT_MS } from "../workout/formats/limits.ts";
import { revivedError } from "../workout/wire-error.ts";
import type { ReadAnswer, ReadRequest } from "./messages.ts";
import type { Reader } from "./reader.ts";
import { revivedRun } from "./wire-run.ts";

/** A reader in a worker of its own, which is ended, and started anew, whenever it has to stop. */
export function createReader(): Reader {
  /** null once it was ended: the next request starts another. */
  let worker: Worker | null = startWorker();
  /** One request at a time, so that ending the worker ends nothing else. */
  let last: Promise<unknown> = Promise.resolve();

  function ask(request: ReadRequest, signal?: AbortSignal): Promise<ReadAnswer> {
    const answer = last.then(() => serve(request, signal));
    last = answer.catch(() => {});
    return answer;
  }

  async function serve(request: ReadRequest, signal?: AbortSignal): Promise<ReadAnswer> {
    if (signal?.aborted) throw cancelled();
    worker ??= startWorker();
    const over = new AbortController();
    try {
      return await answerOf(worker, request, over.signal, signal);
    } catch (error) {
      worker.terminate();
      worker = null;
      throw error;
    } finally {
      over.abort();
    }
  }

  return {
    async read(file, signal) {
      const answer = await ask({ kind: "read", file }, signal);
      if (answer.kind === "failed") throw revivedError(answer.error);
      return { runs: answer.runs.map(revivedRun), parseMs: answer.parseMs };
    },
    dispose: () => worker?.terminate(),
  };
}

function startWorker(): Worker {
  return new Worker(new URL("./reading-worker.ts", import.meta.url), { type: "module" });
}

/** @throws PredictorError where the worker is to be ended. */
function answerOf(worker: Worker, request: ReadRequest, over: AbortSignal, signal?: AbortSignal): Promise<ReadAnswer> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(tooSlow()), MAX_SILENT_MS);
    over.addEventListener("abort", () => clearTimeout(limit));
    signal?.addEventListener("abort", () => reject(cancelled()), { once: true, signal: over });
    worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => resolve(data);
    worker.onerror = ({ message = "it could not be fetched" }: Partial<ErrorEvent>) => reject(failed(message));
    worker.postMessage(request);
  });
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
