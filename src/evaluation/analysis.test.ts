import { expect, test } from "vitest";
import { anyContract } from "../testing/contract.ts";
import { predictionOf, trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import type { Span } from "../workout/workout.ts";
import { analyse } from "./analysis.ts";
import { NO_CALIBRATION } from "./expected-heart-rate.ts";
import { figuresOf } from "./stretch-figures.ts";
import { zonesOf } from "./zones.ts";

/** Ten steps of ten seconds; heart rate is known for the first half. */
const track = trackOf({ heartRateBpm: series(10, (i) => (i < 5 ? 140 : Number.NaN)) }, { stepS: 10 });
const contract = anyContract();
const heartRateBpm = Float32Array.from({ length: 10 }, (_, i) => (i < 5 ? 150 : 180));
const prediction = predictionOf(track, { heartRateBpm, along: null });

test("time in zones, measured and expected, is of the same seconds", () => {
  const { measuredInZonesS, expectation } = analyse(track, prediction, contract, zonesOf(200), NO_CALIBRATION);
  const sum = (times: number[]) => times.reduce((a, b) => a + b, 0);
  expect(sum(measuredInZonesS!)).toBe(45);
  expect(sum(expectation!.inZonesS)).toBe(45);
});

test("averages, measured and expected, are of the same seconds", () => {
  const { measured, expectation } = analyse(track, prediction, contract, zonesOf(200), NO_CALIBRATION);
  expect(measured).toEqual({ meanBpm: 140, maximumBpm: 140, minimumBpm: 140 });
  expect(expectation!.expected).toEqual({ meanBpm: 150, maximumBpm: 150, minimumBpm: 150 });
});

test("without a heart rate all of the expected time counts", () => {
  const unmeasured = { ...track, heartRateBpm: new Float32Array(10).fill(Number.NaN) };
  const analysis = analyse(unmeasured, { ...prediction, track: unmeasured }, contract, zonesOf(200), NO_CALIBRATION);
  expect(analysis.measuredInZonesS).toBeNull();
  expect(analysis.expectation).toMatchObject({ metrics: null, finding: { kind: "no-heart-rate" } });
  expect(analysis.expectation!.inZonesS.reduce((a, b) => a + b, 0)).toBe(90);
});

test("the means of a stretch differ by their difference: where no heart rate is, none is expected", () => {
  const analysis = analyse(track, prediction, contract, zonesOf(200), NO_CALIBRATION);
  expect(figuresOf(analysis, { startS: 0, endS: 90 })).toMatchObject({
    measured: { meanBpm: 140 },
    expectation: { expected: { meanBpm: 150 } },
  });
  expect(figuresOf(analysis, { startS: 50, endS: 90 })).toMatchObject({
    measured: null,
    expectation: { expected: { meanBpm: 180 }, metrics: null },
  });
});

test("with a warm-up used, the figures and the finding are of the rest", () => {
  const calibrated = { ...prediction, along: new Float32Array(20).fill(4) };
  const { expectation } = analyse(track, calibrated, contract, zonesOf(200), { history: [], warmUpS: 30 });
  expect(expectation).toMatchObject({ kind: "warm-up", fromS: 30, metrics: { steps: 2 }, finding: { comparedS: 20 } });
  // After a warm-up of 10 bpm below the model's own prediction, the expectation stays below it in part.
  expect(expectation!.heartRateBpm[4]).toBeLessThan(148);
  expect(expectation!.finding.meanDifferenceBpm).toBeCloseTo(-expectation!.metrics!.bias, 4);
  expect(analyse(track, calibrated, contract, zonesOf(200), NO_CALIBRATION).expectation).toMatchObject({
    heartRateBpm,
    metrics: { steps: 5, bias: 10 },
  });
});

test("an excluded stretch counts in no figure, and the measured series stays as recorded", () => {
  const excluded = [{ startS: 0, endS: 20 }];
  const analysis = analyse(track, prediction, contract, zonesOf(200), NO_CALIBRATION, excluded);
  const { measuredInZonesS, expectation } = analysis;
  const sum = (times: number[]) => times.reduce((a, b) => a + b, 0);
  expect([sum(measuredInZonesS!), sum(expectation!.inZonesS)]).toEqual([20, 20]);
  expect(expectation).toMatchObject({ excluded, metrics: { steps: 2 }, finding: { comparedS: 20 } });
  expect(figuresOf(analysis, { startS: 0, endS: 20 }).measured).toBeNull();
  expect(analysis.track.heartRateBpm).toBe(track.heartRateBpm);
  const nothing = analyse(track, prediction, contract, zonesOf(200), NO_CALIBRATION, [{ startS: 0, endS: 90 }]);
  expect(nothing).toMatchObject({ measured: null, measuredInZonesS: null, expectation: { metrics: null } });
});

test("deviations are listed whether excluded or not, so that each can be put back", () => {
  const far = trackOf({ heartRateBpm: series(60, (i) => (i >= 20 && i < 40 ? 190 : 150)) });
  const flat = {
    ...prediction,
    track: far,
    heartRateBpm: new Float32Array(60).fill(150),
    along: new Float32Array(120),
  };
  const deviationsWithout = (excluded: Span[]) =>
    analyse(far, flat, contract, zonesOf(200), NO_CALIBRATION, excluded).expectation!.deviations;
  expect(deviationsWithout([])).toMatchObject([{ span: { startS: 120, endS: 234 }, direction: "above" }]);
  expect(deviationsWithout([{ startS: 120, endS: 234 }])).toEqual(deviationsWithout([]));
});
