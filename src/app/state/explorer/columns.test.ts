import { expect, test } from "vitest";
import { splitRow } from "../../../testing/scripted-split.ts";
import type { Units } from "../../format/units.ts";
import { columns } from "./columns.ts";

const texts = (row: ReturnType<typeof splitRow>, units: Units) =>
  Object.fromEntries(columns.map(({ id, unit, text }) => [id, `${text(row, units)} ${unit(units)}`.trim()]));

test("a row stands in the page's units; where the file states its figures, distance is mean speed times duration", () => {
  const row = splitRow(0, { duration_min: 90, speed_mean: 12, altitude_gain: 305 });
  expect(texts(row, { speedUnit: "pace", distanceUnit: "km" })).toEqual({
    run: "100",
    runner: "7",
    type: "Steady",
    duration: "1:30:00 h:mm:ss",
    distance: "18.00 km",
    "mean-heart-rate": "150.0 bpm",
    "maximum-heart-rate": "175 bpm",
    speed: "5:00 min/km",
    climb: "305 m",
    mae: "— bpm",
    difference: "— bpm",
    "error-median": "— bpm",
    "error-95": "— bpm",
    coverage: "— %",
    "speed-correlation": "— correlation",
  });
  expect(texts(row, { speedUnit: "speed", distanceUnit: "mi" })).toMatchObject({
    distance: "11.18 mi",
    speed: "7.5 mph",
    climb: "1,001 ft",
  });
});

test("a scored run's errors stand in its row, the difference as measured minus expected", () => {
  const score = {
    ...{ maeBpm: 11.26, differenceBpm: -4, coverage: 0.876, speedCorrelation: 0.4 },
    spread: { median: 9, p95: 24.44, maximum: 40 },
  };
  const scored = { ...splitRow(0), score };
  const units: Units = { speedUnit: "pace", distanceUnit: "km" };
  expect(texts(scored, units)).toMatchObject({
    ...{ mae: "11.3 bpm", difference: "−4.0 bpm", "error-median": "9.0 bpm", "error-95": "24.4 bpm" },
    ...{ coverage: "88 %", "speed-correlation": "+0.40 correlation" },
  });
});

test("what is missing is a dash, never a zero", () => {
  const missing = {
    user_id: null,
    workout_type: null,
    duration_min: null,
    hr_mean: null,
    hr_max: null,
    speed_mean: null,
    altitude_gain: null,
  };
  const units: Units = { speedUnit: "pace", distanceUnit: "km" };
  const { run, ...rest } = texts(splitRow(0, missing), units);
  expect(run).toBe("100");
  for (const [column, text] of Object.entries(rest)) expect(text, column).toMatch(/^—/);
  for (const { id, value } of columns) if (id !== "run") expect(value(splitRow(0, missing), units), id).toBeNull();
});
