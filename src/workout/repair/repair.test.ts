import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { anyWorkout } from "../../testing/any-workout.ts";
import { thrownBy } from "../../testing/parsing.ts";
import { series, workoutOf } from "../../testing/workouts.ts";
import type { Repair, RepairCode, RepairedWorkout, Workout } from "../workout.ts";
import { repair } from "./repair.ts";

const seconds = (length: number) => series(length, (i) => i);
/** Degrees of latitude per metre. */
const METRE_DEG = 1 / ((6_371_008.8 * Math.PI) / 180);

function repairOf(workout: Workout, code: RepairCode) {
  return repair(workout).repairs.find((entry) => entry.code === code);
}

test("a clean run passes through with an empty ledger", () => {
  const clean = workoutOf({
    timeS: seconds(60),
    speedKmh: series(60, () => 10),
    altitudeM: series(60, (i) => i / 10),
    heartRateBpm: series(60, () => 150),
  });
  const { workout, repairs } = repair(clean);
  expect(repairs).toEqual([]);
  expect(workout.speedKmh).toEqual(clean.speedKmh);
  expect(workout.heartRateBpm).toEqual(clean.heartRateBpm);
});

test("speed is the device's where it has one, though its distance differs by what sensors do", () => {
  const { workout, repairs } = repair(
    workoutOf({ timeS: seconds(60), speedKmh: series(60, () => 11), distanceM: series(60, (i) => 2.7 * i) }),
  );
  expect(workout.speedKmh.every((kmh) => kmh === 11)).toBe(true);
  expect(repairs.map(({ code }) => code)).toEqual(["missing-altitude"]);
});

test("speed comes from distance before positions, and counts on where a lap starts again from 0", () => {
  const workout = workoutOf({
    timeS: seconds(120),
    distanceM: series(120, (i) => (i < 60 ? 3 * i : 3 * (i - 60))),
    latitudeDeg: series(120, () => 50),
    longitudeDeg: series(120, () => 8),
  });
  expect(repairOf(workout, "speed-from-distance")?.count).toBe(120);
  const { speedKmh } = repair(workout).workout;
  for (const i of [0, 10, 59, 60, 61, 119]) expect(speedKmh[i]).toBeGreaterThan(7);
  expect(speedKmh[30]).toBeCloseTo(10.8, 9);
});

test("speed from positions is the speed over ground", () => {
  const workout = workoutOf({
    timeS: seconds(60),
    latitudeDeg: series(60, (i) => 50 + i * 3 * METRE_DEG),
    longitudeDeg: series(60, () => 8),
  });
  const { workout: repaired } = repair(workout);
  expect(repairOf(workout, "speed-from-positions")?.count).toBe(60);
  for (const kmh of repaired.speedKmh) expect(kmh).toBeCloseTo(10.8, 3);
});

test("speed from positions, or from distance, adds up to the distance from point to point, on any course at any recording rate", () => {
  const anyStep = fc.record({
    gapS: fc.integer({ min: 1, max: 9 }),
    metresASecond: fc.double({ min: 1, max: 6, noNaN: true }),
    turn: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 3, maxLength: 300 }), (steps) => {
      let [t, north, east, heading, metres] = [0, 0, 0, 0, 0];
      const points = [{ gapS: 0, metresASecond: 0, turn: 0 }, ...steps].map(({ gapS, metresASecond, turn }) => {
        t += gapS;
        heading += turn;
        metres += gapS * metresASecond;
        north += gapS * metresASecond * Math.cos(heading);
        east += gapS * metresASecond * Math.sin(heading);
        return { t, metres, north, east };
      });
      const timeS = points.map(({ t }) => t);
      const positions = workoutOf({
        timeS,
        latitudeDeg: points.map(({ north }) => north * METRE_DEG),
        longitudeDeg: points.map(({ east }) => east * METRE_DEG),
      });
      for (const workout of [positions, workoutOf({ timeS, distanceM: points.map(({ metres }) => metres) })]) {
        const { speedKmh } = repair(workout).workout;
        let sumM = 0;
        for (let i = 1; i < timeS.length; i++)
          sumM += ((speedKmh[i] + speedKmh[i - 1]) / 7.2) * (timeS[i] - timeS[i - 1]);
        expect(Math.abs(sumM / metres - 1)).toBeLessThan(1e-4);
      }
    }),
  );
});

