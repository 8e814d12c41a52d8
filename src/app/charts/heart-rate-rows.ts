import { isSettling } from "../../model/settling.ts";

export type Range = [lower: number, upper: number];

/** One instant of the heart rate chart. null breaks a line or a fill. */
export interface HeartRateRow {
  timeS: number;
  expectedBpm: number | null;
  /** Expected by a second model. */
  secondBpm: number | null;
  measuredBpm: number | null;
  /** The prediction interval. */
  bandBpm: Range | null;
  /** Between the lines, where the heart worked harder than expected. */
  harderBpm: Range | null;
  /** Between the lines, where it worked less. */
  easierBpm: Range | null;
}

/** The series of the chart, one entry an instant, NaN where missing. `expected` is null until it is predicted. */
export interface HeartRateSeries {
  timeS: ArrayLike<number>;
  measuredBpm: ArrayLike<number>;
  expected: {
    heartRateBpm: ArrayLike<number>;
    lowerBpm: ArrayLike<number> | null;
    upperBpm: ArrayLike<number> | null;
    /** The model settles until then: nothing is filled. */
    settlingS: number;
  } | null;
  /** Expected by a second model, where one is shown. */
  secondBpm?: ArrayLike<number> | undefined;
}

/**
 * Rows for the heart rate chart at the given entries. Where the two lines cross between two entries a row stands at
 * the crossing: there one fill ends and the other begins, so that they never overlap.
 */
export function heartRateRows(series: HeartRateSeries, indices: readonly number[]): HeartRateRow[] {
  const rows: HeartRateRow[] = [];
  for (const index of indices) {
    const row = rowAt(series, index);
    const previous = rows.at(-1);
    if (previous !== undefined) {
      const share = crossing(previous, row);
      if (share !== null) rows.push(rowBetween(previous, row, share));
    }
    rows.push(row);
  }
  const { expected } = series;
  return expected === null ? rows : rows.map((row) => (isSettling(row.timeS, expected) ? withoutFills(row) : row));
}

/** The rows up to where the model has settled, and those from there on; they share the row between. */
export function splitAtSettled<Row extends HeartRateRow>(
  rows: readonly Row[],
  settlingS: number,
): { settling: readonly Row[]; settled: readonly Row[] } {
  const first = rows.findIndex(({ timeS }) => !isSettling(timeS, { settlingS }));
  const from = first < 0 ? rows.length : first;
  return { settling: from === 0 ? [] : rows.slice(0, from + 1), settled: rows.slice(from) };
}

function withoutFills(row: HeartRateRow): HeartRateRow {
  return { ...row, harderBpm: null, easierBpm: null };
}

function rowAt({ timeS, measuredBpm, expected, secondBpm }: HeartRateSeries, index: number): HeartRateRow {
  const lower = expected?.lowerBpm?.[index];
  const upper = expected?.upperBpm?.[index];
  return withFills({
    timeS: timeS[index],
    expectedBpm: known(expected?.heartRateBpm[index]),
    secondBpm: known(secondBpm?.[index]),
    measuredBpm: known(measuredBpm[index]),
    bandBpm: lower === undefined || upper === undefined ? null : [lower, upper],
  });
}

/** How far along from one row to the next the lines cross, above 0 and below 1; null where they do not. */
function crossing(before: HeartRateRow, after: HeartRateRow): number | null {
  const from = difference(before);
  const to = difference(after);
  return from !== null && to !== null && from * to < 0 ? from / (from - to) : null;
}

function rowBetween(before: HeartRateRow, after: HeartRateRow, share: number): HeartRateRow {
  const along = (from: number, to: number) => from + (to - from) * share;
  const meetingBpm = along(before.expectedBpm!, after.expectedBpm!);
  const band: Range | null =
    before.bandBpm && after.bandBpm
      ? [along(before.bandBpm[0], after.bandBpm[0]), along(before.bandBpm[1], after.bandBpm[1])]
      : null;
  return withFills({
    timeS: along(before.timeS, after.timeS),
    expectedBpm: meetingBpm,
    secondBpm: before.secondBpm === null || after.secondBpm === null ? null : along(before.secondBpm, after.secondBpm),
    measuredBpm: meetingBpm,
    bandBpm: band,
  });
}

function withFills(row: Omit<HeartRateRow, "harderBpm" | "easierBpm">): HeartRateRow {
  const { expectedBpm, measuredBpm } = row;
  const both = expectedBpm !== null && measuredBpm !== null;
  return {
    ...row,
    harderBpm: both && measuredBpm >= expectedBpm ? [expectedBpm, measuredBpm] : null,
    easierBpm: both && measuredBpm <= expectedBpm ? [measuredBpm, expectedBpm] : null,
  };
}

function difference({ measuredBpm, expectedBpm }: HeartRateRow): number | null {
  return measuredBpm === null || expectedBpm === null ? null : measuredBpm - expectedBpm;
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
