import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { counted } from "../base/counted.ts";
import { buildTensors, type TensorFile } from "../dataset/build/tensors.ts";
import { featureSets } from "../features/catalogue.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { datasetOptions, datasetPlaces, readArguments, usageError } from "./arguments.ts";
import { tell, tellUnused } from "./output.ts";
import { workoutsIn } from "./runs.ts";

/**
 * `hr dataset tensors --from DIR --out DIR`: training data, through the pipeline that the page predicts with.
 * `--features typed` needs `--intent-from-answer`, since no recorded run states what it was meant to be: the type is
 * then computed from the heart rate to be predicted, as the published training did. That shows what such a leak is
 * worth, and is good for nothing else.
 */
export async function writeTensors(args: string[]): Promise<void> {
  const parsed = readArguments(args, {
    ...datasetOptions,
    features: { type: "string" },
    "intent-from-answer": { type: "boolean" },
  });
  const { from, folder, seed } = datasetPlaces(parsed);
  const { features = "temporal", "intent-from-answer": fromAnswer = false } = parsed.values;
  if ((features !== "temporal" && features !== "typed") || fromAnswer !== (features === "typed")) {
    throw usageError(`Typed features need --intent-from-answer, and no others do.`);
  }
  const recipe = { ...bundledRecipe, features: [...featureSets[features]] };
  await mkdir(folder, { recursive: true });
  const files = new Map<TensorFile, FileHandle>();
  const write = async (file: TensorFile, chunk: Uint8Array) => {
    const handle = files.get(file) ?? (await open(join(folder, file), "w"));
    files.set(file, handle);
    await handle.appendFile(chunk);
  };
  const source = fromAnswer ? "from-answer" : "none";
  const { runs, skipped } = await buildTensors(workoutsIn([from]), recipe, seed, write, source);
  await Promise.all([...files.values()].map((handle) => handle.close()));
  for (const run of skipped) tellUnused(run, run.name);
  const runners = new Set(runs.map(({ runner }) => runner)).size;
  tell(
    `${counted(runs.length, "run")} of ${counted(runners, "runner")} written, ${skipped.length.toLocaleString("en")} left out.`,
  );
  if (fromAnswer) tell("These tensors leak the answer: what a model makes of them is a demonstration, not a result.");
}
