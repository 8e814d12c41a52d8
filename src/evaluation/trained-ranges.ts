import { quantile } from "../base/statistics.ts";
import type { ModelContract, NumberRange, TrainedRanges } from "../model/contract.ts";
import { slopesOf } from "../workout/graded-speed.ts";
import { STANDING_KMH } from "../workout/standing.ts";
import { isAltitudeKnown, summarise } from "../workout/summary.ts";
import type { Span, Track } from "../workout/workout.ts";

/** The parts of a run that ranges are about. */
type Ground = Pick<Track, "speedKmh" | "altitudeM" | "stepS">;

/** Share of timesteps, and of runs, that the ranges hold: what is rarer a model has not learnt, and may be a fault of a sensor. */
const HELD_SHARE = 0.99;

/** Speed from which a slope is looked at: of the way of who walks it is short, and an altitude that is off by a metre is steep. */
const RUNNING_KMH = 6;

/** Timesteps that are looked at: neighbours tell the same. */
const EVERY_STEPS = 5;

/** Measures the ranges of training runs. */
export class RangesFit {
  readonly #speedKmh: number[] = [];
  readonly #slope: number[] = [];
  readonly #climbM: number[] = [];
  readonly #distanceKm: number[] = [];

  add(run: Ground): void {
    const slopes = slopesOf(run);
    const hasSlopes = isAltitudeKnown(run);
    for (let i = 0; i < slopes.length; i += EVERY_STEPS) {
      if (!(run.speedKmh[i] > STANDING_KMH)) continue;
      this.#speedKmh.push(run.speedKmh[i]);
      if (hasSlopes && run.speedKmh[i] > RUNNING_KMH) this.#slope.push(slopes[i]);
    }
    const { climbM, distanceKm } = summarise(run);
    if (!Number.isNaN(climbM)) this.#climbM.push(climbM);
    this.#distanceKm.push(distanceKm);
  }

  /** null where no run with an altitude was added. */
  ranges(): TrainedRanges | null {
    if (this.#slope.length === 0 || this.#climbM.length === 0) return null;
    return {
      speedKmh: heldRange(this.#speedKmh, 1),
      slope: heldRange(this.#slope, 3),
      climbM: heldRange(this.#climbM, 0),
      distanceKm: heldRange(this.#distanceKm, 1),
    };
  }
}

function heldRange(values: readonly number[], digits: number): NumberRange {
  const tail = (1 - HELD_SHARE) / 2;
  const at = (share: number) => Number(quantile(values, share).toFixed(digits));
  return { lowest: at(tail), highest: at(1 - tail) };
}

/** What of a run lies outside of what a model learnt from. */
export interface Outside {
  /** Which of the contract's ranges it leaves, or its longest run. */
  kind: "too-slow" | "too-fast" | "too-steep" | "too-much-climb" | "too-long" | "too-far";
  /** Places on the run; empty where it concerns the run as a whole. */
  spans: Span[];
  /** The limit that is passed, in the unit of its range; seconds for "too-long". */
  limit: number;
}

/** Slopes and speeds of a step are looked at over at least this time: at the start and at turns they are of no meaning. */
const SHORTEST_OUTSIDE_S = 30;

/** Finds what of a run a model has not learnt; empty where it has learnt it all, or does not say. */
export function outsideTraining(
  run: Ground,
  { trainedRanges, longestRunS }: Pick<ModelContract, "trainedRanges" | "longestRunS">,
): Outside[] {
  const { durationS, distanceKm, climbM } = summarise(run);
  const found: Outside[] = [];
  const whole = (kind: Outside["kind"], isOutside: boolean, limit: number) => {
    if (isOutside) found.push({ kind, spans: [], limit });
  };
  whole("too-long", durationS > longestRunS, longestRunS);
  if (trainedRanges === null) return found;
  const { speedKmh, slope } = trainedRanges;
  whole("too-far", distanceKm > trainedRanges.distanceKm.highest, trainedRanges.distanceKm.highest);
  whole("too-much-climb", climbM > trainedRanges.climbM.highest, trainedRanges.climbM.highest);
  const slopes = slopesOf(run);
  const stretches = (kind: Outside["kind"], limit: number, isOutside: (step: number) => boolean) => {
    const spans = spansWhere(run, isOutside);
    if (spans.length > 0) found.push({ kind, spans, limit });
  };
  stretches("too-fast", speedKmh.highest, (i) => run.speedKmh[i] > speedKmh.highest);
  stretches("too-slow", speedKmh.lowest, (i) => run.speedKmh[i] < speedKmh.lowest);
  stretches("too-steep", slope.highest, (i) => slopes[i] > slope.highest || slopes[i] < slope.lowest);
  return found;
}

function spansWhere({ speedKmh, stepS }: Ground, isOutside: (step: number) => boolean): Span[] {
  const spans: Span[] = [];
  for (let from = 0, to = 0; from < speedKmh.length; from = to) {
    to = from + 1;
    if (!isOutside(from)) continue;
    while (to < speedKmh.length && isOutside(to)) to++;
    const span = { startS: from * stepS, endS: (to - 1) * stepS };
    if (span.endS - span.startS >= SHORTEST_OUTSIDE_S) spans.push(span);
  }
  return spans;
}
