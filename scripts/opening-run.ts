import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";
import { OPENING_LINK } from "../src/app/page/opening-run.ts";
import { type KeptPrediction, keptPrediction } from "../src/app/state/kept-prediction.ts";
import { createRunnableModel, predictTrack } from "../src/inference/predict.ts";
import { decodeLink } from "../src/sharing/link.ts";

const MODULE = "virtual:opening-prediction";
let predicted: Promise<KeptPrediction> | null = null;

/** What the bundled model says of the opening run, computed once as the page is built. */
export function openingPrediction(): Promise<KeptPrediction> {
  predicted ??= predict();
  return predicted;
}

async function predict(): Promise<KeptPrediction> {
  const link = decodeLink(OPENING_LINK);
  if (link?.kind !== "run") throw new Error("The opening run's link holds no run.");
  const { track, modelName } = link.run;
  const model = await createRunnableModel(await readFile(`public/models/${modelName}.onnx`), "wasm");
  const prediction = await predictTrack(track, model, { gender: null, intent: track.intent });
  await model.runtime.dispose();
  return keptPrediction(prediction, model.contract);
}

/** `import opening from "virtual:opening-prediction"`: the page draws its opening run before any model has come. */
export const openingRun: Plugin = {
  name: "opening-run",
  resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
  load: {
    filter: { id: new RegExp(`^\0${MODULE}$`) },
    async handler() {
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(await openingPrediction()))});`;
    },
  },
};
