import { expect, test } from "vitest";
import { alongDirections } from "../evaluation/calibration/along-directions.ts";
import { anyContract } from "../testing/contract.ts";
import { randomFeatures, randomNetwork } from "../testing/lstm-oracle.ts";
import { runOnnx } from "../testing/onnx-session.ts";
import { thrownBy } from "../testing/parsing.ts";
import { withDirections } from "./directions-output.ts";
import { readContract } from "./onnx-metadata.ts";
import { encodeModel, readOutputs } from "./onnx-protobuf.ts";
import { writeOnnx } from "./onnx-writer.ts";

const UNITS = 4;
const scaler = { mean: [9.5, 115, 0], std: [2, 12.5, 1] };
const contract = anyContract({ features: ["speed", "altitude", "gender"] });
const network = randomNetwork({ inputSize: 3, hiddenSize: UNITS, layers: 2, directions: 1 }, 17);
const model = writeOnnx(network, scaler, contract);

test.each([
  1, 2, 16,
])("of %i directions, each step stands at a constant and the weighted sum of the units", async (count) => {
  const directions = Array.from({ length: count }, (_, k) => [8 - k, 2 * k, -4, 16, k / 3]);
  const extended = withDirections(model, directions);
  const { hidden, along } = await runOnnx(extended, randomFeatures(3, 40, scaler, 5));
  for (const [run, own] of hidden.entries()) {
    const expected = alongDirections(Float32Array.from(own.flat()), own.length, directions);
    for (const [i, bpm] of along![run].flat().entries()) expect(bpm).toBeCloseTo(expected[i], 3);
  }
  expect(readOutputs(extended).at(-1)).toEqual({ name: "along", dims: ["batch", "time", count] });
});

test("what a model was stays: its contract, its heart rate and its hidden state", async () => {
  const extended = withDirections(model, [[8, 1, 2, 3, 4]]);
  const features = randomFeatures(2, 30, scaler, 6);
  expect(readContract(extended)).toEqual(contract);
  expect(await runOnnx(extended, features)).toMatchObject(await runOnnx(model, features));
});

test("a model without a hidden state has nothing to stand along, and stays as it is", () => {
  const graph = { name: "bare", nodes: [], initializers: [], inputs: [], outputs: [{ name: "heart_rate", dims: [1] }] };
  const bare = encodeModel(graph, []);
  expect(withDirections(bare, [[8, 1]])).toBe(bare);
});

test.each([[[8, 2]], [[8, 2, 4, 1, 1, 1]]])("directions of another hidden state are refused: %j", (direction) => {
  const { code, message } = thrownBy(() => withDirections(model, [direction]));
  expect(code).toBe("bad-model");
  expect(message).toContain(`a direction has ${direction.length} weights, where a constant and 4 units ask for 5`);
});
