import { expect, test } from "vitest";
import { trackOf } from "../testing/tracks.ts";
import { bestsOf, effortKmh, REFERENCE_EFFORT_S } from "./best-efforts.ts";

test("an effort is brought to twenty minutes by Riegel's law", () => {
  // 22:30 over 5 km is 46:55 over 10 km: 22.5 × 2^1.06.
  expect(effortKmh(10_000, 60 * 22.5 * 2 ** 1.06)).toBeCloseTo(effortKmh(5000, 60 * 22.5), 9);
  expect(effortKmh(5000, REFERENCE_EFFORT_S)).toBeCloseTo(15, 9);
  expect(effortKmh(5000, 1350)).toBeCloseTo(13.42, 2);
});

/** A run of so many minutes in steps of 6 s. */
const runOf = (minutes: number, bpmAt: (i: number) => number, kmhAt: (i: number) => number) => {
  const steps = Array.from({ length: 10 * minutes }, (_, i) => i);
  return trackOf({ speedKmh: steps.map(kmhAt), heartRateBpm: steps.map(bpmAt) });
};

test("a run's highest heart rate is a mean over half a minute without a gap", () => {
  const bpmAt = (i: number) => (i === 50 ? 210 : i >= 200 && i < 205 ? 180 : i > 250 && i % 4 === 0 ? Number.NaN : 150);
  expect(bestsOf(runOf(30, bpmAt, () => 10)).heartRateBpm).toBe(180);
  const holed = runOf(
    30,
    (i) => (i % 5 === 0 ? Number.NaN : 200),
    () => 10,
  );
  expect(bestsOf(holed).heartRateBpm).toBeNull();
});

test("a run's best effort is the fastest of its stretches once all are brought to one duration", () => {
  const steady = bestsOf(
    runOf(
      61,
      () => 150,
      () => 12,
    ),
  ).speedKmh!;
  expect(steady).toBeCloseTo(effortKmh(12_000, 3600), 3);
  const fastTen = bestsOf(
    runOf(
      61,
      () => 150,
      (i) => (i >= 100 && i < 200 ? 15 : 12),
    ),
  ).speedKmh!;
  expect(fastTen).toBeCloseTo(effortKmh(2500, 600), 3);
  expect(
    bestsOf(
      runOf(
        9,
        () => 150,
        () => 12,
      ),
    ).speedKmh,
  ).toBeNull();
});
