import { clockText } from "../base/clock.ts";
import { counted } from "../base/counted.ts";
import { PredictorError } from "../base/error.ts";
import { sum } from "../base/statistics.ts";
import type { Recipe } from "../model/prepare.ts";
import type { Course } from "../workout/course/course.ts";
import { putOnGrid } from "../workout/grid.ts";
import { NO_FACTS } from "../workout/recording-facts.ts";
import { FASTEST_KMH } from "../workout/repair/odometer.ts";
import { LONGEST_RUN_S } from "../workout/resample.ts";
import { STANDING_KMH } from "../workout/standing.ts";
import type { RepairedWorkout, Track } from "../workout/workout.ts";
import { altitudesAt, type Pacing, placesOn, relativeSpeeds, startFactor } from "./pacing.ts";

/** A course with the speed at which it is to be run. Series have one entry per place, from the start to the end. */
export interface RunPlan {
  course: Course;
  distanceM: Float64Array;
  speedKmh: Float64Array;
  /** Seconds from the start, rising. */
  timeS: Float64Array;
}

export function durationOf({ timeS }: Pick<RunPlan, "timeS">): number {
  return timeS[timeS.length - 1];
}

/** Length of the parts that have a pace of their own. */
const PART_M = 1000;

/** Number of parts of a course: kilometres, with a rest that is shorter than half of one in the last of them. */
export function partsOf({ lengthM }: Pick<Course, "lengthM">): number {
  return Math.max(1, Math.round(lengthM / PART_M));
}

/** The part in which a place lies. */
export function partAt(course: Pick<Course, "lengthM">, distanceM: number): number {
  return Math.min(partsOf(course) - 1, Math.floor(distanceM / PART_M));
}

/**
 * Plans a course in a time.
 * @throws PredictorError `bad-value` of a speed that nobody runs, `too-large` of a time that is not planned.
 */
export function planInTime(course: Course, pacing: Pacing, durationS: number): RunPlan {
  checkSpeed(course.lengthM, durationS);
  const pace = pacer(course, pacing);
  let kmh = (course.lengthM / durationS) * 3.6;
  let plan = pace(() => kmh);
  // The start alone keeps time from being inversely proportional to speed.
  for (let i = 0; i < 12 && Math.abs(durationOf(plan) / durationS - 1) > 1e-12; i++) {
    kmh *= durationOf(plan) / durationS;
    plan = pace(() => kmh);
  }
  return exactly(plan, durationS);
}

/** Takes what rounding left of a plan's time: by a hair too short, it would be a whole step of the grid too short. */
function exactly(plan: RunPlan, durationS: number): RunPlan {
  const factor = durationS / durationOf(plan);
  const timeS = plan.timeS.map((seconds) => seconds * factor);
  timeS[timeS.length - 1] = durationS;
  return { ...plan, timeS, speedKmh: plan.speedKmh.map((kmh) => kmh / factor) };
}

/**
 * Plans a course by the times that its parts take, or by the last of them where more parts follow.
 * @throws PredictorError as planInTime, and `bad-value` where there are more times than parts.
 */
export function planByParts(course: Course, pacing: Pacing, secondsPerKm: readonly number[]): RunPlan {
  if (secondsPerKm.length > partsOf(course)) {
    throw new PredictorError(
      "bad-value",
      `The course has ${counted(partsOf(course), "kilometre")}, a rest of less than half of one counted to the last, and these are ${secondsPerKm.length} paces: leave some out.`,
    );
  }
  const wantedS = Array.from(
    { length: partsOf(course) },
    (_, part) => (secondsPerKm[Math.min(part, secondsPerKm.length - 1)] * partLengthM(course, part)) / 1000,
  );
  for (const [part, seconds] of wantedS.entries()) checkSpeed(partLengthM(course, part), seconds);
  const pace = pacer(course, pacing);
  const kmh = wantedS.map((seconds, part) => (partLengthM(course, part) / seconds) * 3.6);
  let plan = pace((part) => kmh[part]);
  for (let i = 0; i < 40; i++) {
    const takenS = partTimesS(plan);
    for (const part of kmh.keys()) kmh[part] *= takenS[part] / wantedS[part];
    plan = pace((part) => kmh[part]);
  }
  // To the millisecond, to which paces that were found add up to the time that they were found with.
  return exactly(plan, Math.round(1000 * sum(wantedS)) / 1000);
}

