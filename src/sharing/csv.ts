import type { Interval } from "../evaluation/intervals.ts";
import type { Track } from "../workout/workout.ts";

const HEADER = "time_seconds,speed_kmh,altitude_m,predicted_hr_bpm,lower_hr_bpm,upper_hr_bpm,actual_hr_bpm";

/** Column of a second model's expected heart rate, the last one, where such a line is shown. */
const SECOND = "second_predicted_hr_bpm";

/**
 * A run and what was expected of it as a table, one line a timestep; a field is empty where there is no value.
 * @param secondBpm expected by a second model; null for a table without its column
 */
export function predictionCsv(
  track: Track,
  heartRateBpm: Float32Array,
  interval: Interval | null,
  secondBpm: Float32Array | null = null,
): string {
  const lines = Array.from(heartRateBpm, (predictedBpm, i) =>
    [
      number(i * track.stepS, 3),
      number(track.speedKmh[i], 3),
      number(track.altitudeM[i], 3),
      number(predictedBpm, 2),
      interval ? number(interval.lowerBpm[i], 2) : "",
      interval ? number(interval.upperBpm[i], 2) : "",
      number(track.heartRateBpm[i], 2),
      ...(secondBpm === null ? [] : [number(secondBpm[i], 2)]),
    ].join(","),
  );
  return `${[secondBpm === null ? HEADER : `${HEADER},${SECOND}`, ...lines].join("\n")}\n`;
}

/** Writes a number with at most so many decimals and no trailing zeros; empty where there is none. */
export function number(value: number | null | undefined, decimals: number): string {
  return value == null || Number.isNaN(value) ? "" : String(Number(value.toFixed(decimals)));
}

/** A text as a field: in quotes where it holds what would end it, and kept from being taken for a formula. */
export function field(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
