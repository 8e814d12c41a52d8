import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { anyWorkout } from "../../testing/any-workout.ts";
import { sharedPath } from "../../testing/shared.ts";
import { series, workoutOf } from "../../testing/workouts.ts";
import { parseWorkouts } from "../formats/parse.ts";
import type { ColumnName } from "../formats/points.ts";
import { repair } from "../repair/repair.ts";
import type { Workout } from "../workout.ts";
import { type QualityCode, type QualityFlag, qualityCodes, qualityFlags } from "./quality-flags.ts";

type Columns = Partial<Record<ColumnName, ArrayLike<number>>>;

const SECONDS = 1201;
const wave = (t: number, periodS = 120) => Math.sin((2 * Math.PI * t) / periodS);

/** Twenty minutes, one point per second, around 10 km/h and 150 bpm, both rising and falling every two minutes. */
function soundRun(): Columns {
  return {
    timeS: series(SECONDS, (t) => t),
    speedKmh: series(SECONDS, (t) => 10 + wave(t)),
    altitudeM: series(SECONDS, (t) => 100 + 5 * wave(t, 600)),
    heartRateBpm: series(SECONDS, (t) => 150 + 10 * wave(t)),
  };
}

function flagsOf(columns: Columns, rest: Partial<Workout> = {}): QualityFlag[] {
  const recorded = workoutOf({ ...soundRun(), ...columns }, rest);
  return qualityFlags(recorded, repair(recorded));
}

function flagIn(code: QualityCode, columns: Columns, rest: Partial<Workout> = {}): QualityFlag | undefined {
  return flagsOf(columns, rest).find((flag) => flag.code === code);
}

/** A series of the sound run with other values from one second to another, both included. */
function changed(name: ColumnName, from: number, to: number, valueAt: (t: number) => number): Columns {
  return { [name]: Array.from(soundRun()[name]!, (value, t) => (t >= from && t <= to ? valueAt(t) : value)) };
}

/** A heart rate of 120 that changes by an amount from second 600 on, evenly over a time, and stays there. */
function ramp(by: number, overS: number): Columns {
  return { heartRateBpm: series(SECONDS, (t) => 120 + by * Math.min(1, Math.max(0, (t - 600) / overS))) };
}

/** A heart rate that moves from one level to another from a second on, as hearts do: mostly within half a minute. */
function setsOff(fromBpm: number, toBpm: number, atS: number, timeConstantS = 30): Columns {
  const share = (t: number) => (t < atS ? 0 : 1 - Math.exp(-(t - atS) / timeConstantS));
  return { heartRateBpm: series(SECONDS, (t) => fromBpm + (toBpm - fromBpm) * share(t)) };
}

/** A speed of 0 before a second. */
function standsUntil(atS: number): Columns {
  return changed("speedKmh", 0, atS - 1, () => 0);
}

/** The sound run with a gap of some length after second 600. */
function gap(gapS: number): Columns {
  return { timeS: series(SECONDS, (t) => (t > 600 ? t + gapS - 1 : t)) };
}

/** Heart rate and speed with a given correlation. */
function correlated(r: number): Columns {
  return {
    speedKmh: series(SECONDS - 1, (t) => 10 + wave(t)),
    heartRateBpm: series(SECONDS - 1, (t) => 150 + 10 * (r * wave(t) + Math.sqrt(1 - r ** 2) * wave(t + 30))),
    timeS: series(SECONDS - 1, (t) => t),
    altitudeM: series(SECONDS - 1, () => 0),
  };
}

/** Steps of 5 s, some of a hundred of which take 20 s. */
function irregular(slow: number): Columns {
  const slowUpTo = (i: number) => Math.floor(i / 100) * slow + Math.min((i % 100) + 1, slow) - 1;
  return { timeS: series(SECONDS, (i) => 5 * i + 15 * slowUpTo(i)) };
}

const level = (heartRateBpm: number, speedKmh: number): Columns => ({
  heartRateBpm: series(SECONDS, (t) => heartRateBpm + 10 * wave(t)),
  speedKmh: series(SECONDS, (t) => speedKmh + wave(t)),
});

const short = (points: number, stepS: number): Columns => ({
  timeS: series(points, (i) => i * stepS),
  speedKmh: series(points, () => 10),
  altitudeM: series(points, () => 0),
  heartRateBpm: series(points, (i) => 150 + 10 * wave(i)),
});

