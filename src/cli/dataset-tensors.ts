import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { buildTensors, type TensorFile } from "../dataset/tensors.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { readDatasetArguments } from "./arguments.ts";
import { tell } from "./output.ts";
import { workoutsIn } from "./runs.ts";

/** `hr dataset tensors --from DIR --out DIR`: training data, through the pipeline that the page predicts with. */
export async function writeTensors(args: string[]): Promise<void> {
  const { from, folder, seed } = readDatasetArguments("tensors", args);
  await mkdir(folder, { recursive: true });
  const streams = new Map<TensorFile, WriteStream>();
  const { runs, skipped } = await buildTensors(workoutsIn([from]), bundledRecipe, seed, async (file, chunk) => {
    const stream = streams.get(file) ?? createWriteStream(join(folder, file));
    streams.set(file, stream);
    if (!stream.write(chunk)) await once(stream, "drain");
  });
  await Promise.all([...streams.values()].map((stream) => finished(stream.end())));
  for (const { name, message } of skipped) tell(`${name}: ${message}`);
  const runners = new Set(runs.map(({ runner }) => runner)).size;
  tell(`${runs.length} runs of ${runners} runners written, ${skipped.length} left out.`);
}
