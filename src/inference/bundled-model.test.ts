import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { DEFAULT_MODEL } from "../model/bundled.ts";
import { trackOf } from "../testing/tracks.ts";
import { costForHearts, costOfRunning } from "../workout/graded-speed.ts";
import { createRunnableModel, predictTrack, type RunnableModel } from "./predict.ts";

const SPEEDS_KMH = [4, 6, 8, 9, 10, 12, 14, 16, 18];
const SLOPES = [-0.08, -0.06, -0.04, -0.02, 0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15];
const STEP_S = 6;
const STEPS = 201;
const AFTER_3_MIN = 30;
const AFTER_20_MIN = 200;

let model: RunnableModel;

beforeAll(async () => {
  model = await createRunnableModel(new Uint8Array(readFileSync(`public/models/${DEFAULT_MODEL}.onnx`)), "wasm");
});

/** Heart rate that the bundled model expects over twenty minutes of one speed on one slope, from standing. */
async function expectedBpm(speedKmh: number, slope: number): Promise<Float32Array> {
  const altitudeM = Float32Array.from({ length: STEPS }, (_, i) => 500 + ((i * STEP_S * speedKmh) / 3.6) * slope);
  const track = trackOf({ speedKmh: new Float32Array(STEPS).fill(speedKmh), altitudeM }, { stepS: STEP_S });
  return (await predictTrack(track, model)).heartRateBpm;
}

test.each(
  SPEEDS_KMH,
)("no slope is expected to take less than a flatter one at %i km/h, or much else than it costs", async (speedKmh) => {
  let flatter: Float32Array = new Float32Array(STEPS);
  for (const slope of SLOPES) {
    const bpm = await expectedBpm(speedKmh, slope);
    // Half as much as by the lower of both published costs, and half more than by the higher.
    const costs = [costOfRunning(slope) / costOfRunning(0), costForHearts(slope)].map((cost) => cost - 1);
    const bounds = costs.flatMap((cost) => [0.5 * cost, 1.5 * cost]).map((cost) => speedKmh * (1 + cost));
    const least = await expectedBpm(Math.min(...bounds), 0);
    const most = await expectedBpm(Math.max(...bounds), 0);
    for (const step of [AFTER_3_MIN, AFTER_20_MIN]) {
      expect(bpm[step], `at ${slope}`).toBeGreaterThanOrEqual(flatter[step] - 0.05);
      expect(bpm[step], `at ${slope}`).toBeGreaterThanOrEqual(least[step] - 0.5);
      expect(bpm[step], `at ${slope}`).toBeLessThanOrEqual(most[step] + 0.5);
    }
    flatter = bpm;
  }
});

test.each(SPEEDS_KMH)("a run at %i km/h begins near rest and climbs from there, without settling", async (speedKmh) => {
  expect(model.contract.settlingS).toBe(0);
  const bpm = await expectedBpm(speedKmh, 0);
  expect(bpm[0]).toBeGreaterThan(90);
  expect(bpm[0]).toBeLessThan(110);
  for (let step = 1; step < STEPS; step++) expect(bpm[step], `${step}`).toBeGreaterThanOrEqual(bpm[step - 1] - 0.05);
});
