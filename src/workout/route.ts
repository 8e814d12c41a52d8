import { EARTH_RADIUS_M, positionOdometer } from "./repair/odometer.ts";
import { runClock } from "./repair/time.ts";
import { longestBridgeS } from "./resample.ts";
import type { Workout } from "./workout.ts";

/**
 * Shape of a run's way on a plane, without the place on earth: metres from the middle of the box around it. All series have
 * one entry per position, in order of time.
 */
export interface Route {
  /** Seconds from the run's start, rising. */
  timeS: Float64Array;
  eastM: Float32Array;
  northM: Float32Array;
  /** Whether the way from the position before is known: it is not behind a gap, a stop of the watch or a jump of the position. */
  isJoined: boolean[];
}

/** Longest way that a stopped watch may have been carried and a line still joins both ends. */
const CARRIED_M = 30;

/**
 * Computes the shape of a run's way; null where its recording has no positions, or they stay in one place. The projection is
 * equirectangular around the middle, with north up.
 * @throws PredictorError `no-time` where no point has a time.
 */
export function routeOf(workout: Workout): Route | null {
  if (workout.sampling === "timesteps") return null;
  const { kept, startS } = runClock(workout.timeS);
  const inOrder = (values: Float64Array) => Float64Array.from(kept, (index) => values[index]);
  const points = {
    timeS: inOrder(workout.timeS).map((recordedS) => recordedS - startS),
    latitudeDeg: inOrder(workout.latitudeDeg),
    longitudeDeg: inOrder(workout.longitudeDeg),
  };
  const odometer = positionOdometer(points);
  if (odometer === null) return null;
  const { readings, isBreak } = odometer;
  const timeS = Float64Array.from(readings, (i) => points.timeS[i]);
  const plane = onPlane(
    readings.map((i) => points.latitudeDeg[i]),
    readings.map((i) => points.longitudeDeg[i]),
  );
  const bridgeS = longestBridgeS(points.timeS, points.latitudeDeg);
  const segments = segmentNumbers(kept, workout.segmentStarts);
  const isJoined = readings.map((i, k) => {
    if (k === 0 || isBreak[k]) return false;
    const apartM = Math.hypot(plane.eastM[k] - plane.eastM[k - 1], plane.northM[k] - plane.northM[k - 1]);
    if (apartM <= CARRIED_M) return true;
    return timeS[k] - timeS[k - 1] <= bridgeS && segments[i] === segments[readings[k - 1]];
  });
  return { timeS, ...plane, isJoined };
}

/** Number of the segment of the recording that each point is of. */
function segmentNumbers(kept: readonly number[], segmentStarts: readonly number[]): number[] {
  const resumed = new Set(segmentStarts);
  let segment = 0;
  return kept.map((index) => (resumed.has(index) ? ++segment : segment));
}

/** Metres east and north of the middle of the box around some positions, which may lie on both sides of the 180° meridian. */
function onPlane(latitudeDeg: readonly number[], longitudeDeg: readonly number[]): Pick<Route, "eastM" | "northM"> {
  // Degrees east of the first position, between −180 and 180.
  const eastDeg = longitudeDeg.map((degrees) => ((degrees - longitudeDeg[0] + 540) % 360) - 180);
  const [middleNorth, middleEast] = [middleOf(latitudeDeg), middleOf(eastDeg)];
  const metresPerDeg = (EARTH_RADIUS_M * Math.PI) / 180;
  const metresPerDegEast = metresPerDeg * Math.cos((middleNorth * Math.PI) / 180);
  return {
    eastM: Float32Array.from(eastDeg, (degrees) => (degrees - middleEast) * metresPerDegEast),
    northM: Float32Array.from(latitudeDeg, (degrees) => (degrees - middleNorth) * metresPerDeg),
  };
}

function middleOf(values: readonly number[]): number {
  const { least, most } = reachOf(values);
  return (least + most) / 2;
}

/** Least and greatest of some numbers. */
export function reachOf(values: Iterable<number>): { least: number; most: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}
