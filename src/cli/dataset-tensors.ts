import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { buildTensors, type TensorFile } from "../dataset/tensors.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { readDatasetArguments } from "./arguments.ts";
import { tell, tellLeftOut } from "./output.ts";
import { workoutsIn } from "./runs.ts";

/** `hr dataset tensors --from DIR --out DIR`: training data, through the pipeline that the page predicts with. */
export async function writeTensors(args: string[]): Promise<void> {
  const { from, folder, seed } = readDatasetArguments("tensors", args);
  await mkdir(folder, { recursive: true });
  const files = new Map<TensorFile, FileHandle>();
  const { runs, skipped } = await buildTensors(workoutsIn([from]), bundledRecipe, seed, async (file, chunk) => {
    const handle = files.get(file) ?? (await open(join(folder, file), "w"));
    files.set(file, handle);
    await handle.appendFile(chunk);
  });
  await Promise.all([...files.values()].map((handle) => handle.close()));
  for (const run of skipped) tellLeftOut(run, run.name);
  const runners = new Set(runs.map(({ runner }) => runner)).size;
  tell(`${runs.length} runs of ${runners} runners written, ${skipped.length} left out.`);
}
