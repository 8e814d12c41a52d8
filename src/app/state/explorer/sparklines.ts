import type { SplitGroup, SplitRow } from "../../../dataset/split.ts";

/** Points of a sparkline: as many as a cell of the table can show. */
export const SPARKLINE_POINTS = 48;

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

/** Every row's line over one range of heart rates, so that they compare; what lies outside runs along its edge. */
export const SPARKLINE_BPM = { from: 80, to: 200 };

/** A line through heart rates within a box, as an SVG path; broken where they are missing. */
export function sparklinePath(bpm: Float32Array, width: number, height: number): string {
  const { from, to } = SPARKLINE_BPM;
  let path = "";
  let isDrawing = false;
  for (const [i, value] of bpm.entries()) {
    if (Number.isNaN(value)) {
      isDrawing = false;
      continue;
    }
    const x = (width * i) / Math.max(1, bpm.length - 1);
    const y = height * (1 - (Math.min(to, Math.max(from, value)) - from) / (to - from));
    path += `${isDrawing ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    isDrawing = true;
  }
  return path;
}
