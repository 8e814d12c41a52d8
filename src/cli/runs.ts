import { basename } from "node:path";
import { isParquet, readHubRows } from "../dataset/parquet.ts";
import { asPredictorError } from "../workout/error.ts";
import { type ParsedRun, parseWorkouts } from "../workout/formats/parse.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import { attempt } from "../workout/formats/runs.ts";
import type { NamedBytes, Workout } from "../workout/workout.ts";
import { asFileError, filesUnder, pathOf, readNamed } from "./files.ts";
import { tellLeftOut } from "./output.ts";
import { holdsRecordLines, type ReadListener, readRecordLines } from "./record-lines.ts";

/** A run, and the name of the file that it came from. */
export interface FoundRun {
  file: string;
  run: ParsedRun;
}

/**
 * The runs in a file, a Parquet split too, or in all files of a folder: one file in memory at a time, of one that holds
 * a record a line one line. A file that can't be read counts as one run that failed.
 * @throws PredictorError `no-file` where nothing has this name.
 */
export async function* runsUnder(argument: string, onRead: ReadListener = () => undefined): AsyncGenerator<FoundRun> {
  for (const path of await filesUnder(pathOf(argument))) {
    const file = basename(path);
    for await (const run of runsOrError(path, onRead)) yield { file, run };
  }
}

/** Every run in the files and folders named; what can't be read is told and left out. */
export async function* workoutsIn(args: string[]): AsyncGenerator<Workout> {
  for (const argument of args) {
    for await (const { run } of runsUnder(argument)) {
      if ("workout" in run) yield run.workout;
      else tellLeftOut(run.error, run.name);
    }
  }
}

async function* runsOrError(path: string, onRead: ReadListener): AsyncGenerator<ParsedRun> {
  try {
    if (await holdsRecordLines(path)) {
      yield* readRecordLines(path, onRead);
    } else {
      const file = await readNamed(path);
      onRead(file.bytes.length);
      yield* await runsIn(file);
    }
  } catch (error) {
    yield { name: basename(path), error: asPredictorError(asFileError(error)) };
  }
}

async function runsIn(file: NamedBytes): Promise<ParsedRun[]> {
  if (!isParquet(file.bytes)) return parseWorkouts(file);
  const rows = await readHubRows(file.bytes);
  return rows.map((row) => attempt(`${file.name} · run ${row.workout_id}`, "", (name) => workoutOfHubRow(row, name)));
}
