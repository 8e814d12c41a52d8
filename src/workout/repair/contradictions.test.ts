import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { Random } from "../../base/random.ts";
import { prepareRun } from "../../model/prepare.ts";
import { bundledRecipe } from "../../model/recipes.ts";
import { parseOne, thrownBy } from "../../testing/parsing.ts";
import { type RecordedFormat, type RecordedPoint, recordedAs } from "../../testing/recorded-as.ts";
import { series, workoutOf } from "../../testing/workouts.ts";
import { summarise } from "../summary.ts";
import type { Workout } from "../workout.ts";
import { repair } from "./repair.ts";

const METRE_DEG = 1 / ((6_371_008.8 * Math.PI) / 180);

interface Course {
  minutes: number;
  everyS: number;
  kmh: number;
  /** Share by which the pace rises and falls. */
  swing: number;
}

const anyCourse: fc.Arbitrary<Course> = fc.record({
  minutes: fc.integer({ min: 5, max: 20 }),
  everyS: fc.integer({ min: 1, max: 5 }),
  kmh: fc.double({ min: 5, max: 16, noNaN: true }),
  swing: fc.double({ min: 0, max: 0.4, noNaN: true }),
});

type MovingPoint = Required<Omit<RecordedPoint, "temperatureC">>;

/** A run along a winding road, as a sound device records it. */
function recordedOn({ minutes, everyS, kmh, swing }: Course): MovingPoint[] {
  let metres = 0;
  let [north, east] = [0, 0];
  return series((minutes * 60) / everyS + 1, (i) => {
    const timeS = i * everyS;
    const speedKmh = kmh * (1 + swing * Math.sin(timeS / 60));
    const stepM = i === 0 ? 0 : (speedKmh / 3.6) * everyS;
    const heading = Math.sin(timeS / 90);
    metres += stepM;
    north += stepM * Math.cos(heading);
    east += stepM * Math.sin(heading);
    const latitudeDeg = 48 + north * METRE_DEG;
    const longitudeDeg = 11 + (east * METRE_DEG) / Math.cos((48 * Math.PI) / 180);
    return { timeS, speedKmh, distanceM: metres, latitudeDeg, longitudeDeg, altitudeM: 100, heartRateBpm: 150 };
  });
}

type Source = "speed" | "distance" | "positions";

interface Spoiling {
  source: Source;
  kind: "factor" | "zero" | "gap" | "offset";
  factor: number;
  /** Start and end of the fault, as shares of the run. */
  part: [number, number];
}

const anyFactor = fc.oneof(
  fc.constantFrom(3.6, 1 / 3.6, 1000, 1 / 1000, 2, 0.5, 36, 2.236_936),
  fc.double({ min: 1.3, max: 50, noNaN: true }),
  fc.double({ min: 0.01, max: 0.75, noNaN: true }),
);

const anySpoiling = (factor: fc.Arbitrary<number>, ...sources: Source[]): fc.Arbitrary<Spoiling> =>
  fc.record({
    source: fc.constantFrom(...sources),
    kind: fc.constantFrom("factor" as const, "zero" as const, "gap" as const, "offset" as const),
    factor,
    part: fc.constantFrom<[number, number]>([0, 1], [0, 1], [0, 1 / 3], [1 / 3, 2 / 3], [0.6, 1]),
  });

function spoilt(points: MovingPoint[], { source, kind, factor, part }: Spoiling): MovingPoint[] {
  const [from, to] = part.map((share) => Math.round(share * (points.length - 1)));
  const start = points[from];
  const change = (value: number, first: number, unit: number) => {
    if (kind === "gap") return Number.NaN;
    if (kind === "offset") return value + unit * 5;
    return first + (kind === "zero" ? 0 : factor) * (value - first);
  };
  let lostM = 0;
  return points.map((point, i) => {
    if (i < from) return point;
    if (i > to)
      return source === "distance" && kind !== "gap" && kind !== "offset"
        ? { ...point, distanceM: point.distanceM + lostM }
        : point;
    if (source === "speed") return { ...point, speedKmh: change(point.speedKmh, 0, 1) };
    if (source === "distance") {
      const distanceM = change(point.distanceM, start.distanceM, 100);
      lostM = distanceM - point.distanceM;
      return { ...point, distanceM };
    }
    return {
      ...point,
      latitudeDeg: change(point.latitudeDeg, start.latitudeDeg, METRE_DEG),
      longitudeDeg: change(point.longitudeDeg, start.longitudeDeg, METRE_DEG),
    };
  });
}

