import { describe, expect, test } from "vitest";
import { type Analysis, analyse } from "../../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../../evaluation/expected-heart-rate.ts";
import { zonesOf } from "../../evaluation/zones.ts";
import { anyContract } from "../../testing/contract.ts";
import { predictionOf, trackOf } from "../../testing/tracks.ts";
import { series } from "../../testing/workouts.ts";
import type { Track } from "../../workout/workout.ts";
import { heartRateRowsOf, runSeries, valueRowsOf } from "./run-series.ts";

const STEP_S = 6;

function fourHours(): Track {
  const steps = (4 * 3600) / STEP_S + 1;
  return trackOf(
    {
      speedKmh: series(steps, (i) => 10 + Math.sin(i / 40)),
      altitudeM: series(steps, (i) => 300 + 100 * Math.sin(i / 300)),
      // Every other second above what is expected, so that the lines cross as often as they can.
      heartRateBpm: series(steps, (i) => 150 + (i % 2 === 0 ? 3 : -3)),
    },
    { stepS: STEP_S },
  );
}

function analysed(track: Track): Analysis {
  const heartRateBpm = new Float32Array(track.speedKmh.length).fill(150);
  return analyse(
    track,
    predictionOf(track, { heartRateBpm, along: null }),
    anyContract(),
    zonesOf(190),
    NO_CALIBRATION,
  );
}

const km = { speedUnit: "pace", distanceUnit: "km" } as const;

describe("what the charts get", () => {
  test("is at most a thousand rows, of however long a run and however often its lines cross", () => {
    const analysis = analysed(fourHours());
    const whole = { startS: 0, endS: analysis.durationS };
    for (const width of [300, 1000, 3000]) {
      expect(heartRateRowsOf(analysis, whole, width).length).toBeLessThanOrEqual(1000);
      expect(valueRowsOf(analysis.track.speedKmh, STEP_S, whole, width).length).toBeLessThanOrEqual(500);
    }
  });

  test("is every entry of a stretch that is short enough, and one beyond each of its ends", () => {
    const analysis = analysed(fourHours());
    const rows = valueRowsOf(analysis.track.altitudeM, STEP_S, { startS: 3601, endS: 4199 }, 1000);
    expect(rows.map(({ timeS }) => timeS)).toEqual(Array.from({ length: 101 }, (_, i) => 3600 + i * STEP_S));
  });

  test("keeps a single spike of four hours", () => {
    const track = fourHours();
    track.heartRateBpm[1234] = 199;
    const analysis = analysed(track);
    const rows = heartRateRowsOf(analysis, { startS: 0, endS: analysis.durationS }, 300);
    expect(Math.max(...rows.map(({ measuredBpm }) => measuredBpm ?? 0))).toBe(199);
  });

  test("is no line where the altitude is unknown", () => {
    const { altitudes } = runSeries(analysed({ ...fourHours(), altitudeM: new Float32Array(2401) }), km);
    expect(altitudes.every(Number.isNaN)).toBe(true);
  });

  test("is in miles and feet where those are read", () => {
    const analysis = analysed(fourHours());
    const { speeds, altitudes } = runSeries(analysis, { speedUnit: "speed", distanceUnit: "mi" });
    expect(speeds[0]).toBeCloseTo(6.21, 2);
    expect(altitudes[0]).toBeCloseTo(984.25, 2);
  });
});

describe("the heart rate axis", () => {
  test("is not stretched by the interval of the first two minutes, which is wide", () => {
    const track = fourHours();
    const analysis = analysed(track);
    const lowerBpm = new Float32Array(track.speedKmh.length).fill(130).fill(60, 0, 20);
    const upperBpm = new Float32Array(track.speedKmh.length).fill(170);
    const expectation = { ...analysis.expectation!, interval: { lowerBpm, upperBpm } };
    const { lower, upper } = runSeries({ ...analysis, expectation }, km).heartRate;
    expect(lower).toBeGreaterThan(100);
    expect(upper).toBeGreaterThanOrEqual(170);
  });

  test("has room for an interval before there is one", () => {
    const { lower, upper } = runSeries(analyse(fourHours(), null, null, zonesOf(190), NO_CALIBRATION), km).heartRate;
    expect(lower).toBeLessThanOrEqual(122);
    expect(upper).toBeGreaterThanOrEqual(178);
  });
});
