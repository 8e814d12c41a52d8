import { median } from "../../base/statistics.ts";
import { bestRaceOf, type Effort, effortKmh } from "../../workout/best-efforts.ts";
import { startDay } from "../../workout/recording-facts.ts";
import { isOtherSport } from "../../workout/sport.ts";
import type { RunnerHeartRates, Span, StartedAt, Track } from "../../workout/workout.ts";
import { cadenceLocksIn } from "../deviations.ts";
import { measuredFrom } from "../metrics.ts";
import { jumps } from "../signs.ts";
import { KNOWN_RANGES } from "./knowledge.ts";

/** What one run tells of its runner. */
export interface RunHints {
  name: string;
  startedAt: StartedAt | null;
  /** Day of its start, see startDay; null where it is undated. */
  day: number | null;
  /** Highest believable heart rate, whole bpm; null where there is none. */
  highestBpm: number | null;
  /** What its file states. */
  stated: RunnerHeartRates;
  /** Best effort over the distance of a race; null for a shorter run. */
  best: Effort | null;
}

/** A value that a run shows or its file states. */
export interface Hint<Value> {
  value: Value;
  run: Pick<RunHints, "name" | "startedAt">;
}

/** What runs tell of their runner; null where none does. */
export interface RunnerHints {
  /** Highest believable heart rate of all runs. */
  highestBpm: Hint<number> | null;
  /** As the latest file that says so states them. */
  maximumBpm: Hint<number> | null;
  restingBpm: Hint<number> | null;
  thresholdBpm: Hint<number> | null;
  /** Best effort over the distance of a race, of the latest RECENT_DAYS. */
  best: Hint<Effort> | null;
}

/** Points of which a median is believed. */
const POINTS = 5;

/** Longest time after a jump upwards for which the heart rate is not believed: sensors that jumped fall back, or stay so. */
const AFTER_JUMP_S = 300;

/** Change from before a jump to what the heart can have reached by itself. */
const BACK_WITHIN_BPM = 30;

/** Days before the latest run in which a best effort is recent. */
const RECENT_DAYS = 182;

/** Finds what a run tells of its runner; a run of another sport tells what its file states alone. */
export function hintsOfRun(track: Track, excluded: readonly Span[]): RunHints {
  const { name, startedAt, runnerHeartRates: stated } = track;
  const isRun = !isOtherSport(track.sport);
  return {
    name,
    startedAt,
    day: startDay(track),
    highestBpm: isRun ? highestBelievable(track, excluded) : null,
    stated,
    best: isRun ? believableEffort(bestRaceOf(track)) : null,
  };
}

/**
 * Highest median of five neighbouring heart rates: a spike is not believed, nor what follows a jump upwards, nor a stretch in
 * which the sensor counted steps.
 */
function highestBelievable(track: Track, excluded: readonly Span[]): number | null {
  const { stepS, cadenceSpm } = track;
  const measuredBpm = measuredFrom(track.heartRateBpm, stepS, 0, excluded);
  const locks = cadenceLocksIn({ heartRateBpm: measuredBpm, cadenceSpm, stepS });
  const believedBpm = withoutJumps(measuredFrom(measuredBpm, stepS, 0, locks), stepS);
  let highestBpm = Number.NEGATIVE_INFINITY;
  for (let i = POINTS; i <= believedBpm.length; i++) {
    const window = believedBpm.subarray(i - POINTS, i);
    if (!window.some(Number.isNaN)) highestBpm = Math.max(highestBpm, median(window));
  }
  const { least, most } = KNOWN_RANGES.maximumBpm;
  const bpm = Math.round(highestBpm);
  return bpm >= least && bpm <= most ? bpm : null;
}

/** A heart rate without what follows each jump upwards, until it is back, at most AFTER_JUMP_S; NaN there. */
function withoutJumps(heartRateBpm: Float32Array, stepS: number): Float32Array {
  const believed = Float32Array.from(heartRateBpm);
  for (const at of jumps([...heartRateBpm.keys()], heartRateBpm)) {
    const beforeBpm = heartRateBpm[at - 1];
    if (heartRateBpm[at] < beforeBpm) continue;
    const last = Math.min(heartRateBpm.length - 1, at + Math.round(AFTER_JUMP_S / stepS));
    for (let i = at; i <= last && heartRateBpm[i] > beforeBpm + BACK_WITHIN_BPM; i++) believed[i] = Number.NaN;
  }
  return believed;
}

/** An effort that somebody can have run: satellites may lead faster. */
function believableEffort(effort: Effort | null): Effort | null {
  if (effort === null) return null;
  const { least, most } = KNOWN_RANGES.bestKmh;
  const kmh = effortKmh(effort.distanceM, effort.timeS);
  return kmh >= least && kmh <= most ? effort : null;
}

/** Finds what runs of one runner tell of them. */
export function runnerHints(runs: readonly RunHints[]): RunnerHints {
  const latestFirst = runs.toSorted(
    (a, b) => (b.day ?? Number.NEGATIVE_INFINITY) - (a.day ?? Number.NEGATIVE_INFINITY),
  );
  const latestDay = latestFirst[0]?.day ?? null;
  const isRecent = ({ day }: RunHints) => day === null || latestDay === null || latestDay - day <= RECENT_DAYS;
  const stated = (name: keyof RunnerHeartRates) =>
    firstHint(latestFirst, (run) => {
      const bpm = run.stated[name];
      return bpm !== null && bpm >= KNOWN_RANGES[name].least && bpm <= KNOWN_RANGES[name].most ? Math.round(bpm) : null;
    });
  return {
    highestBpm: greatestHint(
      latestFirst,
      ({ highestBpm }) => highestBpm,
      (bpm) => bpm,
    ),
    maximumBpm: stated("maximumBpm"),
    restingBpm: stated("restingBpm"),
    thresholdBpm: stated("thresholdBpm"),
    best: greatestHint(
      latestFirst.filter(isRecent),
      ({ best }) => best,
      ({ distanceM, timeS }) => effortKmh(distanceM, timeS),
    ),
  };
}

/** The hint of the first run that gives one. */
function firstHint<Value>(runs: readonly RunHints[], read: (run: RunHints) => Value | null): Hint<Value> | null {
  for (const run of runs) {
    const value = read(run);
    if (value !== null) return { value, run };
  }
  return null;
}

/** The hint with the greatest size; of equals the first. */
function greatestHint<Value>(
  runs: readonly RunHints[],
  read: (run: RunHints) => Value | null,
  sizeOf: (value: Value) => number,
): Hint<Value> | null {
  let greatest: Hint<Value> | null = null;
  for (const run of runs) {
    const value = read(run);
    if (value !== null && (greatest === null || sizeOf(value) > sizeOf(greatest.value))) greatest = { value, run };
  }
  return greatest;
}
