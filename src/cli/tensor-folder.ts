import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type ReadTensorRun,
  readTensors,
  TENSOR_VERSION,
  type TensorFile,
  type TensorIndex,
  type TensorRun,
} from "../dataset/build/tensors.ts";
import { usageError } from "./arguments.ts";

/** Output of `hr dataset tensors`, in memory. */
export interface TensorFolder {
  index: TensorIndex;
  /** The runs that are wanted, in their order. */
  runs(isWanted: (run: TensorRun) => boolean): Generator<ReadTensorRun>;
}

/** @throws PredictorError `usage` where another version wrote it. */
export async function openTensors(folder: string): Promise<TensorFolder> {
  const index = JSON.parse(await readFile(join(folder, "runs.json" satisfies TensorFile), "utf8")) as TensorIndex;
  if (index.version !== TENSOR_VERSION) {
    throw usageError(`${folder} was written by another version of this program: make it anew by hr dataset tensors.`);
  }
  const features = await readFloats(join(folder, "features.f32" satisfies TensorFile));
  const heartRateBpm = await readFloats(join(folder, "heart_rate.f32" satisfies TensorFile));
  return {
    index,
    runs: (isWanted) => readTensors({ ...index, runs: index.runs.filter(isWanted) }, features, heartRateBpm),
  };
}

async function readFloats(path: string): Promise<Float32Array> {
  const bytes = await readFile(path);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
