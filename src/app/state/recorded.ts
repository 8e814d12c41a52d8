import { asPredictorError, type PredictorError } from "../../base/error.ts";
import type { Reader, ReadRuns } from "../../reading/reader.ts";
import { type RecordedSeries, recordedSeries } from "../../workout/recorded-series.ts";
import type { Workout } from "../../workout/workout.ts";
import type { ItemSource, ListedRuns, RunView, Selection } from "./run-items.ts";
import { shownRun } from "./status.ts";

/** The shown run as it was recorded, before repair and smoothing: read again, because the page does not keep it. */
export interface Recorded {
  /** Whether a person wants to see it, of whichever run is shown. */
  wanted: boolean;
  /** Phase of the shown run; "none" when its recording is not wanted, or it has none. */
  phase: "none" | "reading" | "ready" | "failed";
  series: RecordedSeries | null;
  error: PredictorError | null;
}

export const NOT_RECORDED: Recorded = { wanted: false, phase: "none", series: null, error: null };

export interface RecordedActions {
  showRecorded(wanted: boolean): void;
}

type RecordedPart = Pick<ListedRuns, "items" | "selection"> & { recorded: Recorded };

interface Ports {
  reader: Reader;
  read(): Recorded;
  write(recorded: Recorded): void;
}

/** The run whose recording is to be read. */
interface Wanted extends Selection {
  source: ItemSource;
  stepS: number;
}

/** Whether a run's recording can be read again; a link carries only the repaired run. */
export function hasRecording(view: RunView | null): boolean {
  const source = view?.item.source ?? null;
  return view?.prediction != null && source !== null && source.kind !== "track";
}

/** Reads the recording of the shown run, and of no other, as long as it is wanted. */
export function createRecorded({ reader, read, write }: Ports) {
  let current: { of: Wanted; abort: AbortController } | null = null;

  function change(changes: Partial<Recorded>): void {
    write({ ...read(), ...changes });
  }

  /** Follows each change of the page's state: what is shown, and what is wanted. */
  function follow(state: RecordedPart): void {
    const wanted = state.recorded.wanted ? wantedOf(shownRun(state)) : null;
    if (isSame(wanted, current?.of ?? null)) return;
    current?.abort.abort();
    current = wanted && { of: wanted, abort: new AbortController() };
    change({ phase: wanted ? "reading" : "none", series: null, error: null });
    if (current !== null) void readSeries(current.of, current.abort.signal);
  }

  async function readSeries(of: Wanted, signal: AbortSignal): Promise<void> {
    try {
      const series = recordedSeries(await recordedRun(of, reader, signal), of.stepS);
      if (!signal.aborted) change({ phase: "ready", series });
    } catch (thrown) {
      if (!signal.aborted) change({ phase: "failed", error: asPredictorError(thrown) });
    }
  }

  const actions: RecordedActions = { showRecorded: (wanted) => change({ wanted }) };
  return { actions, follow };
}

function wantedOf(view: RunView | null): Wanted | null {
  if (view === null || !hasRecording(view)) return null;
  return { itemId: view.item.id, run: view.run, source: view.item.source!, stepS: view.track!.stepS };
}

function isSame(one: Wanted | null, other: Wanted | null): boolean {
  if (one === null || other === null) return one === other;
  return one.itemId === other.itemId && one.run === other.run && one.stepS === other.stepS;
}

/** @throws PredictorError as the reader, or the split that it is of. */
async function recordedRun({ source, run }: Wanted, reader: Reader, signal: AbortSignal): Promise<Workout> {
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
      throw new Error("A track was not recorded.");
  }
}

function runOf({ runs }: ReadRuns, run: number): Workout {
  const read = runs[run];
  if ("error" in read) throw read.error;
  return read.workout;
}
