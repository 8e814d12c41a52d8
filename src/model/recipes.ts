import { featureSets } from "../features/catalogue.ts";
import type { Recipe } from "./prepare.ts";

/** What the bundled model is trained with: ten timesteps a minute, lightly smoothed, no trace of where a run was. */
export const bundledRecipe: Recipe = {
  features: [...featureSets.temporal],
  sampling: { kind: "fixed", seconds: 6 },
  smoothingWindow: 7,
  altitudeReference: "start",
};
