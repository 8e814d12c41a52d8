import { expect, test } from "vitest";
import { trackOf } from "../../testing/tracks.ts";
import { reasonsOf } from "./reasons.ts";

const STEPS = 200;

test("a hill is the reason until five minutes after its end, a climb where it adds and a descent where it takes off", () => {
  // 10 km/h are 16.7 m a step: up at 6 % from step 20 to 50, level behind it.
  const altitudeM = Float32Array.from({ length: STEPS }, (_, i) => Math.min(30, Math.max(0, i - 20)));
  const { hills } = reasonsOf(trackOf({ altitudeM }));
  expect(hills(10, true)).toBeNull();
  expect(hills(40, true)).toBe(0);
  const end = [...Array(STEPS).keys()].findLast((step) => hills(step, true) === 0)!;
  expect(end).toBeGreaterThanOrEqual(49);
  expect(end).toBeLessThanOrEqual(53);
  expect(hills(end + 7, true)).toBe(42);
  expect(hills(end + 50, true)).toBe(300);
  expect(hills(end + 51, true)).toBeNull();
  expect(hills(40, false)).toBeNull();
});

test("faster and slower running are reasons beside the run's mean speed", () => {
  const speedKmh = Float32Array.from({ length: STEPS }, (_, i) => (i < 20 ? 10.2 : i < 110 ? 12 : 8));
  const { changes } = reasonsOf(trackOf({ speedKmh }));
  expect([changes(10, true), changes(10, false)]).toEqual([null, null]);
  expect([changes(50, true), changes(50, false)]).toEqual([0, null]);
  expect([changes(130, true), changes(130, false)]).toEqual([126, 0]);
});
