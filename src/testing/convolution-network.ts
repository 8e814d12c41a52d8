import { Random } from "../base/random.ts";
import { encodeModel, type OnnxTensor } from "../model/onnx-protobuf.ts";

const STEPS = 3;

/**
 * A network of another kind than an LSTM, as ONNX without a contract: a causal convolution over three steps, and a linear
 * head. About 150 BPM on features that are not scaled.
 * @param showsHidden whether it has the output `hidden`
 */
export function convolutionNetwork(features: number, units: number, showsHidden = true): Uint8Array {
  const random = new Random("convolution");
  const drawn = (name: string, dims: number[], scale: number): OnnxTensor => ({
    name,
    dims,
    values: Float32Array.from({ length: dims.reduce((a, b) => a * b) }, () => random.uniform(-scale, scale)),
  });
  return encodeModel(
    {
      name: "convolution",
      nodes: [
        { operator: "Transpose", inputs: ["features"], output: "rows", attributes: { perm: [0, 2, 1] } },
        { operator: "Conv", inputs: ["rows", "kernel"], output: "seen", attributes: { pads: [STEPS - 1, 0] } },
        { operator: "Tanh", inputs: ["seen"], output: "squashed" },
        { operator: "Transpose", inputs: ["squashed"], output: "hidden", attributes: { perm: [0, 2, 1] } },
        { operator: "MatMul", inputs: ["hidden", "head"], output: "weighted" },
        { operator: "Add", inputs: ["weighted", "bias"], output: "shifted" },
        { operator: "Squeeze", inputs: ["shifted", "last_axis"], output: "heart_rate" },
      ],
      initializers: [
        drawn("kernel", [units, features, STEPS], 0.01),
        drawn("head", [units, 1], 5),
        { name: "bias", dims: [1], values: Float32Array.of(150) },
        { name: "last_axis", dims: [1], values: BigInt64Array.of(2n) },
      ],
      inputs: [{ name: "features", dims: ["batch", "time", features] }],
      outputs: [
        { name: "heart_rate", dims: ["batch", "time"] },
        ...(showsHidden ? [{ name: "hidden", dims: ["batch", "time", units] }] : []),
      ],
    },
    [],
  );
}
