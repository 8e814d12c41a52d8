import type { Analysis } from "../../../evaluation/analysis.ts";
import { type SplitFigures, splitFigures } from "../../../evaluation/split-figures.ts";
import { type SplitBy, splitName } from "../../../workout/run-splits.ts";
import { formatNumber } from "../../format/format.ts";
import { fromKm, type Units } from "../../format/units.ts";
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

/** Name of a split on paper; in brackets the length of one that is no whole kilometre or mile: "km 9 (0.20)". */
export function printedName(by: SplitBy, split: SplitFigures, { distanceUnit }: Pick<Units, "distanceUnit">): string {
  const length = formatNumber(fromKm(split.summary.distanceKm, distanceUnit), 2);
  return by === distanceUnit && Number(length) < 1 ? `${splitName(by, split)} (${length})` : splitName(by, split);
}

/** Entries in columns of one height, but for the last. */
export function inColumns<T>(entries: readonly T[]): T[][] {
  const count = Math.min(MOST_COLUMNS, Math.max(1, Math.ceil(entries.length / ROWS)));
  const rows = Math.ceil(entries.length / count);
  return Array.from({ length: count }, (_, i) => entries.slice(i * rows, (i + 1) * rows));
}
