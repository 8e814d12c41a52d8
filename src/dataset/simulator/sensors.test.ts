import { expect, test } from "vitest";
import { Random } from "../../base/random.ts";
import type { TrueRun } from "./effort.ts";
import type { Device } from "./runner.ts";
import { record } from "./sensors.ts";

const strap: Device = { sampleS: 1, speedNoiseKmh: 1, autoPause: false, wrist: false, stepsPerMinute: 168 };

/** 40 minutes at 10 km/h, standing from minute 10 to 11; heart rate rises from 100 to 150 in the first 100 s. */
const run: TrueRun = {
  speedKmh: Float64Array.from({ length: 2400 }, (_, t) => (t >= 600 && t < 660 ? 0 : 10)),
  altitudeM: new Float64Array(2400).fill(50),
  heartRateBpm: Float64Array.from({ length: 2400 }, (_, t) => Math.min(150, 100 + t / 2)),
  standing: Array.from({ length: 2400 }, (_, t) => t >= 600 && t < 660),
};

test("a chest strap shows the heart rate to the beat", () => {
  const { heartRateBpm } = record(run, strap, true, new Random("strap"));
  expect(heartRateBpm.every((bpm, t) => Number.isInteger(bpm) && Math.abs(bpm - run.heartRateBpm[t]) <= 0.5)).toBe(
    true,
  );
});

test("a wrist sensor shows it some seconds late", () => {
  const { heartRateBpm } = record(run, { ...strap, wrist: true }, false, new Random("wrist"));
  expect(run.heartRateBpm[60] - heartRateBpm[60]).toBeGreaterThan(2);
  expect(heartRateBpm[300]).toBe(150);
});

test("of many wrist recordings some start late, some show the cadence, some drop out; most do none of it", () => {
  const recordings = Array.from({ length: 200 }, (_, i) => {
    return record(run, { ...strap, wrist: true }, true, new Random(`wrist ${i}`)).heartRateBpm;
  });
  const share = (fails: (bpm: Float64Array) => boolean) => recordings.filter(fails).length / recordings.length;
  expect(share((bpm) => bpm[39] < 112)).toBeGreaterThan(0.08);
  expect(share((bpm) => bpm.some((value) => value > 160))).toBeGreaterThan(0.02);
  expect(share((bpm) => bpm.some(Number.isNaN))).toBeGreaterThan(0.04);
  expect(share((bpm) => bpm.every((value) => value <= 150))).toBeGreaterThan(0.6);
});

test("the error in speed is as large as stated, lasts some seconds, and makes no speed negative", () => {
  const { speedKmh } = record(run, strap, true, new Random("speed"));
  const errors = [...speedKmh.subarray(0, 600), ...speedKmh.subarray(660)].map((speed) => speed - 10);
  const sd = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
  expect(sd).toBeGreaterThan(0.8);
  expect(sd).toBeLessThan(1.2);
  const changes = errors.slice(1).map((error, i) => error - errors[i]);
  expect(Math.sqrt(changes.reduce((sum, change) => sum + change ** 2, 0) / changes.length)).toBeLessThan(sd);
  expect(Math.min(...speedKmh)).toBeGreaterThanOrEqual(0);
});

test("a watch that pauses by itself leaves a gap and starts a segment; another records the standing", () => {
  const paused = record(run, { ...strap, autoPause: true, sampleS: 2 }, true, new Random("pause"));
  const [start] = paused.segmentStarts;
  expect(paused.segmentStarts).toHaveLength(1);
  expect([paused.timeS[start - 1], paused.timeS[start]]).toEqual([598, 660]);
  const standing = record(run, strap, true, new Random("pause"));
  expect(standing.segmentStarts).toEqual([]);
  expect(standing.timeS).toHaveLength(2400);
});

test("altitude comes in steps of 0.2 m and drifts by no more than a few metres", () => {
  const { altitudeM } = record(run, strap, true, new Random("altitude"));
  for (const altitude of altitudeM) {
    expect(Math.abs(altitude - 50)).toBeLessThan(4);
    expect(Math.abs(altitude * 5 - Math.round(altitude * 5))).toBeLessThan(1e-9);
  }
});
