import type { Prediction } from "../model/prediction.ts";
import { NO_FACTS } from "../workout/recording-facts.ts";
import type { Track } from "../workout/workout.ts";

type Columns = Partial<
  Record<"speedKmh" | "altitudeM" | "heartRateBpm" | "cadenceSpm" | "temperatureC", ArrayLike<number>>
>;

/** A track of the given series: a flat 10 km/h without heart rate or cadence where they leave one out. */
export function trackOf(columns: Columns, rest: Partial<Track> = {}): Track {
  const length = Math.max(...Object.values(columns).map((column) => column.length));
  const series = (values: ArrayLike<number> | undefined, otherwise: number) =>
    values ? Float32Array.from(values) : new Float32Array(length).fill(otherwise);
  return {
    ...NO_FACTS,
    name: "run",
    runner: null,
    sport: null,
    isOnUnknownGround: false,
    gender: 0.5,
    intent: null,
    stepS: 6,
    speedKmh: series(columns.speedKmh, 10),
    altitudeM: series(columns.altitudeM, 0),
    heartRateBpm: series(columns.heartRateBpm, Number.NaN),
    cadenceSpm: series(columns.cadenceSpm, Number.NaN),
    temperatureC: series(columns.temperatureC, Number.NaN),
    ...rest,
  };
}

/** A prediction of 150 bpm throughout, by a model with two directions, unless told otherwise. */
export function predictionOf(track: Track, rest: Partial<Prediction> = {}): Prediction {
  const steps = track.speedKmh.length;
  return {
    track,
    heartRateBpm: new Float32Array(steps).fill(150),
    along: new Float32Array(2 * steps).fill(1),
    repairs: [],
    flags: [],
    timings: { parseMs: 0, prepareMs: 0, modelMs: 0 },
    ...rest,
  };
}
