import { asPredictorError, type PredictorError } from "../../base/error.ts";
import type { Reader, ReadRuns } from "../../reading/reader.ts";
import type { Workout } from "../../workout/workout.ts";
import type { ItemSource, KeptSource, ListedRuns, RunView, Selection } from "./run-items.ts";
import { shownRun } from "./status.ts";

/** Something read off the recording of the shown run: read again, because the page does not keep it. */
export interface ReadAgain<T> {
  /** Whether it is asked for, of whichever run is shown. */
  wanted: boolean;
  /** Phase of the shown run; "none" when it is not wanted, or the run has no recording. */
  phase: "none" | "reading" | "ready" | "failed";
  value: T | null;
  error: PredictorError | null;
}

export const NOT_READ: ReadAgain<never> = { wanted: false, phase: "none", value: null, error: null };

/** Runs of a file that is read again for a route without being asked: of more, it takes long. */
export const FEW_RUNS = 20;

interface Ports<T> {
  reader: Reader;
  read(): ReadAgain<T>;
  write(readAgain: ReadAgain<T>): void;
  /** @param timestepS seconds per entry of a run that is recorded in timesteps */
  derive(workout: Workout, timestepS: number): T | null;
  /** Reads the same of a run of the library, where that is kept; null where it is not. By default nothing of it is. */
  kept?(source: KeptSource): (() => Promise<T | null>) | null;
  /** Time that a run is shown before it is read, so that its picture has the processor to itself; none by default. */
  afterMs?: number;
}

/** The run whose recording is to be read. */
interface Wanted extends Selection {
  source: ItemSource;
  stepS: number;
}

/** Whether the shape of a run's way may be known: from its recording, or as the library keeps it. */
export function mayHaveRoute(view: RunView | null): boolean {
  return hasRecording(view) || (view?.prediction != null && (view.kept?.run.routeBytes ?? 0) > 0);
}

/** Whether a run's recording can be read again; a link and the library hold only the repaired run. */
export function hasRecording(view: RunView | null): boolean {
  const source = view?.item.source ?? null;
  return view?.prediction != null && source !== null && source.kind !== "track" && source.kind !== "kept";
}

/** Reads the recording of the shown run, and of no other, as long as something of it is wanted. */
export function createReadAgain<T>({ reader, read, write, derive, kept = () => null, afterMs = 0 }: Ports<T>) {
  let current: { of: Wanted; abort: AbortController } | null = null;

  function change(changes: Partial<ReadAgain<T>>): void {
    write({ ...read(), ...changes });
  }

  /** Follows each change of the page's state: what is shown, and what is wanted. */
  function follow(state: Pick<ListedRuns, "items" | "selection">): void {
    const shown = read().wanted ? shownRun(state) : null;
    const isThere = hasRecording(shown) || (shown?.prediction != null && keptValue(shown.item.source) !== null);
    const wanted = isThere ? wantedOf(shown!) : null;
    if (isSame(wanted, current?.of ?? null)) return;
    current?.abort.abort();
    current = wanted && { of: wanted, abort: new AbortController() };
    change({ phase: wanted ? "reading" : "none", value: null, error: null });
    if (current !== null) void readValue(current.of, current.abort.signal);
  }

  function keptValue(source: ItemSource | null): (() => Promise<T | null>) | null {
    return source?.kind === "kept" ? kept(source) : null;
  }

  async function readValue(of: Wanted, signal: AbortSignal): Promise<void> {
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (signal.aborted) return;
    try {
      const readKept = keptValue(of.source);
      const value = readKept ? await readKept() : derive(await recordedRun(of, reader, signal), of.stepS);
      if (!signal.aborted) change({ phase: "ready", value });
    } catch (thrown) {
      if (!signal.aborted) change({ phase: "failed", error: asPredictorError(thrown) });
    }
  }

  return { want: (wanted: boolean) => change({ wanted }), follow };
}

function wantedOf({ item, run, track }: RunView): Wanted {
  return { itemId: item.id, run, source: item.source!, stepS: track!.stepS };
}

function isSame(one: Wanted | null, other: Wanted | null): boolean {
  if (one === null || other === null) return one === other;
  return one.itemId === other.itemId && one.run === other.run && one.stepS === other.stepS;
}

/**
 * Reads the recording of a run once more, where hasRecording says that there is one.
 * @throws PredictorError as the reader, or the split that it is of.
 */
export async function recordedRun(
  { source, run }: Pick<Wanted, "source" | "run">,
  reader: Reader,
  signal: AbortSignal,
): Promise<Workout> {
  switch (source.kind) {
    case "file": {
      const read = await reader.read(source.file, signal);
      if (!("runs" in read)) throw new Error("An archive has no recording of its own.");
      return runOf(read, run);
    }
    case "activity":
      return runOf(await reader.readActivity(source.file, source.activity, signal), run);
    case "split":
      return source.read(signal);
    case "track":
    case "kept":
      throw new Error("A track was not recorded.");
  }
}

function runOf({ runs }: ReadRuns, run: number): Workout {
  const read = runs[run];
  if ("error" in read) throw read.error;
  return read.workout;
}
