import { expect, test } from "vitest";
import { series } from "../testing/workouts.ts";
import { causesOf } from "./causes.ts";

/** Causes found in an hour, or in some steps of 6 s, predicted as 150 throughout. */
function causesIn(bpmAt: (i: number) => number, speedAt: (i: number) => number = () => 10, steps = 600) {
  return causesOf({
    measuredBpm: Float32Array.from(series(steps, bpmAt)),
    predictedBpm: new Float32Array(steps).fill(150),
    speedKmh: Float32Array.from(series(steps, speedAt)),
    stepS: 6,
  });
}

/** A heart rate that varies within 4 bpm of another. */
const about = (bpm: number) => (i: number) => bpm + 4 * Math.sin(i / 5);

test("one difference throughout is an offset; one that cancels, or comes and goes, is none", () => {
  expect(causesIn(about(170))).toEqual(["offset"]);
  expect(causesIn(about(150))).toEqual([]);
  expect(causesIn((i) => about(i % 60 < 20 ? 180 : 151)(i))).toEqual([]);
});

test("a heart rate that climbs past what was expected is drift", () => {
  expect(causesIn((i) => about(150 + i / 20)(i))).toEqual(["drift"]);
});

test("an error of the first ten minutes alone is a slow start, in a run that is long enough to tell", () => {
  expect(causesIn((i) => about(i < 80 ? 100 : 150)(i))).toContain("slow start");
  expect(causesIn((i) => about(i < 80 ? 100 : 150)(i), undefined, 100)).not.toContain("slow start");
});

test("a heart rate that stands still for two minutes is a flat line once it is a twentieth of the run", () => {
  const flatFor = (steps: number) => causesIn((i) => (i >= 100 && i < 100 + steps ? 143 : about(150)(i)));
  expect(flatFor(31)).toEqual(["flat line"]);
  expect(flatFor(29)).toEqual([]);
  // From its first step to its last: 20 steps of 6 s last 114 s.
  expect(causesIn((i) => 140 + (Math.floor(i / 20) % 20))).not.toContain("flat line");
  expect(causesIn((i) => 140 + (Math.floor(i / 21) % 20))).toContain("flat line");
});

test("gaps of a tenth of the run, and jumps, are drop-outs; what is missing at an end is not", () => {
  expect(causesIn((i) => (i % 8 === 0 ? Number.NaN : about(150)(i)))).toEqual(["drop-outs"]);
  expect(causesIn((i) => (i < 200 ? Number.NaN : about(150)(i)))).toEqual([]);
  expect(causesIn((i) => (i % 200 === 100 ? 70 : about(150)(i)))).toEqual(["drop-outs"]);
});

test("standing and walking are told by the speed", () => {
  expect(causesIn(about(150), (i) => (i % 4 === 0 ? 0 : 10))).toEqual(["standing"]);
  expect(causesIn(about(100), () => 5)).toEqual(["offset", "walking"]);
  expect(causesIn(about(110))).toEqual(["offset", "low throughout"]);
});

test("without a heart rate there is nothing to explain", () => {
  expect(causesIn(() => Number.NaN)).toEqual([]);
});
