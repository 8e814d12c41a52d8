import { describe, expect, test } from "vitest";
import { splitRow } from "../../../testing/scripted-split.ts";
import type { Units } from "../../format/units.ts";
import { asksFor, type FilterFields, letsThrough, noFilter, readFilter, speedIn, typesOf } from "./filter.ts";

const PACE_KM: Units = { speedUnit: "pace", distanceUnit: "km" };
const PACE_MI: Units = { speedUnit: "pace", distanceUnit: "mi" };
const SPEED_KM: Units = { speedUnit: "speed", distanceUnit: "km" };
const SPEED_MI: Units = { speedUnit: "speed", distanceUnit: "mi" };
const ANY = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

const asked = (change: Partial<FilterFields>, units = PACE_KM) => readFilter({ ...noFilter(units), ...change });

describe("a range", () => {
  test("is read from numbers, with a comma as well, either end open", () => {
    const { filter, problems } = asked({ heartRate: { from: " 150 ", to: "" }, duration: { from: "", to: "62,5" } });
    expect(filter.heartRateBpm).toEqual({ from: 150, to: ANY.to });
    expect(filter.durationMin).toEqual({ from: ANY.from, to: 62.5 });
    expect(problems).toEqual({});
  });

  test("whose end is not understood says so, and keeps to the other", () => {
    const { filter, problems } = asked({ heartRate: { from: "15x", to: "170" } });
    expect(filter.heartRateBpm).toEqual({ from: ANY.from, to: 170 });
    expect(problems).toEqual({ heartRate: { ends: ["from"], message: "Not applied. Write it like 150." } });
    for (const typed of ["-5", "1e3", "NaN", "Infinity", "1.2.3", "9999999", "٣", "1:75"]) {
      expect(asked({ duration: { from: typed, to: typed } }).problems.duration?.ends, typed).toEqual(["from", "to"]);
    }
  });

  test("that runs backward limits nothing, and says so", () => {
    const { filter, problems } = asked({ duration: { from: "60", to: "30" } });
    expect(filter.durationMin).toEqual(ANY);
    expect(problems.duration).toEqual({ ends: ["from", "to"], message: "Not applied: from is above to." });
  });

  test("of speeds is read in the units it was typed in; the longest pace is the slowest", () => {
    const speed = (from: string, to: string, units: Units) => asked({ speed: { from, to, units } }).filter.speedKmh;
    expect(speed("10", "12.5", SPEED_KM)).toEqual({ from: 10, to: 12.5 });
    expect(speed("10", "", SPEED_MI).from).toBeCloseTo(16.09, 2);
    expect(speed("4:00", "6:00", PACE_KM)).toEqual({ from: 10, to: 15 });
    expect(speed("", "5:30", PACE_KM)).toEqual({ from: expect.closeTo(10.909, 3), to: ANY.to });
    expect(speed("8:00", "", PACE_MI)).toEqual({ from: ANY.from, to: expect.closeTo(12.07, 2) });
    expect(asked({ speed: { from: "0", to: "0:00", units: PACE_KM } }).problems.speed?.ends).toEqual(["from", "to"]);
  });
});

describe("units that change under a range of speeds", () => {
  test("turn it into the same speeds, or leave what is not understood as it was typed", () => {
    const typed = { from: "4:00", to: "6:00", units: PACE_KM };
    expect(speedIn(typed, PACE_KM)).toBe(typed);
    expect(speedIn(typed, SPEED_KM)).toEqual({ from: "10", to: "15", units: SPEED_KM });
    expect(speedIn(typed, PACE_MI)).toEqual({ from: "6:26", to: "9:39", units: PACE_MI });
    expect(speedIn({ from: "", to: "12", units: SPEED_KM }, PACE_KM)).toEqual({ from: "5:00", to: "", units: PACE_KM });
    const unclear = { from: "fast", to: "", units: SPEED_KM };
    expect(speedIn(unclear, PACE_KM)).toBe(unclear);
  });
});

describe("a row", () => {
  const passes = (change: Partial<FilterFields>, row = splitRow(0)) => letsThrough(asked(change).filter, row);

  test("passes where all that is asked for holds, the ends of ranges among it", () => {
    expect(passes({})).toBe(true);
    expect(passes({ heartRate: { from: "150", to: "150" }, duration: { from: "40", to: "" } })).toBe(true);
    expect(passes({ heartRate: { from: "150", to: "150" }, duration: { from: "41", to: "" } })).toBe(false);
    expect(passes({ speed: { from: "6:00", to: "6:00", units: PACE_KM } })).toBe(true);
    expect(passes({ type: { type: "STEADY" } })).toBe(true);
    expect(passes({ type: { type: "RECOVERY" } })).toBe(false);
    expect(passes({ type: { type: null } })).toBe(false);
  });

  test("without a value passes no range of it", () => {
    const bare = splitRow(0, { hr_mean: null, speed_mean: Number.NaN, workout_type: null });
    expect(passes({}, bare)).toBe(true);
    expect(passes({ heartRate: { from: "0", to: "" } }, bare)).toBe(false);
    expect(passes({ speed: { from: "", to: "99", units: PACE_KM } }, bare)).toBe(false);
    expect(passes({ type: { type: null } }, bare)).toBe(true);
    expect(passes({ mae: { from: "0", to: "" } })).toBe(false);
  });

  test("that is scored passes by its mean absolute error", () => {
    const scored = { ...splitRow(0), score: { maeBpm: 10.5, differenceBpm: -4 } };
    expect(passes({ mae: { from: "10", to: "11" } }, scored)).toBe(true);
    expect(passes({ mae: { from: "", to: "10" } }, scored)).toBe(false);
  });
});

test("the types of rows are listed once each, those without last", () => {
  const rows = ["STEADY", null, "RECOVERY", "STEADY"].map((type, i) => splitRow(i, { workout_type: type }));
  expect(typesOf(rows, "all")).toEqual({ types: ["RECOVERY", "STEADY", null], more: 0 });
  // A link may name one that no row has, or that has not come yet.
  expect(typesOf([], { type: "STEADY" })).toEqual({ types: ["STEADY"], more: 0 });
});

test("of thousands of types the most frequent are listed, with the one that is chosen, and the others counted", () => {
  const typed = (type: string | null, i: number) => splitRow(i, { workout_type: type });
  const own = Array.from({ length: 3000 }, (_, i) => `own ${i}`);
  const rows = [...own, null, "STEADY", "STEADY"].map(typed);
  const { types, more } = typesOf(rows, { type: "own 2999" });
  expect(types).toHaveLength(32);
  expect(types).toEqual(expect.arrayContaining(["STEADY", "own 0", "own 2999"]));
  expect(types.at(-1)).toBeNull();
  expect(more).toBe(3002 - 32);
});

test("a filter that asks for nothing is told from one that does, understood or not", () => {
  expect(asksFor(noFilter(PACE_KM))).toBe(false);
  expect(asksFor({ ...noFilter(PACE_KM), duration: { from: " ", to: "" } })).toBe(false);
  expect(asksFor({ ...noFilter(PACE_KM), duration: { from: "x", to: "" } })).toBe(true);
  expect(asksFor({ ...noFilter(PACE_KM), type: { type: null } })).toBe(true);
});