interface Outcome {
  metres: number;
  codes: string[];
}

/** Result of repairing a file; null where it is refused. */
function outcomeOf(bytes: Uint8Array): Outcome | null {
  try {
    const { track, repairs } = prepareRun(parseOne(bytes), bundledRecipe, { gender: null, intent: null });
    return { metres: 1000 * summarise(track).distanceKm, codes: repairs.map(({ code }) => code) };
  } catch (error) {
    if (error instanceof PredictorError && ["contradiction", "no-speed"].includes(error.code)) return null;
    throw error;
  }
}

const without = (points: RecordedPoint[], source: Source): RecordedPoint[] =>
  points.map(({ speedKmh, distanceM, latitudeDeg, longitudeDeg, ...point }) => ({
    ...point,
    ...(source !== "speed" && { speedKmh }),
    ...(source !== "distance" && { distanceM }),
    ...(source !== "positions" && { latitudeDeg, longitudeDeg }),
  })) as RecordedPoint[];

const trueMetres = (points: MovingPoint[]) => points[points.length - 1].distanceM;

/** Whether a result is right: it equals the true run or, where that was hardly spoilt, differs by no more than sensors do. */
function expectRight({ metres }: Outcome, trueM: number, { kind, factor }: Spoiling): void {
  const isBeyondBelief = kind !== "offset" && (kind !== "factor" || factor > 1.9 || factor < 0.5);
  expect(Math.abs(metres / trueM - 1)).toBeLessThan(isBeyondBelief ? 0.05 : 0.15);
}

describe("of three sources, two reveal a third that is wrong by a factor or an offset, has a gap, or stands", () => {
  test.each(["tcx", "fit", "csv"] as const)("%s", { timeout: 60_000 }, (format) => {
    fc.assert(
      fc.property(anyCourse, anySpoiling(anyFactor, "speed", "distance", "positions"), (course, spoiling) => {
        const sound = recordedOn(course);
        const outcome = outcomeOf(recordedAs(format, spoilt(sound, spoiling)));
        expect(outcome).not.toBeNull();
        expectRight(outcome!, trueMetres(sound), spoiling);
      }),
      { numRuns: 150 },
    );
  });
});

