import { describe, expect, test } from "vitest";
import { Random } from "../base/random.ts";
import { anyContract } from "../testing/contract.ts";
import { predictionOf, trackOf } from "../testing/tracks.ts";
import { drawWandering } from "../testing/wandering.ts";
import { series } from "../testing/workouts.ts";
import type { Span } from "../workout/workout.ts";
import { analyse } from "./analysis.ts";
import { FITTED_NOISE } from "./calibration/noise.ts";
import { type Drift, driftOf } from "./drift.ts";
import { NO_CALIBRATION } from "./expected-heart-rate.ts";
import { zonesOf } from "./zones.ts";

interface Columns {
  speedKmh: ArrayLike<number>;
  heartRateBpm: ArrayLike<number>;
  altitudeM?: ArrayLike<number>;
}

/** Drift of a run whose expected heart rate is 150 bpm throughout. */
function driftIn(columns: Columns, excluded: readonly Span[] = []) {
  const track = trackOf(columns);
  const contract = { ...anyContract(), calibration: null, intervals: null };
  return driftOf(analyse(track, predictionOf(track), contract, zonesOf(190), NO_CALIBRATION, excluded));
}

const minute = (i: number) => i / 10;
/** Seventy minutes at 12 km/h: ten of warm-up, then 30 at each of two heart rates. */
const steady = new Float32Array(701).fill(12);
const twoHalves = series(701, (i) => (minute(i) < 10 ? 120 : minute(i) < 40 ? 150 : 156));

describe("decoupling", () => {
  test("is the first half's speed by heart rate over the second's, less 1, worked out by hand", () => {
    // 12 / 150 over 12 / 156.
    expect((driftIn({ speedKmh: steady, heartRateBpm: twoHalves }) as Drift).decouplingPercent).toBeCloseTo(4, 4);
    // A tenth slower at the same heart rate: 12 / 150 over 10.8 / 150.
    const slower = steady.map((kmh, i) => (minute(i) < 40 ? kmh : 10.8));
    const drift = driftIn({ speedKmh: slower, heartRateBpm: new Float32Array(701).fill(150) }) as Drift;
    expect(drift.decouplingPercent).toBeCloseTo(100 / 9, 4);
  });

  test("halves the moving time: standing counts in neither half", () => {
    // Ten minutes of standing, at a low heart rate, amid the first half.
    const speedKmh = series(801, (i) => (minute(i) >= 20 && minute(i) < 30 ? 0 : 12));
    const heartRateBpm = series(801, (i) => (speedKmh[i] === 0 ? 90 : minute(i) < 50 ? 150 : 156));
    expect((driftIn({ speedKmh, heartRateBpm }) as Drift).decouplingPercent).toBeCloseTo(4, 4);
  });

  test("looks at nothing that is excluded", () => {
    const heartRateBpm = twoHalves.map((bpm, i) => (minute(i) > 20 && minute(i) < 25 ? 60 : bpm));
    const excluded = [{ startS: 1200, endS: 1500 }];
    expect((driftIn({ speedKmh: steady, heartRateBpm }, excluded) as Drift).decouplingPercent).toBeCloseTo(4, 4);
    expect((driftIn({ speedKmh: steady, heartRateBpm }) as Drift).decouplingPercent).toBeGreaterThan(10);
  });
});

describe("unexplained drift", () => {
  test("is the slope of measured less expected, whatever the warm-up did", () => {
    const heartRateBpm = series(701, (i) => (minute(i) < 10 ? 90 : 140 + (8 * minute(i)) / 60));
    const { unexplained } = driftIn({ speedKmh: steady, heartRateBpm }) as Drift;
    expect(unexplained!.bpmPerHour).toBeCloseTo(8, 2);
    expect(unexplained!.lowerBpmPerHour).toBeLessThan(8);
    expect(unexplained!.upperBpmPerHour).toBeGreaterThan(8);
  });

  test("has an interval that holds the true slope in nine of ten runs whose heart rate wanders as real ones do", () => {
    const random = new Random("drift");
    const runs = 400;
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const wander = drawWandering(random, FITTED_NOISE, 701, 6);
      const heartRateBpm = series(701, (i) => 145 + (5 * minute(i)) / 60 + wander[i]);
      const { lowerBpmPerHour, upperBpmPerHour } = (driftIn({ speedKmh: steady, heartRateBpm }) as Drift).unexplained!;
      if (lowerBpmPerHour <= 5 && upperBpmPerHour >= 5) held++;
    }
    expect(held / runs).toBeGreaterThan(0.865);
    expect(held / runs).toBeLessThan(0.935);
  });
});

describe("no drift", () => {
  test("is told of a run under twenty minutes of moving", () => {
    const heartRateBpm = new Float32Array(401).fill(150);
    expect(driftIn({ speedKmh: steady.subarray(0, 199), heartRateBpm: heartRateBpm.subarray(0, 199) })).toBe("short");
    const speedKmh = series(401, (i) => (minute(i) < 15 ? 12 : 0));
    expect(driftIn({ speedKmh, heartRateBpm })).toBe("short");
  });

  test("is told of a run without a heart rate, or without one in half of it", () => {
    expect(driftIn({ speedKmh: steady, heartRateBpm: steady.map(() => Number.NaN) })).toBe("no-heart-rate");
    const lost = twoHalves.map((bpm, i) => (minute(i) < 50 ? bpm : Number.NaN));
    expect(driftIn({ speedKmh: steady, heartRateBpm: lost })).toBe("no-heart-rate");
  });

  test("is told where paces vary, but not where hills alone make them", () => {
    const isUphill = (i: number) => minute(i) % 10 < 5;
    const speedKmh = series(701, (i) => (isUphill(i) ? 8 : 15));
    expect(driftIn({ speedKmh, heartRateBpm: twoHalves })).toBe("varied");
    let metres = 500;
    const altitudeM = speedKmh.map((kmh, i) => {
      metres += (isUphill(i) ? 0.09 : -0.05) * (kmh / 0.6);
      return metres;
    });
    expect(driftIn({ speedKmh, altitudeM, heartRateBpm: twoHalves })).toHaveProperty("unexplained.bpmPerHour");
  });
});
