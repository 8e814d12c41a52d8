import fc from "fast-check";
import { expect, test } from "vitest";
import { cardiacDrift, nextHeartRate, oxygenUptake, speedAtUptake, steadyShare } from "./physiology.ts";

test("10 km/h on the level takes about 29 ml of oxygen per kilogram and minute above rest", () => {
  expect(oxygenUptake(10, 0)).toBeCloseTo(28.7, 1);
});

test("a speed's oxygen uptake leads back to the speed, on any slope", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 25, noNaN: true }),
      fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      (v, i) => {
        expect(speedAtUptake(oxygenUptake(v, i), i)).toBeCloseTo(v, 9);
      },
    ),
  );
});

test("heart rate reserve follows effort one to one, and bends below its maximum however hard the effort", () => {
  expect([0, 0.5, 0.85].map(steadyShare)).toEqual([0, 0.5, 0.85]);
  const hard = [0.88, 0.95, 1.05, 1.3].map(steadyShare);
  expect(hard).toEqual(hard.toSorted((a, b) => a - b));
  expect(hard.at(-1)).toBeLessThan(1);
});

test("heart rate covers 63 % of a rise in its time constant, and comes down more slowly", () => {
  const kinetics = { riseS: 36, recoveryS: 72 };
  const after36S = (from: number, steady: number) => {
    let bpm = from;
    for (let t = 0; t < 36; t++) bpm = nextHeartRate(bpm, steady, kinetics, 1);
    return bpm;
  };
  expect(after36S(100, 150)).toBeCloseTo(100 + 50 * (1 - Math.exp(-1)), 6);
  expect(after36S(150, 100)).toBeCloseTo(150 - 50 * (1 - Math.exp(-0.5)), 6);
});

test("drift sets in after ten minutes", () => {
  expect(cardiacDrift(600, 0.12)).toBe(0);
  expect(cardiacDrift(3600, 0.12)).toBeCloseTo(6, 12);
});
