import { expect, test } from "vitest";
import { analyse } from "../../../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../../../evaluation/expected-heart-rate.ts";
import { figuresOf } from "../../../evaluation/stretch-figures.ts";
import { anyContract } from "../../../testing/contract.ts";
import { predictionOf, trackOf } from "../../../testing/tracks.ts";
import { series } from "../../../testing/workouts.ts";
import { chartWords } from "./chart-words.ts";

const track = trackOf({
  speedKmh: series(601, (i) => (i < 300 ? 12 : 10)),
  altitudeM: series(601, (i) => 100 + i / 10),
  heartRateBpm: series(601, (i) => 120 + i / 10),
});
const prediction = predictionOf(track);
const analysis = analyse(track, prediction, anyContract(), 190, NO_CALIBRATION);
const km = { speedUnit: "pace", distanceUnit: "km" } as const;
const wordsOf = (startS: number, endS: number) =>
  chartWords(analysis, figuresOf(analysis, { startS, endS }), { startS, endS }, km);

test("what a chart shows is said of the run, and of a stretch where that is shown", () => {
  expect(wordsOf(0, 3600)).toEqual({
    heartRate: "Heart rate in bpm over 1:00:00: measured 120 to 180, expected 150 to 150.",
    speed: "Pace in min/km over 1:00:00: 5:27 on average.",
    altitude: "Altitude in m over 1:00:00: 60 m climbed.",
  });
  expect(wordsOf(600, 1200)).toEqual({
    heartRate: "Heart rate in bpm over 10:00–20:00: measured 130 to 140, expected 150 to 150.",
    speed: "Pace in min/km over 10:00–20:00: 5:00 on average.",
    altitude: "Altitude in m over 10:00–20:00: 10 m climbed.",
  });
});

test("minutes that were looked at are told of where they are shown", () => {
  const fitted = analyse(track, prediction, anyContract(), 190, { ...NO_CALIBRATION, warmUpS: 600 });
  const heartRateOf = (startS: number, endS: number) =>
    chartWords(fitted, figuresOf(fitted, { startS, endS }), { startS, endS }, km).heartRate;
  expect(heartRateOf(0, 3600)).toMatch(/, first 10 min: learned from\.$/);
  expect(heartRateOf(1200, 3600)).not.toMatch(/learned from/);
});
