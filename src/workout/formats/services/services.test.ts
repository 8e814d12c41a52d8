import fc from "fast-check";
import { expect, test } from "vitest";
import { prepareRun } from "../../../model/prepare.ts";
import { bundledRecipe } from "../../../model/recipes.ts";
import { parseOne, refusal } from "../../../testing/parsing.ts";
import type { RecordedPoint } from "../../../testing/recorded-as.ts";
import {
  goldenCheetahRide,
  polarCsv,
  polarSession,
  SERVICE_START_MS,
  stravaStreams,
  suuntoLog,
} from "../../../testing/service-files.ts";
import { series } from "../../../testing/workouts.ts";
import { summarise } from "../../summary.ts";

/** Polar Flow's CSV, which has no columns of positions. */
const POLAR_CSV = "a session of Polar Flow as CSV";

const WRITERS: Record<string, (points: readonly RecordedPoint[]) => string> = {
  "Strava's streams, keyed by type": (points) => stravaStreams(points, "keyed"),
  "Strava's streams, listed": (points) => stravaStreams(points, "listed"),
  "a session of Polar Flow": polarSession,
  [POLAR_CSV]: polarCsv,
  "a Suunto log": (points) => suuntoLog(points, "log"),
  "a Suunto log of attributes": (points) => suuntoLog(points, "attributes"),
  "a Suunto log of attributes as text": (points) => suuntoLog(points, "text"),
  "an activity of GoldenCheetah": goldenCheetahRide,
};

interface Course {
  steps: number;
  everyS: number;
  speedKmh: number;
  /** Sources of motion that the recording has. */
  told: ("speedKmh" | "distanceM" | "latitudeDeg")[];
}

const courses: fc.Arbitrary<Course> = fc.record({
  steps: fc.integer({ min: 60, max: 200 }),
  everyS: fc.integer({ min: 1, max: 3 }),
  speedKmh: fc.integer({ min: 6, max: 18 }),
  told: fc.subarray(["speedKmh", "distanceM", "latitudeDeg"], { minLength: 1 }),
});

/** A run due north at a steady speed. */
function pointsOf({ steps, everyS, speedKmh, told }: Course): RecordedPoint[] {
  return series(steps, (i) => {
    const timeS = i * everyS;
    const distanceM = (speedKmh / 3.6) * timeS;
    return {
      timeS,
      ...(told.includes("speedKmh") && { speedKmh }),
      ...(told.includes("distanceM") && { distanceM }),
      ...(told.includes("latitudeDeg") && { latitudeDeg: 48 + distanceM / 111_195, longitudeDeg: 11 }),
      altitudeM: 300 + i / 10,
      heartRateBpm: 140 + (i % 10),
    };
  });
}

test.each(Object.entries(WRITERS))("%s comes out as the run that went in", (file, write) => {
  fc.assert(
    fc.property(courses, (course) => {
      fc.pre(file !== POLAR_CSV || course.told.some((way) => way !== "latitudeDeg"));
      const recorded = pointsOf(course);
      const workout = parseOne(write(recorded));
      const { track } = prepareRun(workout, bundledRecipe, { gender: null, intent: null });
      const { durationS, distanceKm } = summarise(track);
      const lastS = recorded[recorded.length - 1].timeS;
      expect(durationS).toBe(lastS - (lastS % track.stepS));
      expect(Math.abs((3600 * distanceKm) / (course.speedKmh * durationS) - 1)).toBeLessThan(0.01);
      expect(Array.from(workout.heartRateBpm, Math.round)).toEqual(recorded.map(({ heartRateBpm }) => heartRateBpm));
      expect(workout.altitudeM[10]).toBeCloseTo(recorded[10].altitudeM!, 6);
    }),
    { numRuns: 50 },
  );
});

const points: RecordedPoint[] = series(100, (i) => ({
  timeS: i,
  speedKmh: 10.8,
  distanceM: 3 * i,
  latitudeDeg: 48 + (3 * i) / 111_195,
  longitudeDeg: 11,
  altitudeM: 100,
  heartRateBpm: 150,
}));

const startedAt = { unixS: SERVICE_START_MS / 1000, utcOffsetS: 7200 };

