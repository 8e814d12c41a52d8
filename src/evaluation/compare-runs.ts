import type { ModelContract } from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";
import { type DistanceAlong, distanceAlong, kmAt, timeAtKm } from "../workout/distance-along.ts";
import type { Span, Track } from "../workout/workout.ts";
import { type Analysis, analyse } from "./analysis.ts";
import { averagedDifference } from "./averaged-difference.ts";
import type { ComparedBy } from "./compared-by.ts";
import { type Drift, driftOf, type NoDrift } from "./drift.ts";
import { expectedHeartRate, NO_CALIBRATION, type PredictedRun, type UsualRange } from "./expected-heart-rate.ts";
import { type ListedFigures, listedFigures } from "./listed-figures.ts";
import { figuresOf } from "./stretch-figures.ts";
import { DEFAULT_MAXIMUM_BPM, zonesOf } from "./zones.ts";

/** A predicted run, as it is to be compared. */
export interface RunToCompare {
  prediction: Prediction;
  contract: ModelContract;
  /** Stretches whose heart rate counts in no figure. */
  excluded: readonly Span[];
}

/** Figures of a run beside others, by the uncalibrated model; NaN where unknown. */
export interface ComparedFigures extends ListedFigures {
  movingS: number;
  /** Usual range of the difference over other runners' runs; null where the model states none. */
  usualBpm: UsualRange | null;
  /** Mean absolute difference. */
  typicalGapBpm: number;
  drift: Drift | NoDrift;
}

/** A run with all that a comparison says of it by itself. Series have one entry a timestep. */
export interface ComparedRun extends RunToCompare {
  figures: ComparedFigures;
  analysis: Analysis;
  distance: DistanceAlong;
  /** Measured − expected, averaged over two minutes around each step; NaN where too little of these is known. */
  differenceBpm: Float32Array;
}

/** Computes what a comparison says of a run. Each run is compared with other runners, so that one axis holds for all. */
export function comparedRun({ prediction, contract, excluded }: RunToCompare): ComparedRun {
  const { track } = prediction;
  const analysis = analyse(track, prediction, contract, zonesOf(DEFAULT_MAXIMUM_BPM), NO_CALIBRATION, excluded);
  const figures = {
    ...listedFigures(prediction, excluded),
    movingS: analysis.summary.movingS,
    usualBpm: analysis.expectation!.usualBpm,
    typicalGapBpm: analysis.expectation!.metrics?.mae ?? Number.NaN,
    drift: driftOf(analysis),
  };
  const differenceBpm = averagedDifference(analysis, analysis.expectation!);
  return { prediction, contract, excluded, figures, analysis, distance: distanceAlong(track), differenceBpm };
}

/** The place at which a run ends on a comparison's axis. */
export function endOf({ analysis, distance }: ComparedRun, by: ComparedBy): number {
  if (by === "time") return analysis.durationS;
  return by === "distance" ? distance.km[distance.km.length - 1] : 1;
}

/** The place of a moment of a run on a comparison's axis. */
export function placeAt({ distance }: ComparedRun, by: ComparedBy, timeS: number): number {
  if (by === "time") return timeS;
  const km = kmAt(distance, timeS);
  return by === "distance" ? km : km / distance.km[distance.km.length - 1];
}

/** The first moment of a run at a place of a comparison's axis; NaN behind the run's end. */
export function timeAtPlace(run: ComparedRun, by: ComparedBy, place: number): number {
  if (place > endOf(run, by)) return Number.NaN;
  if (by === "time") return place;
  const { distance } = run;
  return timeAtKm(distance, by === "distance" ? place : place * distance.km[distance.km.length - 1]);
}

/** A run at a place of a comparison's axis; numbers are NaN where unknown. */
export interface ComparedMoment {
  timeS: number;
  km: number;
  /** As averaged around the moment. */
  differenceBpm: number;
  measuredBpm: number;
  expectedBpm: number;
  speedKmh: number;
}

/** Reads a run off at a place of a comparison's axis; null behind the run's end. */
export function momentAt(run: ComparedRun, by: ComparedBy, place: number): ComparedMoment | null {
  const timeS = timeAtPlace(run, by, place);
  if (Number.isNaN(timeS)) return null;
  const { track, expectation } = run.analysis;
  const step = Math.min(track.speedKmh.length - 1, Math.round(timeS / track.stepS));
  return {
    timeS,
    km: kmAt(run.distance, timeS),
    differenceBpm: run.differenceBpm[step],
    measuredBpm: track.heartRateBpm[step],
    expectedBpm: expectation!.heartRateBpm[step],
    speedKmh: track.speedKmh[step],
  };
}

/** A stretch of a comparison's axis, and each run's mean of measured − expected within it; NaN where it has none. */
export interface ComparedStretch {
  from: number;
  to: number;
  differenceBpm: number[];
}