const whole = { count: 1, spans: [{ startS: 0, endS: 1200 }] };
const at = (startS: number, endS = startS) => ({ count: 1, spans: [{ startS, endS }] });

const SOMEWHERE = { count: 1, spans: expect.anything() };

/** By code: a run just below its threshold, one just above, and its message. */
const CASES: Record<QualityCode, [spared: Columns, caught: Columns, flag: Pick<QualityFlag, "count" | "spans">][]> = {
  HR01: [[changed("heartRateBpm", 300, 309, () => 1), changed("heartRateBpm", 300, 309, () => 0), points(300, 309)]],
  HR02: [
    [changed("heartRateBpm", 300, 309, () => 30), changed("heartRateBpm", 300, 309, () => 29), points(300, 309)],
    [changed("heartRateBpm", 300, 300, () => 0), changed("heartRateBpm", 300, 300, () => 1), at(300)],
  ],
  HR03: [
    [changed("heartRateBpm", 300, 309, () => 220), changed("heartRateBpm", 300, 309, () => 221), points(300, 309)],
  ],
  HR04: [
    [ramp(40, 1), ramp(41, 1), at(600, 601)],
    [ramp(-40, 1), ramp(-41, 1), at(600, 601)],
    [ramp(41, 11), ramp(41, 10), at(600, 610)],
  ],
  HR05: [[changed("heartRateBpm", 300, 419, () => 151), changed("heartRateBpm", 300, 420, () => 151), at(300, 420)]],
  HR06: [[{ heartRateBpm: beating(7.1) }, { heartRateBpm: beating(7) }, whole]],
  HR07: [
    [ramp(-50, 60), ramp(-51, 60), at(600, 660)],
    [ramp(-51, 62), ramp(-51, 60), at(600, 660)],
  ],
  HR08: [
    [ramp(50, 60), ramp(51, 60), at(600, 660)],
    [ramp(51, 62), ramp(51, 60), at(600, 660)],
    // A rise from rest as the run begins, and one later.
    [setsOff(80, 165, 5), setsOff(80, 165, 100), SOMEWHERE],
    [{ ...setsOff(80, 165, 300), ...standsUntil(300) }, setsOff(80, 165, 300), SOMEWHERE],
    // A rise as fast as a heart's, and a faster one.
    [setsOff(80, 165, 5, 16), setsOff(80, 165, 5, 14), SOMEWHERE],
    [setsOff(119, 190, 5), setsOff(120, 190, 5), SOMEWHERE],
  ],
  HR10: [[correlated(-0.29), correlated(-0.31), { count: 1, spans: [{ startS: 0, endS: 1199 }] }]],
  PH01: [
    [level(145.1, 10.1), level(144.9, 10.1), whole],
    [level(144.9, 9.9), level(144.9, 10.1), whole],
  ],
  DI04: [
    [changed("heartRateBpm", 1, 1200, () => Number.NaN), { heartRateBpm: series(SECONDS, () => Number.NaN) }, whole],
  ],
  SP01: [[changed("speedKmh", 300, 309, () => 25), changed("speedKmh", 300, 309, () => 25.1), points(300, 309)]],
  SP02: [[changed("speedKmh", 300, 309, () => 0), changed("speedKmh", 300, 309, () => -0.1), points(300, 309)]],
  SP03: [
    [standing(59, 141), standing(60, 141), at(300, 360)],
    [standing(60, 140), standing(60, 141), at(300, 360)],
  ],
  SP04: [
    [changed("speedKmh", 300, 1200, () => 25), changed("speedKmh", 300, 1200, () => 25.1), at(299, 300)],
    [
      changed("speedKmh", 300, 1200, (t) => 10 + 15.1 * Math.min(1, (t - 300) / 11)),
      changed("speedKmh", 300, 1200, (t) => 10 + 15.1 * Math.min(1, (t - 300) / 10)),
      at(300, 310),
    ],
  ],
  TS01: [[gap(300), gap(301), at(600, 901)]],
  TS02: [
    [gap(60), gap(61), at(600, 661)],
    [gap(301), gap(300), at(600, 900)],
  ],
  TS03: [[{}, swapped(600), at(600, 601)]],
  TS04: [[swapped(600), changed("timeS", 600, 600, () => 599), at(599)]],
  TS05: [[irregular(10), irregular(11), { count: 132, spans: expect.anything() }]],
  DI02: [
    [short(301, 1), short(300, 1), { count: 1, spans: [{ startS: 0, endS: 299 }] }],
    [short(50, 10), short(49, 10), { count: 1, spans: [{ startS: 0, endS: 480 }] }],
  ],
  AL01: [[changed("altitudeM", 300, 1200, () => 100), changed("altitudeM", 300, 1200, () => 150.1), at(299, 300)]],
  AL02: [
    [changed("altitudeM", 300, 309, () => -500), changed("altitudeM", 300, 309, () => -501), points(300, 309)],
    [changed("altitudeM", 300, 309, () => 6000), changed("altitudeM", 300, 309, () => 6001), points(300, 309)],
  ],
};

