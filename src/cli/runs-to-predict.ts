import { basename } from "node:path";
import { asPredictorError } from "../base/error.ts";
import { predictRun, predictTrack, type RunnableModel } from "../inference/predict.ts";
import type { KeptRun } from "../library/kept-run.ts";
import type { MemoryLibrary } from "../library/memory-library.ts";
import { trackFor } from "../library/track-for.ts";
import type { Prediction } from "../model/prediction.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { Span } from "../workout/workout.ts";
import { type Choice, chooser } from "./chosen-runs.ts";
import { pathOf } from "./files.ts";
import { isLibraryFile, openLibraryFile } from "./library-file.ts";
import { type FoundRun, runsUnder } from "./runs.ts";

/** A run of a file, a folder or a library, before it is predicted. */
export interface RunToPredict {
  /** Name of the file that it came from. */
  file: string;
  name: string;
  /** Name of the person in the library, else the runner that the file states; null for none. */
  runner: string | null;
  sport: string | null;
  /** Name of the person for whom a library keeps it; null where it comes from none. */
  keptFor: string | null;
  /** Stretches that a person left out of every figure, in the library. */
  excluded: readonly Span[];
  /** @throws PredictorError where it can't be read or predicted. */
  predict(): Promise<Prediction>;
}

/** Whatever predicts the runs. */
interface By {
  model: RunnableModel;
  settings: RunnerSettings;
}

/**
 * The runs of a library's file as a person keeps them, the oldest first, else those of a file or folder; a missing file
 * counts as one run that fails. One that can't be read is never left out by a choice, so that it is told.
 * @throws PredictorError `usage` where a date of the choice is none.
 */
export async function* runsToPredict(argument: string, by: By, choice: Choice = {}): AsyncGenerator<RunToPredict> {
  const isChosen = chooser(choice);
  const library = await libraryIn(argument);
  if (library !== null) {
    for (const run of await library.summaries()) if (isChosen(run)) yield keptRun(run, library, basename(argument), by);
    return;
  }
  for await (const found of runsOrError(argument)) {
    if ("error" in found.run || isChosen(found.run.workout)) yield fileRun(found, by);
  }
}

/** The library in a file; null where the argument names another file, or a folder. */
async function libraryIn(argument: string): Promise<MemoryLibrary | null> {
  const isLibrary = await isLibraryFile(pathOf(argument)).catch(() => false);
  return isLibrary ? openLibraryFile(argument) : null;
}

function keptRun(run: KeptRun, library: MemoryLibrary, file: string, { model, settings }: By): RunToPredict {
  const { id, name, runner, sport, excluded } = run;
  const predict = async () => predictTrack(trackFor(run, await library.track(id), model.contract), model, settings);
  return { file, name, runner, sport, keptFor: runner, excluded, predict };
}

function fileRun({ file, run }: FoundRun, { model, settings }: By): RunToPredict {
  const { name } = run;
  const own = { file, name, keptFor: null, excluded: [] };
  if ("error" in run) return { ...own, runner: null, sport: null, predict: () => Promise.reject(run.error) };
  const { runner, sport } = run.workout;
  return { ...own, runner, sport, predict: () => predictRun(run.workout, model, settings) };
}

/** Yields the runs of an argument; a missing file counts as one run that failed. */
async function* runsOrError(argument: string): AsyncGenerator<FoundRun> {
  try {
    yield* runsUnder(argument);
  } catch (error) {
    yield { file: argument, run: { name: argument, error: asPredictorError(error) }, workoutType: null };
  }
}
