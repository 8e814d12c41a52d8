import { basename } from "node:path";
import { splitRuns } from "../dataset/open-split.ts";
import { isParquet } from "../dataset/parquet.ts";
import { asPredictorError } from "../workout/error.ts";
import { type ParsedRun, parseWorkouts } from "../workout/formats/parse.ts";
import type { Workout } from "../workout/workout.ts";
import { filesUnder, openSource, pathOf, readNamed } from "./files.ts";
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
 * The runs in a file, a Parquet split too, or in all files of a folder: one file in memory at a time, of a split one
 * row group. A file that can't be read counts as one run that failed.
 * @throws PredictorError `no-file` where nothing has this name.
 */
export async function* runsUnder(argument: string): AsyncGenerator<FoundRun> {
  for (const path of await filesUnder(pathOf(argument))) {
    const file = basename(path);
    for await (const found of runsOrError(path)) yield { file, ...found };
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

async function* runsOrError(path: string): AsyncGenerator<RunOfFile> {
  try {
    if (await isSplit(path)) yield* runsOfSplit(path);
    else for (const run of parseWorkouts(await readNamed(path))) yield { run, workoutType: null };
  } catch (error) {
    yield { run: { name: basename(path), error: asPredictorError(error) }, workoutType: null };
  }
}

/** How many of a file's first bytes tell a Parquet file. */
const MAGIC_BYTES = 4;

async function isSplit(path: string): Promise<boolean> {
  const source = await openSource(path);
  try {
    return isParquet(await source.read(0, Math.min(MAGIC_BYTES, source.size)));
  } finally {
    await source.close();
  }
}

async function* runsOfSplit(path: string): AsyncGenerator<RunOfFile> {
  const source = await openSource(path);
  try {
    yield* splitRuns(source);
  } finally {
    await source.close();
  }
}
