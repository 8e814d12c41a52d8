import { expect, test } from "vitest";
import { hillWords, hoursWords, rampWords, stepWords, untrainedWords } from "./treadmill-words.ts";

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

test("what the training never saw of a curve is told, and nothing where it saw all of it", () => {
  const text = (place: number) => `${place} %`;
  const told = (lowest: number, highest: number) => untrainedWords({ at: [-12, 0, 12] }, { lowest, highest }, text);
  expect(told(-14, 9)).toBe("Shaded: the training never was above 9 %.");
  expect(told(-5, 9)).toBe("Shaded: the training never was below -5 % and above 9 %.");
  expect(told(-12, 12)).toBe("");
});
