import { asPredictorError, PredictorError } from "../../base/error.ts";
import type { Predictor } from "../../inference/predictor.ts";
import { trackFor } from "../../library/track-for.ts";
import type { ModelContract } from "../../model/contract.ts";
import type { Prediction } from "../../model/prediction.ts";
import type { RunnerSettings } from "../../model/prepare.ts";
import type { ReadableFile } from "../../reading/file-bytes.ts";
import type { Reader, ReadRuns } from "../../reading/reader.ts";
import type { ArchiveListing } from "../../workout/archive/activity.ts";
import type { ParsedRun } from "../../workout/formats/parsed-run.ts";
import type { Track, Workout } from "../../workout/workout.ts";
import type { KeptSource, RunItem, RunOutcome, TrackSource } from "./run-items.ts";

/** Progress of an item; `total` is 0 as long as it is unknown. */
export interface Progress {
  phase: "reading" | "predicting";
  done: number;
  total: number;
}

/** The item that is worked on, and how far it has come. */
export interface Working extends Progress {
  itemId: number;
}

/** Parts that predicting an item needs, and its listeners. */
export interface Work {
  reader: Reader;
  predictor: Predictor;
  settings: RunnerSettings;
  /** Contract of the model that predicts. */
  contract: ModelContract;
  signal: AbortSignal;
  tell(progress: Progress): void;
  /** Takes an archive's listing, whose activities become items of their own. */
  openArchive(file: ReadableFile, listing: ArchiveListing): void;
}

/**
 * Reads an item and predicts its runs one after another, yielding each outcome as it comes: a run that fails does not
 * stop the others.
 * @throws PredictorError when the item as a whole cannot be predicted, `cancelled` when the signal is aborted.
 */
export async function* predictItem({ name, source }: RunItem, work: Work): AsyncGenerator<RunOutcome> {
  if (source === null) return;
  if (source.kind === "file") {
    const tell = (done: number, total: number) => work.tell({ phase: "reading", done, total });
    const read = await work.reader.read(source.file, work.signal, tell);
    if ("runs" in read) yield* predictRuns(read, work);
    else if (!work.signal.aborted) work.openArchive(source.file, read.listing);
  } else if (source.kind === "activity") {
    yield* predictRuns(await work.reader.readActivity(source.file, source.activity, work.signal), work);
  } else if (source.kind === "split") {
    const startMs = performance.now();
    const workout = await source.read(work.signal);
    yield { name, prediction: await predictWorkout(workout, performance.now() - startMs, work) };
  } else {
    const track = await trackIn(source, work.contract);
    yield { name, prediction: await work.predictor.predict({ kind: "track", track }, work.settings) };
  }
}

/** The track of a link or of the library, on a model's grid. @throws PredictorError as trackFor. */
async function trackIn(source: TrackSource | KeptSource, contract: ModelContract): Promise<Track> {
  if (source.kind === "kept") return trackFor(source.run, await source.read(), contract);
  const { track, smoothingWindow } = source;
  return trackFor({ stepS: track.stepS, smoothingWindow }, track, contract);
}

async function* predictRuns({ runs, parseMs }: ReadRuns, work: Work): AsyncGenerator<RunOutcome> {
  for (const [done, run] of runs.entries()) {
    if (work.signal.aborted) throw new PredictorError("cancelled", "Stopped before all runs were predicted.");
    work.tell({ phase: "predicting", done, total: runs.length });
    yield await outcomeOf(run, parseMs, work);
  }
}

async function outcomeOf(run: ParsedRun, parseMs: number, work: Work): Promise<RunOutcome> {
  const { name } = run;
  try {
    if ("error" in run) throw run.error;
    return { name, prediction: await predictWorkout(run.workout, parseMs, work) };
  } catch (thrown) {
    return { name, error: asPredictorError(thrown) };
  }
}

async function predictWorkout(workout: Workout, parseMs: number, { predictor, settings }: Work): Promise<Prediction> {
  const prediction = await predictor.predict({ kind: "workout", workout }, settings);
  return { ...prediction, timings: { ...prediction.timings, parseMs } };
}
