import fc from "fast-check";
import { expect, test } from "vitest";
import { shapleyValues } from "./shapley.ts";

/** A game's values by coalition, each a series of one entry. */
const game = (...values: number[]) => values.map((value) => Float32Array.of(value));

test("players of a published game are worth what its solution says", () => {
  // Two left gloves and a right one make one pair (J. Castro et al., Computers & Operations Research 36, 2009).
  const gloves = game(0, 0, 0, 0, 0, 1, 1, 1);
  const [left, otherLeft, right] = shapleyValues(gloves, 3).map(([value]) => value);
  expect(left).toBeCloseTo(1 / 6, 6);
  expect(otherLeft).toBeCloseTo(1 / 6, 6);
  expect(right).toBeCloseTo(2 / 3, 6);
});

test("whoever changes nothing is worth nothing, and all are together worth what there is", () => {
  const bpm = fc.double({ min: 30, max: 230, noNaN: true });
  fc.assert(
    fc.property(fc.array(bpm, { minLength: 8, maxLength: 8 }), (values) => {
      // The fourth of the players changes no coalition's value.
      const shares = shapleyValues(game(...values, ...values), 4).map(([value]) => value);
      expect(shares[3]).toBe(0);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(values[7] - values[0], 3);
    }),
  );
});
