import { expect, test } from "vitest";
import { directionWords } from "./figure-words.ts";

test("a difference that is written as 0.0 is none", () => {
  expect(directionWords({ measuredBpm: 150.04, predictedBpm: 149.96 })).toBe("as expected, on average");
  expect(directionWords({ measuredBpm: 150.04, predictedBpm: 149.94 })).toMatch(/^harder/);
  expect(directionWords({ measuredBpm: 149.9, predictedBpm: 150 })).toMatch(/^easier/);
});
