import fc from "fast-check";
import { expect, test } from "vitest";
import { qualityCodes } from "../../workout/quality/quality-flags.ts";
import { type FilteredRun, PublishedFilter } from "./published-filter.ts";

function run(row: Partial<FilteredRun["row"]>, ...codes: FilteredRun["flags"][number]["code"][]): FilteredRun {
  return { row: { sport: "run", hr_mean: 150, hr_max: 180, ...row }, flags: codes.map((code) => ({ code })) };
}

const dropped: [string, FilteredRun][] = [
  ["sport", run({ sport: "bike" })],
  ["DI04", run({ hr_mean: null, hr_max: null }, "DI04")],
  ["DI02", run({}, "DI02")],
  ["hr_mean", run({ hr_mean: 119.9 })],
  ["hr_max", run({ hr_max: 200.1 })],
  ["HR06", run({}, "HR06")],
  ["HR10", run({}, "HR10")],
];

test.each(dropped)("a run falls to %s, and to no other rule", (name, run) => {
  const filter = new PublishedFilter();
  expect(filter.keeps(run)).toBe(false);
  const { rules } = filter.report();
  expect(rules.filter(({ first }) => first > 0)).toMatchObject([{ name, first: 1, alone: 1 }]);
  expect(rules.filter(({ alone }) => alone > 0)).toHaveLength(1);
});

test("the published bounds are themselves kept, and so is a run whose sport nobody says", () => {
  const filter = new PublishedFilter();
  expect(filter.keeps(run({ hr_mean: 120, hr_max: 200, sport: null }))).toBe(true);
  expect(filter.keeps(run({ sport: "Trail Running" }))).toBe(true);
});

test("a run that breaks two rules falls to the first, and counts with both", () => {
  const filter = new PublishedFilter();
  filter.keeps(run({ hr_max: 210 }, "HR06", "HR10"));
  const counts = filter.report().rules.map(({ name, first, alone }) => [name, first, alone]);
  expect(counts.slice(-3)).toEqual([
    ["hr_max", 1, 1],
    ["HR06", 0, 1],
    ["HR10", 0, 1],
  ]);
});

test("what is kept and what falls to a rule is all there was; other checks drop nothing and are counted", () => {
  const anyRun = fc.record({
    row: fc.record({
      sport: fc.constantFrom(null, "run", "bike"),
      hr_mean: fc.double({ min: 100, max: 200 }),
      hr_max: fc.double({ min: 150, max: 220 }),
    }),
    flags: fc.subarray([...qualityCodes]).map((codes) => codes.map((code) => ({ code }))),
  });
  fc.assert(
    fc.property(fc.array(anyRun), (runs) => {
      const filter = new PublishedFilter();
      const kept = runs.filter((run) => filter.keeps(run));
      const report = filter.report();
      expect([report.runs, report.kept]).toEqual([runs.length, kept.length]);
      expect(report.rules.reduce((sum, { first }) => sum + first, 0)).toBe(runs.length - kept.length);
      const jumpy = kept.filter(({ flags }) => flags.some(({ code }) => code === "HR04"));
      expect(report.flagged.find(({ code }) => code === "HR04")?.runs).toBe(jumpy.length);
    }),
  );
});
