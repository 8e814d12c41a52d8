import type { OpenSplit, SplitReader } from "../dataset/split.ts";
import type { Workout } from "../workout/workout.ts";

/** The split that the page brings along, opened with the first run that is asked for. */
export interface BundledSplit {
  /** One of its runs, by its `workout_id`. @throws PredictorError as `SplitReader.open` and `OpenSplit` do. */
  workout(workoutId: number, signal: AbortSignal): Promise<Workout>;
}

/** @param url of the split, which is small */
export function createBundledSplit(reader: SplitReader, url: string): BundledSplit {
  /** Kept, unless it could not be opened: then the next run tries again. */
  let split: Promise<OpenSplit> | null = null;

  return {
    async workout(workoutId, signal) {
      split ??= reader.open({ kind: "url", url, whole: true }).catch((error) => {
        split = null;
        throw error;
      });
      const opened = await split;
      return opened.workout(await opened.rowOf(workoutId, signal), signal);
    },
  };
}
