import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { DEFAULT_SPLIT_SEED } from "../dataset/splits.ts";
import { buildTensors, type TensorFile } from "../dataset/tensors.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { PredictorError } from "../workout/error.ts";
import { pathOf } from "./files.ts";
import { tell } from "./output.ts";
import { workoutsIn } from "./runs.ts";

/** `hr dataset tensors --from DIR --out DIR`: training data, through the pipeline that the page predicts with. */
export async function dataset(args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { from: { type: "string" }, out: { type: "string" }, seed: { type: "string" } },
  });
  const { from, out } = values;
  if (positionals.join() !== "tensors" || !from || !out) {
    throw new PredictorError("usage", "Say: hr dataset tensors --from DIR --out DIR [--seed N].");
  }
  const folder = pathOf(out);
  await mkdir(folder, { recursive: true });
  const streams = new Map<TensorFile, WriteStream>();
  const { runs, skipped } = await buildTensors(
    workoutsIn([from]),
    bundledRecipe,
    Number(values.seed ?? DEFAULT_SPLIT_SEED),
    async (file, chunk) => {
      const stream = streams.get(file) ?? createWriteStream(join(folder, file));
      streams.set(file, stream);
      if (!stream.write(chunk)) await once(stream, "drain");
    },
  );
  await Promise.all([...streams.values()].map((stream) => finished(stream.end())));
  for (const { name, message } of skipped) tell(`${name}: ${message}`);
  const runners = new Set(runs.map(({ runner }) => runner)).size;
  tell(`${runs.length} runs of ${runners} runners written, ${skipped.length} left out.`);
}