test("a position that jumps away and back makes no sprint", () => {
  const latitudeDeg = series(60, (i) => 50 + i * 3 * METRE_DEG);
  latitudeDeg[30] += 500 * METRE_DEG;
  const workout = workoutOf({ timeS: seconds(60), latitudeDeg, longitudeDeg: series(60, () => 8) });
  expect(repairOf(workout, "gps-jump")).toMatchObject({ count: 1, spans: [{ startS: 30, endS: 30 }] });
  for (const kmh of repair(workout).workout.speedKmh) expect(kmh).toBeCloseTo(10.8, 3);
});

test("a position that jumps and stays is believed, and the distance to it is not counted", () => {
  const latitudeDeg = series(60, (i) => 50 + (i * 3 + (i < 30 ? 0 : 5000)) * METRE_DEG);
  const workout = workoutOf({ timeS: seconds(60), latitudeDeg, longitudeDeg: series(60, () => 8) });
  expect(repairOf(workout, "gps-jump")?.count).toBe(1);
  for (const kmh of repair(workout).workout.speedKmh) expect(kmh).toBeCloseTo(10.8, 3);
});

test("a counted distance that jumps once or begins again counts what is run alone", () => {
  const jumped = series(60, (i) => (i === 0 ? 0 : 5000 + 3 * i));
  const inLaps = series(60, (i) => 3 * (i % 20));
  for (const distanceM of [jumped, inLaps]) {
    for (const kmh of repair(workoutOf({ timeS: seconds(60), distanceM })).workout.speedKmh) {
      expect(kmh).toBeCloseTo(10.8, 6);
    }
  }
  expect(repairOf(workoutOf({ timeS: seconds(60), distanceM: jumped }), "gps-jump")).toMatchObject({
    count: 1,
    message: expect.stringMatching(/^The distance jumped/),
  });
  expect(repairOf(workoutOf({ timeS: seconds(60), distanceM: inLaps }), "gps-jump")).toBeUndefined();
});

test("positions at one place are no run", () => {
  const still = { latitudeDeg: series(60, () => 50), longitudeDeg: series(60, () => 8) };
  const { code, message } = thrownBy(() => repair(workoutOf({ timeS: seconds(60), ...still })));
  expect(code).toBe("no-speed");
  expect(message).toContain("60 positions at one place");
});

test("a pause of two minutes does not make a sprint when the watch starts again", () => {
  const timeS = [...series(60, (i) => i), ...series(60, (i) => 180 + i)];
  const walkedOn = series(120, (i) => 50 + (i * 3 + (i < 60 ? 0 : 20)) * METRE_DEG);
  const workout = workoutOf({ timeS, latitudeDeg: walkedOn, longitudeDeg: series(120, () => 8) });
  const { workout: repaired, repairs } = repair(workout);
  expect(repaired.pauses).toEqual([{ startS: 59, endS: 180 }]);
  expect(repairs.find(({ code }) => code === "pause")?.count).toBe(1);
  for (const kmh of repaired.speedKmh) expect(kmh).toBeCloseTo(10.8, 3);
});

test("a gap through which the runner came on is a lost signal, not a pause", () => {
  const timeS = [...series(60, (i) => i), ...series(60, (i) => 120 + i)];
  const workout = workoutOf({ timeS, distanceM: timeS.map((t) => 3 * t) });
  expect(repair(workout).workout.pauses).toEqual([]);
});

test("a sparse recording is not a row of pauses", () => {
  const timeS = series(100, (i) => 30 * i);
  const workout = workoutOf({ timeS, speedKmh: series(100, () => 10) });
  expect(repair(workout).workout.pauses).toEqual([]);
});

test("where the watch was resumed, ten seconds are a pause; elsewhere, without a distance, thirty are", () => {
  const timeS = [...series(60, (i) => i), ...series(60, (i) => 75 + i)];
  const columns = { timeS, speedKmh: series(120, () => 10) };
  expect(repair(workoutOf(columns)).workout.pauses).toEqual([]);
  expect(repair(workoutOf(columns, { segmentStarts: [60] })).workout.pauses).toEqual([{ startS: 59, endS: 75 }]);
});

