import fc from "fast-check";
import { expect, test } from "vitest";
import { betterWidth } from "./shaped-picture.ts";

const shape = { width: 800, height: 450 };

test("a view whose room is the same at any width fills a shape at once, and a wide or narrow one is not laid out smaller", () => {
  fc.assert(
    fc.property(fc.integer({ min: 400, max: 2000 }), fc.integer({ min: 360_000, max: 1_000_000 }), (width, room) => {
      const better = betterWidth({ width, height: room / width }, shape);
      expect(better / (room / better)).toBeCloseTo(shape.width / shape.height, 1);
    }),
  );
  expect(betterWidth({ width: 800, height: 100 }, shape)).toBe(800);
  expect(betterWidth({ width: 1400, height: 4000 }, shape)).toBe(1400);
});
