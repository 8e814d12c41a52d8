import type { TrendPoint } from "../../../evaluation/trend/trend-point.ts";
import type { HeartRateSensor } from "../../../workout/workout.ts";
import type { Units } from "../../format/units.ts";
import { lengthOf } from "../../state/run-filter.ts";
import { lengthWords } from "../run-filter-words.ts";
import { sensorWords } from "./trend-run-words.ts";

/** By what the runs of a chart are told apart. */
export type GroupBy = "nothing" | "temperature" | "sensor" | "length";

/** A group of runs, drawn alike. */
export interface TrendGroup {
  name: string;
  /** Number of its mark, from 0: shape and colour. */
  mark: number;
}

/** Lower ends of the temperatures that runs are told apart by, but for the lowest. */
const WARMER_FROM_C = [5, 12, 19, 26];

/** Mark of runs that do not say. */
const NOT_STATED = 5;

const SENSOR_MARKS: Record<HeartRateSensor, number> = { wrist: 0, strap: 1 };

/** The group of a run. */
export function groupOf(point: TrendPoint, by: GroupBy, units: Units): TrendGroup {
  switch (by) {
    case "nothing":
      return { name: "run", mark: 0 };
    case "sensor":
      return {
        name: sensorWords(point.sensor),
        mark: point.sensor === null ? NOT_STATED : SENSOR_MARKS[point.sensor],
      };
    case "length":
      return { name: lengthWords(lengthOf(point), units), mark: lengthOf(point) };
    case "temperature":
      return temperatureGroup(point.temperatureC);
  }
}

function temperatureGroup(celsius: number): TrendGroup {
  if (Number.isNaN(celsius)) return { name: "temperature not stated", mark: NOT_STATED };
  const mark = WARMER_FROM_C.filter((from) => celsius >= from).length;
  const [from, to] = [WARMER_FROM_C[mark - 1], WARMER_FROM_C[mark]];
  if (from === undefined) return { name: `under ${to} °C`, mark };
  return { name: to === undefined ? `${from} °C and more` : `${from} to ${to} °C`, mark };
}

/** The groups of some runs, each once, by their marks. */
export function groupsOf(points: readonly TrendPoint[], by: GroupBy, units: Units): TrendGroup[] {
  const groups = new Map(points.map((point) => groupOf(point, by, units)).map((group) => [group.mark, group]));
  return [...groups.values()].sort((a, b) => a.mark - b.mark);
}

const REACH_PX = 4;

/** Outlines around a point by the mark's number: circle, square, triangle, diamond, triangle on its head, cross. */
const OUTLINES: readonly string[] = [
  `m-${REACH_PX} 0a${REACH_PX} ${REACH_PX} 0 1 0 ${2 * REACH_PX} 0a${REACH_PX} ${REACH_PX} 0 1 0 -${2 * REACH_PX} 0Z`,
  "m-3.5 -3.5h7v7h-7Z",
  "m0 -4.5l4.5 8h-9Z",
  "m0 -5l5 5l-5 5l-5 -5Z",
  "m0 4.5l4.5 -8h-9Z",
  "m-3.5 -3.5l7 7m0 -7l-7 7",
];

/** A group's runs as one SVG path. */
export function markPath(mark: number, points: readonly { x: number; y: number }[]): string {
  return points.map(({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}${OUTLINES[mark]}`).join("");
}
