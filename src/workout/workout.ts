/** 1 male, 0 female, 0.5 unknown: the number the models take. */
export type Gender = 0 | 0.5 | 1;

/** Intent of a run; never derived from the run's own heart rate. */
export type Intent = "recovery" | "steady" | "intensive";

/** A file as it arrives: its bytes, and the name that errors and lists call it by. */
export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
}

/** When a run started, as its file dates it. A time without an offset counts as UTC. */
export interface StartedAt {
  /** Seconds since 1970. */
  unixS: number;
  /** Seconds that clocks at the place were ahead of UTC; null where the file does not say. */
  utcOffsetS: number | null;
}

/** Reason for which a device closed a lap. */
export type LapEnd = "manual" | "distance" | "time" | "position" | "heart-rate" | "session-end";

/** A lap as the device closed it, in seconds from the run's start. */
export interface Lap extends Span {
  /** null where the file does not say. */
  endedBy: LapEnd | null;
}

/** Sensor of the heart rate: electrodes at the chest, or light at the wrist or arm. */
export type HeartRateSensor = "strap" | "wrist";

/** Heart rates that a file states of its runner, in BPM; null where it does not. */
export interface RunnerHeartRates {
  maximumBpm: number | null;
  restingBpm: number | null;
  thresholdBpm: number | null;
}

/** Facts of a recording besides its series and its name. No model uses them, and no link or table carries them. */
export interface RecordingFacts {
  /** The moment of 0 s; null where the file states no date. */
  startedAt: StartedAt | null;
  /** Laps in their order; none where the file has none. */
  laps: Lap[];
  /** null where the file does not say. */
  sensor: HeartRateSensor | null;
  /** Device that recorded the run, as the file names it; null where it does not. */
  device: string | null;
  runnerHeartRates: RunnerHeartRates;
}

/** Totals that a device states of a run. */
export interface StatedTotal {
  distanceM: number;
  /** Time that its timer ran, pauses excluded. */
  timerS: number;
}

/**
 * A run as its file recorded it, before any repair.
 *
 * Every series has one length, one entry a recorded point; NaN stands where a point carries no such value,
 * and a column of NaN where the file has none.
 */
export interface Workout extends RecordingFacts {
  /** Name in lists: the file's, and the run's own where a file holds several. */
  name: string;
  /** Its key in the list of formats; "simulated" where it was never a file. */
  format: string;
  /** The runner's identifier in the file, or null. */
  runner: string | null;
  /** The sport as the file words it, or null. */
  sport: string | null;
  gender: Gender;
  /** "timesteps": the entries already stand on a model's grid; they are neither resampled nor smoothed. */
  sampling: "timestamps" | "timesteps";
  /** Seconds from the first point, as recorded: may repeat, run backward or be missing. Unused for timesteps. */
  timeS: Float64Array;
  speedKmh: Float64Array;
  /** Distance covered since the start, as the device counted it. */
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
  /** Indices at which the recording was resumed: the first point of each segment but the first. */
  segmentStarts: number[];
  /** Names of the number fields of its points that mean nothing here, as the file has them. */
  passedOver: string[];
  /** Repairs of the file itself as it was read: the first entries of the ledger. */
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

/** One kind of change made to a run before the model saw it. */
export interface Repair {
  code: RepairCode;
  /** Number of the things that its rule counts: points, pauses, places, steps. */
  count: number;
  /** One sentence for a person: what was found and what was done. */
  message: string;
  /** Places on the run; empty where it concerns the whole of it. */
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
  /** See treadmill.ts. */
  isOnUnknownGround: boolean;
  /** Stretches between two points in which the runner stood or the watch was stopped: speed counts as 0 there. */
  pauses: Span[];
}

/** Spacing of a model's timesteps: a fixed step, or a fixed number of points however long the run. */
export type Sampling = { kind: "fixed"; seconds: number } | { kind: "points"; count: number };

/**
 * A run on a model's grid: what the features are computed from, and what the charts draw.
 * Entry i stands at i × stepS seconds; all series have one length.
 */
export interface Track extends RecordingFacts {
  name: string;
  runner: string | null;
  sport: string | null;
  gender: Gender;
  /** Intent of the run, where a model asks for it. */
  intent: Intent | null;
  /** See treadmill.ts; false where a link brings the run, which does not tell. */
  isOnUnknownGround: boolean;
  stepS: number;
  speedKmh: Float32Array;
  altitudeM: Float32Array;
  /** Measured heart rate on the grid, never smoothed; NaN where missing. */
  heartRateBpm: Float32Array;
  /** Steps a minute, of both feet, on the grid; NaN where missing. No model looks at it. */
  cadenceSpm: Float32Array;
  /** Temperature by the device's own thermometer, on the grid; NaN where missing. No model uses it. */
  temperatureC: Float32Array;
}

/** Fewest timesteps a prediction is made from; the published demo asks for as many. */
export const MIN_STEPS = 10;
