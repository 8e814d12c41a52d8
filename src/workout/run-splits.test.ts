import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { effortParts } from "./efforts.ts";
import { costOfRunning } from "./graded-speed.ts";
import { type RunSplit, runSplits, SPLIT_WAYS, splitName } from "./run-splits.ts";
import { summarise } from "./summary.ts";
import type { Lap, Track } from "./workout.ts";

const lap = (startS: number, endS: number): Lap => ({ startS, endS, endedBy: "manual" });

/** Runs over hills with stops in them, and laps anywhere. */
const anyRun: fc.Arbitrary<Track> = fc
  .record({
    points: fc.array(
      fc.record({
        kmh: fc.oneof(
          fc.constant(0),
          fc.integer({ min: 1, max: 240 }).map((tenths) => tenths / 10),
        ),
        rise: fc.integer({ min: -40, max: 40 }),
      }),
      { minLength: 10, maxLength: 200 },
    ),
    stepS: fc.constantFrom(6, 60, 7.3),
    lapS: fc.array(fc.nat(6000), { maxLength: 5 }),
  })
  .map(({ points, stepS, lapS }) => {
    let metres = 300;
    const altitudeM = points.map(({ rise }) => {
      metres += rise / 10;
      return metres;
    });
    const edges = [0, ...lapS.sort((a, b) => a - b)];
    const laps = edges.slice(1).map((endS, i) => lap(edges[i], endS));
    return trackOf({ speedKmh: points.map(({ kmh }) => kmh), altitudeM }, { stepS, laps });
  });

const spans = (splits: readonly RunSplit[]) => splits.map(({ startS, endS }) => [startS, endS]);

describe.each(SPLIT_WAYS)("splits by %s", (by) => {
  test("follow one another from start to end, and add up to the run", () => {
    fc.assert(
      fc.property(anyRun, (track) => {
        const splits = runSplits(track, by);
        fc.pre(splits.length > 0);
        const whole = summarise(track);
        const own = splits.map((split) => summarise(track, split));
        const total = (read: (summary: typeof whole) => number) => own.reduce((sum, summary) => sum + read(summary), 0);
        expect(splits[0].startS).toBe(0);
        expect(splits.slice(1).map(({ startS }) => startS)).toEqual(splits.slice(0, -1).map(({ endS }) => endS));
        expect(total(({ durationS }) => durationS)).toBeCloseTo(whole.durationS, 6);
        expect(total(({ movingS }) => movingS)).toBeCloseTo(whole.movingS, 6);
        expect(total(({ distanceKm }) => distanceKm)).toBeCloseTo(whole.distanceKm, 6);
        if (Number.isNaN(whole.climbM)) expect(total(({ climbM }) => climbM)).toBeNaN();
        else expect(total(({ climbM }) => climbM)).toBeCloseTo(whole.climbM, 6);
      }),
    );
  });
});

test("each kilometre and each mile but the last is as long as that", () => {
  const track = trackOf({ speedKmh: series(601, (i) => 10 + 4 * Math.sin(i / 40)) });
  for (const [by, km] of [
    ["km", 1],
    ["mile", 1.609344],
  ] as const) {
    const lengths = runSplits(track, by).map((split) => summarise(track, split).distanceKm);
    for (const length of lengths.slice(0, -1)) expect(length).toBeCloseTo(km, 6);
    expect(lengths.at(-1)).toBeLessThanOrEqual(km + 0.005);
  }
});

test("ten kilometres are ten splits, and the metres that rounding adds are no eleventh", () => {
  expect(runSplits(trackOf({ speedKmh: new Float32Array(601).fill(10) }), "km")).toHaveLength(10);
  expect(runSplits(trackOf({ speedKmh: new Float32Array(601).fill(10.004) }), "km")).toHaveLength(10);
  expect(runSplits(trackOf({ speedKmh: new Float32Array(601).fill(10.1) }), "km")).toHaveLength(11);
});

test("a lap lasts until the next, and what comes after the last is a split of its own", () => {
  const of = (laps: Lap[]) => spans(runSplits(trackOf({ speedKmh: new Float32Array(201) }, { laps }), "lap"));
  expect(of([lap(0, 300), lap(360, 700), lap(700, 900)])).toEqual([
    [0, 360],
    [360, 700],
    [700, 900],
    [900, 1200],
  ]);
  expect(of([lap(0, 1200)])).toEqual([]);
  expect(of([])).toEqual([]);
});

test("hours are hours, whether the runner moves or not", () => {
  const run = trackOf({ speedKmh: new Float32Array(1301) });
  expect(spans(runSplits(run, "hour"))).toEqual([
    [0, 3600],
    [3600, 7200],
    [7200, 7800],
  ]);
});

describe("work and rest", () => {
  /** Five times four minutes fast, two minutes slow, between ten easy ones. */
  const paceAt = (minute: number) => {
    if (minute < 10 || minute >= 38) return 9.5;
    return (minute - 10) % 6 < 4 ? 15 : 7;
  };
  const intervals = trackOf({ speedKmh: series(481, (i) => paceAt(i / 10)) });

  test("are found where they were run", () => {
    const splits = runSplits(intervals, "effort");
    expect(splits.map((split) => splitName("effort", split))).toEqual([
      ...["before", "work 1", "rest 1", "work 2", "rest 2", "work 3", "rest 3", "work 4", "rest 4", "work 5", "after"],
    ]);
    splits.slice(1, -1).forEach(({ startS, endS }, i) => {
      const from = 600 + 360 * (i >> 1) + (i % 2 === 0 ? 0 : 240);
      expect(Math.abs(startS - from)).toBeLessThanOrEqual(6);
      expect(Math.abs(endS - startS - (i % 2 === 0 ? 240 : 120))).toBeLessThanOrEqual(6);
    });
  });

  test("are not made of a steady run, of its stops, of a faster end, nor of hills that cost the same", () => {
    const steady = series(601, (i) => 11 + 0.6 * Math.sin(i / 9));
    expect(effortParts(trackOf({ speedKmh: steady }))).toEqual([]);
    const stops = steady.map((kmh, i) => ([150, 300, 420].some((stop) => i >= stop && i < stop + 7) ? 0 : kmh));
    expect(effortParts(trackOf({ speedKmh: stops }))).toEqual([]);
    expect(effortParts(trackOf({ speedKmh: steady.map((kmh, i) => (i > 400 ? kmh + 4 : kmh)) }))).toEqual([]);
    const isUphill = (i: number) => Math.floor(i / 60) % 2 === 0;
    const slope = 0.1;
    const [upKmh, downKmh] = [slope, -slope].map((own) => (12 * costOfRunning(0)) / costOfRunning(own));
    let metres = 500;
    const altitudeM = series(601, (i) => {
      metres += (isUphill(i) ? slope * upKmh : -slope * downKmh) / 0.6;
      return metres;
    });
    const hills = trackOf({ speedKmh: series(601, (i) => (isUphill(i) ? upKmh : downKmh)), altitudeM });
    expect(effortParts(hills)).toEqual([]);
    expect(effortParts({ ...hills, altitudeM: new Float32Array(601) })).not.toEqual([]);
  });

  test("of half a minute or less join what is around them", () => {
    const flicker = trackOf({ speedKmh: intervals.speedKmh.map((kmh, i) => (i % 480 === 130 ? 6 : kmh)) });
    expect(runSplits(flicker, "effort")).toHaveLength(11);
  });
});
