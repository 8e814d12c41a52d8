import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sharedPath } from "../testing/shared.ts";
import { trackOf as anyTrack } from "../testing/tracks.ts";
import { MIN_STEPS, type Track } from "../workout/workout.ts";
import { catalogue, type FeatureName, featureSets, isFeatureName } from "./catalogue.ts";
import { computeFeatures, toRows } from "./compute.ts";

function trackOf(speedKmh: number[], altitudeM: number[], rest: Partial<Track> = {}): Track {
  return anyTrack({ speedKmh, altitudeM }, { gender: 1, ...rest });
}

/** The columns by name. */
function columnsOf(
  track: Track,
  names: readonly FeatureName[],
  altitudeReference: "start" | "sea-level" = "sea-level",
) {
  const { columns } = computeFeatures(track, names, altitudeReference);
  return Object.fromEntries(names.map((name, j) => [name, Array.from(columns[j])]));
}

/** Twelve steps: up a bump and down, with a stop on the way; shorter than a window of 30 and lags of 30 and 60. */
const speedKmh = [6, 9, 12, 12, 9, 6, 0, 0, 6, 12, 15, 15];
const altitudeM = [100, 101, 103, 102, 102, 104, 104, 104, 103, 100, 98, 99];

test("the fourteen features of a short run, worked out by hand", () => {
  expect(columnsOf(trackOf(speedKmh, altitudeM), featureSets.temporal)).toEqual({
    speed: speedKmh,
    altitude: altitudeM,
    gender: Array(12).fill(1),
    speed_lag_2: [6, 6, 6, 9, 12, 12, 9, 6, 0, 0, 6, 12],
    speed_lag_5: [6, 6, 6, 6, 6, 6, 9, 12, 12, 9, 6, 0],
    altitude_lag_30: Array(12).fill(100),
    speed_derivative: [0, 3, 3, 0, -3, -3, -6, 0, 6, 6, 3, 0],
    altitude_derivative: [0, 1, 2, -1, 0, 2, 0, 0, -1, -3, -2, 1],
    rolling_speed_10: [6, 15 / 2, 9, 39 / 4, 48 / 5, 9, 54 / 7, 54 / 8, 60 / 9, 7.2, 8.1, 8.7].map(Math.fround),
    // Shorter than the window: the mean of the whole run, 102 / 12.
    rolling_speed_30: Array(12).fill(8.5),
    cumulative_elevation_gain: [0, 1, 3, 3, 3, 5, 5, 5, 5, 5, 5, 6],
    speed_lag_10: [6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 9],
    rolling_speed_5: [6, 7.5, 9, 9.75, 9.6, 9.6, 7.8, 5.4, 4.2, 4.8, 6.6, 9.6].map(Math.fround),
    altitude_lag_60: Array(12).fill(100),
  });
});

test("lags and windows of a run longer than all of them", () => {
  // Speed i and altitude 2i at step i, so that each column is a formula.
  const steps = Array.from({ length: 80 }, (_, i) => i);
  const track = trackOf(
    steps,
    steps.map((i) => 2 * i),
  );
  const last = computeFeatures(track, featureSets.temporal, "sea-level").columns.map((column) => column[79]);
  expect(last).toEqual([79, 158, 1, 77, 74, 98, 1, 2, 74.5, 64.5, 158, 69, 77, 38]);
});

test("a run of a single step has features too", () => {
  const columns = columnsOf(trackOf([9], [50], { gender: 0 }), featureSets.temporal);
  expect(Object.values(columns).flat()).toEqual([9, 50, 0, 9, 9, 50, 0, 0, 9, 9, 0, 9, 9, 50]);
});

