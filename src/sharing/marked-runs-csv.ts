import type { WholeNumber } from "../base/whole-number.ts";
import type { RunFigures } from "../workout/summary.ts";
import { field, number } from "./csv.ts";

/** A run of a dataset as its table lists it. */
interface ListedRun {
  workout_id: WholeNumber;
  user_id: WholeNumber | null;
  workout_type: string | null;
  figures: RunFigures;
  /** Missing where the run is not scored. */
  score?: {
    maeBpm: number;
    /** measured − expected, bpm. */
    differenceBpm: number;
    spread: { median: number; p95: number; maximum: number };
    coverage: number | null;
    speedCorrelation: number | null;
  };
}

const HEADER = [
  ...["workout_id", "user_id", "workout_type", "duration_s", "distance_km", "mean_hr_bpm", "max_hr_bpm"],
  ...["mean_speed_kmh", "climb_m", "mae_bpm", "bias_bpm", "median_error_bpm", "p95_error_bpm", "max_error_bpm"],
  ...["coverage", "speed_hr_correlation"],
].join(",");

/**
 * Runs of a dataset's table, one line a run; a field is empty where there is no value, as of scores before scoring.
 * `bias_bpm` is predicted − measured, as it was published.
 */
export function markedRunsCsv(runs: readonly ListedRun[]): string {
  const lines = runs.map(({ workout_id, user_id, workout_type, figures, score }) =>
    [
      ...[String(workout_id), String(user_id ?? ""), field(workout_type ?? "")],
      ...[number(figures.durationS, 1), number(figures.distanceKm, 3)],
      ...[number(figures.meanBpm, 2), number(figures.maximumBpm, 1)],
      ...[number(figures.meanSpeedKmh, 3), number(figures.climbM, 1)],
      ...[number(score?.maeBpm, 4), number(score && -score.differenceBpm, 4)],
      ...[number(score?.spread.median, 4), number(score?.spread.p95, 4), number(score?.spread.maximum, 4)],
      ...[number(score?.coverage, 4), number(score?.speedCorrelation, 4)],
    ].join(","),
  );
  return `${[HEADER, ...lines].join("\n")}\n`;
}
