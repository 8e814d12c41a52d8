import { expect, test } from "vitest";
import { daysBetween, factsFrom, NO_FACTS } from "./recording-facts.ts";

const onDay = (runnerDay: number) => ({ ...NO_FACTS, runnerDay });
const onDate = (iso: string) => ({ ...NO_FACTS, startedAt: { unixS: Date.parse(iso) / 1000, utcOffsetS: null } });

test("the days between two runs are known where both state a date, or both the days since a first run", () => {
  expect(daysBetween(onDate("2024-05-01T06:00Z"), onDate("2024-05-03T18:00Z"))).toBe(2.5);
  expect(daysBetween(onDay(9), onDay(4.5))).toBe(-4.5);
  expect(daysBetween(onDate("2024-05-01T06:00Z"), onDay(4))).toBeNull();
  expect(daysBetween(NO_FACTS, onDay(4))).toBeNull();
  expect(daysBetween({ ...onDate("2024-05-01T06:00Z"), runnerDay: 1 }, onDay(4))).toBe(3);
});

test("a run that is a part of a recording starts later, by its date and by its days alike", () => {
  const later = factsFrom({ ...onDate("2024-05-01T06:00Z"), runnerDay: 12 }, 6 * 3600, 600);
  expect(later).toMatchObject({ startedAt: onDate("2024-05-01T12:00Z").startedAt, runnerDay: 12.25 });
});
