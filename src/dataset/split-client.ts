import { PredictorError } from "../base/error.ts";
import { openChannel, type Request, type WorkerChannel } from "../base/worker-channel.ts";
import { revivedRun } from "../reading/wire-run.ts";
import type { OpenSplit, SplitReader } from "./split.ts";
import type { ReadingSplits } from "./split-messages.ts";

/** A reader of splits in a worker of its own, started with the first split, and anew where that has died. */
export function createSplitReader(): SplitReader {
  let channel: WorkerChannel<ReadingSplits> | null = null;
  let nextSplit = 0;

  return {
    async open(origin, { signal, onProgress } = {}) {
      if (!channel?.isOpen) channel = connect();
      const its = channel;
      const split = nextSplit++;
      let fetchedBytes = 0;
      const noteFetched = (told: { fetchedBytes: number }) => {
        fetchedBytes = Math.max(fetchedBytes, told.fetchedBytes);
      };
      const close = () => its.tell({ kind: "close", split });
      const onTold = (told: ReadingSplits["open"]["progress"]) =>
        "fetchedBytes" in told ? noteFetched(told) : onProgress?.(told);
      const facts = await its
        .ask({ kind: "open", split, origin }, { signal, onProgress: onTold })
        .catch((error: unknown) => {
          // Called off, it may have been open already, and nobody has it.
          close();
          throw error;
        });
      type Asked = Exclude<keyof ReadingSplits, "open" | "rows" | "close">;
      const ask = <K extends Asked>(request: Request<ReadingSplits, K>, signal?: AbortSignal) =>
        its.ask(request, { signal, onProgress: noteFetched });

      const opened: OpenSplit = {
        facts,
        async rows(onRows, signal) {
          const onProgress = (told: ReadingSplits["rows"]["progress"]) => {
            noteFetched(told);
            if (told.rows) onRows(told.rows);
          };
          await its.ask({ kind: "rows", split }, { signal, onProgress });
        },
        async workouts(group, signal) {
          const runs = await ask({ kind: "workouts", split, group }, signal);
          return runs.map(({ run, ...place }) => ({ ...place, run: revivedRun(run) }));
        },
        workout: (row, signal) => ask({ kind: "workout", split, row }, signal),
        excerpt: (rows, signal) => ask({ kind: "excerpt", split, rows }, signal),
        rowOf: (workoutId, signal) => ask({ kind: "rowOf", split, workoutId }, signal),
        sparklines: (group, points, signal) => ask({ kind: "sparklines", split, group, points }, signal),
        fetchedBytes: () => fetchedBytes,
        isLost: () => !its.isOpen,
        close,
      };
      return opened;
    },
    dispose: () => channel?.end(stopped("it was ended")),
  };
}

function connect(): WorkerChannel<ReadingSplits> {
  const worker = new Worker(new URL("./split-worker.ts", import.meta.url), { type: "module" });
  return openChannel(worker, { stopped });
}

function stopped(reason: string): PredictorError {
  return new PredictorError(
    "unexpected",
    `The part of the page that reads splits stopped (${reason}): open the split again, or load the page again.`,
  );
}
