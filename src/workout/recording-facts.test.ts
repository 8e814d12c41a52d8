import { expect, test } from "vitest";
import { parseOne } from "../testing/parsing.ts";
import { recordedAs } from "../testing/recorded-as.ts";
import { series, workoutOf } from "../testing/workouts.ts";
import { daysBetween, NO_FACTS } from "./recording-facts.ts";
import { repair } from "./repair/repair.ts";

const HOUR_S = 3600;

test("where repair lets the run begin later, its start and its laps follow", () => {
  const recorded = workoutOf(
    {
      timeS: [0, 1, ...series(60, (i) => 8 * HOUR_S + i)],
      speedKmh: series(62, () => 10),
    },
    {
      startedAt: { unixS: 1_700_000_000, utcOffsetS: 3600 },
      runnerDay: 12,
      laps: [
        { startS: 0, endS: 2, endedBy: "manual" },
        { startS: 8 * HOUR_S - 5, endS: 8 * HOUR_S + 30, endedBy: "distance" },
        { startS: 8 * HOUR_S + 30, endS: 8 * HOUR_S + 90, endedBy: "session-end" },
      ],
      device: "A watch",
    },
  );
  expect(repair(recorded).workout).toMatchObject({
    startedAt: { unixS: 1_700_000_000 + 8 * HOUR_S, utcOffsetS: 3600 },
    runnerDay: 12 + 8 / 24,
    laps: [
      { startS: 0, endS: 30, endedBy: "distance" },
      { startS: 30, endS: 59, endedBy: "session-end" },
    ],
    device: "A watch",
  });
});

test("a start that no calendar holds is none", () => {
  const facts = { startedAt: { unixS: 1e12, utcOffsetS: null } };
  expect(repair(workoutOf({ timeS: [0, 1, 2], speedKmh: [9, 9, 9] }, facts)).workout.startedAt).toBeNull();
});

test.each(["gpx", "tcx", "fit"] as const)("the first time of a %s file dates the run", (format) => {
  const points = series(20, (i) => ({ timeS: i + 30, speedKmh: 9, latitudeDeg: 48 + i / 40_000, longitudeDeg: 11 }));
  const { startedAt } = parseOne(recordedAs(format, points));
  expect(startedAt).toEqual({ unixS: Date.UTC(2024, 4, 1, 8) / 1000 + 30, utcOffsetS: null });
});

test("times that count from the start, from midnight or from 1970 date nothing", () => {
  expect(parseOne("time,speed\n0,9\n1,9\n").startedAt).toBeNull();
  expect(parseOne("time,speed\n7:30:00,9\n7:30:01,9\n").startedAt).toBeNull();
  expect(parseOne('{"workout_id": 1, "timestamp": [5, 6], "speed": [9, 9]}')).toMatchObject(NO_FACTS);
  expect(parseOne("time,speed\n2024-05-01T10:00:00+02:00,9\n2024-05-01T10:00:01+02:00,9\n").startedAt?.unixS).toBe(
    Date.UTC(2024, 4, 1, 8) / 1000,
  );
});

test("the days between two runs are known where both state a date, or both the days since a first run", () => {
  const onDay = (runnerDay: number) => ({ ...NO_FACTS, runnerDay });
  const onDate = (iso: string) => ({ ...NO_FACTS, startedAt: { unixS: Date.parse(iso) / 1000, utcOffsetS: null } });
  expect(daysBetween(onDate("2024-05-01T06:00Z"), onDate("2024-05-03T18:00Z"))).toBe(2.5);
  expect(daysBetween(onDay(9), onDay(4.5))).toBe(-4.5);
  expect(daysBetween(onDate("2024-05-01T06:00Z"), onDay(4))).toBeNull();
  expect(daysBetween(NO_FACTS, onDay(4))).toBeNull();
  expect(daysBetween({ ...onDate("2024-05-01T06:00Z"), runnerDay: 1 }, onDay(4))).toBe(3);
});
