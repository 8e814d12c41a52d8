import type { PredictorError } from "../../../base/error.ts";
import type { Predictor } from "../../../inference/predictor.ts";
import type { KeptCourse } from "../../../library/kept-course.ts";
import type { NewRun } from "../../../library/kept-run.ts";
import type { Library, LibrarySize } from "../../../library/library.ts";
import type { ImportReport } from "../../../library/library-file.ts";
import type { ReadableFile } from "../../../reading/file-bytes.ts";
import type { Reader } from "../../../reading/reader.ts";
import type { Route } from "../../../workout/route.ts";
import type { Gender } from "../../../workout/workout.ts";
import type { Comparison } from "../comparison.ts";
import type { Keeper } from "../keeper.ts";
import type { ModelsState } from "../models.ts";
import type { PlanState } from "../plan/plan-state.ts";
import type { WorkState } from "../prediction-work.ts";
import type { ListedRuns, Selection } from "../run-items.ts";
import type { RunList, RunListState } from "../run-list.ts";
import type { Settings } from "../settings.ts";
import type { ViewState } from "../view.ts";

/** The library on its way into a file, or a file's runs on their way into it. */
export interface LibraryMove {
  direction: "away" | "here";
  /** Runs that were written, or brought, so far. */
  runs: number;
  /** Share that is done, from 0 to 1. */
  share: number;
}

/** What bringing a library's file came to. */
export interface Brought extends ImportReport {
  /** Name of the file. */
  name: string;
  /** Its place among the files that were brought with it. */
  place: number;
  /** Why not all of it was brought; null where it was. */
  error: PredictorError | null;
}

/** A runner on this device, and how many runs the library holds of them. */
export interface RunnerOnDevice {
  name: string;
  runs: number;
}

/** Whose are runs that state another runner than the one they were to be kept for? */
export interface WhoseRuns {
  /** Identifier of the runner in their files; null for none. */
  statedRunner: string | null;
  gender: Gender;
  /** Name of the runner on this device whose runs state the same; null where none do. */
  likely: string | null;
  runs: readonly Selection[];
}

/** A runner's runs on their own device, as the page knows them. */
export interface LibraryState {
  /** "closed": nothing was asked of it yet. */
  phase: "closed" | "opening" | "open";
  /** null as long as it is not open. */
  size: LibrarySize | null;
  /** Whether the browser promised to keep it until a person forgets it; null where nobody asked in this visit. */
  isPersistent: boolean | null;
  /** Those whose runs it holds, by their names. */
  runners: readonly RunnerOnDevice[];
  /** Runs that wait to be kept until a person says whose they are. */
  whose: readonly WhoseRuns[];
  /** Progress of predicting its runs by a model that has not seen them; null where it has. */
  figuring: { done: number; total: number } | null;
  /** Runs that the loaded model can't predict from what was kept of them. */
  unfit: number;
  /** The run that was removed last, with its route if that was kept, and can be put back; null where none was. */
  removed: (NewRun & { route: Route | null }) | null;
  /** What is taken away or brought now; null where nothing is. */
  move: LibraryMove | null;
  /** What was brought last, file by file. */
  brought: readonly Brought[];
  /** Libraries' files that were opened while the library is off, and wait for an answer. */
  offered: readonly ReadableFile[];
  /** Why the latest of what was asked could not be done. */
  error: PredictorError | null;
}

export interface LibraryActions {
  /** Keeps the runs that a person opened, and each that they open from then on. */
  remember(): Promise<void>;
  /** Keeps no further run; what is kept stays. */
  pauseRemembering(): void;
  /** Has the shapes of routes kept with the runs that are opened from then on; turned off, those that are kept are removed. */
  keepRoutes(areKept: boolean): Promise<void>;
  /** Lists the library's runs, where the device holds any. */
  openLibrary(): Promise<void>;
  /** Keeps one run that is not kept by itself, as one that came by a link. */
  keepRun(selection: Selection): Promise<void>;
  /** Tries once more to keep what could not be kept. */
  keepAgain(): void;
  /** Keeps runs of which it was asked whose they are, for a runner on this device; null keeps none of them. */
  keepFor(runs: WhoseRuns, runnerName: string | null): Promise<void>;
  /** Gives the chosen runner another name, which no other one has. */
  renameRunner(name: string): Promise<void>;
  /** Removes a run from the library and the list. */
  removeKept(keptId: string): Promise<void>;
  putBackRemoved(): Promise<void>;
  /** Writes the library to one file, which the browser saves. */
  takeAway(): Promise<void>;
  /** Brings the runs of libraries' files into the library; where that is off, they wait for an answer. */
  bringHere(files: readonly ReadableFile[]): Promise<void>;
  /** Turns the library on, and brings the files that wait. */
  acceptOffered(): Promise<void>;
  /** Opens the runs of the files that wait, as of any file, and keeps none of them. */
  openOffered(): Promise<void>;
  /** Leaves the files that wait. */
  declineOffered(): void;
  /** Ends what is taken away or brought; what was brought stays. */
  stopMove(): void;
  /** Removes the library, and keeps nothing from then on; the settings stay. */
  forgetRuns(): Promise<void>;
  /** Removes the library, the settings and all else that the device keeps of a person. */
  forgetAll(): Promise<void>;
}

/** The library of this device, and the browser's promise to keep it. */
export interface LibraryParts {
  /** Fetches what keeps runs. */
  open(): Promise<Library>;
  /** Asks the browser not to clear it by itself. */
  persist(): Promise<boolean>;
  /** Has the browser save a file, once all of it was written. */
  save(name: string, content: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void>;
}

/** The parts of the page's state that the library reads and changes. */
export type LibraryPart = ListedRuns &
  Settings &
  WorkState & { comparison: Comparison } & Pick<ViewState, "view"> &
  Pick<ModelsState, "model"> &
  Pick<RunListState, "openAlready"> & {
    plan: PlanState;
    library: LibraryState;
  };

export interface LibraryPorts {
  parts: LibraryParts;
  keeper: Keeper;
  reader: Reader;
  predictor: Predictor;
  read(): LibraryPart;
  write(change: Partial<LibraryPart>): void;
  runs: Pick<RunList, "newItem" | "replace" | "open" | "predictAgain">;
  /** Has the device keep courses that came with a library. */
  keepCourses(courses: readonly KeptCourse[]): void;
  /** Opens files as runs. */
  openRuns(files: readonly ReadableFile[]): Promise<void>;
}

export const LIBRARY_AT_START: LibraryState = {
  phase: "closed",
  size: null,
  isPersistent: null,
  runners: [],
  whose: [],
  figuring: null,
  unfit: 0,
  removed: null,
  move: null,
  brought: [],
  offered: [],
  error: null,
};
