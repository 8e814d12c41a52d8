/** 1 male, 0 female, 0.5 unknown: the number the models take. */
export type Gender = 0 | 0.5 | 1;

/** Intent of a run; never derived from the run's own heart rate. */
export type Intent = "recovery" | "steady" | "intensive";

/** A file's bytes, and its name in errors and lists. */
export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
}

/** Start of a run as its file dates it. A time without an offset counts as UTC. */
export interface StartedAt {
  /** Seconds since 1970. */
  unixS: number;
  /** Offset of local time from UTC in seconds; null where it is not stated. */
  utcOffsetS: number | null;
}

/** Event that closed a lap. */
export type LapEnd = "manual" | "distance" | "time" | "position" | "heart-rate" | "session-end";

/** A lap of the device, in seconds from the run's start. */
export interface Lap extends Span {
  /** null where it is not stated. */
  endedBy: LapEnd | null;
}

/** Sensor of the heart rate: electrodes at the chest, or light at the wrist or arm. */
export type HeartRateSensor = "strap" | "wrist";

/** Heart rates that a file states of its runner, in bpm; null where it does not. */
export interface RunnerHeartRates {
  maximumBpm: number | null;
  restingBpm: number | null;
  thresholdBpm: number | null;
}

/** Facts of a recording besides its series and its name. No network uses them, and no link or table carries them. */
export interface RecordingFacts {
  /** Date and time of second 0; null where the file states none. */
  startedAt: StartedAt | null;
  /** Days from the runner's first run to this one, where the file states these and no date; else null. */
  runnerDay: number | null;
  /** Laps in order. */
  laps: Lap[];
  /** null where it is not stated. */
  sensor: HeartRateSensor | null;
  /** Name of the recording device; null where it is not stated. */
  device: string | null;
  runnerHeartRates: RunnerHeartRates;
  /** Heart rates at which the zones of the watch begin, in bpm, rising, see zone-starts.ts; null where they are not stated. */
  zoneStartsBpm: readonly number[] | null;
}

/** Totals that a device states of a run. */
export interface StatedTotal {
  distanceM: number;
  /** Time without pauses. */
  timerS: number;
}

/**
 * A run as its file recorded it, before any repair.
 *
 * All series have one length, with one entry per recorded point. A missing value is NaN; a series that the file lacks is
 * all NaN.
 */
export interface Workout extends RecordingFacts {
  /** Name in lists: the file's, and the run's own where a file holds several. */
  name: string;
  /** Key in the list of formats; "simulated" for a run that was never a file. */
  format: string;
  /** Identifier of the runner in the file; null for none. */
  runner: string | null;
  /** Sport in the file's words; null for none. */
  sport: string | null;
  gender: Gender;
  /** "timesteps": the entries are already on a model's grid, and are neither resampled nor smoothed. */
  sampling: "timestamps" | "timesteps";
  /** Seconds from the first point, as recorded: may repeat, run backward or be missing. Unused for timesteps. */
  timeS: Float64Array;
  speedKmh: Float64Array;
  /** Distance from the start, as counted by the device. */
  distanceM: Float64Array;
  latitudeDeg: Float64Array;
  longitudeDeg: Float64Array;
  altitudeM: Float64Array;
  heartRateBpm: Float64Array;
  /** Steps a minute, of both feet. */
  cadenceSpm: Float64Array;
  /** Temperature by the device's own thermometer, which the wrist warms. */
  temperatureC: Float64Array;
  /** null where the file states none. */
  statedTotal: StatedTotal | null;
  /** Indices of the points at which the recording was resumed: the first point of each segment but the first. */
  segmentStarts: number[];
  /** Names of the points' numeric fields without a known meaning, as in the file. */
  passedOver: string[];
  /** Repairs made while the file was read: the first entries of the ledger. */
  mended: Repair[];
}

/** A stretch of a run, in seconds from its start. */
export interface Span {
  startS: number;
  endS: number;
}

export type RepairCode =
  | "damaged-file"
  | "unreadable-point"
  | "left-over-points"
  | "rows-as-timesteps"
  | "read-by-content"
  | "default-unit"
  | "passed-over"
  | "missing-time"
  | "unordered-time"
  | "merged-points"
  | "far-gap"
  | "contradiction"
  | "implausible-speed"
  | "speed-from-distance"
  | "speed-from-positions"
  | "gps-jump"
  | "speed-gap"
  | "pause"
  | "missing-altitude"
  | "altitude-gap"
  | "altitude-spike"
  | "implausible-heart-rate"
  | "partial-heart-rate"
  | "no-heart-rate"
  | "resampled"
  | "smoothed";

/** Entry of the ledger: all changes of one kind that were made to a run. */
export interface Repair {
  code: RepairCode;
  /** Number of things that its rule counts: points, pauses, places, steps. */
  count: number;
  /** Sentence about the finding and what was done. */
  message: string;
  /** Places on the run; empty where it concerns the whole run. */
  spans: Span[];
}

/**
 * A run fit to be resampled: times strictly rise, speed and altitude are known everywhere.
 * Heart rate, cadence and temperature stay as recorded, NaN where missing.
 */
export interface RepairedWorkout
  extends RecordingFacts,
    Pick<
      Workout,
      | "name"
      | "runner"
      | "sport"
      | "gender"
      | "sampling"
      | "timeS"
      | "speedKmh"
      | "altitudeM"
      | "heartRateBpm"
      | "cadenceSpm"
      | "temperatureC"
    > {
  /** Whether the ground is unknown, see treadmill.ts. */
  isOnUnknownGround: boolean;
  /** Spans between two points in which the runner stood or the watch was stopped; the speed counts as 0 there. */
  pauses: Span[];
}

/** Spacing of a model's timesteps: a fixed step, or a fixed number of points for a run of any length. */
export type Sampling = { kind: "fixed"; seconds: number } | { kind: "points"; count: number };

/**
 * A run on a model's grid, from which features are computed and which charts draw.
 * Entry i stands at i × stepS seconds; all series have one length.
 */
export interface Track extends RecordingFacts {
  name: string;
  runner: string | null;
  sport: string | null;
  gender: Gender;
  /** Intent of the run, where a model asks for it. */
  intent: Intent | null;
  /** Whether the ground is unknown, see treadmill.ts; false for a run from a link, which does not state it. */
  isOnUnknownGround: boolean;
  stepS: number;
  speedKmh: Float32Array;
  altitudeM: Float32Array;
  /** Measured heart rate on the grid, never smoothed; NaN where missing. */
  heartRateBpm: Float32Array;
  /** Steps a minute, of both feet, on the grid; NaN where missing. No model uses it. */
  cadenceSpm: Float32Array;
  /** Temperature by the device's own thermometer, on the grid; NaN where missing. No model uses it. */
  temperatureC: Float32Array;
}

/** Fewest timesteps of a prediction, as in the published demo. */
export const MIN_STEPS = 10;
