import { expect, test } from "vitest";
import { trendPointOn } from "../../../testing/trend-points.ts";
import { groupsOf } from "./trend-groups.ts";

const METRIC = { speedUnit: "pace", distanceUnit: "km" } as const;

const POINTS = [
  trendPointOn(0, 1, { temperatureC: -3 }),
  trendPointOn(1, 2, { sensor: "strap", temperatureC: 12 }),
  trendPointOn(2, 3, { sensor: null, temperatureC: Number.NaN }),
];

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
