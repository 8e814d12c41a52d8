import { expect, test } from "vitest";
import { dateTicks } from "./date-axis.ts";

const at = (day: string) => Date.parse(day) / 1000;
const labels = (from: string, to: string, count: number) =>
  dateTicks(at(from), at(to), count).map(({ label }) => label);

test("a few days are named by day, months by their names, a January by its year", () => {
  expect(labels("2025-03-01", "2025-03-05", 8)).toEqual(["1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar"]);
  expect(labels("2024-11-10", "2025-03-05", 8)).toEqual(["Dec", "2025", "Feb", "Mar"]);
  expect(labels("2019-06-10", "2025-03-05", 8)).toEqual(["2020", "2021", "2022", "2023", "2024", "2025"]);
});

test("ticks lie within the stretch, in order, no more than asked for and one", () => {
  for (const [to, count] of [
    ["2025-01-02", 4],
    ["2025-02-20", 4],
    ["2025-09-01", 8],
    ["2041-09-01", 8],
  ] as const) {
    const ticks = dateTicks(at("2025-01-01"), at(to), count).map(({ timeS }) => timeS);
    expect(ticks.length).toBeLessThanOrEqual(count + 1);
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.every((timeS) => timeS >= at("2025-01-01") && timeS <= at(to))).toBe(true);
    expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
  }
});
