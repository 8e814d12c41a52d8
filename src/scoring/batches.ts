import { wireError } from "../base/wire-error.ts";
import type { OpenSplit, SplitGroup, SplitRow } from "../dataset/split.ts";
import type { Backend } from "../inference/predictor.ts";
import type { RunToScore, UnscoredRun } from "./score-runs.ts";

/** The parts of a split that scoring reads. */
export type SplitOfRuns = Pick<OpenSplit, "workouts"> & { facts: Pick<OpenSplit["facts"], "rowGroups"> };

/** A run of a split that is asked for: where it stands, and what its row calls it. */
export type WantedRow = Pick<SplitRow, "row" | "workout_type">;

/** Runs that are scored together, and rows that are no run. */
export interface Batch {
  runs: RunToScore[];
  unscored: UnscoredRun[];
}

/** Runs a batch: on WASM few, so that all workers end together; on WebGPU as many as make it worth its while. */
export const BATCH_RUNS: Record<Backend, number> = { wasm: 8, webgpu: 32 };

/**
 * The wanted runs of a split, batch by batch, group by group in the file's order, those of about one length together:
 * padding is small then. While a group is scored the next is read, so that two are in memory and no more.
 * @throws PredictorError as OpenSplit does.
 */
export async function* batchesOf(
  split: SplitOfRuns,
  rows: readonly WantedRow[],
  batchRuns: number,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const wanted = new Map(rows.map((row) => [row.row, row]));
  const groups = split.facts.rowGroups.flatMap((group, i) => (holdsAny(group, wanted) ? i : []));
  const read = (i: number) => (i < groups.length ? split.workouts(groups[i], signal) : null);
  let reading = read(0);
  for (let i = 0; reading !== null; i++) {
    const group = await reading;
    reading = read(i + 1);
    // Avoids an unhandled rejection: the promise is awaited in the next round.
    reading?.catch(() => {});
    const unscored: UnscoredRun[] = [];
    const runs: RunToScore[] = [];
    for (const { row, run } of group) {
      const own = wanted.get(row);
      if (!own) continue;
      if ("error" in run) unscored.push({ row, name: run.name, error: wireError(run.error) });
      else runs.push({ row, workout: run.workout, workoutType: own.workout_type });
    }
    runs.sort((a, b) => spanOf(a) - spanOf(b));
    if (unscored.length > 0) yield { runs: [], unscored };
    for (let from = 0; from < runs.length; from += batchRuns) {
      yield { runs: runs.slice(from, from + batchRuns), unscored: [] };
    }
  }
}

function holdsAny({ firstRow, rows }: SplitGroup, wanted: ReadonlyMap<number, unknown>): boolean {
  for (let row = firstRow; row < firstRow + rows; row++) if (wanted.has(row)) return true;
  return false;
}

/** Duration of a run, which decides its number of steps. */
function spanOf({ workout: { timeS } }: RunToScore): number {
  const last = timeS[timeS.length - 1];
  return Number.isNaN(last) ? timeS.length : last;
}