test("Polar Flow states when, with what and by whom a session was run, and its laps", () => {
  expect(parseOne(polarSession(points))).toMatchObject({
    format: "polar-flow",
    sport: "RUNNING",
    gender: 0,
    startedAt,
    device: "Polar Vantage V",
    laps: [{ startS: 0, endS: 60, endedBy: null }],
    runnerHeartRates: { maximumBpm: 186, restingBpm: 52, thresholdBpm: 168 },
    zoneStartsBpm: [93, 112, 130, 149, 167],
  });
});

test("the first table of Polar Flow's CSV states when and by whom the session of the second was run", () => {
  expect(parseOne(polarCsv(points))).toMatchObject({
    format: "polar-csv",
    sport: "RUNNING",
    startedAt: { unixS: startedAt.unixS + 7200, utcOffsetS: null },
    runnerHeartRates: { maximumBpm: 186, restingBpm: 52, thresholdBpm: null },
  });
});

test("a Suunto log states its start, sport, device, temperature and laps", () => {
  const workout = parseOne(suuntoLog(points, "log"));
  expect(workout).toMatchObject({
    format: "suunto",
    sport: "Running",
    startedAt,
    device: "Suunto 9",
    laps: [{ startS: 0, endS: 99, endedBy: "manual" }],
  });
  expect(workout.temperatureC[50]).toBeCloseTo(20, 6);
});

test("a Suunto log of a sport that no table has is no run", () => {
  expect(parseOne(suuntoLog(points, "log").replace('"ActivityType":3', '"ActivityType":97')).sport).toBe(
    "Suunto activity 97",
  );
});

test("GoldenCheetah states start, sport, device and laps; what its samples hold besides is named", () => {
  expect(parseOne(goldenCheetahRide(points))).toMatchObject({
    format: "goldencheetah",
    sport: "Run",
    startedAt: { unixS: SERVICE_START_MS / 1000, utcOffsetS: null },
    device: "Garmin FR620",
    laps: [{ startS: 0, endS: 60, endedBy: null }],
    passedOver: ["SLOPE"],
  });
});

test.each(["keyed", "listed"] as const)("Strava's streams within the record of their activity, %s", (layout) => {
  const activity = { id: 1, sport_type: "TrailRun", type: "Run", streams: JSON.parse(stravaStreams(points, layout)) };
  const workout = parseOne(JSON.stringify(activity));
  expect(workout).toMatchObject({ format: "strava-streams", sport: "TrailRun" });
  expect(workout.distanceM[99]).toBe(297);
});

test("Strava's streams that mean nothing here are named", () => {
  expect(parseOne(stravaStreams(points, "keyed")).passedOver).toEqual(["grade_smooth"]);
});

test.each([
  [
    "Strava",
    "Activity ID,Activity Date,Activity Type,Distance\n1,2024-05-04 07:30:00,Run,5\n2,2024-05-05 07:30:00,Run,5\n",
  ],
  ["Runkeeper", "Activity Id,Date,Type,Distance (km),Duration,GPX File\na,2024-05-04 09:30:00,Running,0.45,2:30,\n"],
  [
    "Garmin Connect",
    "Activity Type,Date,Favorite,Distance,Time,Avg HR\nRunning,2024-05-04 07:30:00,false,5,0:27:10,150\n",
  ],
  [
    "Samsung Health",
    "com.samsung.shealth.exercise,6310002,10\ncom.samsung.health.exercise.start_time,com.samsung.health.exercise.distance\n2024-05-04 07:30:00.000,450\n",
  ],
])("a table of %s's activities is no run, and is refused by the service's name", (service, content) => {
  const { code, message } = refusal(content);
  expect(code).toBe("no-runs");
  expect(message).toContain(service);
});

test.each([
  ["a session of Polar Flow without samples", '{"exercises": [{"sport": "RUNNING"}]}', "no-speed", "Polar Flow"],
  ["a session of Polar Flow without exercises", '{"exercises": []}', "no-runs", "Polar Flow"],
  [
    "the summary of a Suunto log",
    '{"Samples": [{"Attributes": {"suunto/sml": {"Header": {}}}, "TimeISO8601": "2024-05-04T09:30:00+02:00"}]}',
    "no-speed",
    "Suunto",
  ],
  [
    "a Suunto log with broken attributes",
    '{"Samples": [{"Attributes": "{", "TimeISO8601": "2024-05-04T09:30:00+02:00"}]}',
    "malformed-json",
    "Suunto",
  ],
])("%s is refused in one sentence that names the service", (_, content, code, service) => {
  const { code: own, message } = refusal(content);
  expect(own).toBe(code);
  expect(message).toContain(service);
});
