import { countKnown } from "./repair/fill.ts";
import { isTreadmill } from "./sport.ts";
import type { Workout } from "./workout.ts";

type Recorded = Pick<
  Workout,
  "sport" | "sampling" | "speedKmh" | "distanceM" | "latitudeDeg" | "longitudeDeg" | "altitudeM"
>;

/**
 * Whether the ground of a recording is unknown: its sport is treadmill running, or it has a speed or a distance but
 * neither positions nor altitude, as from treadmills and foot pods. The ground of a run in timesteps counts as known.
 */
export function isOnUnknownGround(recorded: Recorded): boolean {
  if (isTreadmill(recorded.sport)) return true;
  const { sampling, speedKmh, distanceM, latitudeDeg, longitudeDeg, altitudeM } = recorded;
  const has = (series: Float64Array) => countKnown(series) > 0;
  return (
    sampling === "timestamps" &&
    [latitudeDeg, longitudeDeg, altitudeM].every((series) => !has(series)) &&
    [speedKmh, distanceM].some(has)
  );
}

/** Caution about the figures of a run on unknown ground. */
export const UNKNOWN_GROUND =
  "Its speed is that of a treadmill or a foot pod, and no hills are known: what the model expects may be off.";
