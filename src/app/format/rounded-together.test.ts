import fc from "fast-check";
import { expect, test } from "vitest";
import { roundedTogether } from "./rounded-together.ts";

test("rounded values add up to the rounded sum, each within 1 of its own", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -50, max: 200, noNaN: true }), { maxLength: 8 }), (values) => {
      const rounded = roundedTogether(values);
      const sum = values.reduce((total, value) => total + value, 0);
      expect(rounded.reduce((total, value) => total + value, 0)).toBe(Math.round(sum) + 0);
      rounded.forEach((value, i) => void expect(Math.abs(value - values[i])).toBeLessThanOrEqual(1));
    }),
  );
  expect(roundedTogether([146.4, 9.4, -0.4, 6.4])).toEqual([147, 9, 0, 6]);
});
