import type { HeartRateRow, Range } from "../charts/heart-rate-rows.ts";
import type { ValueRow } from "../charts/run-series.ts";
import type { Placed } from "./scene.ts";

/** Rows of the heart rate up to a moment, the last of them at the moment itself. */
export function revealedHeartRate(rows: readonly Placed<HeartRateRow>[], timeS: number): Placed<HeartRateRow>[] {
  return revealed(rows, timeS, (before, after, along) => ({
    timeS,
    x: along(before.x, after.x),
    expectedBpm: between(before.expectedBpm, after.expectedBpm, along),
    secondBpm: between(before.secondBpm, after.secondBpm, along),
    measuredBpm: between(before.measuredBpm, after.measuredBpm, along),
    bandBpm: rangeBetween(before.bandBpm, after.bandBpm, along),
    harderBpm: rangeBetween(before.harderBpm, after.harderBpm, along),
    easierBpm: rangeBetween(before.easierBpm, after.easierBpm, along),
  }));
}

/** Rows of a value up to a moment, the last of them at the moment itself. */
export function revealedValues(rows: readonly Placed<ValueRow>[], timeS: number): Placed<ValueRow>[] {
  return revealed(rows, timeS, (before, after, along) => ({
    timeS,
    x: along(before.x, after.x),
    value: between(before.value, after.value, along),
  }));
}

type Along = (from: number, to: number) => number;

function revealed<Row extends { timeS: number }>(
  rows: readonly Row[],
  timeS: number,
  rowBetween: (before: Row, after: Row, along: Along) => Row,
): Row[] {
  const first = rows.findIndex((row) => row.timeS > timeS);
  if (first < 0) return [...rows];
  const shown = rows.slice(0, first);
  const before = shown.at(-1);
  if (before === undefined || before.timeS === timeS) return shown;
  const share = (timeS - before.timeS) / (rows[first].timeS - before.timeS);
  return [...shown, rowBetween(before, rows[first], (from, to) => from + share * (to - from))];
}

function between(before: number | null, after: number | null, along: Along): number | null {
  return before === null || after === null ? null : along(before, after);
}

function rangeBetween(before: Range | null, after: Range | null, along: Along): Range | null {
  return before === null || after === null ? null : [along(before[0], after[0]), along(before[1], after[1])];
}
