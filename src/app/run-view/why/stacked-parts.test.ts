import { expect, test } from "vitest";
import { partsScale, partsThere, stackAt } from "./stacked-parts.ts";

const series = (bpm: number) => Float32Array.of(bpm);

test("parts that add stand on one another, and those that take off hang from their top down to what is expected", () => {
  const parts = {
    baseBpm: series(146),
    byPart: { pace: series(9), changes: series(-4), hills: series(11), timeOnFeet: series(0), runner: series(-2) },
  };
  const there = partsThere(parts);
  expect(there).toEqual(["pace", "changes", "hills", "timeOnFeet", "runner"]);
  const { adds, takes, topBpm } = stackAt(parts, there, 0);
  expect(topBpm).toBe(166);
  expect(adds.map(({ lowerBpm, upperBpm }) => [lowerBpm, upperBpm])).toEqual([
    [146, 155],
    [155, 155],
    [155, 166],
    [166, 166],
    [166, 166],
  ]);
  expect(takes[1]).toEqual({ lowerBpm: 162, upperBpm: 166 });
  expect(takes[4]).toEqual({ lowerBpm: 160, upperBpm: 162 });
  expect(partsThere({ ...parts, byPart: { ...parts.byPart, runner: null } })).not.toContain("runner");
});

test("the rise at the start leaves the parts their room, and fills the chart once it is zoomed to", () => {
  const steps = 300;
  const flat = new Float32Array(steps);
  const baseBpm = flat.map((_, step) => 150 - 60 * Math.exp(-step / 10));
  const parts = {
    baseBpm,
    byPart: { pace: flat.map(() => 8), changes: flat, hills: flat.map(() => -6), timeOnFeet: flat, runner: null },
  };
  const whole = partsScale(parts, { startS: 0, endS: 6 * steps }, 6);
  expect(whole.lower).toBeGreaterThan(135);
  expect(whole.upper).toBeGreaterThanOrEqual(158);
  const start = partsScale(parts, { startS: 0, endS: 60 }, 6);
  expect(start.lower).toBeLessThan(105);
});
