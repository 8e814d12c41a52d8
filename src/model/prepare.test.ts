import fc from "fast-check";
import { expect, test } from "vitest";
import { PredictorError } from "../base/error.ts";
import { anyWorkout } from "../testing/any-workout.ts";
import { MIN_STEPS } from "../workout/workout.ts";
import { type PreparedRun, prepareRun, type Recipe } from "./prepare.ts";
import { bundledRecipe } from "./recipes.ts";

const recipes: Recipe[] = [
  bundledRecipe,
  { ...bundledRecipe, sampling: { kind: "points", count: 50 }, altitudeReference: "sea-level" },
];

test("whatever numbers a file holds, a model gets finite ones of a run, or the run is refused for a reason", () => {
  let prepared = 0;
  fc.assert(
    fc.property(anyWorkout, fc.constantFrom(...recipes), (workout, recipe) => {
      let run: PreparedRun;
      try {
        run = prepareRun(workout, recipe, { gender: null, intent: null });
      } catch (error) {
        expect(error).toBeInstanceOf(PredictorError);
        expect(["no-time", "no-speed", "too-short", "too-large"]).toContain((error as PredictorError).code);
        return;
      }
      prepared++;
      const { track, features } = run;
      expect(track.stepS).toBeGreaterThan(0);
      expect(features.length).toBeGreaterThanOrEqual(MIN_STEPS);
      for (const column of [track.speedKmh, track.altitudeM, ...features.columns]) {
        expect(column).toHaveLength(features.length);
        expect(column.every(Number.isFinite)).toBe(true);
      }
      expect(track.speedKmh.every((kmh) => kmh >= 0 && kmh <= 45.001)).toBe(true);
      expect(track.altitudeM.every((metres) => metres >= -500 && metres <= 9000)).toBe(true);
      expect(track.heartRateBpm.every((bpm) => Number.isNaN(bpm) || (bpm >= 30 && bpm <= 220))).toBe(true);
    }),
    { numRuns: 1000 },
  );
  expect(prepared).toBeGreaterThan(100);
});

test("a recorded run stays as it is, whatever is made of it", () => {
  fc.assert(
    fc.property(anyWorkout, fc.constantFrom(...recipes), (workout, recipe) => {
      const recorded = structuredClone(workout);
      try {
        prepareRun(workout, recipe, { gender: null, intent: null }).flags();
      } catch (error) {
        expect(error).toBeInstanceOf(PredictorError);
      }
      expect(workout).toEqual(recorded);
    }),
    { numRuns: 300 },
  );
});
