import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import { median } from "../../base/statistics.ts";
import { repairAltitude } from "../repair/altitude.ts";
import { Ledger } from "../repair/ledger.ts";
import { metresApart } from "../repair/odometer.ts";
import type { Repair } from "../workout.ts";
import { type Course, courseAlong } from "./course.ts";

/** Points of a route or track as its file has them; NaN where missing. Times are not looked at. */
export interface CoursePoints {
  name: string;
  latitudeDeg: Float64Array;
  longitudeDeg: Float64Array;
  /** Distance from the start, as the file counts it. */
  distanceM: Float64Array;
  altitudeM: Float64Array;
}

/** Positions along a course, by the share of its way. They live in memory only, for a file that leads along the course. */
export interface CoursePositions {
  /** From 0 to 1, rising. */
  share: Float64Array;
  latitudeDeg: Float64Array;
  longitudeDeg: Float64Array;
}

/** A course, and what was mended of the points that it was made of. */
export interface CleanCourse {
  course: Course;
  repairs: Repair[];
  /** null where the file has none. */
  positions: CoursePositions | null;
}

/** Share of the points that have a distance, from which distances are used before positions. */
const MOST_OF_THEM = 0.8;

/** Shortest way to a point that may be a jump, and how many times the usual way it is: planners leave out points on straight roads. */
const JUMP_M = 2000;
const JUMP_TIMES = 50;

/**
 * A lone point far off its neighbours: this many times farther than they are from one another and than points usually are,
 * and at least so far. Where a route of few points turns back, its neighbours are near one another, too.
 */
const ASTRAY_TIMES = 10;
const ASTRAY_M = 300;

/** Gap of a course's altitudes above which more are put between, on the line: a summit between far points is no spike. */
const SPARSE_M = 150;
const DENSE_M = 50;

/**
 * Makes a course of a file's points: positions that went astray and jumps do not count as way, and the altitude is repaired
 * as a run's is.
 * @throws PredictorError `no-speed` where there is neither distance nor position, `too-short`, `too-large`.
 */
export function cleanCourse(points: CoursePoints): CleanCourse {
  const ledger = new Ledger();
  const way = wayOf(points, ledger);
  const dense = densely(way.distanceM, way.altitudeM);
  const altitudeM = repairAltitude({ timeS: dense.distanceM, altitudeM: dense.altitudeM }, ledger);
  // Spans of repairs are in seconds, of which a course has none.
  const repairs = ledger.repairs.map((repair) => ({ ...repair, spans: [] }));
  return { course: courseAlong(points.name, dense.distanceM, altitudeM), repairs, positions: coursePositions(points) };
}

/** Takes the positions of a course or a run; null where there are none. */
export function coursePositions(points: Positions): CoursePositions | null {
  const places = indicesWhere(points.latitudeDeg, (i) => hasPosition(points, i));
  const kept = withoutAstray(points, places);
  const travelledM = Float64Array.from(kept, () => 0);
  for (const [k, wayM] of withoutJumps(positionWays(points, kept)).entries()) travelledM[k + 1] = travelledM[k] + wayM;
  const wholeM = travelledM[kept.length - 1] ?? 0;
  if (!(wholeM > 0)) return null;
  return {
    share: travelledM.map((metres) => metres / wholeM),
    latitudeDeg: Float64Array.from(kept, (i) => points.latitudeDeg[i]),
    longitudeDeg: Float64Array.from(kept, (i) => points.longitudeDeg[i]),
  };
}

/** Altitudes at strictly rising distances. */
interface Way {
  distanceM: Float64Array;
  altitudeM: Float64Array;
}

function wayOf(points: CoursePoints, ledger: Ledger): Way {
  const positions = indicesWhere(points.latitudeDeg, (i) => hasPosition(points, i));
  const distances = indicesWhere(points.distanceM, (i) => Number.isFinite(points.distanceM[i]));
  const isCounted = distances.length >= Math.max(2, MOST_OF_THEM * positions.length) && rises(points, distances);
  if (!isCounted && positions.length < 2) {
    throw new PredictorError(
      "no-speed",
      `The course's ${counted(points.altitudeM.length, "point")} have neither positions nor distances: its length is not known. Export it again with one of them.`,
    );
  }
  const kept = isCounted ? distances : withoutAstray(points, positions, ledger);
  const waysM = isCounted ? countedWays(points, kept) : positionWays(points, kept);
  return strictlyRising(kept, withoutJumps(waysM, ledger), points.altitudeM);
}

type Positions = Pick<CoursePoints, "latitudeDeg" | "longitudeDeg">;

