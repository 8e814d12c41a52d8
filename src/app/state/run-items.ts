import type { PredictorError } from "../../base/error.ts";
import type { WholeNumber } from "../../base/whole-number.ts";
import { isSimulatedRunner } from "../../dataset/simulator/simulated-runners.ts";
import type { OpenSplit } from "../../dataset/split.ts";
import type { KeptRun } from "../../library/kept-run.ts";
import type { ModelFigures } from "../../library/library.ts";
import type { ModelContract } from "../../model/contract.ts";
import type { Prediction } from "../../model/prediction.ts";
import type { ReadableFile } from "../../reading/file-bytes.ts";
import type { LinkedSplit, LinkSettings } from "../../sharing/link.ts";
import type { SharedCalibration, SharedView } from "../../sharing/shared-view.ts";
import type { Activity } from "../../workout/archive/activity.ts";
import type { Route } from "../../workout/route.ts";
import type { Track, Workout } from "../../workout/workout.ts";
import { type Excluded, NOTHING_EXCLUDED } from "./excluded.ts";

/** Origin of a run. "opening": the page's own first run. */
export type Origin =
  | { kind: "opening" }
  | { kind: "file" }
  /** The library of this device. */
  | { kind: "kept" }
  | { kind: "link"; hash: string }
  | { kind: "sample"; sampleId: string }
  /** A run of a split; `split` is null where that is a file of this device, which no link can name. */
  | { kind: "split"; split: LinkedSplit | null; workoutId: WholeNumber };

/** Source of an item. A file, or a split's run, is read each time, so that none of it stays in memory. */
export type ItemSource =
  | { kind: "file"; file: ReadableFile }
  /** One activity of the archive `file`. */
  | { kind: "activity"; file: ReadableFile; activity: Activity }
  /** `from` stays open as long as the item exists; null for the page's own split, which always does. */
  | { kind: "split"; from: OpenSplit | null; read(signal: AbortSignal): Promise<Workout> }
  | TrackSource
  | KeptSource;

/** A track on the grid of the model that it was made for. */
export interface TrackSource {
  kind: "track";
  track: Track;
  /** Steps of the centred mean over its speed and altitude; null where that is not known, as of a link. */
  smoothingWindow: number | null;
}

/** A run of the library: what is listed of it, and its track, which is read each time. */
export interface KeptSource {
  kind: "kept";
  run: KeptRun;
  /** By the model that is loaded; null until they are made. */
  figures: ModelFigures | null;
  read(): Promise<Track>;
  /** The shape of its way; null where none is kept. */
  readRoute(): Promise<Route | null>;
}

/** One run of an item: predicted, or the reason why not. */
export type RunOutcome = { name: string; prediction: Prediction } | { name: string; error: PredictorError };

/** The parts of a link besides the run itself. */
export interface Linked {
  modelName: string;
  /** Whether the run is simulated. */
  isSimulated: boolean;
  /** The sender's calibration; null when the link has none. */
  calibration: SharedCalibration | null;
  /** Whether the run is calibrated so: until a person chooses otherwise. */
  asSent: boolean;
  /** The settings it is seen by, whatever a person's own are; null where it is seen by those. */
  settings: LinkedSettings | null;
}

/** The settings that a run's link carries. */
export type LinkedSettings = LinkSettings &
  Pick<SharedView, "xAxis"> & {
    /** Whether the zones are the link's: until a person chooses otherwise. */
    areZonesAsSent: boolean;
  };

/** A change to how a run is seen that came by a link. */
export type LinkedChange = Partial<LinkedSettings & Pick<Linked, "asSent">>;

/** One thing that was opened: a file with one run or many, a sample, a link. */
export interface RunItem {
  id: number;
  /** The name of the file, sample or link. */
  name: string;
  origin: Origin;
  /** Read again whenever a setting changes; null for an item that failed before it could be read. */
  source: ItemSource | null;
  /** null for an item that no link brought. */
  linked: Linked | null;
  /**
   * "kept": it lies in the library, and is predicted once it is looked at. "predicting" begins with reading; "stopped": a
   * person ended it, and may go on.
   */
  state: "kept" | "waiting" | "predicting" | "done" | "failed" | "stopped";
  /** The latest result; kept while the item is predicted again, so that the page does not jump. */
  result: { contract: ModelContract; outcomes: RunOutcome[] } | null;
  /** Why it failed as a whole. */
  error: PredictorError | null;
  /** The excluded stretches, by the run's index in the item. */
  excluded: Readonly<Record<number, Excluded>>;
  /** The runs as the library holds them, by the run's index in the item; those that it does not hold are left out. */
  keptAs: Readonly<Record<number, KeptAs>>;
}

