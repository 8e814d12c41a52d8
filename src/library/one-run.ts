import { mean } from "../base/statistics.ts";
import { daysBetween, factsFrom } from "../workout/recording-facts.ts";
import { knownS, summarise, wholeRun } from "../workout/summary.ts";
import type { Gender, Span, Track } from "../workout/workout.ts";
import { type KeptRun, type StoredRun, trackOf } from "./kept-run.ts";

/** Largest differences between two recordings of one run that both state when it began, such as FIT and GPX. */
const DATED = { startS: 120, durationS: 120, durationShare: 0.03, distanceKm: 0.2, distanceShare: 0.1 };
const DATED_SERIES = { speedKmh: 1.5, heartRateBpm: 2 };

/** The same where one of them does not, as a link: then the series alone tell, but for its rounding and its last step. */
const UNDATED = { durationS: 30, durationShare: 0.01, distanceKm: 0.05, distanceShare: 0.02 };
const UNDATED_SERIES = { speedKmh: 0.3, heartRateBpm: 1 };
/** Seconds by which one of them may begin later than the other: exports cut off points without a position. */
const UNDATED_SHIFTS_S = [0, -3, 3, -6, 6, -9, 9];
/** The speed alone, where no heart rate tells, has to be nearly the same. */
const ALONE_KMH = 0.1;

/** Share of the shorter heart rate that has to be known to both before it tells anything. */
const COMMON_SHARE = 0.5;

/** Seconds of heart rate that one recording has to know more of than another to be the better one. */
const MORE_MEASURED_S = 60;

const DAY_S = 86_400;
const UNKNOWN_GENDER: Gender = 0.5;

/** Ranges of start (seconds since 1970; null where unknown) and duration in which other recordings of a run lie. */
export function rangesOfTwins({ startedAt, summary: { durationS } }: Outline): {
  unixS: [from: number, to: number] | null;
  durationS: [from: number, to: number];
} {
  const apartS = Math.max(UNDATED.durationS, (UNDATED.durationShare * durationS) / (1 - UNDATED.durationShare));
  return {
    unixS: startedAt && [startedAt.unixS - DATED.startS, startedAt.unixS + DATED.startS],
    durationS: [durationS - apartS, durationS + apartS],
  };
}

/** The facts of a run by which most other runs are told from it without a look at the series. */
type Outline = Pick<KeptRun, "startedAt" | "runnerDay" | "summary">;

/** Whether two runs are alike enough in start, duration and distance for a look at their series. */
export function mayBeOneRun(one: Outline, other: Outline): boolean {
  const days = daysBetween(one, other);
  const apartS = Math.abs(one.summary.durationS - other.summary.durationS);
  const apartKm = Math.abs(one.summary.distanceKm - other.summary.distanceKm);
  const longerS = Math.max(one.summary.durationS, other.summary.durationS);
  const longerKm = Math.max(one.summary.distanceKm, other.summary.distanceKm);
  const isWithin = (apart: number, floor: number, share: number, whole: number) =>
    apart <= Math.max(floor, share * whole);
  if (days === null) {
    return (
      isWithin(apartS, UNDATED.durationS, UNDATED.durationShare, longerS) &&
      isWithin(apartKm, UNDATED.distanceKm, UNDATED.distanceShare, longerKm)
    );
  }
  return (
    Math.abs(days) * DAY_S <= DATED.startS &&
    isWithin(apartS, DATED.durationS, DATED.durationShare, longerS) &&
    isWithin(apartKm, DATED.distanceKm, DATED.distanceShare, longerKm)
  );
}

const outlines = new WeakMap<Track, Outline>();

function outlineOf(track: Track): Outline {
  const known = outlines.get(track);
  if (known !== undefined) return known;
  const outline = { startedAt: track.startedAt, runnerDay: track.runnerDay, summary: summarise(track) };
  outlines.set(track, outline);
  return outline;
}

/**
 * Whether two tracks are of one run, which as its own earlier run would give away its own heart rate: two recordings of it,
 * or one series whatever the dates say.
 */
export function isOneRun(one: Track, other: Track): boolean {
  if (isOneSeries(one, other)) return true;
  return mayBeOneRun(outlineOf(one), outlineOf(other)) && haveOneSeries(one, other);
}

