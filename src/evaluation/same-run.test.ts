import { expect, test } from "vitest";
import { trackOf } from "../testing/tracks.ts";
import { isSameRun } from "./same-run.ts";

const run = trackOf({ speedKmh: [9, 10, 11], heartRateBpm: [140, Number.NaN, 150] });

test("a run is itself, and still is when a link has rounded it", () => {
  expect(isSameRun(run, trackOf({ speedKmh: [9, 10, 11], heartRateBpm: [140, Number.NaN, 150] }))).toBe(true);
  expect(isSameRun(run, trackOf({ speedKmh: [9.05, 9.95, 11], heartRateBpm: [140.5, Number.NaN, 149.5] }))).toBe(true);
});

test("another speed, another heart rate, another length or a heart rate where there was none is another run", () => {
  expect(isSameRun(run, trackOf({ speedKmh: [9, 10, 12], heartRateBpm: [140, Number.NaN, 150] }))).toBe(false);
  expect(isSameRun(run, trackOf({ speedKmh: [9, 10, 11], heartRateBpm: [140, Number.NaN, 153] }))).toBe(false);
  expect(isSameRun(run, trackOf({ speedKmh: [9, 10], heartRateBpm: [140, Number.NaN] }))).toBe(false);
  expect(isSameRun(run, trackOf({ speedKmh: [9, 10, 11], heartRateBpm: [140, 145, 150] }))).toBe(false);
});