function hasPosition({ latitudeDeg, longitudeDeg }: Positions, i: number): boolean {
  return Number.isFinite(latitudeDeg[i] + longitudeDeg[i]);
}

function indicesWhere(series: Float64Array, holds: (i: number) => boolean): number[] {
  return Array.from(series.keys()).filter(holds);
}

function rises({ distanceM }: CoursePoints, readings: readonly number[]): boolean {
  return distanceM[readings[readings.length - 1]] > distanceM[readings[0]];
}

/** Ways from each point to the next by the file's distances; 0 where the counter began again. */
function countedWays({ distanceM }: CoursePoints, kept: readonly number[]): number[] {
  return kept.slice(1).map((i, k) => Math.max(0, distanceM[i] - distanceM[kept[k]]));
}

function positionWays(points: Positions, kept: readonly number[]): number[] {
  return kept.slice(1).map((i, k) => wayBetween(points, kept[k], i));
}

function wayBetween({ latitudeDeg, longitudeDeg }: Positions, a: number, b: number): number {
  return metresApart(latitudeDeg[a], longitudeDeg[a], latitudeDeg[b], longitudeDeg[b]);
}

/** The points without those that lie far off although the ones before and after them are near one another. */
function withoutAstray(points: Positions, positions: readonly number[], ledger?: Ledger): number[] {
  const kept: number[] = [];
  const usualM = median(positionWays(points, positions).filter((metres) => metres > 0));
  let astray = 0;
  for (const [k, i] of positions.entries()) {
    const [last, next] = [kept.at(-1), positions[k + 1]];
    if (last !== undefined && next !== undefined && isAstray(points, last, i, next, usualM)) astray++;
    else kept.push(i);
  }
  ledger?.enter("gps-jump", astray, () => `${counted(astray, "point")} far off the course: left out.`);
  return kept;
}

function isAstray(points: Positions, last: number, i: number, next: number, usualM: number): boolean {
  const offM = Math.min(wayBetween(points, last, i), wayBetween(points, i, next));
  return offM >= ASTRAY_M && offM > ASTRAY_TIMES * Math.max(usualM, wayBetween(points, last, next));
}

/** Ways in which a jump counts as none. */
function withoutJumps(waysM: readonly number[], ledger?: Ledger): number[] {
  const moving = waysM.filter((metres) => metres > 0);
  const longestM = Math.max(JUMP_M, JUMP_TIMES * median(moving));
  const jumps = waysM.filter((metres) => metres > longestM);
  const jumpedKm = jumps.reduce((sum, metres) => sum + metres, 0) / 1000;
  ledger?.enter(
    "gps-jump",
    jumps.length,
    () =>
      `The course jumps ${counted(jumps.length, "time")}, over ${jumpedKm.toFixed(1)} km in all: not counted as way.`,
  );
  return waysM.map((metres) => (metres > longestM ? 0 : metres));
}

/** The distances from the start, of points at one place the first that has an altitude. */
function strictlyRising(kept: readonly number[], waysM: readonly number[], altitudes: Float64Array): Way {
  const distanceM = [0];
  const altitudeM = [altitudes[kept[0]]];
  let travelledM = 0;
  for (const [k, wayM] of waysM.entries()) {
    travelledM += wayM;
    const metres = altitudes[kept[k + 1]];
    const last = distanceM.length - 1;
    if (travelledM > distanceM[last]) {
      distanceM.push(travelledM);
      altitudeM.push(metres);
    } else if (Number.isNaN(altitudeM[last])) altitudeM[last] = metres;
  }
  return { distanceM: Float64Array.from(distanceM), altitudeM: Float64Array.from(altitudeM) };
}

/** The altitudes with more between them on the line, where both are known and far apart. */
function densely(distanceM: Float64Array, altitudeM: Float64Array): Way {
  const dense = { distanceM: [0], altitudeM: [altitudeM[0]] };
  for (let i = 1; i < distanceM.length; i++) {
    const wayM = distanceM[i] - distanceM[i - 1];
    const riseM = altitudeM[i] - altitudeM[i - 1];
    const parts = wayM > SPARSE_M && !Number.isNaN(riseM) ? Math.ceil(wayM / DENSE_M) : 1;
    for (let part = 1; part < parts; part++) {
      dense.distanceM.push(distanceM[i - 1] + (part / parts) * wayM);
      dense.altitudeM.push(altitudeM[i - 1] + (part / parts) * riseM);
    }
    dense.distanceM.push(distanceM[i]);
    dense.altitudeM.push(altitudeM[i]);
  }
  return { distanceM: Float64Array.from(dense.distanceM), altitudeM: Float64Array.from(dense.altitudeM) };
}
