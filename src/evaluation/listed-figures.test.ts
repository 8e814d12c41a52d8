import { expect, test } from "vitest";
import { predictionOf, trackOf } from "../testing/tracks.ts";
import { listedFigures } from "./listed-figures.ts";

const { NaN: unknown } = Number;
const NOTHING: [] = [];

/** Steps of 6 s at 10 km/h, with 150 bpm expected at each. */
const runOf = (heartRateBpm: number[]) => predictionOf(trackOf({ heartRateBpm }));

test("measured and expected are of the same seconds, so that the three figures add up", () => {
  const prediction = predictionOf(trackOf({ heartRateBpm: [140, unknown, 160, 180] }), {
    heartRateBpm: Float32Array.of(150, 90, 150, 156),
  });
  const figures = listedFigures(prediction, NOTHING);
  expect(figures).toMatchObject({ durationS: 18, meanSpeedKmh: 10, meanBpm: 160, expectedBpm: 152, differenceBpm: 8 });
  expect(figures.distanceKm).toBeCloseTo(0.05, 6);
});

test("a run without a heart rate has an expected mean, and no difference", () => {
  expect(listedFigures(runOf([unknown, unknown]), NOTHING)).toMatchObject({
    meanBpm: unknown,
    expectedBpm: 150,
    differenceBpm: unknown,
  });
});

test("an excluded stretch counts in no heart rate, but in distance and time", () => {
  const prediction = runOf([150, 150, 150, 150, 190, 190]);
  const whole = listedFigures(prediction, NOTHING);
  const part = listedFigures(prediction, [{ startS: 23, endS: 30 }]);
  expect(whole.differenceBpm).toBeCloseTo(80 / 6, 6);
  expect(part).toEqual({ ...whole, meanBpm: 150, maximumBpm: 150, expectedBpm: 150, differenceBpm: 0 });
});

test("figures are computed once as long as nothing of the run changes", () => {
  const prediction = runOf([150, 160]);
  expect(listedFigures(prediction, NOTHING)).toBe(listedFigures(prediction, NOTHING));
  expect(listedFigures(prediction, [{ startS: 0, endS: 1 }])).not.toBe(listedFigures(prediction, NOTHING));
});
