import { expect, test } from "vitest";
import { addErrors, errorFiguresOf, noErrors } from "../../evaluation/error-figures.ts";
import {
  barAt,
  barTicks,
  densityPicture,
  ERROR_BAR_BPM,
  endsOf,
  errorBars,
  MAE_BAR_BPM,
  minuteRows,
  outlineOf,
  runMaeBars,
} from "./chart-rows.ts";

/** Runs of ten steps a minute, each measured so many bpm above what was expected throughout. */
function figuresOf(...runs: { off: number; minutes: number }[]) {
  const sums = noErrors();
  for (const { off, minutes } of runs) {
    const measured = new Float32Array(10 * minutes).fill(150);
    addErrors(sums, { stepS: 6, heartRateBpm: measured }, { heartRateBpm: measured.map((bpm) => bpm - off), fromS: 0 });
  }
  return errorFiguresOf(sums);
}

test("the error histogram is drawn in steps of 2 bpm, from its first bar to its last", () => {
  const bars = errorBars(
    figuresOf({ off: -7.5, minutes: 5 }, { off: -6.5, minutes: 5 }, { off: 2.5, minutes: 5 }).errors,
  );
  expect(bars.map(({ middleBpm }) => middleBpm)).toEqual([-7, -5, -3, -1, 1, 3]);
  expect(bars.map(({ height }) => Math.round(height))).toEqual([67, 0, 0, 0, 0, 33]);
  expect(bars.map(({ cumulative }) => Math.round(cumulative))).toEqual([33, 67, 67, 67, 67, 100]);
});

test("a tail that holds next to nothing does not squeeze the rest", () => {
  const runs = Array.from({ length: 999 }, () => ({ off: 1.5, minutes: 1 }));
  const bars = errorBars(figuresOf(...runs, { off: 70, minutes: 1 }).errors);
  expect(bars.map(({ middleBpm }) => middleBpm)).toEqual([1]);
});

test("runs by their MAE go from 0 to one bar past the worst", () => {
  const bars = runMaeBars(figuresOf({ off: 2.5, minutes: 1 }, { off: -2.5, minutes: 1 }).runMaes);
  expect(bars.map(({ height }) => height)).toEqual([0, 0, 2, 0]);
});

test("a bar is found where it is drawn, unless it holds no run", () => {
  const bars = runMaeBars(figuresOf({ off: 2.5, minutes: 1 }, { off: -2.5, minutes: 1 }).runMaes);
  expect(barAt(bars, MAE_BAR_BPM, 2.9)).toEqual({ fromBpm: 2, toBpm: 3 });
  for (const offsetBpm of [-0.1, 1.9, 3.1, 40]) expect(barAt(bars, MAE_BAR_BPM, offsetBpm)).toBeNull();
});

test("histograms of nothing are flat from end to end", () => {
  const { errors, runMaes } = figuresOf();
  for (const [bars, ends] of [
    [errorBars(errors), [-80, 80]],
    [runMaeBars(runMaes), [0, 60]],
  ] as const) {
    expect(endsOf(bars, (ends[1] - ends[0]) / bars.length)).toEqual(ends);
    expect(bars.every(({ height }) => height === 0)).toBe(true);
  }
});

test("the outline of a histogram steps at its bars' ends", () => {
  const bars = runMaeBars(figuresOf({ off: 0.2, minutes: 1 }, { off: 1.5, minutes: 1 }).runMaes);
  expect(endsOf(bars, MAE_BAR_BPM)).toEqual([0, 3]);
  const points = outlineOf(bars, MAE_BAR_BPM);
  expect(points.map(({ middleBpm, height }) => [middleBpm, height])).toEqual([
    [-0.5, 0],
    [0.5, 1],
    [1.5, 1],
    [2.5, 0],
    [3.5, 0],
  ]);
});

test("the round values of a histogram lie between its ends, also where all errors are of one sign", () => {
  const errors = (...off: number[]) => errorBars(figuresOf(...off.map((bpm) => ({ off: bpm, minutes: 5 }))).errors);
  expect(barTicks(endsOf(errors(11.5, 26.5), ERROR_BAR_BPM), 5)).toEqual([10, 15, 20, 25]);
  expect(barTicks(endsOf(errors(-31.5, -8.5), ERROR_BAR_BPM), 3)).toEqual([-30, -20, -10]);
  expect(barTicks([0, 3], 5)).toEqual([0]);
});

test("minutes that few of the runs reach are left out, unless there are but few runs", () => {
  const long = { off: 3, minutes: 4 };
  const short = { off: -1, minutes: 2 };
  const many = minuteRows(figuresOf(long, long, short, short, short).minutes);
  expect(many.map(({ minute }) => minute)).toEqual([0.5, 1.5]);
  expect(many[0]).toMatchObject({ mae: 1.8, differenceBpm: 0.6 });
  expect(minuteRows(figuresOf(long).minutes)).toHaveLength(4);
});

test("the density is few paths of squares, the densest darkest", () => {
  const { fromBpm, toBpm, levels } = densityPicture(
    figuresOf(...Array.from({ length: 10 }, () => ({ off: 0, minutes: 1 })), { off: -10, minutes: 1 }).density,
  );
  expect([fromBpm, toBpm]).toEqual([150, 170]);
  expect(levels.filter(({ path }) => path !== "")).toEqual([
    { darkness: 0.6, path: "M150 160h2v2h-2z" },
    { darkness: 1, path: "M150 150h2v2h-2z" },
  ]);
});
