import { expect, test } from "vitest";
import { trackOf } from "../testing/tracks.ts";
import { compareModels } from "./two-models.ts";

const series = (...bpm: number[]) => Float32Array.from(bpm);
const line = (heartRateBpm: Float32Array, fromS = 0) => ({ heartRateBpm, interval: null, fromS });
const measured = series(100, 150, 150, Number.NaN);
const run = { track: trackOf({ heartRateBpm: measured }, { stepS: 6 }), comparedBpm: measured };

test("two models are compared over the seconds that neither was fitted by, and apart from one another over all of those", () => {
  const [chosen, second] = [line(series(140, 140, 144, 150)), line(series(100, 152, 142, 154), 6)];
  const whole = { startS: 0, endS: 18 };
  expect(compareModels(run, chosen, second, whole)).toEqual({
    chosen: expect.objectContaining({ mae: 8, bias: -8, steps: 2 }),
    second: expect.objectContaining({ mae: 5, bias: -3, steps: 2 }),
    apartBpm: 6,
    higherBpm: expect.closeTo(14 / 3, 9),
  });
  const silent = compareModels({ ...run, comparedBpm: series(...Array(4).fill(Number.NaN)) }, chosen, second, whole);
  expect(silent).toMatchObject({ chosen: null, second: null, apartBpm: 6 });
  expect(compareModels(run, chosen, line(measured, 60), whole)).toBeNull();
});
