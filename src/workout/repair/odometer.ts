import { countKnown } from "./fill.ts";
import type { Points } from "./time.ts";

/** Faster than anyone has run: Usain Bolt's peak in Berlin in 2009 was 44.7 km/h. */
export const FASTEST_KMH = 45;

/** Consecutive rejected positions after which the new place is believed, and the distance to it not counted. */
export const REJECTIONS_FOR_A_NEW_PLACE = 5;

/** IUGG mean radius. */
export const EARTH_RADIUS_M = 6_371_008.8;

/** Distance travelled, from the device's counted distance or from positions. */
export interface Odometer {
  kind: "distance" | "positions";
  /** Indices of the points with a reading, rising. */
  readings: number[];
  /** Whether the distance to each reading from the one before is unknown. */
  isBreak: boolean[];
  /** Indices of the points at which the distance or the position jumped. */
  jumps: number[];
  /** Distance travelled up to each reading, unknown parts not counted. */
  travelledM: Float64Array;
}

/** Smallest share of distances to positions at which distances are used; with fewer, they have gaps that positions would fill. */
const MOST_OF_THEM = 0.8;

/** Fall of a distance counter, in metres, from which it has restarted, as some do in each lap ... */
const BEGINS_AGAIN_M = 10;
/**
 * ... and a jump: a rise of more than JUMP_M beyond what anyone runs in the time, at JUMP_TIMES the rate before and after
 * it.
 */
const JUMP_M = 100;
const JUMP_TIMES = 10;

/** Chooses the device's distance where it rises and most points have one, else the positions; null where neither is usable. */
export function odometerOf(points: Points): Odometer | null {
  const positions = countKnown(points.latitudeDeg);
  const enough = Math.max(2, points.timeS.length / 4, MOST_OF_THEM * positions);
  const counted = countKnown(points.distanceM) >= enough ? distanceOdometer(points) : null;
  return counted ?? (positions >= 2 ? positionOdometer(points) : null);
}

function distanceOdometer(points: Points): Odometer | null {
  const { distanceM } = points;
  const readings: number[] = [];
  for (let i = 0; i < distanceM.length; i++) if (Number.isFinite(distanceM[i])) readings.push(i);
  const risesM = countedRises(points);
  const travelledM = new Float64Array(readings.length);
  for (let k = 1; k < readings.length; k++) travelledM[k] = travelledM[k - 1] + (risesM[readings[k]] || 0);
  if (!(travelledM[readings.length - 1] > 0)) return null;
  const isBreak = readings.map((i) => Number.isNaN(risesM[i]));
  const jumps = readings.filter((i, k) => isBreak[k] && distanceM[i] > distanceM[readings[k - 1]]);
  return { kind: "distance", readings, isBreak, jumps, travelledM };
}

/**
 * Rises of the device's distance: for each point with a distance, the metres counted since the point before; 0 at the
 * first. NaN where the counter restarted or jumped, and at points without a distance.
 */
export function countedRises({ timeS, distanceM }: Points): Float64Array {
  const risesM = new Float64Array(timeS.length).fill(Number.NaN);
  /** Latest reading, its rate, and the rate of the one before it. */
  let last = -1;
  let lastRate = 0;
  let beforeRate = 0;
  const forgetJump = (nextRate: number) => {
    const isLone = lastRate > JUMP_TIMES * Math.max(beforeRate, nextRate);
    if (isLone && risesM[last] > JUMP_M + (FASTEST_KMH / 3.6) * (risesM[last] / lastRate)) risesM[last] = Number.NaN;
  };
  for (let i = 0; i < distanceM.length; i++) {
    if (!Number.isFinite(distanceM[i])) continue;
    const riseM = last < 0 ? 0 : distanceM[i] - distanceM[last];
    const rate = last < 0 ? 0 : riseM / (timeS[i] - timeS[last]);
    if (riseM >= -BEGINS_AGAIN_M) risesM[i] = Math.max(0, riseM);
    forgetJump(rate);
    last = i;
    beforeRate = lastRate;
    lastRate = rate;
  }
  forgetJump(0);
  return risesM;
}

/**
 * Measures straight lines between positions. A position that nobody could have reached in time is left out; once several
 * consecutive ones agree, they are believed, and the distance to them is unknown. Null where all are at one place.
 */
export function positionOdometer({
  timeS,
  latitudeDeg,
  longitudeDeg,
}: Pick<Points, "timeS" | "latitudeDeg" | "longitudeDeg">): Odometer | null {
  const isPlace = (i: number) => Math.abs(latitudeDeg[i]) <= 90 && Math.abs(longitudeDeg[i]) <= 180;
  const metres = (i: number, j: number) =>
    metresApart(latitudeDeg[i], longitudeDeg[i], latitudeDeg[j], longitudeDeg[j]);
  const isReachable = (i: number, j: number, cameM: number) => cameM / (timeS[j] - timeS[i]) <= FASTEST_KMH / 3.6;

  const readings: number[] = [];
  const isBreak: boolean[] = [];
  const travelledM: number[] = [];
  const jumps: number[] = [];
  let rejected: number[] = [];
  const accept = (i: number, cameM: number, isNewPlace = false) => {
    readings.push(i);
    isBreak.push(isNewPlace);
    travelledM.push((travelledM.at(-1) ?? 0) + cameM);
  };
  for (let i = 0; i < latitudeDeg.length; i++) {
    if (!isPlace(i)) continue;
    const last = readings.at(-1);
    const cameM = last === undefined ? 0 : metres(last, i);
    if (last === undefined || isReachable(last, i, cameM)) {
      jumps.push(...rejected);
      rejected = [];
      accept(i, cameM);
      continue;
    }
    const lastRejected = rejected.at(-1);
    if (lastRejected !== undefined && !isReachable(lastRejected, i, metres(lastRejected, i))) {
      jumps.push(...rejected);
      rejected = [];
    }
    rejected.push(i);
    if (rejected.length === REJECTIONS_FOR_A_NEW_PLACE) {
      jumps.push(rejected[0]);
      for (const [k, index] of rejected.entries()) accept(index, k === 0 ? 0 : metres(rejected[k - 1], index), k === 0);
      rejected = [];
    }
  }
  jumps.push(...rejected);
  if (!((travelledM.at(-1) ?? 0) > 0)) return null;
  return { kind: "positions", readings, isBreak, jumps, travelledM: Float64Array.from(travelledM) };
}

/** Great-circle distance in metres; R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984). */
export function metresApart(latitude1: number, longitude1: number, latitude2: number, longitude2: number): number {
  const radians = Math.PI / 180;
  const dLatitude = (latitude2 - latitude1) * radians;
  const dLongitude = (longitude2 - longitude1) * radians;
  const a =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(latitude1 * radians) * Math.cos(latitude2 * radians) * Math.sin(dLongitude / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(a)));
}
