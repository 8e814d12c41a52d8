import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paceLabel, roundScale, speedScale, timeTicks } from "./axes.ts";

describe("axes", () => {
  test("an hour is named every ten minutes, a zoomed minute every ten seconds", () => {
    expect(timeTicks(0, 3600, 6)).toEqual([0, 600, 1200, 1800, 2400, 3000, 3600]);
    expect(timeTicks(1200, 1260, 6)).toEqual([1200, 1210, 1220, 1230, 1240, 1250, 1260]);
  });

  test("a scale holds every value it is made from, and its ticks lie on it", () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -400, max: 6000, noNaN: true }), { minLength: 1 }), (values) => {
        const { lower, upper, ticks } = roundScale([values], 10, 4);
        expect(lower).toBeLessThanOrEqual(Math.min(...values));
        expect(upper).toBeGreaterThanOrEqual(Math.max(...values));
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.every((tick) => tick >= lower && tick <= upper)).toBe(true);
      }),
    );
  });

  test("a flat course spans what it is told to, not nothing", () => {
    const { lower, upper } = roundScale([[35, 35]], 20, 3);
    expect(upper - lower).toBeGreaterThanOrEqual(20);
  });

  test("no line runs along an edge, where half of it would be cut off", () => {
    const { lower, upper } = roundScale([[100, 170]], 60, 6);
    expect(lower).toBeLessThan(100);
    expect(upper).toBeGreaterThan(170);
  });

  test("missing values do not stretch a scale, and only missing ones still give one", () => {
    expect(roundScale([[Number.NaN, 120, 160]], 20, 4)).toEqual(roundScale([[120, 160]], 20, 4));
    expect(roundScale([[Number.NaN]], 20, 4).ticks).toContain(10);
  });

  test("a pace axis names round paces, faster higher, and none for standing still", () => {
    const { lower, ticks } = speedScale([0, 9, 14], "pace", 3);
    expect(lower).toBe(0);
    expect(ticks.map(paceLabel)).toEqual(["30:00", "9:00", "5:30", "4:00"]);
    expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
  });
});
