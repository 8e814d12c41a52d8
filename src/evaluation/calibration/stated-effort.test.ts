import { expect, test } from "vitest";
import { statedEffort, statedMetres } from "./stated-effort.ts";

test("a distance is a number and its unit, or a number where the unit is agreed on", () => {
  expect(["5km", "5.5 KM", "5000 m", "21,1 km"].map((text) => statedMetres(text))).toEqual([5000, 5500, 5000, 21_100]);
  expect(statedMetres("13.1 mi")).toBeCloseTo(21_082, 0);
  expect([statedMetres("5", "km"), statedMetres("800m", "mi")]).toEqual([5000, 800]);
  expect(statedMetres("1", "mi")).toBeCloseTo(1609.344, 6);
  for (const text of ["5", "", "km", "5 furlongs", "-5 km", "1.2.3 km"]) expect(statedMetres(text)).toBeNaN();
});

test("an effort comes to a speed over twenty minutes, slower where it was shorter, and says why where it can't", () => {
  expect(statedEffort(5000, 1200)).toEqual({ kmh: expect.closeTo(15, 9) });
  // Riegel's law: over 80 minutes instead of 20 a runner is slower by 4^(1 - 1/1.06), 8 %.
  expect(statedEffort(20_000, 4800)).toEqual({ kmh: expect.closeTo(15 * 4 ** (1 - 1 / 1.06), 6) });
  expect(statedEffort(100, 12)).toEqual({ problem: expect.stringContaining("3:30 to 3:50:00") });
  expect(statedEffort(5000, 240)).toEqual({ problem: expect.stringContaining("so fast") });
  expect(statedEffort(1000, 1800)).toEqual({ problem: expect.stringContaining("so slowly") });
});