function partLengthM(course: Course, part: number): number {
  return part < partsOf(course) - 1 ? PART_M : course.lengthM - part * PART_M;
}

/** Seconds that each part of a plan takes. */
function partTimesS(plan: RunPlan): number[] {
  const parts = partsOf(plan.course);
  const startsS = Array.from({ length: parts }, (_, part) => timeAt(plan, part * PART_M));
  return startsS.map((startS, part) => (startsS[part + 1] ?? durationOf(plan)) - startS);
}

/** Pace of each part of a plan, seconds per kilometre. */
export function partPacesS(plan: RunPlan): number[] {
  return partTimesS(plan).map((seconds, part) => (1000 * seconds) / partLengthM(plan.course, part));
}

function checkSpeed(lengthM: number, durationS: number): void {
  const kmh = (lengthM / durationS) * 3.6;
  if (!(kmh > STANDING_KMH && kmh < FASTEST_KMH)) {
    throw new PredictorError(
      "bad-value",
      `${(lengthM / 1000).toFixed(2)} km in ${clockText(durationS)} is a pace that nobody runs. Say another time or pace.`,
    );
  }
  if (durationS > LONGEST_RUN_S) {
    throw new PredictorError(
      "too-large",
      `${clockText(durationS)} is longer than the ${LONGEST_RUN_S / 3600} hours that are planned. Plan the course in parts.`,
    );
  }
}

/** Makes plans of a course by the speed on the level of each of its parts. */
export function pacer(course: Course, pacing: Pacing): (levelKmh: (part: number) => number) => RunPlan {
  const distanceM = placesOn(course);
  const relative = relativeSpeeds(course, distanceM, pacing);
  const parts = Array.from(distanceM, (metres) => partAt(course, metres));
  return (levelKmh) => {
    const speedKmh = new Float64Array(distanceM.length);
    const timeS = new Float64Array(distanceM.length);
    for (let i = 0; i < distanceM.length; i++) {
      // Uphill at the slowest: somebody who stands comes to no end.
      const steadyKmh = Math.max(STANDING_KMH, levelKmh(parts[i]) * relative[i]);
      if (i === 0) {
        speedKmh[i] = steadyKmh * startFactor(0);
        continue;
      }
      const wayM = distanceM[i] - distanceM[i - 1];
      speedKmh[i] = steadyKmh * startFactor(timeS[i - 1] + (wayM / speedKmh[i - 1]) * 3.6);
      timeS[i] = timeS[i - 1] + ((2 * wayM) / (speedKmh[i - 1] + speedKmh[i])) * 3.6;
    }
    return { course, distanceM, speedKmh, timeS };
  };
}

/** Moment at which a plan comes to a place. */
export function timeAt({ distanceM, timeS }: RunPlan, metres: number): number {
  return along(distanceM, timeS, metres);
}

/** Place to which a plan comes at a moment. */
export function placeAt({ distanceM, timeS }: RunPlan, seconds: number): number {
  return along(timeS, distanceM, seconds);
}

/** The line through points whose x rise, read off at an x; beyond the ends their value. */
function along(xs: Float64Array, ys: Float64Array, x: number): number {
  let [low, high] = [0, xs.length - 1];
  if (x <= xs[low]) return ys[low];
  if (x >= xs[high]) return ys[high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  return ys[low] + ((ys[high] - ys[low]) * (x - xs[low])) / (xs[high] - xs[low]);
}

/**
 * A plan on a model's grid, resampled and smoothed as a recorded run is.
 * @throws PredictorError as putOnGrid.
 */
export function trackOfPlan(plan: RunPlan, recipe: Pick<Recipe, "sampling" | "smoothingWindow">): Track {
  const missing = new Float64Array(plan.timeS.length).fill(Number.NaN);
  const workout: RepairedWorkout = {
    ...NO_FACTS,
    name: plan.course.name,
    runner: null,
    sport: null,
    gender: 0.5,
    sampling: "timestamps",
    timeS: plan.timeS,
    speedKmh: plan.speedKmh,
    altitudeM: altitudesAt(plan.course, plan.distanceM),
    heartRateBpm: missing,
    cadenceSpm: missing,
    temperatureC: missing,
    isOnUnknownGround: false,
    pauses: [],
  };
  return putOnGrid({ workout, repairs: [] }, recipe.sampling, recipe.smoothingWindow).track;
}
