import type { Workout } from "../workout/workout.ts";
import type { OpenSplit, SplitReader } from "./split.ts";

/** The split that the page brings along, opened with the first run that is asked for. */
export interface BundledSplit {
  /** One of its runs, by its `workout_id`. @throws PredictorError as `SplitReader.open` and `OpenSplit` do. */
  workout(workoutId: number, signal: AbortSignal): Promise<Workout>;
}

/** @param url of the split, which is small */
export function createBundledSplit(reader: SplitReader, url: string): BundledSplit {
  /** Kept, unless it could not be opened, or nothing reads it any more: then the next run tries again. */
  let split: Promise<OpenSplit> | null = null;

  function open(): Promise<OpenSplit> {
    split ??= reader.open({ kind: "url", url, whole: true }).catch((error) => {
      split = null;
      throw error;
    });
    return split;
  }

  return {
    async workout(workoutId, signal) {
      const known = split;
      if ((await known)?.isLost() && split === known) split = null;
      const opened = await open();
      return opened.workout(await opened.rowOf(workoutId, signal), signal);
    },
  };
}