describe("altitude from the start", () => {
  test("is 0 at the first point, in the lags too, and leaves slope and gain alone", () => {
    const track = trackOf(speedKmh, altitudeM);
    const names = ["altitude", "altitude_lag_30", "altitude_derivative", "cumulative_elevation_gain"] as const;
    const fromStart = columnsOf(track, names, "start");
    const fromSea = columnsOf(track, names);
    expect(fromStart.altitude).toEqual([0, 1, 3, 2, 2, 4, 4, 4, 3, 0, -2, -1]);
    expect(fromStart.altitude_lag_30).toEqual(Array(12).fill(0));
    expect(fromStart.altitude_derivative).toEqual(fromSea.altitude_derivative);
    expect(fromStart.cumulative_elevation_gain).toEqual(fromSea.cumulative_elevation_gain);
  });

  test("does not touch the track itself, which the charts draw", () => {
    const track = trackOf(speedKmh, altitudeM);
    computeFeatures(track, featureSets.temporal, "start");
    expect(Array.from(track.altitudeM)).toEqual(altitudeM);
  });
});

describe("the kind of run", () => {
  const typed = ["is_recovery", "is_steady", "is_intensive"] as const;

  test("is what the person stated, one of three", () => {
    const columns = columnsOf(trackOf([9, 9], [0, 0], { intent: "steady" }), typed);
    expect(columns).toEqual({ is_recovery: [0, 0], is_steady: [1, 1], is_intensive: [0, 0] });
  });

  test("is asked for where nobody stated it, and never read from the heart rate", () => {
    const track = trackOf([9, 9], [0, 0], { heartRateBpm: Float32Array.of(180, 180) });
    expect(() => computeFeatures(track, featureSets.typed, "start")).toThrow(
      expect.objectContaining({ code: "intent-needed" }),
    );
  });
});

test("no feature knows the heart rate", () => {
  const without = trackOf(speedKmh, altitudeM, { intent: "intensive" });
  const withHeartRate = { ...without, heartRateBpm: Float32Array.from(speedKmh, (speed) => 120 + 4 * speed) };
  const names = Object.keys(catalogue) as FeatureName[];
  expect(columnsOf(withHeartRate, names)).toEqual(columnsOf(without, names));
});

test("rows are the columns interleaved, in the order that the model names", () => {
  const table = computeFeatures(trackOf([9, 10], [50, 51]), ["altitude", "speed"], "sea-level");
  expect(toRows(table)).toEqual(Float32Array.of(50, 9, 51, 10));
});

test("only the catalogue's own names are features", () => {
  expect(featureSets.typed.every(isFeatureName)).toBe(true);
  expect(["cadence", "", "constructor", "__proto__"].some(isFeatureName)).toBe(false);
});

const reference = sharedPath("reference", "features.json");

interface ReferenceCase {
  name: string;
  input: { speed: number[]; altitude: number[]; gender: string };
  temporal: Record<string, number[]>;
  typed: Record<string, number[]>;
  workout_type: string;
}

describe.skipIf(reference === null)("the published code's own numbers", () => {
  const cases: ReferenceCase[] = reference ? JSON.parse(readFileSync(reference, "utf8")).cases : [];

  test.each(cases)("$name", ({ input, temporal, typed, workout_type: type }) => {
    expect(input.speed.length).toBeGreaterThanOrEqual(MIN_STEPS);
    const track = trackOf(input.speed, input.altitude, {
      gender: input.gender === "Male" ? 1 : 0,
      intent: type.toLowerCase() as Track["intent"],
    });
    const names = [...new Set([...featureSets.temporal, ...featureSets.typed])];
    const columns = columnsOf(track, names);
    for (const [name, expected] of Object.entries({ ...temporal, ...typed })) {
      expect(columns[name]).toHaveLength(expected.length);
      const wrong = expected.findIndex((value, i) => {
        const difference = Math.abs(columns[name][i] - value);
        return !(difference <= 1e-4 || difference <= 1e-5 * Math.abs(value));
      });
      expect(`${name} differs at ${wrong}`).toBe(`${name} differs at -1`);
    }
  });
});
