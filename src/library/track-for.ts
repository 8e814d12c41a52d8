import type { Recipe } from "../model/prepare.ts";
import { putOnOtherGrid } from "../workout/other-grid.ts";
import type { Track } from "../workout/workout.ts";
import type { KeptRun } from "./kept-run.ts";

/**
 * Brings a kept run's track to a model's grid, on which it stands already where it was kept with such a model.
 * @throws PredictorError as putOnOtherGrid.
 */
export function trackFor(
  run: Pick<KeptRun, "stepS" | "smoothingWindow">,
  track: Track,
  { sampling, smoothingWindow }: Pick<Recipe, "sampling" | "smoothingWindow">,
): Track {
  return putOnOtherGrid(track, run, sampling, smoothingWindow);
}
