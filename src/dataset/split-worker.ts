import { cancelled, PredictorError } from "../base/error.ts";
import { type Call, HandedOver, serveRequests } from "../base/worker-service.ts";
import { buffersOf, wireRun } from "../reading/wire-run.ts";
import { splitReader } from "./open-split.ts";
import type { OpenSplit } from "./split.ts";
import type { ReadingSplits } from "./split-messages.ts";

/** Open splits by the number that the asker gave them. */
const splits = new Map<number, OpenSplit>();

serveRequests<ReadingSplits>(
  self,
  {
    async open({ split: number, origin }, { signal, tell }) {
      const split = await splitReader.open(origin, { signal, onProgress: tell });
      if (signal.aborted) {
        split.close();
        throw cancelled();
      }
      splits.set(number, split);
      tell({ fetchedBytes: split.fetchedBytes() });
      return split.facts;
    },
    rows: ({ split: number }, { signal, tell }) =>
      asked(number, tell, async (split) => {
        await split.rows((rows) => tell({ rows, fetchedBytes: split.fetchedBytes() }), signal);
        return undefined;
      }),
    workouts: ({ split: number, group }, { signal, tell }) =>
      asked(number, tell, async (split) => {
        const runs = await split.workouts(group, signal);
        const read = runs.flatMap(({ run }) => ("error" in run ? [] : [run.workout]));
        const wired = runs.map(({ run, ...place }) => ({ ...place, run: wireRun(run) }));
        return new HandedOver(wired, buffersOf(read));
      }),
    workout: ({ split: number, row }, { signal, tell }) =>
      asked(number, tell, async (split) => {
        const workout = await split.workout(row, signal);
        return new HandedOver(workout, buffersOf([workout]));
      }),
    excerpt: ({ split: number, rows }, { signal, tell }) =>
      asked(number, tell, async (split) => {
        const bytes = await split.excerpt(rows, signal);
        return new HandedOver(bytes, [bytes.buffer]);
      }),
    rowOf: ({ split: number, workoutId }, { signal, tell }) =>
      asked(number, tell, (split) => split.rowOf(workoutId, signal)),
    sparklines: ({ split: number, group, points }, { signal, tell }) =>
      asked(number, tell, async (split) => {
        const lines = await split.sparklines(group, points, signal);
        return new HandedOver(
          lines,
          [...lines.values()].map(({ buffer }) => buffer as ArrayBuffer),
        );
      }),
    close({ split: number }) {
      splits.get(number)?.close();
      splits.delete(number);
      return undefined;
    },
  },
  { mayOverlap: true },
);

/** Asks an open split, and tells before its answer, or its error, what has been fetched by then. */
async function asked<A>(
  number: number,
  tell: Call<{ fetchedBytes: number }>["tell"],
  question: (split: OpenSplit) => Promise<A>,
): Promise<A> {
  const split = splits.get(number);
  if (split === undefined) throw new PredictorError("cancelled", "The split was closed: open it again.");
  try {
    return await question(split);
  } finally {
    tell({ fetchedBytes: split.fetchedBytes() });
  }
}
