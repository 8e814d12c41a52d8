import { expect, test } from "vitest";
import { knownKey, sorted } from "./sorting.ts";

test("rows without a value come last in either direction, and equals keep their order", () => {
  const rows = [150, null, 140, 150, Number.NaN].map((bpm, id) => ({ id, bpm }));
  const ids = (direction: "ascending" | "descending") =>
    sorted(rows, ({ bpm }) => knownKey(bpm), direction).map(({ id }) => id);
  expect(ids("ascending")).toEqual([2, 0, 3, 1, 4]);
  expect(ids("descending")).toEqual([0, 3, 2, 1, 4]);
});

test("names are sorted as people count", () => {
  expect(sorted(["10.gpx", "b.gpx", "2.gpx", "A.gpx"], (name) => name, "ascending")).toEqual([
    "2.gpx",
    "10.gpx",
    "A.gpx",
    "b.gpx",
  ]);
});
