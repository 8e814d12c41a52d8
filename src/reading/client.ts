import { cancelled, PredictorError } from "../base/error.ts";
import { MAX_SILENT_READER_MS } from "../base/limits.ts";
import { openChannel, type Request } from "../base/worker-channel.ts";
import type { Tell } from "../workout/archive/activity.ts";
import type { Reading, WireRuns } from "./messages.ts";
import type { Reader, ReadRuns } from "./reader.ts";
import { revivedCourse, revivedRun } from "./wire-run.ts";

/**
 * A worker that was busy for so long has read much, and would keep the memory that it took until the browser finds time
 * to collect it: the next file is read by another.
 */
const RENEWED_AFTER_MS = 500;

/**
 * Time that a worker has to be done with a file that was called off. Most files take it less, and the next one is read
 * sooner by a worker that is there than by one that has to be started.
 */
const CALLED_OFF_AFTER_MS = 100;

/** A reader in a worker of its own, which is ended, and started anew, whenever it has to stop or has read much. */
export function createReader(): Reader {
  let channel = connect();
  /** One request at a time, so that ending the worker ends nothing else; null while there is none. */
  let last: Promise<unknown> | null = null;

  function ask<K extends keyof Reading>(
    request: Request<Reading, K>,
    signal?: AbortSignal,
    tell?: Tell,
  ): Promise<Reading[K]["answer"]> {
    // At once where none is before it, so that the worker reads while the page draws that it does.
    const serving = last === null ? serve(request, signal, tell) : last.then(() => serve(request, signal, tell));
    const settled: Promise<void> = serving
      .catch(() => {})
      .then(() => {
        if (last === settled) last = null;
      });
    last = settled;
    return signal ? unlessCancelled(serving, signal) : serving;
  }

  async function serve<K extends keyof Reading>(
    request: Request<Reading, K>,
    signal?: AbortSignal,
    tell?: Tell,
  ): Promise<Reading[K]["answer"]> {
    if (signal?.aborted) throw calledOff();
    if (!channel.isOpen) channel = connect();
    const startMs = performance.now();
    let limit: ReturnType<typeof setTimeout>;
    const endAfter = (ms: number, error: () => PredictorError) => {
      clearTimeout(limit);
      limit = setTimeout(() => channel.end(error()), ms);
    };
    const awaitNext = () => endAfter(MAX_SILENT_READER_MS, tooSlow);
    const callOff = () => endAfter(CALLED_OFF_AFTER_MS, calledOff);
    awaitNext();
    signal?.addEventListener("abort", callOff, { once: true });
    let isRefused = true;
    try {
      const answer = await channel.ask(request, {
        onProgress: ({ done, total }) => {
          if (signal?.aborted) return;
          awaitNext();
          tell?.(done, total);
        },
      });
      isRefused = false;
      return answer;
    } finally {
      clearTimeout(limit!);
      signal?.removeEventListener("abort", callOff);
      // While an archive's activities are read it stays open in its worker, unless one was refused, as that may have
      // filled the memory.
      const mayEnd = request.kind !== "read-activity" || isRefused;
      if (channel.isOpen && mayEnd && performance.now() - startMs > RENEWED_AFTER_MS) {
        channel.end(stopped("it was ended"));
        channel = connect();
      }
    }
  }

  return {
    async read(file, signal, tell) {
      const answer = await ask({ kind: "read", file }, signal, tell);
      return "listing" in answer ? answer : revivedRuns(answer);
    },
    async readActivity(file, activity, signal) {
      return revivedRuns(await ask({ kind: "read-activity", file, activity }, signal));
    },
    async readCourses(file) {
      return (await ask({ kind: "read-courses", file })).map(revivedCourse);
    },
    dispose: () => channel.end(stopped("it was ended")),
  };
}

function connect() {
  const worker = new Worker(new URL("./reading-worker.ts", import.meta.url), { type: "module" });
  return openChannel<Reading>(worker, { stopped });
}

function revivedRuns({ runs, parseMs }: WireRuns): ReadRuns {
  return { runs: runs.map(revivedRun), parseMs };
}

/** Settles as a promise does, but rejects with `cancelled` as soon as the signal says so. */
function unlessCancelled<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(calledOff());
    signal.addEventListener("abort", cancel, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", cancel));
  });
}

function calledOff(): PredictorError {
  return cancelled("it was read");
}

function tooSlow(): PredictorError {
  return new PredictorError(
    "too-slow",
    `Reading the file did not get on for ${MAX_SILENT_READER_MS / 1000} seconds and was ended. Export the run again, or in parts.`,
  );
}

function stopped(reason: string): PredictorError {
  return new PredictorError(
    "unexpected",
    `The part of the page that reads files stopped (${reason}): choose the file again, or load the page again.`,
  );
}
