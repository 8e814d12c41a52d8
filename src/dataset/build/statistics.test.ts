import fc from "fast-check";
import { expect, test } from "vitest";
import { hubRowOf } from "./statistics.ts";

const identity = { workoutId: 5, userId: 2, startUnixS: 1_700_000_000, split: "test" };

function run(points: number, heartRateBpm: (i: number) => number) {
  const series = (value: (i: number) => number) => Float64Array.from({ length: points }, (_, i) => value(i));
  return {
    sport: "run",
    timeS: series((i) => 2 * i),
    speedKmh: series((i) => 10 + (i % 3)),
    altitudeM: series((i) => (i % 2) * 0.5),
    heartRateBpm: series(heartRateBpm),
  };
}

test("a short run is kept whole, its statistics those of its points", () => {
  const row = hubRowOf(
    run(4, (i) => [120, 140, 150, 150][i]),
    identity,
  );
  expect(row).toMatchObject({
    workout_id: 5,
    user_id: 2,
    sport: "run",
    workout_type: "RECOVERY",
    data_points: 4,
    duration_min: 0.1,
    corrected: false,
    offset_applied: 0,
    hr_mean: 140,
    hr_min: 120,
    hr_max: 150,
    speed_mean: 10.75,
    speed_max: 12,
    altitude_gain: 1,
    split: "test",
  });
  expect(row.hr_std).toBeCloseTo(Math.sqrt(150), 12);
  expect(row.timestamp).toEqual(Float64Array.of(1_700_000_000, 1_700_000_002, 1_700_000_004, 1_700_000_006));
});

test("of a long run at most 500 points stand in the row, evenly, the first and last among them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), (points) => {
      const { timestamp, data_points } = hubRowOf(
        run(points, () => 150),
        { ...identity, startUnixS: 0 },
      );
      const chosen = Array.from(timestamp, (timeS) => timeS / 2);
      expect(data_points).toBe(Math.min(points, 500));
      expect(chosen[0]).toBe(0);
      expect(chosen.at(-1)).toBe(points - 1);
      const steps = chosen.slice(1).map((index, i) => index - chosen[i]);
      if (steps.length > 0) expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(1);
    }),
  );
});

test("seconds without heart rate stay missing, and no statistic counts them", () => {
  const row = hubRowOf(
    run(4, (i) => [Number.NaN, 160, 170, Number.NaN][i]),
    identity,
  );
  expect(row.heart_rate).toEqual(Float64Array.of(Number.NaN, 160, 170, Number.NaN));
  expect(row).toMatchObject({ hr_mean: 165, hr_std: 5, hr_min: 160, hr_max: 170, workout_type: "STEADY" });
});

test("a run without any heart rate has no statistics of it, rather than zeros", () => {
  const row = hubRowOf(
    run(4, () => Number.NaN),
    identity,
  );
  expect(row).toMatchObject({ hr_mean: null, hr_std: null, hr_min: null, hr_max: null, workout_type: null });
});

test("the workout type follows the mean heart rate alone: 170 and above is intensive", () => {
  const typeAt = (bpm: number) =>
    hubRowOf(
      run(10, () => bpm),
      identity,
    ).workout_type;
  expect([149.9, 150, 169.9, 170].map(typeAt)).toEqual(["RECOVERY", "STEADY", "STEADY", "INTENSIVE"]);
});
