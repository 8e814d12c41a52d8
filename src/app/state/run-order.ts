import { type ListedFigures, listedFigures } from "../../evaluation/listed-figures.ts";
import { runFigures } from "../../workout/summary.ts";
import type { StartedAt } from "../../workout/workout.ts";
import { NO_VALUE } from "../format/format.ts";
import { sportWords } from "../format/sport-words.ts";
import { speedValue, type Units } from "../format/units.ts";
import { type KeptSource, type RunView, runCountOf } from "./run-items.ts";
import { type ColumnSort, knownKey, type SortKey, sorted } from "./sorting.ts";

/** The values that opened runs are sorted by. */
export type RunColumn =
  | "date"
  | "name"
  | "source"
  | "sport"
  | "distance"
  | "duration"
  | "speed"
  | "measured"
  | "expected"
  | "difference";

/** null: in the order in which they were opened. */
export type RunSort = ColumnSort<RunColumn> | null;

/** The figures of a listed run; null until it is predicted, unless the library has them. */
export function figuresOf({ prediction, excluded, kept }: RunView): ListedFigures | null {
  if (prediction !== null) return listedFigures(prediction, excluded);
  return kept && keptFigures(kept);
}

const ofKept = new WeakMap<KeptSource, ListedFigures>();

/** Figures of a run of the library, as it was kept and as its model saw it; what that leaves out is NaN. */
function keptFigures(source: KeptSource): ListedFigures {
  const known = ofKept.get(source);
  if (known !== undefined) return known;
  const { run, figures } = source;
  const differenceBpm = figures?.differenceBpm ?? Number.NaN;
  // The mean that was kept is of the whole run.
  const { meanBpm, ...whole } = runFigures(run.summary, run.heartRate);
  const measuredBpm = run.excluded.length === 0 ? meanBpm : Number.NaN;
  const listed = { ...whole, meanBpm: measuredBpm, expectedBpm: measuredBpm - differenceBpm, differenceBpm };
  ofKept.set(source, listed);
  return listed;
}

/** Start of a listed run; null where it is not dated, or not read yet. */
export function startOf({ track, kept }: RunView): StartedAt | null {
  return track?.startedAt ?? kept?.run.startedAt ?? null;
}

/** Sport of a listed run in its file's words; null where it states none, or is not read yet. */
export function sportOf({ track, kept }: RunView): string | null {
  return track?.sport ?? kept?.run.sport ?? null;
}

/** Name of the archive, or of the file of many runs, that a run came in; null where it came on its own. */
export function sourceOf({ item }: RunView): string | null {
  if (item.source?.kind === "activity") return item.source.file.name;
  return runCountOf(item) > 1 ? item.name : null;
}

const VALUES: Record<RunColumn, (view: RunView, units: Units) => SortKey> = {
  date: (view) => startOf(view)?.unixS ?? null,
  name: ({ name }) => name,
  source: sourceOf,
  sport: (view) => sportKey(sportOf(view)),
  distance: (view) => knownKey(figuresOf(view)?.distanceKm ?? null),
  duration: (view) => knownKey(figuresOf(view)?.durationS ?? null),
  speed: (view, units) => speedKey(figuresOf(view)?.meanSpeedKmh ?? null, units),
  measured: (view) => knownKey(figuresOf(view)?.meanBpm ?? null),
  expected: (view) => knownKey(figuresOf(view)?.expectedBpm ?? null),
  difference: (view) => knownKey(figuresOf(view)?.differenceBpm ?? null),
};

/** Runs in the order of their table: the one that the steps from run to run follow, too. */
export function inOrder(views: readonly RunView[], sort: RunSort, units: Units): readonly RunView[] {
  if (sort === null) return views;
  return sorted(views, (view) => VALUES[sort.column](view, units), sort.direction);
}

/** The sort after a click on a column's header: one direction, the other, then as the runs were opened. */
export function nextSort(column: RunColumn, before: RunSort): RunSort {
  const [first, second] = directionsOf(column);
  if (before?.column !== column) return { column, direction: first };
  return before.direction === first ? { column, direction: second } : null;
}

/** Of dates the latest first: what a runner looks for is most often the last run. */
function directionsOf(column: RunColumn): ["ascending" | "descending", "ascending" | "descending"] {
  return column === "date" ? ["descending", "ascending"] : ["ascending", "descending"];
}

/** Sport as its column names it, in which every word for running is one; null where none is stated. */
function sportKey(sport: string | null): SortKey {
  const words = sportWords(sport);
  return words === NO_VALUE ? null : words;
}

/** Pace or speed in its unit: the fastest pace is the least. */
function speedKey(speedKmh: number | null, units: Units): SortKey {
  return speedKmh === null ? null : knownKey(speedValue(speedKmh, units));
}