test("points that carry only a heart rate or only a position under one timestamp become one", () => {
  const timeS = series(120, (i) => Math.floor(i / 2));
  const odd = (value: number) => series(120, (i) => (i % 2 === 1 ? value : Number.NaN));
  const even = (value: number) => series(120, (i) => (i % 2 === 0 ? value : Number.NaN));
  const { workout, repairs } = repair(
    workoutOf({ timeS, speedKmh: even(10), altitudeM: even(5), heartRateBpm: odd(150) }),
  );
  expect(workout.timeS).toHaveLength(60);
  expect(workout.heartRateBpm.every((bpm) => bpm === 150)).toBe(true);
  expect(repairs).toMatchObject([{ code: "merged-points", count: 60, spans: [{ startS: 0, endS: 59 }] }]);
});

test("points that alternate between heart rate and position keep both", () => {
  const odd = (value: number) => series(120, (i) => (i % 2 === 1 ? value : Number.NaN));
  const even = (value: number) => series(120, (i) => (i % 2 === 0 ? value : Number.NaN));
  const { workout } = repair(workoutOf({ timeS: seconds(120), speedKmh: even(10), heartRateBpm: odd(150) }));
  expect(workout.speedKmh.every((kmh) => kmh === 10)).toBe(true);
  expect(workout.pauses).toEqual([]);
});

test("points out of order are put in order, points without a time left out, each with an entry", () => {
  const timeS = seconds(60);
  [timeS[20], timeS[21]] = [timeS[21], timeS[20]];
  timeS[40] = Number.NaN;
  const { workout, repairs } = repair(
    workoutOf({ timeS, speedKmh: series(60, (i) => 10 + (i === 20 ? 1 : 0)), altitudeM: series(60, () => 0) }),
  );
  expect(repairs.map(({ code, count, spans }) => [code, count, spans])).toEqual([
    ["missing-time", 1, []],
    ["unordered-time", 1, [{ startS: 20, endS: 20 }]],
  ]);
  expect(workout.timeS).toHaveLength(59);
  expect(workout.timeS[21]).toBe(21);
  expect(workout.speedKmh[21]).toBe(11);
});

test("of parts a day apart, the longer is the run", () => {
  const timeS = [...series(5, (i) => i), ...series(60, (i) => 86_400 + i)];
  const { workout, repairs } = repair(
    workoutOf({ timeS, speedKmh: series(65, () => 10), altitudeM: series(65, () => 0) }),
  );
  expect(repairs.map(({ code, count }) => [code, count])).toEqual([["far-gap", 5]]);
  expect(workout.timeS.at(-1)).toBe(59);
});

test("an impossible heart rate is left out, not replaced", () => {
  const heartRateBpm = series(60, () => 150);
  heartRateBpm[10] = 0;
  heartRateBpm[11] = 255;
  const workout = workoutOf({ timeS: seconds(60), speedKmh: series(60, () => 10), heartRateBpm });
  expect(repairOf(workout, "implausible-heart-rate")).toMatchObject({ count: 2, spans: [{ startS: 10, endS: 11 }] });
  expect(repair(workout).workout.heartRateBpm[10]).toBeNaN();
  expect(repair(workout).workout.heartRateBpm[12]).toBe(150);
});

test("an impossible speed is interpolated, with an entry", () => {
  const speedKmh = series(60, () => 10);
  speedKmh[30] = 80;
  const workout = workoutOf({ timeS: seconds(60), speedKmh });
  expect(repairOf(workout, "implausible-speed")?.count).toBe(1);
  expect(repairOf(workout, "speed-gap")).toBeUndefined();
  expect(repair(workout).workout.speedKmh[30]).toBe(10);
});

test("an altitude spike is interpolated; a steep hill is not", () => {
  const altitudeM = series(60, (i) => i * 20);
  altitudeM[30] += 300;
  const workout = workoutOf({ timeS: seconds(60), speedKmh: series(60, () => 5), altitudeM });
  expect(repairOf(workout, "altitude-spike")?.count).toBe(1);
  expect(repair(workout).workout.altitudeM[30]).toBeCloseTo(600, 9);
});

