import { firstWhere } from "../base/first-where.ts";
import type { ExpectedHeartRate } from "../evaluation/expected-heart-rate.ts";
import { DEFAULT_MAXIMUM_BPM, type HeartRateRange, type Zone } from "../evaluation/zones.ts";
import { courseClimbM } from "../workout/course/course.ts";
import { stepLengthS, stepsCounted, wholeRun } from "../workout/summary.ts";
import type { Span } from "../workout/workout.ts";
import { durationOf, placeAt, type RunPlan, timeAt } from "./plan.ts";

/** A time with the range in which it usually lies; bounds are null where the model states no interval. */
export interface TimeRange {
  expectedS: number;
  leastS: number | null;
  mostS: number | null;
}

export interface PlannedZone extends Zone {
  time: TimeRange;
}

/** A part of a plan's way, with means of what is expected over it, bpm. */
export interface PlanSplit {
  fromM: number;
  toM: number;
  startS: number;
  endS: number;
  climbM: number;
  expectedBpm: number;
  /** Mean ends of the band; null where the model states none. */
  lowerBpm: number | null;
  upperBpm: number | null;
}

/** Time above a heart rate, and where it becomes likely. */
export interface TimeAbove {
  bpm: number;
  time: TimeRange;
  /** First place where the chance of being above passes one half; null where it never does. */
  likelyFromM: number | null;
}

/** What a plan comes to. */
export interface PlanFigures {
  durationS: number;
  distanceM: number;
  climbM: number;
  /** Mean and highest expected heart rate, bpm. */
  meanBpm: number;
  highestBpm: number;
  zones: PlannedZone[];
  above: TimeAbove;
  splits: PlanSplit[];
}

/** Expected heart rate of a plan, on the model's grid. */
export interface ExpectedPlan {
  plan: RunPlan;
  expected: ExpectedHeartRate;
  stepS: number;
}

/** Share of the maximum heart rate at which the fourth of five usual zones begins. */
const ABOVE_SHARE = 0.8;

/** Heart rate above which time is told where nobody chose one, bpm: where zone 4 begins, or usually does where there is none. */
export function usualAboveBpm(zones: readonly Zone[], maximumBpm: number | null): number {
  const fourth = zones.find(({ label }) => label === "4");
  return fourth?.fromBpm ?? Math.round(ABOVE_SHARE * (maximumBpm ?? DEFAULT_MAXIMUM_BPM));
}

/** @param splitM length of the splits; the last may be shorter */
export function planFigures(
  planned: ExpectedPlan,
  zones: readonly Zone[],
  aboveBpm: number,
  splitM: number,
): PlanFigures {
  const { plan, expected, stepS } = planned;
  const { heartRateBpm } = expected;
  const whole = wholeRun(heartRateBpm.length, stepS);
  return {
    durationS: durationOf(plan),
    distanceM: plan.course.lengthM,
    climbM: courseClimbM(plan.course),
    meanBpm: meanOver(heartRateBpm, stepS, whole),
    highestBpm: heartRateBpm.reduce((most, bpm) => Math.max(most, bpm)),
    zones: plannedZones(planned, zones),
    above: timeAbove(planned, aboveBpm),
    splits: planSplits(planned, splitM),
  };
}

/** Mean of a series over a span, each step for as long as it counts. */
function meanOver(series: Float32Array, stepS: number, span: Span): number {
  const [from, to] = stepsCounted(span, stepS, series.length);
  let [sum, lengthS] = [0, 0];
  for (let i = from; i < to; i++) {
    const stepLength = stepLengthS(i, span, stepS);
    sum += series[i] * stepLength;
    lengthS += stepLength;
  }
  return sum / lengthS;
}

/** Places between the ends of a run's usual range at which times are looked at: those of a middle zone are longest between. */
const SHIFTS = 20;

/**
 * Times in zones, and their ranges: a run lies above or below what is expected as a whole, by as much as runs usually do.
 * What wanders within it averages out over minutes.
 */
function plannedZones(planned: ExpectedPlan, zones: readonly Zone[]): PlannedZone[] {
  const timesAt = shiftedTimes(planned, zones);
  return zones.map((zone, z) => ({ ...zone, time: rangeOf(timesAt.map((times) => times[z])) }));
}

function timeAbove(planned: ExpectedPlan, bpm: number): TimeAbove {
  const above = { fromBpm: bpm, toBpm: Number.POSITIVE_INFINITY };
  const times = shiftedTimes(planned, [above]).map(([seconds]) => seconds);
  // What is expected is as likely exceeded as not: the chance passes one half where the line does.
  const step = planned.expected.heartRateBpm.findIndex((expectedBpm) => expectedBpm > bpm);
  const likelyFromM = step < 0 ? null : placeAt(planned.plan, step * planned.stepS);
  return { bpm, time: rangeOf(times), likelyFromM };
}

/** Times in zones as expected, and then, where an interval is stated, over the run's usual range from end to end. */
function shiftedTimes({ expected, stepS }: ExpectedPlan, zones: readonly HeartRateRange[]): number[][] {
  const secondsFrom = timesFrom(expected.heartRateBpm, stepS);
  const at = (shiftBpm: number) =>
    zones.map(({ fromBpm, toBpm }) => secondsFrom(fromBpm - shiftBpm) - secondsFrom(toBpm - shiftBpm));
  if (expected.usualBpm === null) return [at(0)];
  const { lowerBpm, upperBpm } = expected.usualBpm;
  const shifts = Array.from({ length: SHIFTS + 1 }, (_, i) => lowerBpm + (i / SHIFTS) * (upperBpm - lowerBpm));
  return [at(0), ...shifts.map(at)];
}

/** Seconds that a series spends at or above a heart rate: sorted once, for it is asked for at each step of a slider. */
function timesFrom(heartRateBpm: Float32Array, stepS: number): (bpm: number) => number {
  const span = wholeRun(heartRateBpm.length, stepS);
  const steps = Array.from(heartRateBpm.keys()).sort((a, b) => heartRateBpm[b] - heartRateBpm[a]);
  const upTo = new Float64Array(steps.length + 1);
  for (const [k, step] of steps.entries()) upTo[k + 1] = upTo[k] + stepLengthS(step, span, stepS);
  return (bpm) => upTo[firstWhere(steps.length, (k) => heartRateBpm[steps[k]] < bpm)];
}

function rangeOf([expectedS, ...shifted]: number[]): TimeRange {
  if (shifted.length === 0) return { expectedS, leastS: null, mostS: null };
  return { expectedS, leastS: Math.min(expectedS, ...shifted), mostS: Math.max(expectedS, ...shifted) };
}

/** Shortest rest of a course behind its last full split. */
const SHORTEST_REST_M = 5;

/** Splits of a plan, by distance. */
function planSplits({ plan, expected, stepS }: ExpectedPlan, splitM: number): PlanSplit[] {
  const { course } = plan;
  const count = Math.max(1, Math.ceil((course.lengthM - SHORTEST_REST_M) / splitM));
  return Array.from({ length: count }, (_, i) => {
    const fromM = i * splitM;
    const toM = i === count - 1 ? course.lengthM : (i + 1) * splitM;
    const span = { startS: timeAt(plan, fromM), endS: timeAt(plan, toM) };
    const over = (series: Float32Array) => meanOver(series, stepS, span);
    return {
      ...{ fromM, toM, ...span },
      climbM: courseClimbM(course, fromM, toM),
      expectedBpm: over(expected.heartRateBpm),
      lowerBpm: expected.interval && over(expected.interval.lowerBpm),
      upperBpm: expected.interval && over(expected.interval.upperBpm),
    };
  });
}
