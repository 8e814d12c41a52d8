import { countedRises, EARTH_RADIUS_M, FASTEST_KMH } from "./odometer.ts";
import type { Points } from "./time.ts";

/** Sources of motion, in the order in which they are used. */
export const SOURCE_NAMES = ["speed", "distance", "positions"] as const;

export type SourceName = (typeof SOURCE_NAMES)[number];

/** Length of the stretches over which sources are compared: over shorter ones single readings decide. */
const STRETCH_S = 15;
/** Longest gap over which sources are compared; a longer one may be a pause. */
const LONGEST_GAP_S = 60;
/** Largest rise of a counted distance from one point to the next, in metres; larger ones are faults. */
const FARTHEST_M = 1e6;
/** Speed from which a reading is a fault in any unit, km/h. */
const FASTEST_STATED_KMH = 1e5;
/** Shortest leg over which positions are measured, as they wander from second to second. */
const LEG_S = 5;
/** Diagonal of a box within which positions count as staying in place, as indoors. */
const IN_PLACE_M = 100;

/** Distance travelled by one source. */
interface Way {
  /** Metres from the first reading to each point; NaN before it and after the last. */
  metres: Float64Array;
  /** Number of unknown steps before each point. */
  unknown: Float64Array;
}

/** A run cut into stretches between two of its points, with the distance over each by each source. */
export interface Ways {
  /** Indices of each stretch's first and last point; the next begins at the last unless a long gap follows. */
  from: number[];
  to: number[];
  seconds: number[];
  /** Metres over each stretch by source, NaN where it has no data; undefined for a source that is 0 throughout. */
  metres: Record<SourceName, Float64Array | undefined>;
  /** Straight distance between the positions at each stretch's ends. */
  straightM: Float64Array;
}

/** Measures the distance by each source, stretch by stretch. */
export function waysOf(points: Points): Ways {
  const { timeS } = points;
  const { from, to } = stretchesOf(timeS);
  const over = (way: Way | null) => {
    if (way === null) return undefined;
    const metres = new Float64Array(from.length).fill(Number.NaN);
    for (let k = 0; k < metres.length; k++) {
      const [start, end] = [from[k], to[k]];
      if (way.unknown[start] === way.unknown[end]) metres[k] = way.metres[end] - way.metres[start];
    }
    return metres;
  };
  return {
    from,
    to,
    seconds: from.map((start, k) => timeS[to[k]] - timeS[start]),
    metres: {
      speed: over(speedWay(points)),
      distance: over(distanceWay(points)),
      positions: over(positionsWay(points, from)),
    },
    straightM: Float64Array.from(from, (start, k) => flatM(points, start, to[k])),
  };
}

function stretchesOf(timeS: Float64Array): { from: number[]; to: number[] } {
  const stretches = { from: [] as number[], to: [] as number[] };
  let start = 0;
  for (let i = 1; i < timeS.length; i++) {
    if (timeS[i] - timeS[i - 1] > LONGEST_GAP_S) start = i;
    if (timeS[i] - timeS[start] < STRETCH_S) continue;
    stretches.from.push(start);
    stretches.to.push(i);
    start = i;
  }
  return stretches;
}

function speedWay({ timeS, speedKmh }: Points): Way | null {
  if (!speedKmh.some((kmh) => kmh > 0)) return null;
  const isNear = (i: number, kmh: number) => 2 * speedKmh[i] > kmh;
  // A single impossible speed is no evidence against the source: it is interpolated, see rules.ts.
  const isLone = (i: number, kmh = speedKmh[i]) => kmh > FASTEST_KMH && !isNear(i - 1, kmh) && !isNear(i + 1, kmh);
  const isReading = (i: number) => speedKmh[i] >= 0 && speedKmh[i] < FASTEST_STATED_KMH && !isLone(i);
  return wayOf(timeS, isReading, (a, b) => ((speedKmh[a] + speedKmh[b]) / 7.2) * (timeS[b] - timeS[a]));
}

function distanceWay(points: Points): Way | null {
  const risesM = countedRises(points);
  if (!risesM.some((riseM) => riseM > 0)) return null;
  const isReading = (i: number) => Number.isFinite(points.distanceM[i]);
  return wayOf(points.timeS, isReading, (_, to) => (risesM[to] > FARTHEST_M ? Number.NaN : risesM[to]));
}

function positionsWay(points: Points, stretchStarts: number[]): Way | null {
  const { timeS, latitudeDeg, longitudeDeg } = points;
  const isPlace = (i: number) => Math.abs(latitudeDeg[i]) <= 90 && Math.abs(longitudeDeg[i]) <= 180;
  if (isInPlace(points, stretchStarts.filter(isPlace))) return null;
  let lastS = Number.NEGATIVE_INFINITY;
  const isReading = (i: number) => {
    if (timeS[i] - lastS < LEG_S || !isPlace(i)) return false;
    lastS = timeS[i];
    return true;
  };
  return wayOf(timeS, isReading, (a, b) => {
    const metres = flatM(points, a, b);
    return metres / (timeS[b] - timeS[a]) > FASTEST_KMH / 3.6 ? Number.NaN : metres;
  });
}

/** Whether the positions, outliers aside, lie within a small box. */
function isInPlace({ latitudeDeg, longitudeDeg }: Points, places: number[]): boolean {
  const reach = (values: Float64Array) => {
    const sorted = new Float64Array(places.length);
    for (let k = 0; k < places.length; k++) sorted[k] = values[places[k]];
    sorted.sort();
    return [0.02, 0.98].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
  };
  const [south, north] = reach(latitudeDeg);
  const [west, east] = reach(longitudeDeg);
  return flatDistanceM(south, west, north, east) < IN_PLACE_M;
}

/** Accumulates a source's distance at all points; between two readings the speed is taken as constant. Null without readings. */
function wayOf(
  timeS: Float64Array,
  isReading: (i: number) => boolean,
  metresBetween: (a: number, b: number) => number,
): Way | null {
  const metres = new Float64Array(timeS.length).fill(Number.NaN);
  const unknown = new Float64Array(timeS.length);
  let last = -1;
  let unknownSteps = 0;
  for (let i = 0; i < timeS.length; i++) {
    if (!isReading(i)) continue;
    if (last < 0) metres[i] = 0;
    else {
      const cameM = metresBetween(last, i);
      const elapsedS = timeS[i] - timeS[last];
      const isKnown = elapsedS <= LONGEST_GAP_S && !Number.isNaN(cameM);
      for (let j = last + 1; j <= i; j++) {
        if (!isKnown) unknownSteps++;
        metres[j] = metres[last] + (isKnown ? cameM * ((timeS[j] - timeS[last]) / elapsedS) : 0);
        unknown[j] = unknownSteps;
      }
    }
    last = i;
  }
  return last < 0 ? null : { metres, unknown };
}

/** Distance between the positions of two points on a plane, in metres: over a stretch as exact as on the sphere. */
function flatM({ latitudeDeg, longitudeDeg }: Points, a: number, b: number): number {
  return flatDistanceM(latitudeDeg[a], longitudeDeg[a], latitudeDeg[b], longitudeDeg[b]);
}

function flatDistanceM(latitude1: number, longitude1: number, latitude2: number, longitude2: number): number {
  const radians = Math.PI / 180;
  const turnedDeg = Math.abs(longitude2 - longitude1);
  const eastDeg = (turnedDeg > 180 ? 360 - turnedDeg : turnedDeg) * Math.cos(latitude1 * radians);
  return EARTH_RADIUS_M * radians * Math.sqrt((latitude2 - latitude1) ** 2 + eastDeg ** 2);
}
