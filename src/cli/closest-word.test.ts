import { expect, test } from "vitest";
import { closestTo } from "./closest-word.ts";

test("a slip of up to two letters is told from a word of another meaning", () => {
  const words = ["predict", "features", "simulate"];
  expect(closestTo("predit", words)).toBe("predict");
  expect(closestTo("perdict", words)).toBe("predict");
  expect(closestTo("feature", words)).toBe("features");
  expect(closestTo("SIMULATE", words)).toBeNull();
  expect(closestTo("jump", words)).toBeNull();
});