test("a run without altitude is taken as flat, with an entry", () => {
  const workout = workoutOf({ timeS: seconds(60), speedKmh: series(60, () => 10) });
  expect(repairOf(workout, "missing-altitude")?.count).toBe(60);
  expect(repair(workout).workout.altitudeM.every((m) => m === 0)).toBe(true);
});

test("a run without times, or without anything that tells its speed, is refused", () => {
  const speedKmh = series(60, () => 10);
  expect(thrownBy(() => repair(workoutOf({ speedKmh }))).code).toBe("no-time");
  expect(thrownBy(() => repair(workoutOf({ timeS: seconds(60), heartRateBpm: speedKmh }))).code).toBe("no-speed");
  expect(thrownBy(() => repair(workoutOf({ timeS: [0], speedKmh: [10] }))).code).toBe("too-short");
});

test("times that are one once they are counted from the start are merged", () => {
  const timeS = [-9999, ...series(60, (i) => i), Number.MIN_VALUE];
  const { workout } = repair(workoutOf({ timeS, speedKmh: series(62, () => 10) }));
  expect(workout.timeS).toEqual(Float64Array.from([0, ...series(60, (i) => 9999 + i)]));
});

test("speeds at few points give way to the distance, and their faults are not reported", () => {
  const speedKmh = series(60, (i) => (i === 7 ? 12 : i === 8 ? -1 : Number.NaN));
  const distanceM = series(60, (i) => 3 * i);
  const { workout, repairs } = repair(
    workoutOf({ timeS: seconds(60), speedKmh, distanceM, altitudeM: series(60, () => 0) }),
  );
  expect(repairs.map(({ code, message }) => [code, message])).toEqual([
    ["speed-from-distance", expect.stringContaining("too few usable speeds: taken from the distance")],
  ]);
  expect(workout.speedKmh[7]).toBeCloseTo(10.8, 9);
});

test("a distance that is no number is no reading, and takes nothing from those after it", () => {
  const distanceM = series(60, (i) => (i === 20 ? Number.POSITIVE_INFINITY : i < 40 ? 3 * i : 120 + 2 * (i - 40)));
  const { workout } = repair(workoutOf({ timeS: seconds(60), distanceM }));
  expect([10, 20, 30].map((i) => workout.speedKmh[i])).toEqual([10.8, 10.8, 10.8].map((kmh) => expect.closeTo(kmh, 9)));
  expect(workout.speedKmh[50]).toBeCloseTo(7.2, 9);
});

test("points that write −9999 for an altitude that they lack leave their neighbours alone", () => {
  const altitudeM = series(60, (i) => (i === 57 || i === 58 ? -9999 : i));
  const workout = workoutOf({ timeS: seconds(60), speedKmh: series(60, () => 10), altitudeM });
  expect(repairOf(workout, "altitude-spike")).toMatchObject({ count: 2, spans: [{ startS: 57, endS: 58 }] });
  expect(repair(workout).workout.altitudeM).toEqual(Float64Array.from(seconds(60)));
});

test("a run whose every altitude is −9999 is taken as flat, with an entry", () => {
  const workout = workoutOf({
    timeS: seconds(60),
    speedKmh: series(60, () => 10),
    altitudeM: series(60, () => -9999),
  });
  const { repairs, workout: repaired } = repair(workout);
  expect(repairs.map(({ code, message }) => [code, message])).toEqual([
    ["missing-altitude", "The file has no usable altitude: the run is taken as flat."],
  ]);
  expect(repaired.altitudeM.every((metres) => metres === 0)).toBe(true);
});

