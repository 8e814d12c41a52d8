import { concatenate } from "../base/concatenate.ts";
import { PredictorError } from "../base/error.ts";
import { encodeAddition, type OnnxValue, readOutputs } from "./onnx-protobuf.ts";

/** Names of the outputs that a model is asked for beside the heart rate. */
export const HIDDEN = "hidden";
export const ALONG = "along";

/**
 * A model that says, beside what it says already, where its hidden state stands along the directions in which runners
 * differ: output `along` float32 [batch, time, direction], BPM, for each its constant plus the weighted sum of the
 * units. The graph computes it, for the hidden state is many times as large. One without a hidden state stays as it is.
 * @param model the bytes of an ONNX model; what is added to a message of protocol buffers may stand behind it
 * (https://protobuf.dev/programming-guides/encoding/#last-one-wins)
 * @param directions [direction][1 + unit]: see CalibrationPrior
 * @throws PredictorError `bad-model` where a direction does not weigh a constant and each unit, or no graph can be read.
 */
export function withDirections(model: Uint8Array, directions: readonly number[][]): Uint8Array {
  const hidden = outputsOf(model).find(({ name }) => name === HIDDEN);
  if (!hidden) return model;
  const units = directions[0].length - 1;
  const [batch = "batch", time = "time", found] = hidden.dims;
  if (typeof found === "number" && found !== units) {
    throw new PredictorError(
      "bad-model",
      `This model's calibration does not fit its hidden state: a direction has ${1 + units} weights, where a constant and ${found} units ask for ${1 + found}. Use another model, or build this one again.`,
    );
  }
  const count = directions.length;
  const weights = Float32Array.from(
    { length: units * count },
    (_, i) => directions[i % count][1 + Math.floor(i / count)],
  );
  const constants = Float32Array.from(directions, ([constant]) => constant);
  const addition = encodeAddition({
    nodes: [
      { operator: "MatMul", inputs: [HIDDEN, "along_weights"], output: "along_weighted" },
      { operator: "Add", inputs: ["along_weighted", "along_constants"], output: ALONG },
    ],
    initializers: [
      { name: "along_weights", dims: [units, count], values: weights },
      { name: "along_constants", dims: [count], values: constants },
    ],
    inputs: [],
    outputs: [{ name: ALONG, dims: [batch, time, count] }],
  });
  return concatenate(Uint8Array, [model, addition]);
}

function outputsOf(model: Uint8Array): OnnxValue[] {
  try {
    return readOutputs(model);
  } catch (cause) {
    throw new PredictorError(
      "bad-model",
      "This model's graph can't be read: it was cut short or altered. Choose a whole .onnx file.",
      cause,
    );
  }
}
