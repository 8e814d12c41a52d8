import { type HeartRateRow, type Range, splitAtSettled } from "./heart-rate-rows.ts";
import { areaPath, linePath, type Point } from "./paths.ts";

/** Places of a row and of its values, in pixels. */
export interface HeartRatePlaces<Row> {
  xAt(row: Row): number;
  yAt(bpm: number): number;
}

/** Lines and areas of the heart rate chart as SVG paths. A model's line is apart as long as the model settles. */
export interface HeartRatePaths {
  bandSettling: string;
  band: string;
  bandEdge: string;
  harder: string;
  easier: string;
  expectedSettling: string;
  expected: string;
  measured: string;
}

/** Outlines the lines and areas of the heart rate chart. */
export function heartRatePaths<Row extends HeartRateRow>(
  rows: readonly Row[],
  settlingS: number,
  places: HeartRatePlaces<Row>,
): HeartRatePaths {
  const { settling, settled } = splitAtSettled(rows, settlingS);
  const line = (of: readonly Row[], read: (row: Row) => number | null) => linePath(linePoints(of, read, places));
  const area = (of: readonly Row[], read: (row: Row) => Range | null) =>
    areaPath(
      of.map((row) => {
        const range = read(row);
        return range === null
          ? null
          : { x: places.xAt(row), upperY: places.yAt(range[1]), lowerY: places.yAt(range[0]) };
      }),
    );
  return {
    bandSettling: area(settling, ({ bandBpm }) => bandBpm),
    band: area(settled, ({ bandBpm }) => bandBpm),
    bandEdge:
      line(settled, ({ bandBpm }) => bandBpm?.[0] ?? null) + line(settled, ({ bandBpm }) => bandBpm?.[1] ?? null),
    harder: area(rows, ({ harderBpm }) => harderBpm),
    easier: area(rows, ({ easierBpm }) => easierBpm),
    expectedSettling: line(settling, ({ expectedBpm }) => expectedBpm),
    expected: line(settled, ({ expectedBpm }) => expectedBpm),
    measured: line(rows, ({ measuredBpm }) => measuredBpm),
  };
}

/** The points of one line; null where it is broken. */
export function linePoints<Row extends HeartRateRow>(
  rows: readonly Row[],
  read: (row: Row) => number | null,
  { xAt, yAt }: HeartRatePlaces<Row>,
): (Point | null)[] {
  return rows.map((row) => {
    const bpm = read(row);
    return bpm === null ? null : { x: xAt(row), y: yAt(bpm) };
  });
}
