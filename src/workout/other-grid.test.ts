import { expect, test } from "vitest";
import { simulateRuns } from "../dataset/simulator/simulator.ts";
import { putOnGrid } from "./grid.ts";
import { putOnOtherGrid } from "./other-grid.ts";
import { repair } from "./repair/repair.ts";
import { summarise } from "./summary.ts";
import type { Sampling, Track } from "./workout.ts";

const [recorded] = simulateRuns({ seed: 5, runs: 1, runners: 1 });

function onGrid(seconds: number, window: number): Track {
  return putOnGrid(repair(recorded, seconds), { kind: "fixed", seconds }, window).track;
}

const fixed = (seconds: number): Sampling => ({ kind: "fixed", seconds });

/** Root mean square of the differences of two series, where both are known. */
function apart(one: Float32Array, other: Float32Array): number {
  const squares = [...one].map((value, i) => (value - other[i]) ** 2).filter((square) => !Number.isNaN(square));
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

test("a track on the model's grid stays as it is, also where its smoothing was not kept", () => {
  const track = onGrid(6, 7);
  expect(putOnOtherGrid(track, { stepS: 6, smoothingWindow: 7 }, fixed(6), 7)).toBe(track);
  expect(putOnOtherGrid(track, { stepS: 6, smoothingWindow: null }, fixed(6), 7)).toBe(track);
});

test.each([
  [1, 1, 6, 7],
  [2, 1, 10, 3],
  [6, 7, 8, 5],
  [6, 7, 15, 3],
])("steps of %i s, means over %i, come to what %i s and %i of the recording are", (stepS, window, wantedS, wanted) => {
  const direct = onGrid(wantedS, wanted);
  const track = putOnOtherGrid(onGrid(stepS, window), { stepS, smoothingWindow: window }, fixed(wantedS), wanted);
  expect(track.stepS).toBe(wantedS);
  expect(Math.abs(track.speedKmh.length - direct.speedKmh.length)).toBeLessThanOrEqual(1);
  expect(apart(track.speedKmh, direct.speedKmh)).toBeLessThan(0.12);
  expect(apart(track.altitudeM, direct.altitudeM)).toBeLessThan(0.3);
  expect(apart(track.heartRateBpm, direct.heartRateBpm)).toBeLessThan(0.8);
  expect(summarise(track).distanceKm).toBeCloseTo(summarise(direct).distanceKm, 1);
  expect(track).toMatchObject({ name: direct.name, runner: direct.runner, startedAt: direct.startedAt });
});

test("a track comes to a fixed number of points, too", () => {
  const sampling: Sampling = { kind: "points", count: 500 };
  const direct = putOnGrid(repair(recorded, 6), sampling, 1).track;
  const track = putOnOtherGrid(onGrid(1, 1), { stepS: 1, smoothingWindow: 1 }, sampling, 1);
  expect(track.speedKmh).toHaveLength(500);
  expect(apart(track.speedKmh, direct.speedKmh)).toBeLessThan(0.1);
});

test.each([
  ["smoothed over longer than the model smooths", 7, fixed(6), 3],
  ["smoothed over less, but longer than a step", 3, fixed(6), 9],
  ["of another step, smoothed nobody knows how", null, fixed(10), 5],
] as const)("what was %s is refused in a sentence", (_, smoothingWindow, sampling, wanted) => {
  const track = onGrid(6, 7);
  expect(() => putOnOtherGrid(track, { stepS: 6, smoothingWindow }, sampling, wanted)).toThrow(
    expect.objectContaining({ code: "other-grid", message: expect.stringMatching(/open the run's file, or choose/) }),
  );
});