function points(from: number, to: number) {
  return { count: to - from + 1, spans: [{ startS: from, endS: to }] };
}

/** A wave of this height has a standard deviation of height / √2. */
function beating(heightBpm: number): number[] {
  return series(SECONDS, (t) => 150 + heightBpm * wave(t));
}

function standing(durationS: number, bpm: number): Columns {
  return {
    ...changed("heartRateBpm", 300, 300 + durationS, () => bpm),
    ...changed("speedKmh", 300, 300 + durationS, () => 0),
  };
}

/** Two points in the wrong order. */
function swapped(at: number): Columns {
  return changed("timeS", at, at + 1, (t) => (t === at ? at + 1 : at));
}

test("a sound recording has no flag", () => {
  expect(flagsOf({})).toEqual([]);
});

describe("each check fires where it says, and not a hair's breadth before", () => {
  const cases = qualityCodes.flatMap((code) => CASES[code].map((each) => [code, ...each] as const));
  test.each(cases)("%s", (code, spared, caught, flag) => {
    expect(flagIn(code, spared)).toBeUndefined();
    expect(flagIn(code, caught)).toMatchObject(flag);
    expect(flagIn(code, caught)!.message).toMatch(/^\S.*\.$/);
  });
});

test("a fault is reported once: an impossible heart rate or altitude is no jump as well", () => {
  expect(flagsOf(changed("heartRateBpm", 300, 309, () => 0)).map(({ code }) => code)).toEqual(["HR01"]);
  expect(flagsOf(changed("altitudeM", 300, 309, () => -9999)).map(({ code }) => code)).toEqual(["AL02"]);
});

test("an impossible speed decides no check of the whole run", () => {
  expect(flagsOf(changed("speedKmh", 300, 301, () => 1e308)).map(({ code }) => code)).toEqual(["SP01", "SP04"]);
  const slow = level(140, 9);
  const wild = Array.from(slow.speedKmh!, (kmh, t) => (t === 300 ? 1e308 : kmh));
  expect(flagIn("PH01", { ...slow, speedKmh: wild })).toBeUndefined();
});

test("a run of timesteps is checked by its places, and has no times to check", () => {
  const timesteps = (identical: number): Columns => ({
    ...short(100, 6),
    heartRateBpm: series(100, (i) => (i < identical ? 150 : 150 + 10 * wave(i, 9))),
  });
  const rest = { sampling: "timesteps" } as const;
  const untimed = { timeS: series(100, () => Number.NaN) };
  expect(flagIn("HR05", { ...timesteps(20), ...untimed }, rest)).toBeUndefined();
  expect(flagIn("HR05", { ...timesteps(21), ...untimed }, rest)).toMatchObject(at(0, 120));
  expect(flagsOf({ ...timesteps(10), ...untimed }, rest)).toEqual([]);
});

test("where a file states no speed, the one from its distance is checked", () => {
  const fast = series(SECONDS, (t) => t * 3 + Math.min(60, Math.max(0, t - 600)) * 5);
  expect(flagIn("SP01", { speedKmh: series(SECONDS, () => Number.NaN), distanceM: fast })).toMatchObject({
    spans: [{ startS: expect.closeTo(602, -1), endS: expect.closeTo(658, -1) }],
  });
});

test("spans are on the run's clock, whatever came before the part that is kept", () => {
  const early = 3;
  const timeS = series(SECONDS, (i) => (i < early ? i : i + 8 * 3600));
  const zero = changed("heartRateBpm", 300, 300, () => 0);
  expect(flagIn("HR01", { ...zero, timeS })).toMatchObject(at(300 - early));
  // The gap of eight hours ends where the run begins.
  expect(flagIn("TS01", { timeS })).toMatchObject(at(0));
});

