import { expect, test } from "vitest";
import { parseMaximumHeartRate, parseRestingHeartRate } from "./stated-heart-rates.ts";

test("a maximum heart rate is a whole number that a heart can reach", () => {
  expect(parseMaximumHeartRate(" 187 ")).toBe(187);
  for (const typed of ["19", "1900", "fast", "187.5", "-187"]) expect(parseMaximumHeartRate(typed)).toBe("invalid");
});

test("a resting heart rate is a lower one", () => {
  expect(parseRestingHeartRate("48")).toBe(48);
  for (const typed of ["24", "111", "187"]) expect(parseRestingHeartRate(typed)).toBe("invalid");
});

test("nothing typed is the default, or unknown", () => {
  expect(parseRestingHeartRate(" ")).toBeNull();
  expect(parseMaximumHeartRate("")).toBeNull();
});
