import type { Analysis } from "../../../evaluation/analysis.ts";
import { type SplitFigures, splitFigures } from "../../../evaluation/split-figures.ts";
import type { SplitBy } from "../../../workout/run-splits.ts";
import type { Units } from "../../format/units.ts";
import { splitByOf } from "../splits/splits-words.ts";

/** Splits that a sheet of paper has room for. */
const MOST_SPLITS = 120;

/** Splits that stand below one another before another column begins. */
const ROWS = 22;
const MOST_COLUMNS = 3;

/** The splits of a run as they are printed, in columns; those by distance, or by hour where these are too many. */
export function printedSplits(analysis: Analysis, units: Units): { by: SplitBy; columns: SplitFigures[][] } {
  const by = splitByOf("distance", units);
  const splits = splitFigures(analysis, by);
  if (splits.length > MOST_SPLITS) return { by: "hour", columns: inColumns(splitFigures(analysis, "hour")) };
  return { by, columns: inColumns(splits) };
}

/** Entries in columns of one height, but for the last. */
export function inColumns<T>(entries: readonly T[]): T[][] {
  const count = Math.min(MOST_COLUMNS, Math.max(1, Math.ceil(entries.length / ROWS)));
  const rows = Math.ceil(entries.length / count);
  return Array.from({ length: count }, (_, i) => entries.slice(i * rows, (i + 1) * rows));
}
