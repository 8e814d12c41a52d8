import * as ort from "onnxruntime-web/wasm";
import type { Sequences } from "./lstm-oracle.ts";

ort.env.wasm.numThreads = 1;

/** Runs a model's bytes on a batch of sequences by ONNX Runtime, as the page does. */
export async function runOnnx(
  model: Uint8Array,
  features: Sequences,
): Promise<{ heartRate: number[][]; hidden: Sequences; along?: Sequences }> {
  const dims = [features.length, features[0].length, features[0][0].length];
  const session = await ort.InferenceSession.create(model);
  const input = new ort.Tensor("float32", Float32Array.from(features.flat(2)), dims);
  const { heart_rate: heartRate, hidden, along } = await session.run({ features: input });
  await session.release();
  return {
    heartRate: nest(toNumbers(heartRate), heartRate.dims[1]),
    hidden: toSequences(hidden),
    ...(along && { along: toSequences(along) }),
  };
}

function toSequences(tensor: ort.Tensor): Sequences {
  return nest(nest(toNumbers(tensor), tensor.dims[2]), tensor.dims[1]);
}

function toNumbers(tensor: ort.Tensor): number[] {
  return Array.from(tensor.data as Float32Array);
}

function nest<T>(items: T[], length: number): T[][] {
  return Array.from({ length: items.length / length }, (_, i) => items.slice(i * length, (i + 1) * length));
}