describe("a list of timesteps", () => {
  const altitudeM = series(400, (i) => (i === 300 ? Number.NaN : 100));
  const listOf = (columns: Parameters<typeof workoutOf>[0]) => workoutOf(columns, { sampling: "timesteps" });

  test("has spans in seconds, each step as long as the model's", () => {
    const list = listOf({ speedKmh: series(400, () => 10), altitudeM });
    const spansAt = (timestepS?: number) => repair(list, timestepS).repairs.map(({ spans }) => spans);
    expect(spansAt()).toEqual([[{ startS: 1800, endS: 1800 }]]);
    expect(spansAt(10)).toEqual([[{ startS: 3000, endS: 3000 }]]);
  });

  test("holds no pauses: speeds that it lacks are interpolated, as is told", () => {
    const speedKmh = series(400, (i) => (i >= 100 && i < 200 ? Number.NaN : 10));
    const { workout, repairs } = repair(listOf({ speedKmh, altitudeM: series(400, () => 0) }));
    expect(repairs.map(({ code, count }) => [code, count])).toEqual([["speed-gap", 100]]);
    expect(workout.pauses).toEqual([]);
    expect(workout.speedKmh.every((kmh) => kmh === 10)).toBe(true);
  });

  test("is compared only where its heart rate is known, as is told", () => {
    const heartRateBpm = series(400, (i) => (i === 50 ? Number.NaN : 150));
    const list = listOf({ speedKmh: series(400, () => 10), heartRateBpm });
    expect(repairOf(list, "partial-heart-rate")?.message).toBe(
      "Heart rate is known at 399 of 400 points: compared only there.",
    );
  });
});

describe("the ledger", () => {
  const CODES = {
    speedKmh: ["contradiction", "implausible-speed", "speed-gap", "speed-from-distance", "speed-from-positions"],
    altitudeM: ["missing-altitude", "altitude-spike", "altitude-gap"],
    heartRateBpm: ["implausible-heart-rate"],
  } satisfies Partial<Record<keyof RepairedWorkout, RepairCode[]>>;

  function counted(repairs: Repair[], codes: RepairCode[]): number {
    return repairs.reduce((sum, { code, count }) => sum + (codes.includes(code) ? count : 0), 0);
  }

  function repairedOrNull(workout: Workout) {
    try {
      return repair(workout);
    } catch (error) {
      if (error instanceof PredictorError) return null;
      throw error;
    }
  }

  test("has an entry for every number that is not the recorded one, and one entry a kind", () => {
    fc.assert(
      fc.property(anyWorkout, (recorded) => {
        const result = repairedOrNull(recorded);
        if (result === null) return;
        const { workout, repairs } = result;
        expect(new Set(repairs.map(({ code }) => code)).size).toBe(repairs.length);
        const dropped = counted(repairs, ["missing-time", "merged-points", "far-gap"]);
        expect(workout.timeS).toHaveLength(recorded.timeS.length - dropped);
        if (dropped + counted(repairs, ["unordered-time"]) > 0) return;
        for (const [name, codes] of Object.entries(CODES)) {
          const column = name as keyof typeof CODES;
          const changed = workout[column].filter((value, i) => !Object.is(value, recorded[column][i]));
          expect(changed.length).toBeLessThanOrEqual(counted(repairs, codes));
        }
      }),
      { numRuns: 1000 },
    );
  });

  const cleanWorkout = fc
    .array(
      fc.record({
        gapS: fc.integer({ min: 1, max: 9 }),
        kmh: fc.double({ min: 0, max: 45, noNaN: true }),
        climbM: fc.double({ min: -9, max: 9, noNaN: true }),
        bpm: fc.integer({ min: 30, max: 220 }),
      }),
      { minLength: 2, maxLength: 200 },
    )
    .filter((points) => points.some(({ kmh }) => kmh > 0))
    .map((points) => {
      let t = 0;
      let metres = 2000;
      return workoutOf({
        timeS: points.map(({ gapS }, i) => {
          t += i === 0 ? 0 : gapS;
          return t;
        }),
        altitudeM: points.map(({ climbM }) => {
          metres += climbM;
          return metres;
        }),
        speedKmh: points.map(({ kmh }) => kmh),
        heartRateBpm: points.map(({ bpm }) => bpm),
      });
    });

  test("of a run without faults is empty, and its numbers stay as they were", () => {
    fc.assert(
      fc.property(cleanWorkout, (recorded) => {
        const { workout, repairs } = repair(recorded);
        expect(repairs).toEqual([]);
        for (const name of ["timeS", "speedKmh", "altitudeM", "heartRateBpm"] as const) {
          expect(workout[name]).toEqual(recorded[name]);
        }
      }),
    );
  });
});
