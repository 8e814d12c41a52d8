import { describe, expect, test } from "vitest";
import { trendPointOn } from "../../../testing/trend-points.ts";
import { filtered, lengthWords, NO_FILTER, speedCuts, thirdWords } from "./trend-filter.ts";
import { groupsOf } from "./trend-groups.ts";

const METRIC = { speedUnit: "pace", distanceUnit: "km" } as const;
const MILES = { speedUnit: "speed", distanceUnit: "mi" } as const;

const POINTS = [
  trendPointOn(0, 1, { distanceKm: 4, meanSpeedKmh: 9, sport: "trail_run", temperatureC: -3 }),
  trendPointOn(1, 2, { distanceKm: 5, meanSpeedKmh: 10, sensor: "strap", temperatureC: 12 }),
  trendPointOn(2, 3, { distanceKm: 42, meanSpeedKmh: 12, sensor: null, temperatureC: Number.NaN }),
];

describe("a filter", () => {
  const days = (changes: Partial<typeof NO_FILTER>) =>
    filtered(POINTS, { ...NO_FILTER, ...changes }).map(({ differenceBpm }) => differenceBpm);

  test("lets through runs of a sport, of a length, of a third by speed", () => {
    expect(days({})).toEqual([1, 2, 3]);
    expect(days({ sport: "Trail run" })).toEqual([1]);
    expect(days({ length: 1 })).toEqual([2]);
    expect(days({ length: 4 })).toEqual([3]);
    expect(days({ speed: "slow" })).toEqual([1]);
    expect(days({ speed: "middle" })).toEqual([2]);
    expect(days({ speed: "fast" })).toEqual([3]);
    expect(days({ speed: "fast", sport: "Trail run" })).toEqual([]);
  });

  test("is worded in the units that are read", () => {
    expect(lengthWords(0, METRIC)).toBe("under 5 km");
    expect(lengthWords(1, MILES)).toBe("3.1 to 6.2 mi");
    expect(lengthWords(4, METRIC)).toBe("21 km and more");
    expect(thirdWords("fast", speedCuts(POINTS), METRIC)).toBe("fastest third (5:38 min/km and faster)");
  });
});

test("runs are told apart by marks, those that do not say by one of their own", () => {
  expect(groupsOf(POINTS, "temperature", METRIC)).toEqual([
    { name: "under 5 °C", mark: 0 },
    { name: "12 to 19 °C", mark: 2 },
    { name: "temperature not stated", mark: 5 },
  ]);
  expect(groupsOf(POINTS, "sensor", METRIC).map(({ name }) => name)).toEqual([
    "wrist",
    "chest strap",
    "sensor not stated",
  ]);
  expect(groupsOf(POINTS, "nothing", METRIC)).toHaveLength(1);
});
