import { isParquet, readHubRows } from "../dataset/parquet.ts";
import { asPredictorError } from "../workout/error.ts";
import { type ParsedRun, parseWorkouts } from "../workout/formats/parse.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import type { NamedBytes, Workout } from "../workout/workout.ts";
import { filesUnder, pathOf, readNamed } from "./files.ts";
import { tell } from "./output.ts";

/**
 * The runs of a file, of a Parquet split too.
 * @throws PredictorError where the file as a whole can't be read.
 */
export async function runsOf(argument: string): Promise<ParsedRun[]> {
  return runsIn(await readNamed(pathOf(argument)));
}

async function runsIn(file: NamedBytes): Promise<ParsedRun[]> {
  if (!isParquet(file.bytes)) return parseWorkouts(file);
  const rows = await readHubRows(file.bytes);
  return rows.map((row) => {
    const name = `${file.name} · run ${row.workout_id}`;
    return { name, workout: workoutOfHubRow(row, name) };
  });
}

/** Every run in the files and folders named, one file in memory at a time; what can't be read is told and left out. */
export async function* workoutsIn(args: string[]): AsyncGenerator<Workout> {
  for (const argument of args) {
    for (const path of await filesUnder(pathOf(argument))) {
      for (const run of await readable(path)) {
        if ("workout" in run) yield run.workout;
        else tell(`${run.name}: ${run.error.message}`);
      }
    }
  }
}

async function readable(path: string): Promise<ParsedRun[]> {
  try {
    return await runsIn(await readNamed(path));
  } catch (error) {
    return [{ name: path, error: asPredictorError(error) }];
  }
}
