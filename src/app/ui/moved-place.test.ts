import { expect, test } from "vitest";
import { movedPlace } from "./moved-place.ts";

test("keys lead to the next row, the next page and the ends, and nowhere beyond", () => {
  const from = (place: number, key: string) => movedPlace(key, place, 100, 20);
  expect(["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"].map((key) => from(50, key))).toEqual([
    51, 49, 70, 30, 0, 99,
  ]);
  expect(from(99, "ArrowDown")).toBe(99);
  expect(from(5, "PageUp")).toBe(0);
  expect(from(5, "a")).toBeNull();
  expect(from(5, "constructor")).toBeNull();
});
