import fc from "fast-check";
import { expect, test } from "vitest";
import { timeInZonesS, zonesOf } from "./zones.ts";

test("five zones begin at 50, 60, 70, 80 and 90 % of the maximum, and something lies below", () => {
  expect(zonesOf(190)).toEqual([
    { name: "Below zone 1", fromBpm: 0, toBpm: 95 },
    { name: "Zone 1", fromBpm: 95, toBpm: 114 },
    { name: "Zone 2", fromBpm: 114, toBpm: 133 },
    { name: "Zone 3", fromBpm: 133, toBpm: 152 },
    { name: "Zone 4", fromBpm: 152, toBpm: 171 },
    { name: "Zone 5", fromBpm: 171, toBpm: Number.POSITIVE_INFINITY },
  ]);
});

test("a heart rate on a boundary is in the higher zone, one above the maximum in the highest", () => {
  const heartRateBpm = Float32Array.of(60, 94.9, 95, 132.99, 133, 171, 210);
  expect(timeInZonesS(heartRateBpm, 6, zonesOf(190))).toEqual([9, 6, 6, 6, 0, 9]);
});

test("times in zones add up to the run's duration, less the steps without a heart rate", () => {
  const anyHeart = fc.array(fc.oneof(fc.float({ min: 30, max: 220, noNaN: true }), fc.constant(Number.NaN)), {
    minLength: 2,
  });
  fc.assert(
    fc.property(anyHeart, fc.integer({ min: 120, max: 230 }), (bpm, maximum) => {
      const times = timeInZonesS(Float32Array.from(bpm), 2, zonesOf(maximum));
      const isEnd = (i: number) => i === 0 || i === bpm.length - 1;
      const missingS = bpm.reduce((sum, value, i) => sum + (Number.isNaN(value) ? (isEnd(i) ? 1 : 2) : 0), 0);
      expect(times.reduce((sum, time) => sum + time, 0)).toBe(2 * (bpm.length - 1) - missingS);
    }),
  );
});
