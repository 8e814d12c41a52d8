import { expect, test } from "vitest";
import { sparklinePath } from "./sparkline-path.ts";

test("a heart rate is a line over one range for all, along its edges where it leaves it, broken where it is missing", () => {
  const bpm = Float32Array.of(40, 140, Number.NaN, 220, 230);
  expect(sparklinePath(bpm, 100, 12)).toBe("M0.0 12.0L25.0 6.0M75.0 0.0L100.0 0.0");
  expect(sparklinePath(new Float32Array(), 100, 12)).toBe("");
});
