import { expect, test } from "vitest";
import { mapAxes, mapCellsOf } from "../../../evaluation/error-map.ts";
import { trackOf } from "../../../testing/tracks.ts";
import { cellWords, columnName, columnTicks } from "./error-map-words.ts";

const KM = { distanceUnit: "km" } as const;

test("columns are called by what they hold", () => {
  expect(columnName("time", 5, KM)).toBe("10:00 to 12:00");
  expect(columnName("distance", 10, KM)).toBe("5.0 to 5.5 km");
  expect(columnName("distance", 10, { distanceUnit: "mi" })).toBe("3.1 to 3.4 mi");
  expect(columnName("grade", 0, KM)).toBe("under −14 %");
  expect(columnName("grade", mapAxes.grade.starts.length - 1, KM)).toBe("from +14 %");
  expect(columnName("zone", 3, KM)).toBe("Zone 3");
  expect(columnTicks("time", 30, KM).map(({ label }) => label)).toEqual([
    "0:00",
    "10:00",
    "20:00",
    "30:00",
    "40:00",
    "50:00",
  ]);
  expect(columnTicks("distance", 12, KM).map(({ label }) => label)).toEqual(["0 km", "2 km", "4 km"]);
  expect(columnTicks("zone", 6, KM).map(({ label }) => label)).toEqual(["below", "Z1", "Z2", "Z3", "Z4", "Z5"]);
  expect(columnTicks("grade", 16, KM).map(({ label }) => label)).toEqual(["−8 %", "0 %", "+8 %"]);
});

test("a cell is told with its run", () => {
  const expectedBpm = new Float32Array(200).fill(150);
  const cells = mapCellsOf({
    track: trackOf({ speedKmh: new Float32Array(200).fill(10) }),
    measuredBpm: expectedBpm.map((bpm) => bpm - 6),
    expectedBpm,
  });
  const run = { row: 3, runner: "7", durationS: 1194, maeBpm: 6, differenceBpm: -6, cells };
  expect(cellWords(run, "Run 12, runner 7", "time", 4, KM)).toBe(
    "Run 12, runner 7: 6 bpm easier than expected at 8:00 to 10:00; over its 19:54, off by 6.0 bpm, −6.0 on average.",
  );
  expect(cellWords(run, "Run 12", "time", 40, KM)).toContain("nothing to compare at 1:20:00 to 1:22:00");
});
