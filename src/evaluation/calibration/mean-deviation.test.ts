import { expect, test } from "vitest";
import { anyNoise } from "../../testing/contract.ts";
import { wanderingCovariance } from "../../testing/wandering.ts";
import { series } from "../../testing/workouts.ts";
import { meanDeviation } from "./mean-deviation.ts";

const noise = anyNoise({ runBpm: 0 });

test("is that of a mean over all measured steps by their joint distribution, gaps or not", () => {
  const measuredBpm = Float32Array.from(series(90, (i) => (i % 7 === 3 || (i > 40 && i < 60) ? Number.NaN : 150)));
  const timeS = series(90, (i) => i * 6).filter((_, i) => !Number.isNaN(measuredBpm[i]));
  const variance = wanderingCovariance(noise, timeS).sum() / timeS.length ** 2;
  expect(meanDeviation(measuredBpm, 6, noise)).toBeCloseTo(Math.sqrt(variance), 9);
});

test("is not that of the run's own offset, and shrinks as a run goes on", () => {
  const deviations = [100, 600, 3000].map((steps) => meanDeviation(new Float32Array(steps).fill(150), 6, noise));
  expect(deviations[1]).toBeLessThan(deviations[0]);
  expect(deviations[2]).toBeLessThan(deviations[1]);
  expect(meanDeviation(new Float32Array(600).fill(150), 6, { ...noise, runBpm: 30 })).toBe(deviations[1]);
});

test("is infinite without a heart rate", () => {
  expect(meanDeviation(new Float32Array(20).fill(Number.NaN), 6, noise)).toBe(Number.POSITIVE_INFINITY);
});
