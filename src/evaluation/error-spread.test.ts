import { expect, test } from "vitest";
import { errorSpread, speedCorrelation } from "./error-spread.ts";

const series = (length: number, value: (i: number) => number) => Float32Array.from({ length }, (_, i) => value(i));

test("errors spread over the measured seconds alone, whatever their sign", () => {
  const expected = new Float32Array(101).fill(150);
  const measured = series(101, (i) => 150 + (i % 2 === 0 ? i : -i));
  expect(errorSpread(expected, measured)).toEqual({ median: 50, p95: 95, maximum: 100 });
  measured.fill(Number.NaN, 0, 100);
  expect(errorSpread(expected, measured)).toEqual({ median: 100, p95: 100, maximum: 100 });
  expect(errorSpread(expected, measured.fill(Number.NaN))).toBeNull();
});

test("a heart rate that follows the speed has a correlation of 1, one that runs against it of −1, a constant one none", () => {
  const speed = series(50, (i) => 8 + (i % 7));
  expect(
    speedCorrelation(
      speed,
      speed.map((kmh) => 90 + 5 * kmh),
    ),
  ).toBeCloseTo(1, 6);
  expect(
    speedCorrelation(
      speed,
      speed.map((kmh) => 200 - 5 * kmh),
    ),
  ).toBeCloseTo(-1, 6);
  expect(
    speedCorrelation(
      speed,
      speed.map(() => 150),
    ),
  ).toBeNull();
});
