import { featureSets } from "../features/catalogue.ts";
import type { Recipe } from "./prepare.ts";

/** Recipe of the bundled model: ten timesteps a minute, lightly smoothed, altitude from the start, which tells no place. */
export const bundledRecipe: Recipe = {
  features: [...featureSets.temporal],
  sampling: { kind: "fixed", seconds: 6 },
  smoothingWindow: 7,
  altitudeReference: "start",
};