/** The published rules, on the published grid. */
describe("on series like the published ones each check equals the published rule", () => {
  const anySeries = fc.record({
    stepS: fc.constantFrom(6, 7, 8),
    heartRateBpm: fc.array(fc.oneof(fc.integer({ min: 60, max: 200 }), fc.constant(150)), {
      minLength: 60,
      maxLength: 120,
    }),
  });
  const RULES: Partial<Record<QualityCode, (bpm: number[], stepS: number) => boolean>> = {
    HR04: (bpm) => bpm.some((value, i) => i > 0 && Math.abs(value - bpm[i - 1]) > 40),
    HR05: (bpm) => bpm.some((_, i) => i + 21 <= bpm.length && bpm.slice(i, i + 21).every((value) => value === bpm[i])),
    HR07: (bpm, stepS) => bpm.some((from, i) => bpm.slice(i, i + 1 + 60 / stepS).some((to) => from - to > 50)),
    HR08: (bpm, stepS) => bpm.some((from, i) => bpm.slice(i, i + 1 + 60 / stepS).some((to) => to - from > 50)),
  };
  test.each(Object.entries(RULES))("%s", (code, fires) => {
    fc.assert(
      // No rise from rest within the first minute, which HR08 spares.
      fc.property(anySeries, fc.integer({ min: 11, max: 40 }), fc.constantFrom(1, 0.3), (given, flat, swing) => {
        const { stepS } = given;
        const bpm = given.heartRateBpm.map((value, i) => (i < flat ? 150 : Math.round(150 + swing * (value - 150))));
        const columns = { ...short(bpm.length, stepS), heartRateBpm: bpm };
        expect(flagIn(code as QualityCode, columns) !== undefined).toBe(fires(bpm, stepS));
      }),
    );
  });
});

test("of any run the flags lie within it, each once, and none fails", () => {
  let checked = 0;
  fc.assert(
    fc.property(anyWorkout, (recorded) => {
      let repaired: ReturnType<typeof repair>;
      try {
        repaired = repair(recorded);
      } catch (error) {
        expect(error).toBeInstanceOf(PredictorError);
        return;
      }
      checked++;
      const flags = qualityFlags(recorded, repaired);
      const endS = repaired.workout.timeS[repaired.workout.timeS.length - 1];
      expect(new Set(flags.map(({ code }) => code)).size).toBe(flags.length);
      for (const { count, message, spans } of flags) {
        expect(count).toBeGreaterThan(0);
        expect(message).not.toMatch(/NaN|undefined|Infinity/);
        expect(spans.length).toBeGreaterThan(0);
        for (const { startS, endS: spanEndS } of spans) {
          expect(startS).toBeGreaterThanOrEqual(0);
          expect(spanEndS).toBeGreaterThanOrEqual(startS);
          expect(spanEndS).toBeLessThanOrEqual(endS);
        }
      }
    }),
    { numRuns: 1000 },
  );
  expect(checked).toBeGreaterThan(300);
});

const files = sharedPath("files");

/** Codes and counts of flags in devices' files. */
const REAL: Record<string, string> = {
  "amazfit_run.gpx": "",
  "strava_android_run.gpx": "",
  "stryd_developer_fields_run.fit": "",
  "apple_health_export_route.gpx": "DI04×1 TS04×4",
  "garmin_connect_run.gpx": "HR04×1 HR08×1",
  // Ten pauses.
  "suunto_movescount.gpx": "HR08×2 HR10×1 TS02×10",
  "fitrec_run_no_speed.txt": "PH01×1 TS01×1 TS02×1",
  "nike_run_club.gpx": "SP01×1 SP04×1 TS01×3 TS02×4",
};

test.skipIf(!files)("files of real devices", () => {
  const found = Object.keys(REAL).map((name) => {
    const [run] = parseWorkouts({ name, bytes: new Uint8Array(readFileSync(`${files}/${name}`)) });
    if ("error" in run) throw run.error;
    const flags = qualityFlags(run.workout, repair(run.workout));
    return [name, flags.map(({ code, count }) => `${code}×${count}`).join(" ")];
  });
  expect(Object.fromEntries(found)).toEqual(REAL);
});