/** Cuts a comparison's axis into stretches of one length, the last up to the end of the longest run. */
export function comparedStretches(runs: readonly ComparedRun[], by: ComparedBy, length: number): ComparedStretch[] {
  const end = Math.max(...runs.map((run) => endOf(run, by)));
  const count = Math.max(1, Math.ceil(end / length - 1e-9));
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [i * length, Math.min(end, (i + 1) * length)];
    return { from, to, differenceBpm: runs.map((run) => differenceWithin(run, by, from, to)) };
  });
}

function differenceWithin(run: ComparedRun, by: ComparedBy, from: number, to: number): number {
  const startS = timeAtPlace(run, by, from);
  if (Number.isNaN(startS)) return Number.NaN;
  const endS = timeAtPlace(run, by, Math.min(to, endOf(run, by)));
  const metrics = figuresOf(run.analysis, { startS, endS }).expectation?.metrics;
  return metrics ? -metrics.bias : Number.NaN;
}

/** Lengths of stretches that make a table of at most this many rows. */
const MOST_STRETCHES = 25;
const STRETCH_S = [300, 600, 1800, 3600];
const STRETCH_UNITS = [1, 5, 10, 20];
const STRETCH_SHARE = 0.1;

/**
 * A round length for stretches of a comparison's axis.
 * @param unitKm kilometres of the unit in which distances are read
 */
export function stretchLength(runs: readonly ComparedRun[], by: ComparedBy, unitKm = 1): number {
  if (by === "share") return STRETCH_SHARE;
  const end = Math.max(...runs.map((run) => endOf(run, by)));
  const lengths = by === "time" ? STRETCH_S : STRETCH_UNITS.map((units) => units * unitKm);
  return lengths.find((length) => end / length <= MOST_STRETCHES) ?? lengths[lengths.length - 1];
}

/** Whether two runs are of one runner, as far as they tell. */
export type Runners = "one" | "two" | "unknown";

/** What is known of who ran a run. */
interface WhoRan extends Pick<Track, "runner" | "gender"> {
  /** Name of the runner in whose library it is; null where it is in none. */
  keptFor?: string | null;
}

/** Tells whether two runs are of one runner: kept ones by whom they are kept for, others by what their files state. */
export function runnersOf(one: WhoRan, other: WhoRan): Runners {
  if (one.keptFor != null && other.keptFor != null) return one.keptFor === other.keptFor ? "one" : "two";
  const genders = [one.gender, other.gender];
  if (genders.includes(0) && genders.includes(1)) return "two";
  if (one.runner === null || other.runner === null) return "unknown";
  return one.runner === other.runner ? "one" : "two";
}

/** How far two runs lie apart, and whether that is more than two runs of one runner usually do. */
export interface PairFinding {
  /** The second run's mean of measured − expected less the first one's; NaN where one has no heart rate. */
  apartBpm: number;
  runners: Runners;
  /** Range in which nine of ten such pairs of runs of one runner lie; null where that cannot be told. */
  usualBpm: UsualRange | null;
}

/**
 * Compares a run with another. Usual is the range that the model states for a run's mean difference once it is fitted to
 * one other run of the same runner; each run is taken once as the other, so that their order does not matter.
 * docs/decisions/comparison.md tells how often real runs lie within it.
 */
export function pairFinding(
  one: ComparedRun,
  other: ComparedRun,
  runners = runnersOf(one.prediction.track, other.prediction.track),
): PairFinding {
  const apartBpm = other.figures.differenceBpm - one.figures.differenceBpm;
  const canTell = runners !== "two" && !Number.isNaN(apartBpm) && one.contract === other.contract;
  const after = canTell ? usualAfter(one, other) : null;
  const before = canTell ? usualAfter(other, one) : null;
  const usualBpm = after &&
    before && {
      lowerBpm: (after.lowerBpm - before.upperBpm) / 2,
      upperBpm: (after.upperBpm - before.lowerBpm) / 2,
    };
  return { apartBpm, runners, usualBpm };
}

/** Usual range of a run's mean difference from a model that is fitted to another run, whatever days lie between. */
function usualAfter(earlier: ComparedRun, { prediction, excluded, contract }: ComparedRun): UsualRange | null {
  const { kind, usualBpm } = expectedHeartRate(undated({ ...prediction, excluded }), contract, {
    history: [undated({ ...earlier.prediction, excluded: earlier.excluded })],
    warmUpS: 0,
  });
  return kind === "history" ? usualBpm : null;
}

/** A run without its date: over days a runner changes, which is what a comparison is to show. */
function undated({ track: { stepS, heartRateBpm }, ...run }: PredictedRun): PredictedRun {
  return { ...run, track: { stepS, heartRateBpm } };
}
