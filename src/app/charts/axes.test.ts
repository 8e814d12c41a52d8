import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paceScale, roundScale, timeTicks } from "./axes.ts";

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

  test("a pace axis stands faster higher, and its ticks are as far apart in pace as on the axis", () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: 120, max: 2000, noNaN: true }), { minLength: 1 }), (paces) => {
        const pacesS = Float32Array.from(paces);
        const { lower, upper, ticks } = paceScale(pacesS, 3);
        expect(upper).toBeLessThanOrEqual(Math.min(...pacesS));
        expect(lower).toBeGreaterThan(upper);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(5);
        const apart = ticks.slice(1).map((tick, i) => Math.round(tick - ticks[i]));
        expect(new Set(apart).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("a pace axis is that of running: walks and halts lie at its foot", () => {
    const running = Array.from({ length: 60 }, (_, i) => 300 + i);
    const { lower, upper, ticks } = paceScale(Float32Array.from([...running, 900, 1200, Number.POSITIVE_INFINITY]), 3);
    expect([upper, lower]).toEqual([270, 720]);
    expect(ticks.map((tick) => tick / 60)).toEqual([6, 9, 12]);
    expect(paceScale(new Float32Array(5).fill(Number.POSITIVE_INFINITY), 3).ticks.length).toBeGreaterThan(0);
  });
});
