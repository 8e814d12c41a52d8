import { type ListedFigures, listedFigures } from "../../evaluation/listed-figures.ts";
import { NO_VALUE } from "../format/format.ts";
import { sportWords } from "../format/sport-words.ts";
import { speedValue, type Units } from "../format/units.ts";
import { type RunView, runCountOf } from "./run-items.ts";
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

/** The figures of a listed run; null until it is predicted. */
export function figuresOf({ prediction, excluded }: RunView): ListedFigures | null {
  return prediction && listedFigures(prediction, excluded);
}

/** Name of the archive, or of the file of many runs, that a run came in; null where it came on its own. */
export function sourceOf({ item }: RunView): string | null {
  if (item.source?.kind === "activity") return item.source.file.name;
  return runCountOf(item) > 1 ? item.name : null;
}

const VALUES: Record<RunColumn, (view: RunView, units: Units) => SortKey> = {
  date: ({ track }) => track?.startedAt?.unixS ?? null,
  name: ({ name }) => name,
  source: sourceOf,
  sport: ({ track }) => sportKey(track?.sport ?? null),
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
