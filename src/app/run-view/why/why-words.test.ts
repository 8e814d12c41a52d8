import { expect, test } from "vitest";
import type { Reasons } from "../../../evaluation/parts/reasons.ts";
import type { Units } from "../../format/units.ts";
import { whyWords } from "./why-words.ts";

const units: Units = { speedUnit: "pace", distanceUnit: "km" };
const values = {
  baseBpm: 146.4,
  parts: [
    { part: "pace", bpm: 6.3 },
    { part: "changes", bpm: -2.2 },
    { part: "hills", bpm: 11.4 },
    { part: "timeOnFeet", bpm: 0.3 },
  ] as const,
};
const reasons: Reasons = { hills: () => 40, changes: () => 0 };

test("a moment is told by what happened near it, in numbers that add up to the expected heart rate", () => {
  expect(whyWords({ ...values, parts: [...values.parts] }, { step: 3, reasons }, units)).toBe(
    "Of 162 bpm, 147 are an even 6:00 min/km on the level, 11 the hill you left 40 seconds ago and 6 the pace of the run; taken off are 2 by slower running here.",
  );
});

test("a stretch is told by its parts alone, in the units that are read", () => {
  const speeds: Units = { speedUnit: "speed", distanceUnit: "mi" };
  expect(
    whyWords(
      {
        baseBpm: 150,
        parts: [
          { part: "hills", bpm: -3 },
          { part: "runner", bpm: 5 },
        ],
      },
      null,
      speeds,
    ),
  ).toBe(
    "Of 152 bpm on average, 150 are an even 6.2 mph on the level and 5 the runner; taken off are 3 by climbs and descents.",
  );
});

test("a run that is its base has nothing else in its sentence", () => {
  expect(whyWords({ baseBpm: 140, parts: [{ part: "pace", bpm: 0.2 }] }, null, units)).toBe(
    "Of 140 bpm on average, 140 are an even 6:00 min/km on the level.",
  );
});