/** Largest differences at any step within one series: far below those of two runs, and above a link's rounding. */
const ONE_SERIES = { speedKmh: 0.1, heartRateBpm: 1 };

function isOneSeries(one: Track, other: Track): boolean {
  const isAlike = (series: "speedKmh" | "heartRateBpm") =>
    one[series].every((value, i) => {
      const apart = Math.abs(value - other[series][i]);
      return Number.isNaN(apart) ? Object.is(value, other[series][i]) : apart <= ONE_SERIES[series];
    });
  const isAsLong = one.stepS === other.stepS && one.speedKmh.length === other.speedKmh.length;
  return isAsLong && isAlike("speedKmh") && isAlike("heartRateBpm");
}

/** Whether the series of two runs that may be one are alike. The order does not matter. */
function haveOneSeries(one: Track, other: Track): boolean {
  const days = daysBetween(one, other);
  return days === null
    ? UNDATED_SHIFTS_S.some((laterS) => areAlike(one, other, laterS, UNDATED_SERIES, false))
    : areAlike(one, other, days * DAY_S, DATED_SERIES, true);
}

/** @param laterS seconds by which the other began later */
function areAlike(
  one: Track,
  other: Track,
  laterS: number,
  largest: Readonly<Record<"speedKmh" | "heartRateBpm", number>>,
  areDated: boolean,
): boolean {
  const [fewerS, moreS] = [one, other].map(measuredS).sort((a, b) => a - b);
  // Without a date, a heart rate that only one of them has may be that of another day on the same course.
  if (!areDated && fewerS === 0 && moreS > 0) return false;
  const largestKmh = !areDated && fewerS === 0 ? ALONE_KMH : largest.speedKmh;
  // Nothing in common has no mean, NaN, and is not within any difference.
  if (!(mean(differences(one, other, laterS, "speedKmh")) <= largestKmh)) return false;
  if (fewerS === 0) return true;
  const heartRate = differences(one, other, laterS, "heartRateBpm");
  const commonS = heartRate.length * Math.max(one.stepS, other.stepS);
  return commonS >= COMMON_SHARE * fewerS && mean(heartRate) <= largest.heartRateBpm;
}

function measuredS({ heartRateBpm, stepS }: Track): number {
  return knownS(heartRateBpm, stepS);
}

/**
 * Absolute differences of two runs' series, at every step of the coarser grid at which both are known.
 * @param laterS seconds by which the other began later
 */
function differences(one: Track, other: Track, laterS: number, series: "speedKmh" | "heartRateBpm"): number[] {
  const stepS = Math.max(one.stepS, other.stepS);
  const fromS = Math.max(0, laterS);
  const toS = Math.min(lastS(one), lastS(other) + laterS);
  const apart: number[] = [];
  for (let momentS = fromS; momentS <= toS; momentS += stepS) {
    const difference = valueAt(one, series, momentS) - valueAt(other, series, momentS - laterS);
    if (!Number.isNaN(difference)) apart.push(Math.abs(difference));
  }
  return apart;
}

function lastS({ speedKmh, stepS }: Track): number {
  return wholeRun(speedKmh.length, stepS).endS;
}

/** Value of a series at a moment, between two steps on the line from one to the next. */
function valueAt(track: Track, series: "speedKmh" | "heartRateBpm", momentS: number): number {
  const values = track[series];
  const at = momentS / track.stepS;
  const before = Math.min(values.length - 1, Math.floor(at));
  const rest = at - before;
  return rest === 0
    ? values[before]
    : values[before] + rest * (values[Math.min(values.length - 1, before + 1)] - values[before]);
}

/** What became of a run that was to be kept: it is new, known as it is, or known and completed by what it adds. */
export type Outcome = "new" | "known" | "completed";

/** Where a run finds its place in a library. */
export interface Placement {
  id: string;
  outcome: Outcome;
  /** Its excluded stretches from then on, in seconds from the start of the recording that came. */
  excluded: readonly Span[];
  /** Seconds by which the series that are kept begin after those of the recording that came; 0 where they are the same. */
  laterS: number;
  /** The run as it is then to be written; null where nothing is. */
  stored: StoredRun | null;
}

