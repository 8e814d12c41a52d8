import { PredictorError } from "../../base/error.ts";
import { climbAlong } from "../summary.ts";

/** Ground of a run by distance from its start, without its place on earth and without a pace. */
export interface Course {
  /** Name of its file, or as a person calls it. */
  name: string;
  lengthM: number;
  /** Altitudes at evenly spaced distances from the start to the end, at least two; constant where the altitude is unknown. */
  altitudeM: Float64Array;
}

/** Shortest course: less is no run, and a model needs about a minute. */
const SHORTEST_COURSE_M = 200;

/** Longest course: 100 hours, the longest run, at 5 km/h. @limit */
export const LONGEST_COURSE_M = 500_000;

/** Spacing of a course's altitudes: finer ones tell of the map's grid, not of the ground. */
const COURSE_STEP_M = 20;

/** Most steps of a course, so that a link can carry it: a marathon has one every 42 m. */
export const MOST_COURSE_STEPS = 1000;

/** Resolution of a course's altitudes, which a link carries without loss. */
export const COURSE_ALTITUDE_M = 0.1;

/** Way over which a slope is taken, as in graded-speed.ts: on a shorter one maps and barometers are off by too much. */
const SLOPE_M = 100;

/** Number of steps that a course of a length has. */
function courseSteps(lengthM: number): number {
  return Math.min(MOST_COURSE_STEPS, Math.max(2, Math.ceil(lengthM / COURSE_STEP_M)));
}

/** Spacing of a course's altitudes. */
export function courseStepM({ lengthM, altitudeM }: Pick<Course, "lengthM" | "altitudeM">): number {
  return lengthM / (altitudeM.length - 1);
}

/** @throws PredictorError `too-short`, `too-large` of a length in metres that is not planned. */
export function checkCourseLength(lengthM: number): void {
  if (!(lengthM >= SHORTEST_COURSE_M)) {
    throw new PredictorError(
      "too-short",
      `The course is ${Math.round(lengthM)} m long: at least ${SHORTEST_COURSE_M} m are needed.`,
    );
  }
  if (lengthM > LONGEST_COURSE_M) {
    throw new PredictorError(
      "too-large",
      `The course is ${Math.round(lengthM / 1000)} km long, more than the ${LONGEST_COURSE_M / 1000} km that are planned. Cut it into parts.`,
    );
  }
}

/**
 * A course of altitudes at any distances that begin at 0 and never fall. Each altitude of the course is the mean over its
 * step, so that hills shorter than a step leave their mean.
 * @throws PredictorError as checkCourseLength.
 */
export function courseAlong(name: string, distanceM: Float64Array, altitudeM: Float64Array): Course {
  const endM = distanceM[distanceM.length - 1] ?? 0;
  const lengthM = Math.round(endM * 10) / 10;
  checkCourseLength(lengthM);
  const steps = courseSteps(lengthM);
  const stepM = endM / steps;
  // The edges of the steps are their middles: half a step around each altitude.
  const edgesM = Array.from({ length: steps + 2 }, (_, i) => Math.min(endM, Math.max(0, (i - 0.5) * stepM)));
  const integrals = edgesM.map(integralAlong(distanceM, altitudeM));
  const means = Float64Array.from({ length: steps + 1 }, (_, i) =>
    roundedAltitude((integrals[i + 1] - integrals[i]) / (edgesM[i + 1] - edgesM[i])),
  );
  return { name, lengthM, altitudeM: means };
}

/** Rounds an altitude to COURSE_ALTITUDE_M. */
function roundedAltitude(metres: number): number {
  return Math.round(metres / COURSE_ALTITUDE_M) * COURSE_ALTITUDE_M;
}

/** Integral of a piecewise linear series from its start, for places that rise from call to call. */
function integralAlong(places: Float64Array, values: Float64Array): (place: number) => number {
  let segment = 0;
  let beforeSegment = 0;
  const within = (k: number, place: number) => {
    const width = places[k + 1] - places[k];
    const way = place - places[k];
    return width > 0 ? way * (values[k] + (way / width) * ((values[k + 1] - values[k]) / 2)) : 0;
  };
  return (place) => {
    while (segment + 2 < places.length && places[segment + 1] <= place) {
      beforeSegment += within(segment, places[segment + 1]);
      segment++;
    }
    return beforeSegment + within(segment, place);
  };
}

/** Altitude at a distance, on the line between two of the course's. */
export function altitudeAt(course: Course, distanceM: number): number {
  const { altitudeM } = course;
  const last = altitudeM.length - 1;
  const place = Math.min(last, Math.max(0, distanceM / courseStepM(course)));
  const before = Math.min(last - 1, Math.floor(place));
  return altitudeM[before] + (place - before) * (altitudeM[before + 1] - altitudeM[before]);
}

/** Slope at a distance over SLOPE_M around it, cut at the course's ends: 0.1 is 10 % uphill. */
export function slopeAt(course: Course, distanceM: number): number {
  const reachM = Math.max(SLOPE_M, courseStepM(course)) / 2;
  const from = Math.max(0, distanceM - reachM);
  const to = Math.min(course.lengthM, distanceM + reachM);
  return (altitudeAt(course, to) - altitudeAt(course, from)) / (to - from);
}

/** Climb of a course, or of a part of it, by the definition of a run's climb. */
export function courseClimbM(course: Course, fromM = 0, toM = course.lengthM): number {
  const along = climbAlong({ altitudeM: smoothedAltitudes(course) });
  const stepM = courseStepM(course);
  const at = (distanceM: number) => {
    const place = Math.min(along.length - 1, Math.max(0, distanceM / stepM));
    const before = Math.floor(place);
    const after = Math.min(along.length - 1, before + 1);
    return along[before] + (place - before) * (along[after] - along[before]);
  };
  return at(toM) - at(fromM);
}

/** Altitudes by course, whose climb is asked for once a split. */
const smoothed = new WeakMap<Float64Array, Float32Array>();

/** A run's altitude, which its climb is defined by, is a mean over about as much as a slope is taken over. */
function smoothedAltitudes(course: Course): Float32Array {
  const known = smoothed.get(course.altitudeM);
  if (known) return known;
  const { altitudeM } = course;
  const half = Math.floor(SLOPE_M / 2 / courseStepM(course));
  const means = Float32Array.from(altitudeM, (_, i) => {
    const near = altitudeM.subarray(Math.max(0, i - half), i + half + 1);
    return near.reduce((sum, metres) => sum + metres, 0) / near.length;
  });
  smoothed.set(altitudeM, means);
  return means;
}

/**
 * A course made longer or shorter, and its hills higher or lower, each by a factor.
 * @throws PredictorError as checkCourseLength.
 */
export function scaledCourse(course: Course, lengthFactor: number, climbFactor: number): Course {
  const [startM] = course.altitudeM;
  const lengthM = Math.round(course.lengthM * lengthFactor * 10) / 10;
  checkCourseLength(lengthM);
  const altitudeM =
    climbFactor === 1
      ? course.altitudeM
      : course.altitudeM.map((metres) => roundedAltitude(startM + climbFactor * (metres - startM)));
  return { ...course, lengthM, altitudeM };
}
