import { firstWhere } from "../../../base/first-where.ts";
import { KM_PER_MILE } from "../../../workout/distance-along.ts";
import { type Route, reachOf } from "../../../workout/route.ts";
import type { Span } from "../../../workout/workout.ts";
import { linePath, type Point } from "../../charts/paths.ts";
import { type DistanceUnit, METRES_PER_FOOT } from "../../format/units.ts";

/** A route laid into a picture, north up. */
export interface RoutePicture {
  width: number;
  height: number;
  /** Place of each position, in pixels. */
  x: Float32Array;
  y: Float32Array;
  pxPerMetre: number;
}

/** Room around the route, for its line and the crosshair's mark. */
const MARGIN_PX = 16;
const LEAST_HEIGHT_PX = 160;
const MOST_HEIGHT_PX = 400;

/** A route is not drawn larger: positions are off by metres. */
const MOST_PX_PER_METRE = 2;

/** Lays a route into a picture of a width, as high as it needs. */
export function pictureOf({ eastM, northM }: Pick<Route, "eastM" | "northM">, width: number): RoutePicture {
  const [east, north] = [reachOf(eastM), reachOf(northM)];
  const room = Math.max(1, width - 2 * MARGIN_PX);
  const [wide, high] = [east.most - east.least, north.most - north.least];
  const pxPerMetre = Math.min(room / wide, (MOST_HEIGHT_PX - 2 * MARGIN_PX) / high, MOST_PX_PER_METRE);
  const height = Math.max(LEAST_HEIGHT_PX, Math.ceil(high * pxPerMetre + 2 * MARGIN_PX));
  return {
    width,
    height,
    x: eastM.map((metres) => width / 2 + (metres - (east.least + east.most) / 2) * pxPerMetre),
    y: northM.map((metres) => height / 2 - (metres - (north.least + north.most) / 2) * pxPerMetre),
    pxPerMetre,
  };
}

/** Nearer to the point before, a point is seen by nobody. */
const LEAST_APART_PX = 0.7;

/**
 * Draws the legs of a route that share a key as one SVG path each. No line leads over a gap.
 * @param keyOf key of the leg that ends at a position; null for a leg that is not drawn
 */
export function legPaths(
  { isJoined }: Pick<Route, "isJoined">,
  { x, y }: Pick<RoutePicture, "x" | "y">,
  keyOf: (position: number) => number | null,
): Map<number, string> {
  const lines = new Map<number, (Point | null)[]>();
  const at = (k: number): Point => ({ x: x[k], y: y[k] });
  let before: number | null = null;
  for (let k = 1; k < x.length; k++) {
    const key = isJoined[k] ? keyOf(k) : null;
    const isSame = key === before;
    before = key;
    if (key === null) continue;
    const line = lines.get(key) ?? [];
    lines.set(key, line);
    if (!isSame) line.push(null, at(k - 1));
    const last = line[line.length - 1]!;
    const goesOn = k + 1 < x.length && isJoined[k + 1] && keyOf(k + 1) === key;
    if (!goesOn || Math.hypot(last.x - x[k], last.y - y[k]) >= LEAST_APART_PX) line.push(at(k));
  }
  return new Map(Array.from(lines, ([key, line]) => [key, linePath(line)]));
}

/** Draws the parts of a route within some spans. */
export function spansPath(route: Route, picture: RoutePicture, spans: readonly Span[]): string {
  const isWithin = (k: number) =>
    spans.some(({ startS, endS }) => route.timeS[k] > startS && route.timeS[k - 1] < endS);
  return legPaths(route, picture, (k) => (isWithin(k) ? 0 : null)).get(0) ?? "";
}

/** Place of a moment on a picture; null where the runner's position is not known then. */
export function placeAt({ timeS, isJoined }: Route, { x, y }: RoutePicture, momentS: number): Point | null {
  const after = firstWhere(timeS.length, (k) => timeS[k] >= momentS);
  if (after === timeS.length) return null;
  if (timeS[after] === momentS) return { x: x[after], y: y[after] };
  if (after === 0 || !isJoined[after]) return null;
  const share = (momentS - timeS[after - 1]) / (timeS[after] - timeS[after - 1]);
  const between = (values: Float32Array) => values[after - 1] + share * (values[after] - values[after - 1]);
  return { x: between(x), y: between(y) };
}

/** Farthest that a pointer may be from the route it means. */
const REACH_PX = 40;

/** A pass by a pointer that is farther by no more than this may be the one that is meant. */
const OTHER_PASS_PX = 6;

/**
 * Finds the moment at which the runner was where a pointer is; null where they never came near. Of several passes the one
 * next in time to the moment that was pointed at last.
 */
export function momentAt(
  { timeS }: Pick<Route, "timeS">,
  { x, y }: Pick<RoutePicture, "x" | "y">,
  pointer: Point,
  lastS: number | null,
): number | null {
  const apart = x.map((left, k) => Math.hypot(left - pointer.x, y[k] - pointer.y));
  const nearest = reachOf(apart).least;
  if (nearest > REACH_PX) return null;
  if (lastS === null) return timeS[apart.indexOf(nearest)];
  const passes = timeS.filter((_, k) => apart[k] <= nearest + OTHER_PASS_PX);
  return passes.reduce((best, passS) => (Math.abs(passS - lastS) < Math.abs(best - lastS) ? passS : best));
}

/** A scale bar: a round distance and its length. */
export interface ScaleBar {
  label: string;
  px: number;
}

/** Share of the picture's width that a scale bar takes at most. */
const MOST_OF_WIDTH = 0.3;

/** The longest round distance that a scale bar has room for. */
export function scaleBar(
  { width, pxPerMetre }: Pick<RoutePicture, "width" | "pxPerMetre">,
  unit: DistanceUnit,
): ScaleBar {
  const most = MOST_OF_WIDTH * width;
  const bars = roundLengths(unit).map(({ label, metres }) => ({ label, px: metres * pxPerMetre }));
  return bars.findLast(({ px }) => px <= most) ?? bars[0];
}

function roundLengths(unit: DistanceUnit): { label: string; metres: number }[] {
  const small = [10, 20, 50, 100, 200, 500];
  const large = [1, 2, 5, 10, 20, 50, 100];
  return unit === "km"
    ? [
        ...small.map((length) => ({ label: `${length} m`, metres: length })),
        ...large.map((length) => ({ label: `${length} km`, metres: 1000 * length })),
      ]
    : [
        ...small.map((length) => ({ label: `${length} ft`, metres: METRES_PER_FOOT * length })),
        ...[0.2, 0.5, ...large].map((length) => ({ label: `${length} mi`, metres: 1000 * KM_PER_MILE * length })),
      ];
}
