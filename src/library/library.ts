import { PredictorError } from "../base/error.ts";
import type { Route } from "../workout/route.ts";
import type { Span, Track } from "../workout/workout.ts";
import type { KeptRun, NewRun, RunChange } from "./kept-run.ts";
import type { Outcome } from "./one-run.ts";

/** What a model says of a kept run: made of its track, and made anew whenever it is missing. */
export interface ModelFigures {
  /** Mean of measured − expected by the model without calibration, without what is excluded; null where nothing is compared. */
  differenceBpm: number | null;
  /** Standard error of that mean as the run's; null where nothing is compared. */
  standardErrorBpm: number | null;
  /** Seconds compared. */
  comparedS: number;
}

/** What became of a run that was to be kept, and the id under which it is. */
export interface Kept {
  id: string;
  outcome: Outcome;
  /** Its excluded stretches: of a run that was known, as a person left them, by the clock of the recording that came. */
  excluded: readonly Span[];
  /** Seconds by which the series that are kept begin after those of the recording that came; 0 where they are the same. */
  laterS: number;
}

/** The shape of a run's way, by the clock of a recording of it. */
export interface NewRoute {
  id: string;
  route: Route;
  /** Seconds by which the kept series begin after that recording. */
  laterS: number;
}

export interface LibrarySize {
  runs: number;
  /** Bytes of the packed series and routes, and about those of what else is kept of the runs. */
  bytes: number;
}

/** Bytes of what is kept of a run besides its series: measured as JSON of a run with ten laps. */
const BYTES_BESIDES_SERIES = 1500;

/**
 * A runner's runs on their own device. One run is kept once, however many recordings of it come. Every method that
 * writes does all of it or, where it rejects, nothing; writes of several tabs follow one another. All reject with a
 * PredictorError: `storage-denied` where the browser lets the page keep nothing, as in some private windows, and
 * `storage-full` where there is no room.
 */
export interface Library {
  /** All runs, the oldest first, undated ones at the end. */
  summaries(): Promise<KeptRun[]>;
  /** The track of a run. @throws PredictorError `not-kept` where it was removed. */
  track(id: string): Promise<Track>;
  /** The shape of a run's way; null where none is kept. */
  route(id: string): Promise<Route | null>;
  /**
   * Keeps runs, and says what became of each, in their order. What a model said of a run that another recording
   * completes is forgotten with the series it was said of, and so is the route with the series whose clock it goes by.
   */
  keep(runs: readonly NewRun[]): Promise<Kept[]>;
  /** Keeps routes of runs, in place of those before; of a run that was removed meanwhile nothing is kept. */
  keepRoutes(routes: readonly NewRoute[]): Promise<void>;
  /** Removes all routes, and nothing else. */
  forgetRoutes(): Promise<void>;
  /** Changes a run; a name given so stays. @throws PredictorError `not-kept` where it was removed. */
  change(id: string, change: RunChange): Promise<void>;
  /** Gives all runs of a runner to another name. */
  renameRunner(from: string, to: string): Promise<void>;
  /** Removes runs and all that is known of them. */
  remove(ids: readonly string[]): Promise<void>;
  /** Removes the library itself: nothing is left on the device. It can be used again afterwards, empty. */
  forgetAll(): Promise<void>;
  size(): Promise<LibrarySize>;
  /** What a model, named by its fingerprint, says of the runs, by their ids; runs without are missing. */
  figures(model: string): Promise<Map<string, ModelFigures>>;
  /** Keeps what a model says of runs; of one that was removed meanwhile nothing is kept. */
  keepFigures(model: string, figures: ReadonlyMap<string, ModelFigures>): Promise<void>;
  /** Forgets what all models say but those named. */
  forgetFiguresBut(models: readonly string[]): Promise<void>;
  /** Calls the listener after each change of the runs, in this tab or in another; returns what ends it. */
  onChange(listener: () => void): () => void;
  close(): void;
}

export function sizeOf(runs: readonly KeptRun[]): LibrarySize {
  return {
    runs: runs.length,
    bytes: runs.reduce((sum, { bytes, routeBytes }) => sum + bytes + routeBytes + BYTES_BESIDES_SERIES, 0),
  };
}

/** The error of a run that is no longer in the library. */
export function notKept(): PredictorError {
  return new PredictorError(
    "not-kept",
    "This run is no longer in your library: it was removed, maybe in another tab. Open its file again.",
  );
}
