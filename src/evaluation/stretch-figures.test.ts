import fc from "fast-check";
import { expect, test } from "vitest";
import { anyContract } from "../testing/contract.ts";
import { predictionOf, trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { analyse } from "./analysis.ts";
import { NO_CALIBRATION } from "./expected-heart-rate.ts";
import { figuresOf } from "./stretch-figures.ts";
import { zonesOf } from "./zones.ts";

const STEPS = 101;
const END_S = 600;
const track = trackOf({
  speedKmh: series(STEPS, (i) => 8 + 4 * Math.sin(i / 7)),
  altitudeM: series(STEPS, (i) => 100 + i),
  heartRateBpm: series(STEPS, (i) => 120 + i / 2),
});
const prediction = predictionOf(track);
const run = analyse(track, prediction, anyContract(), zonesOf(190), NO_CALIBRATION);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

test("figures over all of a run are the run's", () => {
  const { summary, measured, measuredInZonesS, expectation } = figuresOf(run, { startS: 0, endS: END_S });
  expect({ summary, measured, measuredInZonesS }).toEqual({
    summary: run.summary,
    measured: run.measured,
    measuredInZonesS: run.measuredInZonesS,
  });
  expect(run.expectation).toMatchObject(expectation!);
});

test("a run cut in two at any moment has the time, distance and zones of its parts together", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: END_S, noNaN: true }), (cutS) => {
      const parts = [
        { startS: 0, endS: cutS },
        { startS: cutS, endS: END_S },
      ].map((span) => figuresOf(run, span));
      const added = (read: (figures: (typeof parts)[number]) => number) => sum(parts.map(read));
      expect(added(({ summary }) => summary.durationS)).toBeCloseTo(END_S, 6);
      expect(added(({ summary }) => summary.distanceKm)).toBeCloseTo(run.summary.distanceKm, 6);
      expect(added(({ summary }) => summary.climbM)).toBeCloseTo(run.summary.climbM, 6);
      expect(added(({ expectation }) => sum(expectation!.inZonesS))).toBeCloseTo(END_S, 6);
    }),
  );
});

test("heart rates and errors are of the steps that stand in the stretch, the climb is from end to end", () => {
  const { summary, measured, measuredInZonesS, expectation } = figuresOf(run, { startS: 58, endS: 183 });
  // Steps 10 to 30.
  expect(summary.climbM).toBeCloseTo(125 / 6, 9);
  expect(measured).toEqual({ meanBpm: 130, minimumBpm: 125, maximumBpm: 135 });
  expect(expectation!.metrics).toMatchObject({ steps: 21, bias: 20, mae: 20 });
  expect(sum(measuredInZonesS!)).toBeCloseTo(125, 9);
});

test("the warm-up counts in no error of a stretch that begins in it", () => {
  const warmedUp = analyse(track, prediction, anyContract(), zonesOf(190), { ...NO_CALIBRATION, warmUpS: 60 });
  const steps = (startS: number, endS: number) =>
    figuresOf(warmedUp, { startS, endS }).expectation!.metrics?.steps ?? null;
  expect([steps(0, 120), steps(60, 120), steps(0, 54)]).toEqual([11, 11, null]);
});
