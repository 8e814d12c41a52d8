import { PredictorError } from "../base/error.ts";
import { roundedTrack } from "./grid.ts";
import { resample } from "./resample.ts";
import { smooth } from "./smooth.ts";
import type { RepairedWorkout, Sampling, Track } from "./workout.ts";

/** Where a track's series stand: its steps, and how many of these its speed and altitude are means over. */
interface Grid {
  stepS: number;
  /** null where that is not known: as the steps of the same length are smoothed elsewhere. */
  smoothingWindow: number | null;
}

/** Share by which two means may differ in length and still show a run alike. */
const ALIKE_SHARE = 0.2;

/**
 * Puts a track that stands on one grid on another model's. What is finer than that model's steps is smoothed as a
 * recording is; what is smoothed over about as long as the model smooths is read off.
 * @throws PredictorError `other-grid` where neither holds, as nothing brings back what was averaged; `too-short`.
 */
export function putOnOtherGrid(track: Track, from: Grid, sampling: Sampling, smoothingWindow: number): Track {
  const durationS = (track.speedKmh.length - 1) * track.stepS;
  const stepS = sampling.kind === "fixed" ? sampling.seconds : durationS / (sampling.count - 1);
  const isOnGrid =
    Math.abs(stepS - track.stepS) < 1e-6 && (from.smoothingWindow ?? smoothingWindow) === smoothingWindow;
  if (isOnGrid) return track;
  const smoothedS = from.smoothingWindow === null ? Number.NaN : from.smoothingWindow * track.stepS;
  const wantedS = smoothingWindow * stepS;
  const isFiner = smoothedS <= stepS;
  const isAlike = Math.abs(smoothedS / wantedS - 1) <= ALIKE_SHARE;
  if (!isFiner && !isAlike) throw otherGrid(smoothedS, wantedS);
  const resampled = resample(asRecorded(track), sampling);
  const { sport, gender, intent } = track;
  return roundedTrack({ ...(isAlike ? resampled : smooth(resampled, smoothingWindow)), sport, gender, intent });
}

/** A track as a recording with a reading at each of its steps. */
function asRecorded(track: Track): RepairedWorkout {
  const timeS = Float64Array.from(track.speedKmh, (_, step) => step * track.stepS);
  const { speedKmh, altitudeM, heartRateBpm, cadenceSpm, temperatureC } = track;
  return {
    ...track,
    ...{ sampling: "timestamps", timeS, pauses: [] },
    ...{ speedKmh: Float64Array.from(speedKmh), altitudeM: Float64Array.from(altitudeM) },
    heartRateBpm: Float64Array.from(heartRateBpm),
    cadenceSpm: Float64Array.from(cadenceSpm),
    temperatureC: Float64Array.from(temperatureC),
  };
}

function otherGrid(smoothedS: number, wantedS: number): PredictorError {
  const seconds = (value: number) => `${Number(value.toPrecision(3))} s`;
  const kept = Number.isNaN(smoothedS) ? "for another model" : `as means over ${seconds(smoothedS)}`;
  return new PredictorError(
    "other-grid",
    `Speed and altitude of this run were kept ${kept}, and this model looks at means over ${seconds(wantedS)}: open the run's file, or choose the model that it was kept with.`,
  );
}
