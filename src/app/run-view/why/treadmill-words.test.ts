import { expect, test } from "vitest";
import { hillWords, hoursWords, rampWords, stepWords } from "./treadmill-words.ts";

const curve = { at: [], bpm: [] };

test("figures stand in the units that are read, beside those of textbooks", () => {
  expect(rampWords({ ...curve, bpmPerKmh: 4.14 }, { distanceUnit: "km" })).toEqual({
    found: "4.1 bpm a km/h, from 8 to 14.",
    textbook: "8 to 12 bpm (ACSM 2017)",
  });
  expect(rampWords({ ...curve, bpmPerKmh: 4.14 }, { distanceUnit: "mi" })).toEqual({
    found: "6.7 bpm a mph, from 5 to 9.",
    textbook: "12 to 19 bpm (ACSM 2017)",
  });
  expect(stepWords({ ...curve, onS: 59.6, offS: 54.2 }).found).toContain("in 60 s, to a slower one's in 54 s");
  expect(hillWords({ ...curve, bpmPerPercentUp: 1.31, bpmPerPercentDown: 1.38 }).found).toBe(
    "1.3 bpm more a percent up, 1.4 fewer a percent down.",
  );
  expect(hoursWords({ ...curve, bpmPerHour: 1.21 }).found).toMatch(/^1.2 bpm more an hour/);
});
