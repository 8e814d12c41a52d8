import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare } from "../evaluation/metrics.ts";
import { parseOne } from "../testing/parsing.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { predictionCsv } from "./csv.ts";

const HEADER = "time_seconds,speed_kmh,altitude_m,predicted_hr_bpm,lower_hr_bpm,upper_hr_bpm,actual_hr_bpm";

/** The fields of each line after the header. */
function fieldsOf(csv: string): string[][] {
  const [header, ...lines] = csv.split("\n");
  expect(header).toBe(HEADER);
  expect(lines.pop()).toBe("");
  return lines.map((line) => line.split(","));
}

describe("a prediction's table", () => {
  const track = trackOf(
    { speedKmh: [9.96, 0], altitudeM: [101.126, -3], heartRateBpm: [149.5, Number.NaN] },
    { stepS: 8.4168 },
  );
  const heartRateBpm = Float32Array.of(151.239, 148);

  test("has one line a timestep, in columns that name their units", () => {
    const interval = { lowerBpm: Float32Array.of(120, 117.5), upperBpm: Float32Array.of(180.25, 179) };
    expect(predictionCsv(track, heartRateBpm, interval)).toBe(
      `${HEADER}\n0,9.96,101.126,151.24,120,180.25,149.5\n8.417,0,-3,148,117.5,179,\n`,
    );
  });

  test("is empty where there is no value: without an interval, without a heart rate", () => {
    expect(fieldsOf(predictionCsv(track, heartRateBpm, null))[1]).toEqual(["8.417", "0", "-3", "148", "", "", ""]);
  });
});

const anyPrediction = fc
  .array(
    fc.record({
      kmh: fc.float({ min: 0, max: 25, noNaN: true }),
      metres: fc.float({ min: -400, max: 3000, noNaN: true }),
      expected: fc.float({ min: 60, max: 200, noNaN: true }),
      measured: fc.oneof(fc.float({ min: 40, max: 210, noNaN: true }), fc.constant(Number.NaN)),
    }),
    { minLength: 10, maxLength: 300 },
  )
  .map((steps) => ({
    track: trackOf({
      speedKmh: steps.map(({ kmh }) => kmh),
      altitudeM: steps.map(({ metres }) => metres),
      heartRateBpm: steps.map(({ measured }) => measured),
    }),
    heartRateBpm: Float32Array.from(steps, ({ expected }) => expected),
  }));

test("the mean absolute error taken from the table is the page's to 0.01", () => {
  fc.assert(
    fc.property(anyPrediction, ({ track, heartRateBpm }) => {
      const errors = fieldsOf(predictionCsv(track, heartRateBpm, null)).flatMap(([, , , predicted, , , actual]) =>
        actual === "" ? [] : Math.abs(Number(predicted) - Number(actual)),
      );
      const metrics = compare(heartRateBpm, track.heartRateBpm, null);
      if (metrics === null) expect(errors).toEqual([]);
      else
        expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length - metrics.mae)).toBeLessThan(
          0.01,
        );
    }),
  );
});

test("the table opens as a run again, with the heart rate that was measured, not the predicted one", () => {
  fc.assert(
    fc.property(anyPrediction, ({ track, heartRateBpm }) => {
      const workout = parseOne(predictionCsv(track, heartRateBpm, null));
      expect(Array.from(workout.timeS)).toEqual(series(track.speedKmh.length, (i) => 6 * i));
      track.speedKmh.forEach((kmh, i) => {
        expect(workout.speedKmh[i]).toBeCloseTo(kmh, 2);
        expect(workout.altitudeM[i]).toBeCloseTo(track.altitudeM[i], 1);
        if (Number.isNaN(track.heartRateBpm[i])) expect(workout.heartRateBpm[i]).toBeNaN();
        else expect(workout.heartRateBpm[i]).toBeCloseTo(track.heartRateBpm[i], 1);
      });
    }),
    { numRuns: 30 },
  );
});
