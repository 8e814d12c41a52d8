import { expect, test } from "vitest";
import { analyse } from "../../../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../../../evaluation/expected-heart-rate.ts";
import { figuresOf } from "../../../evaluation/stretch-figures.ts";
import { zonesOf } from "../../../evaluation/zones.ts";
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
const analysis = analyse(track, prediction, anyContract(), zonesOf(190), NO_CALIBRATION);
const km = { speedUnit: "pace", distanceUnit: "km" } as const;
const wordsOf = (startS: number, endS: number) =>
  chartWords(analysis, figuresOf(analysis, { startS, endS }), { startS, endS }, km);
const describedOf = (startS: number, endS: number) =>
  Object.values(wordsOf(startS, endS)).map(({ description }) => description);

test("what a chart shows is said of the run, and of a stretch where that is shown", () => {
  expect(describedOf(0, 3600)).toEqual([
    "Heart rate in bpm over 1:00:00: measured 120 to 180, expected 150 to 150.",
    "Pace in min/km over 1:00:00: 6:00 to 5:00, mean 5:27.",
    "Altitude in m over 1:00:00: 100 to 160, mean 130, 60 m climbed.",
  ]);
  expect(describedOf(600, 1200)).toEqual([
    "Heart rate in bpm over 10:00–20:00: measured 130 to 140, expected 150 to 150.",
    "Pace in min/km over 10:00–20:00: 5:00 to 5:00, mean 5:00.",
    "Altitude in m over 10:00–20:00: 110 to 120, mean 115, 10 m climbed.",
  ]);
});

test("a slowest pace of who stands, and an altitude that nobody knows, are said in words", () => {
  const paused = trackOf({
    speedKmh: series(601, (i) => (i < 100 ? 0 : 12)),
    altitudeM: series(601, () => 0),
    heartRateBpm: track.heartRateBpm,
  });
  const halting = analyse(paused, predictionOf(paused), anyContract(), zonesOf(190), NO_CALIBRATION);
  const { speed, altitude } = chartWords(halting, halting, { startS: 0, endS: 3600 }, km);
  expect(speed.range).toBe("standing to 5:00, mean 5:00");
  expect(altitude.description).toBe("Altitude in m over 1:00:00: not known.");
});

test("minutes that were looked at are told of where they are shown", () => {
  const fitted = analyse(track, prediction, anyContract(), zonesOf(190), { ...NO_CALIBRATION, warmUpS: 600 });
  const heartRateOf = (startS: number, endS: number) =>
    chartWords(fitted, figuresOf(fitted, { startS, endS }), { startS, endS }, km).heartRate.description;
  expect(heartRateOf(0, 3600)).toMatch(/, first 10 min: learned from\.$/);
  expect(heartRateOf(1200, 3600)).not.toMatch(/learned from/);
});
