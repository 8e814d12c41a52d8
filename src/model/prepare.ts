import { computeFeatures, type FeatureTable } from "../features/compute.ts";
import { putOnGrid } from "../workout/grid.ts";
import { type QualityFlag, qualityFlags } from "../workout/quality/quality-flags.ts";
import { repair } from "../workout/repair/repair.ts";
import { timestepOf } from "../workout/resample.ts";
import type { Gender, Intent, Repair, Track, Workout } from "../workout/workout.ts";
import type { ModelContract } from "./contract.ts";

/** The part of a contract that turns a run into a model's input; training data is made with one before a model exists. */
export type Recipe = Pick<ModelContract, "features" | "sampling" | "smoothingWindow" | "altitudeReference">;

/** Settings of the runner, which override what the file states. */
export interface RunnerSettings {
  /** null: as the file states it. */
  gender: Gender | null;
  intent: Intent | null;
}

export interface PreparedRun {
  track: Track;
  features: FeatureTable;
  repairs: Repair[];
  /** Runs the checks of the recording, as costly as all the rest; none for a link's track. */
  flags(): QualityFlag[];
}

/**
 * From a recorded run to a model's grid.
 * @throws PredictorError as `repair` and `putOnGrid` do.
 */
export function gridRun(recorded: Workout, recipe: Pick<Recipe, "sampling" | "smoothingWindow">) {
  const repaired = repair(recorded, timestepOf(recipe.sampling));
  return { repaired, ...putOnGrid(repaired, recipe.sampling, recipe.smoothingWindow) };
}

/** Turns a recorded run into a model's input. Everything that predicts or trains goes through here. */
export function prepareRun(recorded: Workout, recipe: Recipe, settings: RunnerSettings): PreparedRun {
  const { repaired, track, repairs } = gridRun(recorded, recipe);
  return { ...prepareTrack(track, recipe, settings), repairs, flags: () => qualityFlags(recorded, repaired) };
}

/** The same from a track that already stands on the model's grid, as a link carries it. */
export function prepareTrack(track: Track, recipe: Recipe, settings: RunnerSettings): PreparedRun {
  const described: Track = { ...track, gender: settings.gender ?? track.gender, intent: settings.intent };
  return {
    track: described,
    features: computeFeatures(described, recipe.features, recipe.altitudeReference),
    repairs: [],
    flags: () => [],
  };
}
