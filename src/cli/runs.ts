import { basename } from "node:path";
import { isParquet, readHubRows } from "../dataset/parquet.ts";
import { asPredictorError } from "../workout/error.ts";
import { type ParsedRun, parseWorkouts } from "../workout/formats/parse.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import { attempt } from "../workout/formats/runs.ts";
import type { NamedBytes, Workout } from "../workout/workout.ts";
import { filesUnder, pathOf, readNamed } from "./files.ts";
import { tellLeftOut } from "./output.ts";

/** A run, and the name of the file that it came from. */
export interface FoundRun {
  file: string;
  run: ParsedRun;
  /** What kind of run its split calls it; null in other files. */
  workoutType: string | null;
}

/** A run that could be read. */
type ReadRun = Pick<FoundRun, "workoutType"> & { workout: Workout };

/**
 * The runs in a file, a Parquet split too, or in all files of a folder, one file in memory at a time. A file that
 * can't be read counts as one run that failed.
 * @throws PredictorError `no-file` where nothing has this name.
 */
export async function* runsUnder(argument: string): AsyncGenerator<FoundRun> {
  for (const path of await filesUnder(pathOf(argument))) {
    const file = basename(path);
    for (const found of await runsOrError(path)) yield { file, ...found };
  }
}

/** Every run in the files and folders named; what can't be read is told and left out. */
export async function* workoutsIn(args: string[]): AsyncGenerator<Workout> {
  for await (const { workout } of readRunsIn(args)) yield workout;
}

/** The same, with what their split calls them. */
export async function* readRunsIn(args: string[]): AsyncGenerator<ReadRun> {
  for (const argument of args) {
    for await (const { run, workoutType } of runsUnder(argument)) {
      if ("workout" in run) yield { workout: run.workout, workoutType };
      else tellLeftOut(run.error, run.name);
    }
  }
}

type RunOfFile = Omit<FoundRun, "file">;

async function runsOrError(path: string): Promise<RunOfFile[]> {
  try {
    return await runsIn(await readNamed(path));
  } catch (error) {
    return [{ run: { name: basename(path), error: asPredictorError(error) }, workoutType: null }];
  }
}

async function runsIn(file: NamedBytes): Promise<RunOfFile[]> {
  if (!isParquet(file.bytes)) return parseWorkouts(file).map((run) => ({ run, workoutType: null }));
  const rows = await readHubRows(file.bytes);
  return rows.map((row) => ({
    run: attempt(`${file.name} · run ${row.workout_id}`, "", (name) => workoutOfHubRow(row, name)),
    workoutType: row.workout_type,
  }));
}
