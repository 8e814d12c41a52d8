import { expect, test } from "vitest";
import { featureSets } from "../features/catalogue.ts";
import type { LstmNetwork } from "../model/network.ts";
import { writeOnnx } from "../model/onnx-writer.ts";
import { anyContract } from "../testing/contract.ts";
import { randomFeatures, randomNetwork } from "../testing/lstm-oracle.ts";
import { series, workoutOf } from "../testing/workouts.ts";
import { PredictorError } from "../workout/error.ts";
import { predictRun, predictTrack } from "./predict.ts";
import { createRuntime } from "./runtime.ts";

const FEATURES = featureSets.temporal.length;
const NETWORK = randomNetwork({ inputSize: FEATURES, hiddenSize: 8, layers: 2, directions: 1 }, 1);
const CONTRACT = anyContract();
const UNSCALED = { mean: new Array(FEATURES).fill(0), std: new Array(FEATURES).fill(1) };

const runtimeOf = (network: LstmNetwork) => createRuntime(writeOnnx(network, UNSCALED, CONTRACT), "wasm");

test("runs asked for at once come out as if asked for one by one", async () => {
  const runtime = await runtimeOf(NETWORK);
  const inputs = [20, 300, 50].map((steps, i) => Float32Array.from(randomFeatures(1, steps, UNSCALED, i).flat(2)));
  const together = await Promise.all(inputs.map((rows) => runtime.run(rows, FEATURES)));
  for (const [i, rows] of inputs.entries()) {
    const { heartRateBpm, hidden } = await runtime.run(rows, FEATURES);
    expect(together[i].heartRateBpm).toEqual(heartRateBpm);
    expect(hidden).toHaveLength(8 * heartRateBpm.length);
  }
  await runtime.dispose();
});

test("a run that fails does not stop the next", async () => {
  const runtime = await runtimeOf(NETWORK);
  const failing = runtime.run(new Float32Array(20 * (FEATURES + 1)), FEATURES + 1);
  const next = runtime.run(new Float32Array(20 * FEATURES), FEATURES);
  await expect(failing).rejects.toMatchObject({ code: "bad-model" });
  expect((await next).heartRateBpm).toHaveLength(20);
});

test("bytes that are no model are refused with the reason", async () => {
  const refusal = createRuntime(new TextEncoder().encode("<gpx/>"), "wasm");
  await expect(refusal).rejects.toThrow(PredictorError);
  await expect(refusal).rejects.toMatchObject({ code: "bad-model" });
});

test("a model that gives no number for a heart rate is refused when run", async () => {
  const runtime = await runtimeOf({ ...NETWORK, head: { ...NETWORK.head, bias: Number.NaN } });
  await expect(runtime.run(new Float32Array(20 * FEATURES), FEATURES)).rejects.toThrow(
    /NaN for a heart rate at timestep 1 of 20/,
  );
});

test("a run predicted again from its track, as a link carries it, comes out the same", async () => {
  const model = { contract: CONTRACT, runtime: await runtimeOf(NETWORK) };
  const settings = { gender: null, intent: null };
  const recorded = workoutOf(
    {
      timeS: series(3600, (i) => i),
      speedKmh: series(3600, (i) => 10 + Math.sin(i / 90)),
      altitudeM: series(3600, (i) => 300 + i / 60),
    },
    { gender: 1 },
  );
  const first = await predictRun(recorded, model, settings);
  const again = await predictTrack(first.track, model, settings);
  expect(again.heartRateBpm).toEqual(first.heartRateBpm);
  expect(first.heartRateBpm).toHaveLength(600);
  const female = await predictTrack(first.track, model, { ...settings, gender: 0 });
  expect(female.heartRateBpm).not.toEqual(first.heartRateBpm);
});