/**
 * Finds a run's place among kept runs that may be the same one. Of two recordings of one run the better one's series are
 * kept: of a dated one rather than an undated one, which a link rounded, else of the one that measured heart rate for
 * longer. What it does not state is taken from the other, and the kept run keeps its id, its runner and what a person
 * changed of it.
 */
export function placeOf(fresh: StoredRun, candidates: readonly StoredRun[]): Placement {
  const track = trackOf(fresh);
  const twin = candidates.find((kept) => haveOneSeries(trackOf(kept), track));
  if (!twin) return { id: fresh.run.id, outcome: "new", excluded: fresh.run.excluded, laterS: 0, stored: fresh };
  const isBetter = isBetterRecording(fresh.run, twin.run);
  const [better, other] = isBetter ? [fresh, twin] : [twin, fresh];
  const laterS = (daysBetween(other.run, better.run) ?? 0) * DAY_S;
  const excluded = excludedOf(twin.run, fresh.run, isBetter ? laterS : 0, isBetter ? 0 : laterS);
  const run = { ...withFactsOf(better.run, other.run, laterS), ...ownPartsOf(twin.run, fresh.run), excluded };
  const isSame = !isBetter && JSON.stringify(run) === JSON.stringify(twin.run);
  return {
    id: run.id,
    outcome: isSame ? "known" : "completed",
    excluded: isBetter ? excluded : shifted(excluded, -laterS),
    laterS: isBetter ? 0 : laterS,
    stored: isSame ? null : { run, packed: better.packed },
  };
}

function isBetterRecording(fresh: KeptRun, kept: KeptRun): boolean {
  if ((fresh.startedAt === null) !== (kept.startedAt === null)) return fresh.startedAt !== null;
  return fresh.measuredS > kept.measuredS + MORE_MEASURED_S;
}

/**
 * A run with what another recording of it states besides.
 * @param laterS seconds by which the run's own recording began after the other
 */
function withFactsOf(run: KeptRun, other: KeptRun, laterS: number): KeptRun {
  const own = run.runnerHeartRates;
  const others = other.runnerHeartRates;
  return {
    ...run,
    startedAt: run.startedAt ?? other.startedAt,
    runnerDay: run.runnerDay ?? other.runnerDay,
    laps: run.laps.length > 0 ? run.laps : factsFrom(other, laterS, run.summary.durationS).laps,
    sensor: run.sensor ?? other.sensor,
    device: run.device ?? other.device,
    runnerHeartRates: {
      maximumBpm: own.maximumBpm ?? others.maximumBpm,
      restingBpm: own.restingBpm ?? others.restingBpm,
      thresholdBpm: own.thresholdBpm ?? others.thresholdBpm,
    },
    zoneStartsBpm: run.zoneStartsBpm ?? other.zoneStartsBpm,
    sport: run.sport ?? other.sport,
    gender: run.gender === UNKNOWN_GENDER ? other.gender : run.gender,
    statedRunner: run.statedRunner ?? other.statedRunner,
  };
}

/** The parts of a kept run that another recording of it does not change. */
function ownPartsOf(kept: KeptRun, fresh: KeptRun) {
  const { id, runner, keptAtS, isRenamed } = kept;
  // A run without a date came by a link, which has no name of its own.
  const takesName = fresh.isRenamed ? !isRenamed : kept.startedAt === null && fresh.startedAt !== null && !isRenamed;
  const { name } = takesName ? fresh : kept;
  return { id, runner, keptAtS, isRenamed: isRenamed || fresh.isRenamed, name };
}

/**
 * The excluded stretches of a run: those of the kept recording, or else of the one that came.
 * @param keptLaterS seconds by which the recording whose series are kept began after the kept one; likewise for the fresh one
 */
function excludedOf(kept: KeptRun, fresh: KeptRun, keptLaterS: number, freshLaterS: number): readonly Span[] {
  return kept.excluded.length > 0 ? shifted(kept.excluded, keptLaterS) : shifted(fresh.excluded, freshLaterS);
}

/** Stretches by the clock of a recording that began later; what lies before it is cut off. */
function shifted(spans: readonly Span[], laterS: number): readonly Span[] {
  if (laterS === 0) return spans;
  return spans
    .map(({ startS, endS }) => ({ startS: Math.max(0, startS - laterS), endS: Math.max(0, endS - laterS) }))
    .filter(({ startS, endS }) => startS < endS);
}
