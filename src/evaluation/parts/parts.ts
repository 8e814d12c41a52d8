import type { Track } from "../../workout/workout.ts";
import type { ExpectedHeartRate } from "../expected-heart-rate.ts";
import { counterfactualRuns, type RunPart, runParts } from "./counterfactuals.ts";
import { shapleyValues } from "./shapley.ts";

/** The heart rate that a model predicts as a sum, bpm by timestep. */
export interface PredictionParts {
  /** Of an even, fresh run on the level at BASE_KMH. */
  baseBpm: Float32Array;
  /** What the run adds to the base, negative where it takes off. */
  byPart: Record<RunPart, Float32Array>;
}

/** Parts of the expected heart rate: those of the run, and what the fit adds for the runner. */
export const expectedParts = [...runParts, "runner"] as const;

export type ExpectedPart = (typeof expectedParts)[number];

/** The expected heart rate as a sum, bpm by timestep. */
export interface ExpectedParts {
  baseBpm: Float32Array;
  /** `runner` is null where the model is fitted to nobody. */
  byPart: Record<RunPart, Float32Array> & { runner: Float32Array | null };
}

/**
 * Takes a predicted heart rate apart by Shapley values over counterfactual runs.
 * @param track on the model's grid, as it was predicted
 * @param predict gives the heart rates of tracks by the same model, in their order
 */
export async function predictionParts(
  track: Track,
  predict: (tracks: readonly Track[]) => Promise<readonly Float32Array[]>,
): Promise<PredictionParts> {
  const { grounds, fresh, valuesOf } = counterfactualRuns(track);
  const groundsBpm = await predict(grounds);
  // Apart from the others, for in one batch all would be filled up to the longest.
  const freshBpm = fresh.length > 0 ? await predict(fresh) : [];
  const values = valuesOf(groundsBpm, freshBpm);
  const [pace, changes, hills, timeOnFeet] = shapleyValues(values, runParts.length);
  return { baseBpm: values[0], byPart: { pace, changes, hills, timeOnFeet } };
}

/** Adds what the fit to the runner makes of the prediction. @param predictedBpm of the model alone */
export function expectedPartsOf(
  { baseBpm, byPart }: PredictionParts,
  { heartRateBpm, kind, known }: Pick<ExpectedHeartRate, "heartRateBpm" | "kind" | "known">,
  predictedBpm: Float32Array,
): ExpectedParts {
  const isFitted = kind !== "none" || known.length > 0;
  return {
    baseBpm,
    byPart: { ...byPart, runner: isFitted ? heartRateBpm.map((bpm, i) => bpm - predictedBpm[i]) : null },
  };
}