describe("of two sources, an impossible one is replaced by the other, or the file refused, but never read wrongly", () => {
  const beyondBelief = fc.oneof(
    fc.constantFrom(3.6, 1000, 1 / 1000, 36, 2.236_936),
    fc.double({ min: 2.5, max: 50, noNaN: true }),
    fc.double({ min: 0.01, max: 0.4, noNaN: true }),
  );
  const wrongUnit = fc.constantFrom(1000, 1 / 1000, 1 / 1609.344);

  test.each([
    ["speed beside distance", "tcx", "positions", anySpoiling(beyondBelief, "speed")],
    ["speed beside positions", "gpx", "distance", anySpoiling(beyondBelief, "speed")],
    ["distance beside positions", "tcx", "speed", anySpoiling(wrongUnit, "distance")],
    ["distance beside speed", "fit", "positions", anySpoiling(wrongUnit, "distance")],
  ] as [string, RecordedFormat, Source, fc.Arbitrary<Spoiling>][])("%s in %s", (_, format, missing, anySpoilt) => {
    fc.assert(
      fc.property(
        anyCourse,
        anySpoilt.filter(({ source, kind }) => kind !== "offset" || source === "distance"),
        (course, spoiling) => {
          const sound = recordedOn(course);
          const outcome = outcomeOf(recordedAs(format, without(spoilt(sound, spoiling), missing)));
          if (outcome) expectRight(outcome, trueMetres(sound), spoiling);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("a sound run has no contradiction", () => {
  const anySensors = fc.record({
    wanderM: fc.double({ min: 0, max: 3, noNaN: true }),
    speedFactor: fc.double({ min: 0.87, max: 1.15, noNaN: true }),
    lateS: fc.double({ min: 0, max: 8, noNaN: true }),
    stepM: fc.constantFrom(0.01, 0.01, 1, 10),
    seed: fc.integer(),
  });

  /** A run with halts by realistic sensors: positions wander, the speed is delayed and the distance comes in steps. */
  function recordedBy(course: Course, sensors: typeof anySensors extends fc.Arbitrary<infer T> ? T : never) {
    const { wanderM, speedFactor, lateS, stepM, seed } = sensors;
    const random = new Random(String(seed));
    let [metres, north, east, ms, lateMs, wanderNorth, wanderEast, haltS] = [0, 0, 0, 0, 0, 0, 0, 0];
    return series(course.minutes * 60 + 1, (timeS) => {
      haltS = haltS > 0 ? haltS - 1 : random.chance(1 / 200) ? random.uniform(5, 60) : 0;
      ms += 0.4 * ((haltS > 0 ? 0 : (course.kmh / 3.6) * (1 + course.swing * Math.sin(timeS / 60))) - ms);
      lateMs += (ms - lateMs) / (1 + lateS);
      metres += ms;
      north += ms * Math.cos(timeS / 90);
      east += ms * Math.sin(timeS / 90);
      // Errors of positions are correlated in time.
      wanderNorth = 0.95 * wanderNorth + 0.31 * wanderM * random.normal(0, 1);
      wanderEast = 0.95 * wanderEast + 0.31 * wanderM * random.normal(0, 1);
      return {
        timeS,
        speedKmh: 3.6 * lateMs * speedFactor,
        distanceM: Math.floor(metres / stepM) * stepM,
        latitudeDeg: 48 + (north + wanderNorth) * METRE_DEG,
        longitudeDeg: 11 + ((east + wanderEast) * METRE_DEG) / Math.cos((48 * Math.PI) / 180),
        altitudeM: 100,
        heartRateBpm: 150,
      };
    }).filter(({ timeS }) => timeS % course.everyS === 0);
  }

  /** A delayed speed makes up for its delay where the others stand, where it isn't compared with them. */
  const manyHalts: Course = { minutes: 5, everyS: 5, kmh: 7.7, swing: 0.4 };
  const lateSpeed = { wanderM: 0, speedFactor: 0.87, lateS: 8, stepM: 0.01, seed: -2_084_650_150 };
  /** A speed delayed after one halt is almost 0 when the next one begins, and continues into it. */
  const haltAfterHalt: Course = { minutes: 16, everyS: 3, kmh: 12.45, swing: 0 };
  const laterSpeed = { wanderM: 0, speedFactor: 0.8724, lateS: 8, stepM: 1, seed: -840_283_822 };
  /** A delayed speed is too high at each of many halts, and too low between them. */
  const haltsInARow: Course = { minutes: 18, everyS: 1, kmh: 6.24, swing: 0 };
  const lateAtEach = { wanderM: 0, speedFactor: 1.0842, lateS: 8, stepM: 10, seed: 1_576_583_176 };

  test.each([
    ["three sources", null],
    ["speed and distance", "positions"],
    ["speed and positions", "distance"],
    ["distance and positions", "speed"],
  ] as const)("of %s", { timeout: 60_000 }, (_, missing) => {
    fc.assert(
      fc.property(anyCourse, anySensors, (course, sensors) => {
        const recorded = recordedBy(course, sensors);
        const outcome = outcomeOf(recordedAs("tcx", missing === null ? recorded : without(recorded, missing)));
        expect(outcome).not.toBeNull();
        expect(outcome?.codes).not.toContain("contradiction");
      }),
      {
        numRuns: 60,
        examples: [
          [manyHalts, lateSpeed],
          [haltAfterHalt, laterSpeed],
          [haltsInARow, lateAtEach],
        ],
      },
    );
  });
});

describe("what is told", () => {
  const columns = (count = 301) => ({
    timeS: series(count, (i) => i),
    altitudeM: series(count, () => 0),
    speedKmh: series(count, () => 10.8),
    distanceM: series(count, (i) => 3 * i),
    latitudeDeg: series(count, (i) => 50 + 3 * i * METRE_DEG),
    longitudeDeg: series(count, () => 8),
  });
  const ledgerOf = (workout: Workout) => repair(workout).repairs.map(({ message }) => message);
  const nothing = series(301, () => Number.NaN);

  test("the unit that a speed was in", () => {
    const [told] = ledgerOf(workoutOf({ ...columns(), speedKmh: series(301, () => 38.88) }));
    expect(told).toBe(
      "The speed comes to 3.6 times the way by distance and positions, throughout: it was in km/h, and is not believed.",
    );
  });

  test("where a speed stands while the others go on", () => {
    const { repairs } = repair(workoutOf({ ...columns(), speedKmh: series(301, (i) => (i < 100 ? 0 : 10.8)) }));
    expect(repairs).toMatchObject([
      {
        code: "contradiction",
        // To the end of the stretch after the one in which the fault begins to show.
        spans: [{ startS: 0, endS: 120 }],
        message: "The speed stays at 0 over 120 s, unlike distance and positions: it is not believed.",
      },
    ]);
  });

  test("that a distance was in kilometres", () => {
    const [told] = ledgerOf(workoutOf({ ...columns(), speedKmh: nothing, distanceM: series(301, (i) => 0.003 * i) }));
    expect(told).toBe(
      "The distance comes to 0.001 times the way by positions, throughout: it was in km, and is not believed.",
    );
  });

  test("where a distance stands while speed and positions go on", () => {
    const stuck = { ...columns(), distanceM: series(301, (i) => 3 * (i < 100 ? i : i < 200 ? 100 : i - 100)) };
    const { workout, repairs } = repair(workoutOf(stuck));
    expect(repairs).toMatchObject([
      {
        code: "contradiction",
        message: expect.stringMatching(/^The distance stays at 0 over \d+ s, unlike speed and pos/),
      },
    ]);
    expect(workout.speedKmh.every((kmh) => kmh === 10.8)).toBe(true);
  });

  test("which two contradict each other, where nothing tells which is right", () => {
    const { code, message } = thrownBy(() =>
      repair(workoutOf({ ...columns(), speedKmh: series(301, () => 5), latitudeDeg: nothing })),
    );
    expect(code).toBe("contradiction");
    expect(message).toContain("over 300 s its speed comes to 5 km/h, but its distance comes to 10.8 km/h");
  });

  test("a stated total tells which of two is right, and of one whether it is", () => {
    const statedTotal = { distanceM: 2700, timerS: 900 };
    const half = { ...columns(), speedKmh: series(301, () => 5), latitudeDeg: nothing };
    expect(repair(workoutOf(half, { statedTotal })).workout.speedKmh[150]).toBeCloseTo(10.8, 6);
    const inKmh = { ...half, speedKmh: series(301, () => 38.88), distanceM: nothing };
    const { workout, repairs } = repair(workoutOf(inKmh, { statedTotal }));
    expect(workout.speedKmh[150]).toBeCloseTo(10.8, 6);
    expect(repairs[0].message).toContain(
      "times the way by stated total, throughout: it was in km/h, and is divided by 3.6",
    );
  });

  test("a speed alone and a stated total that contradict each other, where nothing tells which is right", () => {
    const half = { ...columns(), speedKmh: series(301, () => 5), latitudeDeg: nothing, distanceM: nothing };
    const { code, message } = thrownBy(() =>
      repair(workoutOf(half, { statedTotal: { distanceM: 2700, timerS: 900 } })),
    );
    expect(code).toBe("contradiction");
    expect(message).toContain("its speed comes to 5 km/h, but its stated total comes to 10.8 km/h");
  });

  test("a distance that nobody runs beside a speed alone: it hides no pause", () => {
    const timeS = series(301, (i) => (i < 200 ? i : i + 120));
    const distanceM = series(301, (i) => 3 * Math.min(i, 150) + 300 * Math.max(0, i - 150));
    const { workout, repairs } = repair(workoutOf({ timeS, distanceM, speedKmh: series(301, () => 10.8) }));
    expect(repairs.map(({ code }) => code)).toEqual(["contradiction", "pause", "missing-altitude"]);
    expect(workout.pauses).toEqual([{ startS: 199, endS: 320 }]);
  });

  test("an impossible total proves nothing", () => {
    const distanceM = series(301, (i) => 108 * i);
    const wrong = { ...columns(), distanceM, latitudeDeg: nothing, speedKmh: series(301, () => 10.8) };
    const statedTotal = { distanceM: 108 * 300, timerS: 300 };
    expect(repair(workoutOf(wrong, { statedTotal })).workout.speedKmh[150]).toBe(10.8);
  });

  test("a slow distance and positions that lead to more all along, which is no wandering", () => {
    const slow = { ...columns(), speedKmh: nothing, distanceM: series(301, (i) => 1.85 * i) };
    expect(thrownBy(() => repair(workoutOf(slow))).code).toBe("contradiction");
  });

  test("a speed in another unit for half a minute beside a distance", () => {
    const spoiled = series(301, (i) => (i > 104 && i < 156 ? 38.88 : 10.8));
    const workout = workoutOf({ ...columns(), speedKmh: spoiled, latitudeDeg: nothing }, { sport: "cycling" });
    const { workout: repaired, repairs } = repair(workout);
    expect(repairs.map(({ code }) => code)).toEqual(["contradiction"]);
    for (const kmh of repaired.speedKmh) expect(kmh).toBeCloseTo(10.8, 6);
  });

  test("a speed that is now more, now less beyond what sensors differ by, and all of it for too long", () => {
    const beyond = (i: number) => (Math.floor(i / 15) % 3 === 0 ? 1.7 : 1.45);
    const spoiled = series(601, (i) => (i >= 90 && i < 210 ? 10.8 * beyond(i) : 10.8));
    const { workout, repairs } = repair(workoutOf({ ...columns(601), speedKmh: spoiled }));
    expect(repairs.map(({ code }) => code)).toEqual(["contradiction"]);
    for (const kmh of workout.speedKmh) expect(kmh).toBeCloseTo(10.8, 1);
  });

  test("all of a speed beside a distance where half of it is what nobody runs", () => {
    const spoiled = series(601, (i) => (i < 150 || i >= 360 ? 10.8 : i < 270 ? 50 : 26));
    const { workout, repairs } = repair(
      workoutOf({ ...columns(601), speedKmh: spoiled, latitudeDeg: series(601, () => Number.NaN) }),
    );
    expect(repairs.map(({ code }) => code)).toEqual(["contradiction"]);
    for (const kmh of workout.speedKmh) expect(kmh).toBeCloseTo(10.8, 1);
  });

  test("a distance that may be in feet beside a speed alone that may be too slow: nothing tells which", () => {
    const slow = { ...columns(), speedKmh: series(301, () => 10.8 / 3.280_84), latitudeDeg: nothing };
    expect(thrownBy(() => repair(workoutOf(slow))).code).toBe("contradiction");
  });

  test("a treadmill's distance is believed, wherever its positions wander about in the hall", () => {
    const hall = {
      ...columns(),
      speedKmh: nothing,
      latitudeDeg: series(301, (i) => 50 + 20 * Math.sin(i / 5) * METRE_DEG),
    };
    const { workout, repairs } = repair(workoutOf(hall));
    expect(workout.speedKmh[150]).toBeCloseTo(10.8, 6);
    expect(repairs.map(({ code }) => code)).toEqual(["speed-from-distance"]);
  });

  test("a speed of 0 throughout is none: the file is refused by what is there", () => {
    const standing = { timeS: columns().timeS, speedKmh: series(301, () => 0) };
    expect(thrownBy(() => repair(workoutOf(standing)))).toMatchObject({
      code: "no-speed",
      message: expect.stringContaining("The file has a speed of 0 km/h throughout"),
    });
  });

  test("a speed that nobody runs is no contradiction in a ride", () => {
    const ride = { ...columns(), speedKmh: series(301, () => 36), latitudeDeg: nothing };
    const ridden = { ...ride, distanceM: series(301, (i) => 10 * i) };
    expect(ledgerOf(workoutOf(ridden, { sport: "cycling" }))).toEqual([]);
  });
});
