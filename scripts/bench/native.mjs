import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { tsImport } from "tsx/esm/api";

/** As the page's own runtime. */
const VERSION = JSON.parse(readFileSync("package.json", "utf8")).devDependencies["onnxruntime-web"];
const FOLDER = resolve("node_modules/.cache/native");
const MODEL = "public/models/population.onnx";

/**
 * Runs a second of the bundled model alone in native ONNX Runtime, on one thread: what the page's rates are held
 * against. The package is no dependency, for its install script downloads; its CPU library lies within, so it is
 * installed without scripts, beside the project.
 * @param rows of a split
 * @throws Error where it can't be installed or does not run here
 */
export async function nativeRate(rows) {
  const ort = loadNative();
  const { readContract } = await tsImport("../../src/model/onnx-metadata.ts", import.meta.url);
  const { prepareRun } = await tsImport("../../src/model/prepare.ts", import.meta.url);
  const { toRows } = await tsImport("../../src/features/compute.ts", import.meta.url);
  const { workoutOfHubRow } = await tsImport("../../src/workout/formats/record.ts", import.meta.url);
  const bytes = readFileSync(MODEL);
  const contract = readContract(new Uint8Array(bytes));
  const inputs = rows.map((row) => {
    const { features } = prepareRun(workoutOfHubRow(row, "run"), contract, { gender: null, intent: null });
    return new ort.Tensor("float32", toRows(features), [1, features.length, features.names.length]);
  });
  const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  await session.run({ features: inputs[0] });
  const startMs = performance.now();
  for (const features of inputs) await session.run({ features });
  const runsPerS = (1000 * inputs.length) / (performance.now() - startMs);
  await session.release();
  return runsPerS;
}

function loadNative() {
  if (!existsSync(join(FOLDER, "node_modules/onnxruntime-node"))) {
    mkdirSync(FOLDER, { recursive: true });
    const args = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", FOLDER];
    const { status } = spawnSync("npm", [...args, `onnxruntime-node@${VERSION}`], {
      stdio: "ignore",
      shell: process.platform === "win32",
    });
    if (status !== 0) throw new Error("onnxruntime-node could not be installed from the registry");
  }
  return createRequire(join(FOLDER, "index.js"))("onnxruntime-node");
}