/** A run that the library holds: its id there, and the name of its runner on this device. */
export interface KeptAs {
  id: string;
  runner: string;
}

/** One run of an item: what lists name and charts draw. */
export interface RunView {
  item: RunItem;
  /** The run's index in the item. */
  run: number;
  name: string;
  track: Track | null;
  prediction: Prediction | null;
  /** Contract of the model that predicted it. */
  contract: ModelContract | null;
  error: PredictorError | null;
  excluded: Excluded;
  /** Its id in the library; null where that does not hold it. */
  keptId: string | null;
  /** Name of its runner on this device; null where the library does not hold it. */
  keptFor: string | null;
  /** What is known of it before it is predicted; null where it was not opened from the library. */
  kept: KeptSource | null;
}

export interface Selection {
  itemId: number;
  run: number;
}

/** What selects a run. */
export function selectionOf({ item, run }: Pick<RunView, "item" | "run">): Selection {
  return { itemId: item.id, run };
}

/** A key that no other run on the list has. */
export function runKey({ itemId, run }: Selection): string {
  return `${itemId}.${run}`;
}

/** The items on the list, and the run that is shown. */
export interface ListedRuns {
  items: readonly RunItem[];
  selection: Selection | null;
  /** The run that was shown before the selected one: its charts stay until there are others. */
  lastPictured: RunView | null;
}

/** The items with one of them changed. */
export function withItem(items: readonly RunItem[], itemId: number, change: Partial<RunItem>): readonly RunItem[] {
  return items.map((item) => (item.id === itemId ? { ...item, ...change } : item));
}

/** An item of the library without its prediction, as it was before it was looked at. */
export function atRest(item: RunItem): RunItem {
  return { ...item, state: "kept", result: null, error: null };
}

/** Whether a run is simulated: by its file's runner, or as its link says, which names no runner. */
export function isSimulated({ item, track }: RunView): boolean {
  return item.linked?.isSimulated === true || (track?.runner != null && isSimulatedRunner(track.runner));
}

/** The splits that items are read from, which must stay open. */
export function splitsOf(items: readonly RunItem[]): OpenSplit[] {
  return items.flatMap(({ source }) => (source?.kind === "split" && source.from !== null ? source.from : []));
}

/** Number of an item's runs; an item that is not predicted yet, or failed as a whole, counts as one. */
export function runCountOf({ result }: Pick<RunItem, "result">): number {
  return result?.outcomes.length ?? 1;
}

/** The items that a person opened or has in the library: all but the page's own first run. */
export function openedItems(items: readonly RunItem[]): readonly RunItem[] {
  return items.filter(({ origin }) => origin.kind !== "opening");
}

/**
 * Whether the list is worth showing beside the shown run: several runs to choose from, or an archive with files that were
 * passed over. The page's own first run is none of them.
 */
export function areListed({
  items,
  archives,
  selection,
}: Pick<ListedRuns, "items" | "selection"> & { archives: readonly unknown[] }): boolean {
  const shown = items.find(({ id }) => id === selection?.itemId);
  if (shown === undefined || shown.origin.kind === "opening") return false;
  return items.length > 1 || archives.length > 0 || runCountOf(shown) > 1;
}

const views = new WeakMap<RunItem, readonly RunView[]>();

/**
 * Every run of an item, by the count of `runCountOf`. The same views as long as nothing of the item changes, so that a
 * list draws only what did.
 */
export function viewsOf(item: RunItem): readonly RunView[] {
  const known = views.get(item);
  if (known !== undefined) return known;
  const all = Array.from({ length: runCountOf(item) }, (_, run) => viewOf(item, run));
  views.set(item, all);
  return all;
}

export function viewOf(item: RunItem, run: number): RunView {
  const outcome = item.result?.outcomes[run];
  const prediction = outcome !== undefined && "prediction" in outcome ? outcome.prediction : null;
  const { source } = item;
  const linked = source?.kind === "track" ? source.track : null;
  return {
    item,
    run,
    name: outcome !== undefined && runCountOf(item) > 1 ? outcome.name : item.name,
    track: prediction?.track ?? linked,
    prediction,
    contract: item.result?.contract ?? null,
    error: item.error ?? (outcome !== undefined && "error" in outcome ? outcome.error : null),
    excluded: item.excluded[run] ?? NOTHING_EXCLUDED,
    keptId: item.keptAs[run]?.id ?? null,
    keptFor: item.keptAs[run]?.runner ?? null,
    kept: source?.kind === "kept" ? source : null,
  };
}
