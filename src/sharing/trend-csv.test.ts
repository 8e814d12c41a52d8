import { expect, test } from "vitest";
import { trendOf } from "../evaluation/trend/trend.ts";
import { anyTrend } from "../testing/contract.ts";
import { trendPointOn } from "../testing/trend-points.ts";
import { trendCsv } from "./trend-csv.ts";

test("is a line a run in order of time, empty where nothing is known", () => {
  const trend = trendOf(
    [
      trendPointOn(9, 4.126, { name: "long, hot", temperatureC: Number.NaN, sensor: null }),
      trendPointOn(0, -3, { sport: null }),
    ],
    anyTrend(),
  );
  const [header, first, second, end] = trendCsv(trend).split("\n");
  expect(header.split(",")).toHaveLength(16);
  expect(first).toMatch(
    /^2025-01-06T08:00:00\+01:00,run of day 0,,wrist,10000,3600,10,12,-3,2,(-?[\d.]+,){5}-?[\d.]+$/,
  );
  expect(second).toMatch(/^2025-01-15T08:00:00\+01:00,"long, hot",run,,10000,3600,10,,4.13,2,/);
  const fields = second.split(",").slice(-6);
  expect(fields.slice(0, 3)).toEqual(fields.slice(3));
  expect(end).toBe("");
});
