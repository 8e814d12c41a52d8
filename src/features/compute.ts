import type { Track } from "../workout/workout.ts";
import { catalogue, type FeatureName } from "./catalogue.ts";

/** Feature columns by name and order, each of the track's length. */
export interface FeatureTable {
  names: readonly FeatureName[];
  /** Number of timesteps. */
  length: number;
  /** One unscaled column per name. */
  columns: Float32Array[];
}

/**
 * Computes the columns a model asks for, in its order.
 * @param altitudeReference "start" counts altitude from the first point, so that no model learns where its runners live
 * @throws PredictorError `intent-needed` where a column of intent is asked of a track without one
 */
export function computeFeatures(
  track: Track,
  names: readonly FeatureName[],
  altitudeReference: "start" | "sea-level",
): FeatureTable {
  const startM = altitudeReference === "start" ? track.altitudeM[0] : 0;
  const referenced: Track = { ...track, altitudeM: track.altitudeM.map((altitudeM) => altitudeM - startM) };
  return { names, length: track.speedKmh.length, columns: names.map((name) => catalogue[name](referenced)) };
}

/** Interleaves the columns into the model's input, [timestep, feature] in row-major order. */
export function toRows({ length, columns }: FeatureTable): Float32Array {
  const rows = new Float32Array(length * columns.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < length; i++) rows[i * columns.length + j] = column[i];
  });
  return rows;
}
