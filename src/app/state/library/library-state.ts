import type { PredictorError } from "../../../base/error.ts";
import type { Predictor } from "../../../inference/predictor.ts";
import type { NewRun } from "../../../library/kept-run.ts";
import type { Library, LibrarySize } from "../../../library/library.ts";
import type { Keeper } from "../keeper.ts";
import type { ModelsState } from "../models.ts";
import type { WorkState } from "../prediction-work.ts";
import type { ListedRuns, Selection } from "../run-items.ts";
import type { RunList } from "../run-list.ts";
import type { Settings } from "../settings.ts";

/** A runner's runs on their own device, as the page knows them. */
export interface LibraryState {
  /** "closed": nothing was asked of it yet. */
  phase: "closed" | "opening" | "open";
  /** null as long as it is not open. */
  size: LibrarySize | null;
  /** Whether the browser promised to keep it until a person forgets it; null where nobody asked in this visit. */
  isPersistent: boolean | null;
  /** Progress of predicting its runs by a model that has not seen them; null where it has. */
  figuring: { done: number; total: number } | null;
  /** The run that was removed last, and can be put back; null where none was. */
  removed: NewRun | null;
  /** Why the latest of what was asked could not be done. */
  error: PredictorError | null;
}

export interface LibraryActions {
  /** Keeps the runs that a person opened, and each that they open from then on. */
  remember(): Promise<void>;
  /** Keeps no further run; what is kept stays. */
  pauseRemembering(): void;
  /** Lists the library's runs, where the device holds any. */
  openLibrary(): Promise<void>;
  /** Keeps one run that is not kept by itself, as one that came by a link. */
  keepRun(selection: Selection): Promise<void>;
  /** Tries once more to keep what could not be kept. */
  keepAgain(): void;
  /** Removes a run from the library and the list. */
  removeKept(keptId: string): Promise<void>;
  putBackRemoved(): Promise<void>;
  /** Removes the library, the settings and all else that the device keeps of a person. */
  forgetAll(): Promise<void>;
}

/** The library of this device, and the browser's promise to keep it. */
export interface LibraryParts {
  /** Fetches what keeps runs. */
  open(): Promise<Library>;
  /** Asks the browser not to clear it by itself. */
  persist(): Promise<boolean>;
}

/** The parts of the page's state that the library reads and changes. */
export type LibraryPart = ListedRuns &
  Settings &
  WorkState &
  Pick<ModelsState, "model"> & {
    library: LibraryState;
  };

export interface LibraryPorts {
  parts: LibraryParts;
  keeper: Keeper;
  predictor: Predictor;
  read(): LibraryPart;
  write(change: Partial<LibraryPart>): void;
  runs: Pick<RunList, "newItem" | "replace">;
}

export const LIBRARY_AT_START: LibraryState = {
  phase: "closed",
  size: null,
  isPersistent: null,
  figuring: null,
  removed: null,
  error: null,
};
