import { momentsOf } from "../../base/statistics.ts";
import type { WholeNumber } from "../../base/whole-number.ts";
import { repair } from "../../workout/repair/repair.ts";
import type { Intent, Workout } from "../../workout/workout.ts";
import type { HubRow } from "../hub-row.ts";

/** Most points a row holds. */
const MAX_POINTS = 500;

/** A row's facts of a run beside its series. */
interface RowIdentity {
  workoutId: number;
  /** Null where nobody says who ran. */
  userId: WholeNumber | null;
  /** When the run began, in unix seconds: the row's times count from 1970. */
  startUnixS: number;
  split: string;
}

/**
 * A run as a row of the published dataset: at most 500 of its points, evenly chosen, and the statistics of those.
 * Values are as recorded; those of the published dataset were smoothed over 7 points besides.
 */
export function hubRowOf(
  workout: Pick<Workout, "sport" | "timeS" | "speedKmh" | "altitudeM" | "heartRateBpm">,
  { workoutId, userId, startUnixS, split }: RowIdentity,
): HubRow {
  const chosen = evenlyChosen(workout.timeS.length);
  const pick = (series: Float64Array) => Float64Array.from(chosen, (index) => series[index]);
  const heartRate = pick(workout.heartRateBpm);
  const speed = pick(workout.speedKmh);
  const altitude = pick(workout.altitudeM);
  const timestamp = pick(workout.timeS).map((timeS) => startUnixS + timeS);
  const beats = spreadOf(heartRate);
  const speeds = spreadOf(speed);
  return {
    workout_id: workoutId,
    user_id: userId,
    sport: workout.sport,
    workout_type: workoutType(beats.mean),
    duration_min: (timestamp[timestamp.length - 1] - timestamp[0]) / 60,
    data_points: timestamp.length,
    corrected: false,
    offset_applied: 0,
    heart_rate: heartRate,
    speed,
    altitude,
    timestamp,
    hr_mean: beats.mean,
    hr_std: beats.sd,
    hr_min: beats.least,
    hr_max: beats.most,
    speed_mean: speeds.mean,
    speed_max: speeds.most,
    altitude_gain: gainOf(altitude),
    split,
  };
}

/** Indices of at most MAX_POINTS points, the first and the last among them. */
function evenlyChosen(points: number): number[] {
  if (points <= MAX_POINTS) return Array.from({ length: points }, (_, i) => i);
  const spacing = (points - 1) / (MAX_POINTS - 1);
  return Array.from({ length: MAX_POINTS }, (_, i) => Math.round(i * spacing));
}

/**
 * The published column: INTENSIVE from a mean heart rate of 170 BPM on. Its other bound was not published; that STEADY
 * begins at 150 is chosen here. A function of the heart rate that is to be predicted, kept because the schema has it:
 * no model here may use it, but to show what it is worth.
 */
function workoutType(meanBpm: number | null): "RECOVERY" | "STEADY" | "INTENSIVE" | null {
  if (meanBpm === null) return null;
  if (meanBpm >= 170) return "INTENSIVE";
  return meanBpm >= 150 ? "STEADY" : "RECOVERY";
}

const INTENTS = { RECOVERY: "recovery", STEADY: "steady", INTENSIVE: "intensive" } as const;

/**
 * Intent of a run as the published training derived it: by the mean of the heart rate that is to be
 * predicted. **It leaks the answer.** Only the demonstration that shows by how much may ask for it; null where the run
 * has no heart rate.
 * @throws PredictorError as `repair` does.
 */
export function intentFromAnswer(recorded: Workout): Intent | null {
  const { mean } = momentsOf(repair(recorded).workout.heartRateBpm);
  const type = workoutType(Number.isNaN(mean) ? null : mean);
  return type && INTENTS[type];
}

interface Spread {
  mean: number | null;
  sd: number | null;
  least: number | null;
  most: number | null;
}

/** Mean, population standard deviation, least and greatest of the known values; nulls where none is. */
function spreadOf(series: Float64Array): Spread {
  const values = series.filter((value) => !Number.isNaN(value));
  if (values.length === 0) return { mean: null, sd: null, least: null, most: null };
  const { mean, sd } = momentsOf(values);
  return { mean, sd, least: Math.min(...values), most: Math.max(...values) };
}

/** Sum of the rises from each known altitude to the next; null where none is known. */
function gainOf(altitudeM: Float64Array): number | null {
  const known = altitudeM.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return null;
  return known.reduce((gain, value, i) => gain + (i === 0 ? 0 : Math.max(0, value - known[i - 1])), 0);
}
