import { expect, test } from "vitest";
import { computeFeatures } from "../features/compute.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import type { Span } from "../workout/workout.ts";
import type { RunnerMeans } from "./earlier-runs.ts";
import { errorsOf } from "./run-errors.ts";

/** The linear baseline predicts 160 at the 10 km/h of these tracks. */
const baselines = { constantBpm: 140, linear: { intercept: 100, weights: [6] } };

/** Errors of a run at 10 km/h, in steps of 6 s, predicted as 150 throughout, within 145 to 160. */
function errorsIn(
  heartRateBpm: number[],
  fromS = 0,
  earlier: RunnerMeans | null = null,
  excluded: readonly Span[] = [],
) {
  const track = trackOf({ heartRateBpm }, { runner: "one" });
  const features = computeFeatures(track, ["speed"], "start");
  const always = (bpm: number) => new Float32Array(heartRateBpm.length).fill(bpm);
  const interval = { lowerBpm: always(145), upperBpm: always(160) };
  const facts = { format: "gpx", workoutType: null, speedSource: "from positions", track } as const;
  const prediction = { heartRateBpm: always(150), interval, fromS, excluded };
  return errorsOf({ track, features, facts }, prediction, baselines, earlier);
}

test("are the model's, those of each part, and the baselines' on the same steps", () => {
  // 4 bpm above the prediction for two minutes, missing for one, then 8 below it.
  const errors = errorsIn(series(100, (i) => (i < 20 ? 154 : i < 30 ? Number.NaN : 142)))!;
  expect(errors).toMatchObject({ name: "run", runner: "one", durationS: 594, earlierRuns: 0 });
  expect(errors.model).toMatchObject({ steps: 90, coverage: 20 / 90, widthBpm: 15 });
  expect(errors.model.mae).toBeCloseTo((20 * 4 + 70 * 8) / 90, 9);
  expect(errors.parts.time).toMatchObject({
    "first 2 min": { steps: 20, mae: 4, bias: -4 },
    later: { steps: 70, mae: 8, bias: 8 },
  });
  expect(errors.baselines.constant?.mae).toBeCloseTo((20 * 14 + 70 * 2) / 90, 9);
  expect(errors.baselines.linear?.mae).toBeCloseTo((20 * 6 + 70 * 18) / 90, 9);
  expect(Object.keys(errors.baselines)).toEqual(["constant", "linear"]);
  expect(errors.about).toMatchObject({
    format: "gpx",
    workoutType: null,
    speedSource: "from positions",
    causes: ["drift", "flat line"],
  });
});

test("leave out excluded stretches, as does the warm-up that baselines use", () => {
  const faulty = series(100, (i) => (i >= 10 && i < 20 ? 60 : 142));
  const excluded = [{ startS: 60, endS: 114 }];
  expect(errorsIn(faulty, 0, null, excluded)!.model).toMatchObject({ steps: 90, mae: 8 });
  // The linear baseline predicts 160, the first two minutes have 142: shifted by the difference it is exact.
  expect(errorsIn(faulty, 120, null, excluded)!.baselines.linearWithFirstMinutes!.mae).toBeCloseTo(0, 4);
});

test("the parts of a cut hold every compared step once", () => {
  const { parts, model } = errorsIn(series(1500, (i) => (i % 9 === 0 ? Number.NaN : 90 + (i % 100))))!;
  for (const cut of Object.values(parts)) {
    const steps = Object.values(cut).map((part) => part!.steps);
    expect(steps.reduce((sum, own) => sum + own)).toBe(model.steps);
  }
  expect(Object.keys(parts.hour)).toEqual(["first hour", "second hour", "later hours"]);
  expect(Object.keys(parts.predicted)).toEqual(["150 to 160 bpm"]);
});

test("what lies on a boundary belongs to the part above it", () => {
  const { heartRate, zone } = errorsIn([119, 120, 169.9, 170, 171])!.parts;
  expect(heartRate["under 120 bpm"]?.steps).toBe(1);
  expect(heartRate["120 to 170 bpm"]?.steps).toBe(2);
  expect(heartRate["from 170 bpm"]?.steps).toBe(2);
  expect(zone["Zone 5"]?.steps).toBe(1);
});

test("the warm-up does not count, and a baseline may use it too", () => {
  // 30 above the line for ten minutes, then 20 above it.
  const errors = errorsIn(
    series(300, (i) => (i < 100 ? 190 : 180)),
    600,
  )!;
  expect(errors.model).toMatchObject({ steps: 200, mae: 30 });
  expect(errors.parts.sinceStart).toEqual({ "10 to 30 min": errors.model });
  expect(errors.durationS).toBe(299 * 6);
  expect(errors.baselines.linear?.mae).toBe(20);
  expect(errors.baselines.linearWithFirstMinutes?.mae).toBe(10);
});

test("earlier runs give the runner's own mean, and move the line", () => {
  const { baselines: own, earlierRuns } = errorsIn(
    series(100, () => 175),
    0,
    { runs: 7, heartRateBpm: 170, linearOffsetBpm: 12 },
  )!;
  expect(earlierRuns).toBe(7);
  expect(own.ownMean?.bias).toBe(-5);
  expect(own.linearWithOwnOffset?.bias).toBe(-3);
});

test("there are none without a heart rate, or where all of it is warm-up", () => {
  expect(errorsIn(series(100, () => Number.NaN))).toBeNull();
  expect(
    errorsIn(
      series(100, () => 150),
      600,
    ),
  ).toBeNull();
});
