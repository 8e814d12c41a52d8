import { basename } from "node:path";
import { isParquet, readHubRows } from "../dataset/parquet.ts";
import { passedOverWords } from "../workout/archive/activity.ts";
import { Archive } from "../workout/archive/archive.ts";
import { isZip } from "../workout/archive/zip-directory.ts";
import type { ByteSource } from "../workout/byte-source.ts";
import { asPredictorError } from "../workout/error.ts";
import { type ParsedRun, parseWorkouts } from "../workout/formats/parse.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import { attempt } from "../workout/formats/runs.ts";
import { isOtherSport } from "../workout/sport.ts";
import type { NamedBytes, Workout } from "../workout/workout.ts";
import { filesUnder, pathOf, readNamed, withSource } from "./files.ts";
import { tell, tellLeftOut } from "./output.ts";

/** A run, and the name of the file that it came from. */
export interface FoundRun {
  file: string;
  run: ParsedRun;
}

/**
 * The runs in a file, a Parquet split or a ZIP archive too, or in all files of a folder, one file in memory at a time.
 * A file that can't be read counts as one run that failed.
 * @throws PredictorError `no-file` where nothing has this name.
 */
export async function* runsUnder(argument: string): AsyncGenerator<FoundRun> {
  for (const path of await filesUnder(pathOf(argument))) {
    const file = basename(path);
    try {
      for await (const run of withSource(path, runsIn(path))) yield { file, run };
    } catch (error) {
      yield { file, run: { name: file, error: asPredictorError(error) } };
    }
  }
}

/** Every run in the files and folders named; what can't be read, or says that it is of another sport, is told and left out. */
export async function* workoutsIn(args: string[]): AsyncGenerator<Workout> {
  for (const argument of args) {
    for await (const { run } of runsUnder(argument)) {
      if ("error" in run) tellLeftOut(run.error, run.name);
      else if (isOtherSport(run.workout.sport)) tell(`${run.name}: left out, for its sport is “${run.workout.sport}”`);
      else yield run.workout;
    }
  }
}

const MAGIC_BYTES = 4;

function runsIn(path: string) {
  return async function* (source: ByteSource): AsyncGenerator<ParsedRun> {
    const head = await source.read(0, Math.min(MAGIC_BYTES, source.size));
    yield* isZip(head) ? runsInArchive(source) : await runsInFile(await readNamed(path));
  };
}

async function runsInFile(file: NamedBytes): Promise<ParsedRun[]> {
  if (!isParquet(file.bytes)) return parseWorkouts(file);
  const rows = await readHubRows(file.bytes);
  return rows.map((row) => attempt(`${file.name} · run ${row.workout_id}`, "", (name) => workoutOfHubRow(row, name)));
}

async function* runsInArchive(source: ByteSource): AsyncGenerator<ParsedRun> {
  const archive = new Archive(source);
  const { activities, passedOver } = await archive.list();
  const left = passedOverWords(passedOver);
  if (left !== "") tell(`${source.name}: ${left}`);
  for (const activity of activities) {
    try {
      yield* await archive.read(activity);
    } catch (error) {
      yield { name: activity.name, error: asPredictorError(error) };
    }
  }
}
