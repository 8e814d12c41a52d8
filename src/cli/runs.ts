import { basename } from "node:path";
import type { ByteSource } from "../base/byte-source.ts";
import { asPredictorError } from "../base/error.ts";
import { splitRuns } from "../dataset/open-split.ts";
import { isParquet } from "../dataset/parquet/parquet-magic.ts";
import { passedOverWords } from "../workout/archive/activity.ts";
import { Archive } from "../workout/archive/archive.ts";
import { isZip } from "../workout/archive/zip-directory.ts";
import { checkSize } from "../workout/formats/gzip.ts";
import { parseWorkouts } from "../workout/formats/parse.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import { isOtherSport } from "../workout/sport.ts";
import type { Workout } from "../workout/workout.ts";
import { asFileError, filesUnder, pathOf, type ReadListener, readNamed, withSource } from "./files.ts";
import { tell, tellUnused } from "./output.ts";
import { holdsPointLines, holdsRecordLines, readRecordLines } from "./record-lines.ts";

/** A run, and the name of the file that it came from. */
export interface FoundRun {
  file: string;
  run: ParsedRun;
  /** Type of the run as its split states it; null in other files. */
  workoutType: string | null;
}

type RunOfFile = Omit<FoundRun, "file">;

/** A run that could be read. */
type ReadRun = Pick<FoundRun, "workoutType"> & { workout: Workout };

/**
 * The runs in a file, a Parquet split or a ZIP archive too, or in all files of a folder: one file in memory at a time, of
 * one that holds a record a line one line, of a split one row group. A file that can't be read counts as one run that
 * failed.
 * @throws PredictorError `no-file` where nothing has this name.
 */
export async function* runsUnder(argument: string, onRead: ReadListener = () => undefined): AsyncGenerator<FoundRun> {
  for (const path of await filesUnder(pathOf(argument))) {
    const file = basename(path);
    try {
      for await (const found of runsIn(path, onRead)) yield { file, ...found };
    } catch (error) {
      yield { file, run: { name: file, error: asPredictorError(asFileError(error)) }, workoutType: null };
    }
  }
}

/** Every run in the files and folders named; what can't be read, or says that it is of another sport, is told and left out. */
export async function* workoutsIn(args: string[]): AsyncGenerator<Workout> {
  for await (const { workout } of readRunsIn(args)) {
    if (isOtherSport(workout.sport)) tell(`${workout.name}: left out, for its sport is “${workout.sport}”`);
    else yield workout;
  }
}

/**
 * Reads the runs of files and folders, with the type that a split states; a run that can't be read is told and skipped.
 */
export async function* readRunsIn(args: string[]): AsyncGenerator<ReadRun> {
  for (const argument of args) {
    for await (const { run, workoutType } of runsUnder(argument)) {
      if ("error" in run) tellUnused(run.error, run.name);
      else yield { workout: run.workout, workoutType };
    }
  }
}

const MAGIC_BYTES = 4;

async function* runsIn(path: string, onRead: ReadListener): AsyncGenerator<RunOfFile> {
  if ((await holdsRecordLines(path)) && !(await holdsPointLines(path))) {
    yield* untyped(readRecordLines(path, onRead));
    return;
  }
  const read = async function* (source: ByteSource): AsyncGenerator<RunOfFile> {
    const head = await source.read(0, Math.min(MAGIC_BYTES, source.size));
    if (isParquet(head)) yield* splitRuns(source);
    else if (isZip(head)) yield* untyped(runsInArchive(source));
    else {
      checkSize(source.size);
      const file = await readNamed(path);
      onRead(file.bytes.length - head.length);
      yield* untyped(parseWorkouts(file));
    }
  };
  yield* withSource(path, read, onRead);
}

async function* untyped(runs: Iterable<ParsedRun> | AsyncIterable<ParsedRun>): AsyncGenerator<RunOfFile> {
  for await (const run of runs) yield { run, workoutType: null };
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
