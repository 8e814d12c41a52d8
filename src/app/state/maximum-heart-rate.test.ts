import { expect, test } from "vitest";
import { parseMaximumHeartRate } from "./maximum-heart-rate.ts";

test("a maximum heart rate is a whole number that a heart can reach", () => {
  expect(parseMaximumHeartRate(" 187 ")).toBe(187);
  for (const typed of ["19", "1900", "fast", "187.5", "-187"]) expect(parseMaximumHeartRate(typed)).toBe("invalid");
});

test("nothing typed is the default", () => {
  expect(parseMaximumHeartRate("")).toBeNull();
});
