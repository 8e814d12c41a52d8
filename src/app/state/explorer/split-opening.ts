import { asPredictorError, type PredictorError } from "../../../base/error.ts";
import type { WholeNumber } from "../../../base/whole-number.ts";
import type { OpenSplit, SplitOrigin, SplitProgress, SplitReader } from "../../../dataset/split.ts";
import type { SplitSource } from "./sources.ts";
import type { TableView } from "./table-view.ts";

/** A split, or one of its runs, that is on its way to the page, or did not get there. */
export interface Opening {
  source: SplitSource;
  /** The run that a link names, by its `workout_id`; null for the split itself. */
  workoutId: WholeNumber | null;
  /** How a link has the table be seen; null where it does not say. */
  view: TableView | null;
  /** "asking": another server is to be asked, and nobody has said yet that it may be. */
  phase: "asking" | "opening" | "failed" | "stopped";
  progress: SplitProgress;
  error: PredictorError | null;
}

/** A split, or the run of it, that a link names. */
export type Wanted = Pick<Opening, "source" | "workoutId" | "view">;

/** One run of a split, as the page opens it. */
export interface SplitRun {
  source: SplitSource;
  split: OpenSplit;
  row: number;
  workoutId: WholeNumber;
}

/** Parts that open splits. */
export interface SplitOpeningParts {
  reader: SplitReader;
  /** Address of the bundled split on the page's own server. */
  bundledUrl: string;
}

interface Ports extends SplitOpeningParts {
  read(): Opening | null;
  write(opening: Opening | null): void;
  isTableShown(): boolean;
  /** Puts an opened split in the place of the shown one. */
  onOpened(wanted: Wanted, split: OpenSplit): void;
  openRun(run: SplitRun): void;
}

/** Opens splits and the runs that links name, once their server may be asked. */
export function createSplitOpening({ reader, bundledUrl, read, write, isTableShown, onOpened, openRun }: Ports) {
  /** Servers that the person has said may be asked; the page's own is one. */
  const allowed = new Set([new URL(bundledUrl).origin]);
  /** Aborts the opening under way as another begins. */
  let abort = new AbortController();

  function change(changes: Partial<Opening>): void {
    const before = read();
    if (before !== null) write({ ...before, ...changes });
  }

  /**
   * Opens a split, or the run of it that a link names; asks first where its server is not allowed yet.
   * @param there the split where it is open already
   */
  function begin(wanted: Wanted, there: OpenSplit | null): void {
    const { source } = wanted;
    const isAllowed = there !== null || source.kind !== "url" || allowed.has(new URL(source.url).origin);
    const phase = isAllowed ? "opening" : "asking";
    write({ ...wanted, phase, progress: { loadedBytes: 0, totalBytes: null }, error: null });
    if (isAllowed) void bring(wanted, there);
  }

  /** Opens what is not there yet, and then the run. */
  async function bring(wanted: Wanted, there: OpenSplit | null): Promise<void> {
    const { source, workoutId } = wanted;
    abort = new AbortController();
    const { signal } = abort;
    try {
      const split = there ?? (await openSource(wanted, signal));
      if (workoutId !== null && !signal.aborted) {
        const row = await split.rowOf(workoutId, signal);
        // Unless the person has turned to another run meanwhile.
        if (!signal.aborted && isTableShown()) openRun({ source, split, row, workoutId });
      }
      if (!signal.aborted) write(null);
    } catch (thrown) {
      if (!signal.aborted) change({ phase: "failed", error: asPredictorError(thrown) });
    }
  }

  async function openSource(wanted: Wanted, signal: AbortSignal): Promise<OpenSplit> {
    const { source } = wanted;
    const origin: SplitOrigin = source.kind === "bundled" ? { kind: "url", url: bundledUrl, whole: true } : source;
    const onProgress = (progress: SplitProgress) => {
      if (!signal.aborted) change({ progress });
    };
    const split = await reader.open(origin, { signal, onProgress });
    if (signal.aborted) split.close();
    else onOpened(wanted, split);
    return split;
  }

  return {
    begin,
    /** Lets a split's server be asked: the person has said so. */
    allow(source: SplitSource): void {
      if (source.kind === "url") allowed.add(new URL(source.url).origin);
    },
    /** Makes whatever is on its way come too late. */
    end: () => abort.abort(),
    stop(): void {
      abort.abort();
      change({ phase: "stopped" });
    },
  };
}
