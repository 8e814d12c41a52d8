import { mean } from "../base/statistics.ts";
import { factsOf } from "../workout/recording-facts.ts";
import { type HeartRateSummary, knownS, type RunSummary, summarise, summariseHeartRate } from "../workout/summary.ts";
import type { Gender, RecordingFacts, Span, Track } from "../workout/workout.ts";
import { packTrack, unpackSeries } from "./packed-track.ts";

/** A run to be kept. Its name is the track's. */
export interface NewRun {
  track: Track;
  /** Name of the person on this device; DEFAULT_RUNNER where nobody said. */
  runner: string;
  /** Stretches that count in no figure. */
  excluded: readonly Span[];
  /** Whether a person gave it its name; false where it is left out. */
  isRenamed?: boolean;
  /** Steps of the centred mean over its speed and altitude, 1 for none; null, and by default, where that is not known. */
  smoothingWindow?: number | null;
}

/** What is kept of a run besides its series and its route: all that lists, filters and the trend need. Nothing of it is a position. */
export interface KeptRun extends RecordingFacts {
  /** Unlike any other's in the library; the same again where the run is removed and kept anew. */
  id: string;
  name: string;
  /** Whether a person gave it its name, which no other recording of the run then replaces. */
  isRenamed: boolean;
  /** Name of the person on this device. */
  runner: string;
  /** Identifier of the runner in the file; null for none. */
  statedRunner: string | null;
  sport: string | null;
  gender: Gender;
  isOnUnknownGround: boolean;
  /** Seconds from one step of its series to the next. */
  stepS: number;
  /** Steps of the centred mean over its speed and altitude, 1 for none; null where that is not known. */
  smoothingWindow: number | null;
  /** Duration, distance, climb (NaN where unknown) and speed of the whole run. */
  summary: RunSummary;
  /** Of the measured heart rate, over the whole run; null where none is known. */
  heartRate: HeartRateSummary | null;
  /** Seconds with a measured heart rate. */
  measuredS: number;
  /** NaN where unknown. */
  meanTemperatureC: number;
  /** Stretches that count in no figure. */
  excluded: readonly Span[];
  /** When it was kept, in seconds since 1970. */
  keptAtS: number;
  /** Bytes of its packed series. */
  bytes: number;
  /** Bytes of the shape of its way, which is kept where a person asked for it; 0 for none. */
  routeBytes: number;
}

/** The parts of a kept run that a person can change. */
export type RunChange = Partial<Pick<KeptRun, "name" | "runner" | "excluded">>;

/** First letters of the id of a run that was kept without a date. */
const UNDATED = "day ";

/** Whether a run was kept without a date, by its id; another recording may have given it one since. */
export function wasUndated(id: string): boolean {
  return id.startsWith(UNDATED);
}

/** A kept run and its packed series, as they are stored. */
export interface StoredRun {
  run: KeptRun;
  packed: Uint8Array;
}

/**
 * Turns a run into what is kept of it.
 * @param nowS the moment, in seconds since 1970
 */
export function storedRun(fresh: NewRun, nowS: number): StoredRun {
  const { track, runner, excluded, isRenamed = false, smoothingWindow = null } = fresh;
  const { name, runner: statedRunner, sport, gender, isOnUnknownGround, stepS } = track;
  const { packed, checksum } = packTrack(track);
  const summary = summarise(track);
  const start = track.startedAt ? Math.round(track.startedAt.unixS) : `${UNDATED}${track.runnerDay ?? "unknown"}`;
  const run: KeptRun = {
    ...factsOf(track),
    id: [start, Math.round(1000 * summary.distanceKm), checksum.toString(16)].join("/"),
    name,
    isRenamed,
    runner,
    statedRunner,
    sport,
    gender,
    isOnUnknownGround,
    stepS,
    smoothingWindow,
    summary,
    heartRate: summariseHeartRate(track.heartRateBpm),
    measuredS: knownS(track.heartRateBpm, stepS),
    meanTemperatureC: meanKnown(track.temperatureC),
    excluded,
    keptAtS: nowS,
    bytes: packed.length,
    routeBytes: 0,
  };
  return { run, packed };
}

/** The track that a run was kept of, to TRACK_RESOLUTION. Its intent, which is a setting, is null. */
export function trackOf({ run, packed }: StoredRun): Track {
  const { name, statedRunner, sport, gender, isOnUnknownGround, stepS } = run;
  return {
    ...factsOf(run),
    name,
    runner: statedRunner,
    sport,
    gender,
    isOnUnknownGround,
    intent: null,
    stepS,
    ...unpackSeries(packed),
  };
}

function meanKnown(series: Float32Array): number {
  const known = series.filter((value) => !Number.isNaN(value));
  return known.length > 0 ? mean(known) : Number.NaN;
}

/** Puts runs in order: dated ones by their start, then those of which the days are known, then the others as they were kept. */
export function byDate(one: KeptRun, other: KeptRun): number {
  const rank = ({ startedAt, runnerDay }: KeptRun) => (startedAt ? 0 : runnerDay === null ? 2 : 1);
  const moment = ({ startedAt, runnerDay, keptAtS }: KeptRun) => startedAt?.unixS ?? runnerDay ?? keptAtS;
  return rank(one) - rank(other) || moment(one) - moment(other) || (one.id < other.id ? -1 : 1);
}

/** A run as a person changed it. */
export function changed(run: KeptRun, change: RunChange): KeptRun {
  return { ...run, ...change, isRenamed: run.isRenamed || change.name !== undefined };
}
