import fc from "fast-check";
import { expect, test } from "vitest";
import { parseOne } from "../../testing/parsing.ts";
import { series, workoutOf } from "../../testing/workouts.ts";
import { NO_FACTS } from "../recording-facts.ts";
import type { RecordingFacts } from "../workout.ts";
import { workoutJson } from "./workout-json.ts";

const anyBpm = fc.option(fc.integer({ min: 30, max: 220 }));

const anyFacts: fc.Arbitrary<RecordingFacts> = fc.record({
  startedAt: fc.option(
    fc.record({
      unixS: fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }),
      utcOffsetS: fc.option(fc.integer({ min: -48, max: 56 }).map((quarters) => 900 * quarters)),
    }),
  ),
  runnerDay: fc.option(fc.double({ min: 0, max: 5000, noNaN: true })),
  laps: fc.array(
    fc.record({
      startS: fc.integer({ min: 0, max: 50 }),
      endS: fc.integer({ min: 51, max: 99 }),
      endedBy: fc.constantFrom("manual" as const, "distance" as const, "heart-rate" as const, null),
    }),
    { maxLength: 4 },
  ),
  sensor: fc.constantFrom("strap" as const, "wrist" as const, null),
  device: fc.constantFrom("A watch", null),
  runnerHeartRates: fc.record({ maximumBpm: anyBpm, restingBpm: anyBpm, thresholdBpm: anyBpm }),
  zoneStartsBpm: fc.option(
    fc
      .uniqueArray(fc.integer({ min: 30, max: 230 }), { minLength: 1, maxLength: 9 })
      .map((bpm) => bpm.sort((a, b) => a - b)),
  ),
});

test("what a recording states comes out of the project's own form as it went in", () => {
  fc.assert(
    fc.property(anyFacts, fc.array(fc.integer({ min: -20, max: 40 })), (facts, celsius) => {
      const workout = workoutOf(
        {
          timeS: series(100, (i) => i),
          speedKmh: series(100, () => 10),
          temperatureC: series(100, (i) => celsius[i] ?? Number.NaN),
        },
        { ...facts, gender: 0, runner: "R1" },
      );
      expect(parseOne(workoutJson(workout))).toEqual({ ...workout, name: "file", format: "workout-json" });
    }),
  );
});

test("facts that are none count as not stated", () => {
  const run = parseOne(
    JSON.stringify({
      time_s: [0, 1],
      speed_kmh: [9, 9],
      started_at: "yesterday",
      laps: [
        null,
        7,
        { start_s: 5, end_s: 5 },
        { start_s: "0", end_s: 9 },
        { start_s: 0, end_s: 1, ended_by: "magic" },
      ],
      sensor: "toe",
      device: 12,
      day: -3,
      hour: 7,
      max_hr_bpm: 0,
      zone_starts_bpm: [150, 130],
      resting_hr_bpm: 255,
      threshold_hr_bpm: "170",
    }),
  );
  expect(run).toMatchObject({ ...NO_FACTS, laps: [{ startS: 0, endS: 1, endedBy: null }] });
});

test("days since the runner's first run are read with the hour of the start", () => {
  const dayOf = (facts: object) => parseOne(JSON.stringify({ time_s: [0, 1], speed_kmh: [9, 9], ...facts })).runnerDay;
  expect(dayOf({ day: 12, hour: 6 })).toBe(12.25);
  expect(dayOf({ day: 12 })).toBe(12);
  expect(dayOf({ day: 12, hour: 24 })).toBe(12);
  expect(dayOf({ hour: 6 })).toBeNull();
});
