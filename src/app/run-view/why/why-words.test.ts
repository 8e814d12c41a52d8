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
    "Of 162 bpm, 11 are the hill you left 40 seconds ago and 6 the pace of the run; taken off are 2 by slower running here. An even 6:00 min/km on the level would be 147.",
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
    "Of 152 bpm on average, 5 are the runner; taken off are 3 by climbs and descents. An even 6.2 mph on the level would be 150.",
  );
});

test("a run of which everything takes off has nothing added in its sentence", () => {
  expect(whyWords({ baseBpm: 156, parts: [{ part: "pace", bpm: -7 }] }, { step: 0, reasons }, units)).toBe(
    "149 bpm; taken off are 7 by the pace of the run. An even 6:00 min/km on the level would be 156.",
  );
});

test("a run that is its base has nothing else in its sentence", () => {
  expect(whyWords({ baseBpm: 140, parts: [{ part: "pace", bpm: 0.2 }] }, null, units)).toBe(
    "140 bpm on average, as of an even 6:00 min/km on the level.",
  );
});
