import type { XAxisKind } from "../../sharing/shared-view.ts";
import { type DistanceAlong, distanceAlong, kmAt, timeAtKm } from "../../workout/distance-along.ts";
import type { Span, Track } from "../../workout/workout.ts";
import { formatClock, formatNumber } from "../format/format.ts";
import { type DistanceUnit, fromKm, toKm, type Units } from "../format/units.ts";
import { distanceTicks, timeTicks } from "./axes.ts";

/** X-axis of a run's charts: each moment has a place on it, no earlier than that of the moment before. */
export interface XAxis {
  kind: XAxisKind | "share";
  /** The place of a moment: in seconds, kilometres or miles from the run's start. */
  placeOf(timeS: number): number;
  /** The first moment at a place; at the axis' end the run's last, though the runner may have stood there before. */
  timeAt(place: number): number;
  /** Round places, at most one more than `count` of them. */
  ticks(from: number, to: number, count: number): Tick[];
  /** A moment, by what the axis measures. */
  name(timeS: number): string;
}

export interface Tick {
  timeS: number;
  label: string;
}

/** A stretch of a run and the x-axis that it is drawn along. */
export interface AxisSpan extends Span {
  axis: XAxis;
}

export const TIME_AXIS: XAxis = {
  kind: "time",
  placeOf: (timeS) => timeS,
  timeAt: (place) => place,
  ticks: (from, to, count) => timeTicks(from, to, count).map((timeS) => ({ timeS, label: formatClock(timeS) })),
  name: formatClock,
};

/** The position of a standing runner drifts by less. */
const LEAST_KM = 0.01;

/** Whether there is a distance to draw a stretch along. */
export function hasDistance(along: DistanceAlong, { startS, endS }: Span): boolean {
  return kmAt(along, endS) - kmAt(along, startS) >= LEAST_KM;
}

/** The distance covered from the run's start, in the unit that is read. */
export function distanceAxis(along: DistanceAlong, { distanceUnit }: Pick<Units, "distanceUnit">): XAxis {
  const placeOf = (timeS: number) => fromKm(kmAt(along, timeS), distanceUnit);
  const timeAt = (place: number) => timeAtKm(along, toKm(place, distanceUnit));
  return {
    kind: "distance",
    placeOf,
    timeAt,
    ticks: (from, to, count) => ticksByDistance(from, to, count, distanceUnit, timeAt),
    name: (timeS) => `${formatNumber(placeOf(timeS), 2)} ${distanceUnit}`,
  };
}

/** An axis of kilometres from the start, on which places stand where a run's own axis has moments. */
export function placeAxis(unit: DistanceUnit): XAxis {
  return {
    kind: "distance",
    placeOf: (km) => km,
    timeAt: (km) => km,
    ticks: (from, to, count) => ticksByDistance(fromKm(from, unit), fromKm(to, unit), count, unit, toKm),
    name: (km) => `${formatNumber(fromKm(km, unit), 2)} ${unit}`,
  };
}

/** Round distances from one to another in the unit that is read. @param timeAt where one stands on its axis */
function ticksByDistance(
  from: number,
  to: number,
  count: number,
  unit: DistanceUnit,
  timeAt: (distance: number, unit: DistanceUnit) => number,
): Tick[] {
  const { distances, decimals } = distanceTicks(from, to, count);
  return distances.map((distance) => ({
    timeS: timeAt(distance, unit),
    label: `${formatNumber(distance, decimals)} ${unit}`,
  }));
}

/** The two x-axes of a run, worked out once. */
export interface RunAxes {
  /** The one that was chosen. */
  along(span: Span): XAxis;
  distance: XAxis;
  /** Whether the run can be drawn along its distance at all. */
  hasDistance: boolean;
}

/** The x-axes of a run; a stretch without a distance is drawn along time, whatever was chosen. */
export function runAxes(
  track: Pick<Track, "speedKmh" | "stepS">,
  durationS: number,
  units: Pick<Units, "distanceUnit">,
  chosen: XAxisKind,
): RunAxes {
  const along = distanceAlong(track);
  const distance = distanceAxis(along, units);
  return {
    along: (span) => (chosen === "distance" && hasDistance(along, span) ? distance : TIME_AXIS),
    distance,
    hasDistance: hasDistance(along, { startS: 0, endS: durationS }),
  };
}
