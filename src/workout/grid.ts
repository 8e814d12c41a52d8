import { counted } from "../base/counted.ts";
import { Ledger } from "./repair/ledger.ts";
import { resample } from "./resample.ts";
import { smooth } from "./smooth.ts";
import type { Repair, RepairedWorkout, Sampling, Track } from "./workout.ts";

/**
 * Resolution of a track's series, finer than any sensor's. A link carries the series at the same resolution, so that the
 * page that opens it computes every figure from the same numbers.
 */
export const TRACK_RESOLUTION = { speedKmh: 0.025, altitudeM: 0.025, heartRateBpm: 0.25 } as const;

/**
 * Resamples and smooths a repaired run to a model's grid; a run in timesteps is on it already. Returns the track and all
 * repairs.
 * @throws PredictorError as resample.
 */
export function putOnGrid(
  { workout, repairs }: { workout: RepairedWorkout; repairs: readonly Repair[] },
  sampling: Sampling,
  smoothingWindow: number,
): { track: Track; repairs: Repair[] } {
  const ledger = new Ledger(repairs);
  const resampled = resample(workout, sampling);
  if (workout.sampling === "timesteps") return { track: roundedTrack(resampled), repairs: ledger.repairs };
  const { stepS, speedKmh } = resampled;
  const points = workout.timeS.length;
  const stepLength = `${Number(stepS.toPrecision(3))} s`;
  ledger.enter(
    "resampled",
    points,
    () =>
      `${counted(points, "point")} put on ${counted(speedKmh.length, "step")} of ${stepLength}: speed and altitude as means over each, heart rate read off.`,
  );
  if (smoothingWindow > 1) {
    ledger.enter(
      "smoothed",
      speedKmh.length,
      () => `Speed and altitude as means over ${counted(smoothingWindow, "step")}; heart rate is never smoothed.`,
    );
  }
  return { track: roundedTrack(smooth(resampled, smoothingWindow)), repairs: ledger.repairs };
}

/** Rounds a track's series to TRACK_RESOLUTION. */
export function roundedTrack(track: Track): Track {
  const to = (name: keyof typeof TRACK_RESOLUTION) => {
    const resolution = TRACK_RESOLUTION[name];
    return track[name].map((value) => Math.round(value / resolution) * resolution);
  };
  return { ...track, speedKmh: to("speedKmh"), altitudeM: to("altitudeM"), heartRateBpm: to("heartRateBpm") };
}
