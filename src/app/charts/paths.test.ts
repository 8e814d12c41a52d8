import { expect, test } from "vitest";
import { areaPath, linePath } from "./paths.ts";

test("a line is broken where a value is missing, and a point on its own is there", () => {
  const points = [{ x: 0, y: 1 }, { x: 1.04, y: 2.06 }, null, null, { x: 4, y: 5 }, null];
  expect(linePath(points)).toBe("M0 1h0L1 2.1M4 5h0");
  expect(linePath([null])).toBe("");
});

test("an area goes along its upper line and back along its lower one, apart on either side of a gap", () => {
  const pairs = [
    null,
    { x: 0, upperY: 1, lowerY: 5 },
    { x: 2, upperY: 2, lowerY: 6 },
    null,
    { x: 4, upperY: 3, lowerY: 7 },
  ];
  expect(areaPath(pairs)).toBe("M0 1L2 2L2 6L0 5ZM4 3L4 7Z");
  expect(areaPath([])).toBe("");
});
