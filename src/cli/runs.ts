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
}

/**
 * The runs in a file, a Parquet split too, or in all files of a folder: one file in memory at a time, of a split one
 * row group. A file that can't be read counts as one run that failed.
 * @throws PredictorError `no-file` where nothing has this name.
 */
export async function* runsUnder(argument: string): AsyncGenerator<FoundRun> {
  for (const path of await filesUnder(pathOf(argument))) {
    const file = basename(path);
    for await (const run of runsOrError(path)) yield { file, run };
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

async function* runsOrError(path: string): AsyncGenerator<ParsedRun> {
  try {
    if (await isSplit(path)) yield* runsOfSplit(path);
    else yield* parseWorkouts(await readNamed(path));
  } catch (error) {
    yield { name: basename(path), error: asPredictorError(error) };
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

async function* runsOfSplit(path: string): AsyncGenerator<ParsedRun> {
  const source = await openSource(path);
  try {
    yield* splitRuns(source);
  } finally {
    await source.close();
  }
}
