import { expect, test } from "vitest";
import { lengthWords, thirdWords } from "./run-filter-words.ts";

const METRIC = { speedUnit: "pace", distanceUnit: "km" } as const;
const MILES = { speedUnit: "speed", distanceUnit: "mi" } as const;

test("a filter is worded in the units that are read", () => {
  expect(lengthWords(0, METRIC)).toBe("under 5 km");
  expect(lengthWords(1, MILES)).toBe("3.1 to 6.2 mi");
  expect(lengthWords(4, METRIC)).toBe("21 km and more");
  expect(thirdWords("fast", [9.66, 10.66], METRIC)).toBe("fastest third (5:38 min/km and faster)");
});
