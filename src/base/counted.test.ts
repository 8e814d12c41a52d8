import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test("a noun is in the singular for one thing alone, and thousands are set apart", () => {
  expect([0, 1, 2, 12_345].map((count) => counted(count, "point"))).toEqual([
    "0 points",
    "1 point",
    "2 points",
    "12,345 points",
  ]);
});
