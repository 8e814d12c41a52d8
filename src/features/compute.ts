import type { Track } from "../workout/workout.ts";
import { catalogue, type FeatureName } from "./catalogue.ts";

/** Feature columns by name and order, each of the track's length. */
export interface FeatureTable {
  names: readonly FeatureName[];
  /** Timesteps. */
  length: number;
  /** One column a name, unscaled. */
  columns: Float32Array[];
}

/**
 * The columns a model asks for, in its order.
 * @param altitudeReference "start" counts altitude from the first point, so that no model learns where its runners live.
 * @throws PredictorError `intent-needed` where a typed column is asked of a track without a stated intent.
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

/** The columns interleaved as the model takes them: [time, feature], row by row. */
export function toRows({ length, columns }: FeatureTable): Float32Array {
  const rows = new Float32Array(length * columns.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < length; i++) rows[i * columns.length + j] = column[i];
  });
  return rows;
}
