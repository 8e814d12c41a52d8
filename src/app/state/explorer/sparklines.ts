import type { SplitGroup, SplitRow } from "../../../dataset/split.ts";

/** The groups, by their place in the file, that rows lie in and that are not drawn yet, in the order of the rows. */
export function groupsToDraw(
  rows: readonly SplitRow[],
  groups: readonly SplitGroup[],
  drawn: ReadonlySet<number>,
): number[] {
  return [...new Set(rows.map(({ row }) => groupOf(row, groups)))].filter((group) => group >= 0 && !drawn.has(group));
}

/** Bytes to fetch to draw groups. */
export function bytesToDraw(wanted: readonly number[], groups: readonly SplitGroup[]): number {
  return wanted.reduce((sum, group) => sum + groups[group].heartRateBytes, 0);
}

/** The group that a row lies in; groups stand in the file's order. */
function groupOf(row: number, groups: readonly SplitGroup[]): number {
  return groups.findLastIndex(({ firstRow }) => firstRow <= row);
}
