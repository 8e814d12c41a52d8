import { expect, test } from "vitest";
import { sparkline } from "./sparkline.ts";

test("a sparkline is the means of equal stretches, and knows what is missing", () => {
  const bpm = Float64Array.of(100, 110, Number.NaN, 130, Number.NaN, Number.NaN, 150, 160);
  expect(sparkline(bpm, 4)).toEqual(Float32Array.of(105, 130, Number.NaN, 155));
  expect(sparkline(bpm, 100)).toEqual(Float32Array.from(bpm));
  expect(sparkline(new Float64Array(), 4)).toEqual(new Float32Array());
});

test("a series that the points do not divide is covered whole, each value once", () => {
  const line = sparkline(Float64Array.of(1, 2, 3, 4, 5, 6, 7), 3);
  expect(line).toEqual(Float32Array.of(1.5, 3.5, 6));
});
