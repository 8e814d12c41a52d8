import { type ColumnFigures, cellBpm, type MapAxisName, mapAxes } from "../../../evaluation/error-map.ts";
import { DEFAULT_MAXIMUM_BPM, zonesOf } from "../../../evaluation/zones.ts";
import { formatClock, formatNumber, formatSigned, NO_VALUE } from "../../format/format.ts";
import { fromKm, type Units } from "../../format/units.ts";
import { runnerName } from "../../state/explorer/columns.ts";
import type { MapOrder, MappedRun } from "./mapped-runs.ts";

export const AXIS_NAMES: Record<MapAxisName, string> = {
  time: "Time",
  distance: "Distance",
  grade: "Grade",
  zone: "Zone",
};

export const ORDER_NAMES: Record<MapOrder, string> = {
  difference: "Difference",
  error: "Error",
  runner: "Runner",
  length: "Length",
};

export const MAP_CAPTION =
  "Each row is a run, each column a part of it: orange where it was harder than expected, blue where it was easier. A row that is wholly of one colour is an offset of that run; a column, what all runs miss; error where pace changes is lag; error on climbs is altitude.";

/** How the map is laid out, in a sentence. */
export function arrangedWords(axis: MapAxisName, order: MapOrder): string {
  return `Columns by ${AXIS_NAMES[axis].toLowerCase()}, rows sorted by ${ORDER_NAMES[order].toLowerCase()}.`;
}

export const ZONE_CAPTION = `Zones are of the measured heart rate and an assumed maximum of ${DEFAULT_MAXIMUM_BPM} bpm: a high one is more often above what was expected than below it.`;

const zones = zonesOf(DEFAULT_MAXIMUM_BPM);

type DistanceUnit = Pick<Units, "distanceUnit">;

/** A column's part of a run: "10:00 to 12:00", "5 to 5.5 km", "−4 to −2 %", "Zone 3". */
export function columnName(axis: MapAxisName, column: number, { distanceUnit }: DistanceUnit): string {
  const { starts } = mapAxes[axis];
  const [from, to] = [starts[column], starts[column + 1]];
  const text = {
    time: (seconds: number) => formatClock(seconds),
    distance: (km: number) => formatNumber(fromKm(km, distanceUnit), 1),
    grade: (percent: number) => formatSigned(percent),
    zone: () => zones[column].name,
  }[axis];
  const unit = { time: "", distance: ` ${distanceUnit}`, grade: " %", zone: "" }[axis];
  if (axis === "zone") return text(from);
  if (to === undefined) return `from ${text(from)}${unit}`;
  return Number.isFinite(from) ? `${text(from)} to ${text(to)}${unit}` : `under ${text(to)}${unit}`;
}

/** Columns that the axis beneath the map names, and how. */
export function columnTicks(
  axis: MapAxisName,
  columns: number,
  units: DistanceUnit,
): { column: number; label: string }[] {
  const { starts } = mapAxes[axis];
  const every = { time: columns > 45 ? 15 : 5, distance: columns > 30 ? 10 : 4, grade: 4, zone: 1 }[axis];
  const first = axis === "grade" ? 4 : 0;
  const ticks: { column: number; label: string }[] = [];
  for (let column = first; column < columns; column += every) {
    const label = {
      time: () => formatClock(starts[column]),
      distance: () =>
        `${formatNumber(fromKm(starts[column], units.distanceUnit), units.distanceUnit === "km" ? 0 : 1)} ${units.distanceUnit}`,
      grade: () => `${formatSigned(starts[column])} %`,
      zone: () => (column === 0 ? "below" : `Z${zones[column].label}`),
    }[axis]();
    ticks.push({ column, label });
  }
  return ticks;
}

/** The run, as the map names it. */
export function mappedRunName(run: MappedRun, workoutId: string | undefined): string {
  const runner = run.runner === null ? "" : `, runner ${runnerName(run.runner)}`;
  return `Run ${workoutId ?? run.row + 1}${runner}`;
}

/** What the map shows at a run and a column, in a sentence. */
export function cellWords(
  run: MappedRun,
  name: string,
  axis: MapAxisName,
  column: number,
  units: DistanceUnit,
): string {
  const bpm = cellBpm(run.cells, axis, column);
  const here = Number.isNaN(bpm) ? "nothing to compare" : differenceWords(bpm);
  const whole = `over its ${formatClock(run.durationS)}, off by ${formatNumber(run.maeBpm, 1)} bpm, ${formatSigned(run.differenceBpm, 1)} on average`;
  return `${name}: ${here} at ${columnName(axis, column, units)}; ${whole}.`;
}

function differenceWords(bpm: number): string {
  if (Math.round(bpm) === 0) return "as expected";
  return `${formatNumber(Math.abs(bpm))} bpm ${bpm > 0 ? "harder" : "easier"} than expected`;
}

/** A column's quantiles as a table writes them. */
export function quantileTexts({ tenthBpm, medianBpm, ninetiethBpm }: ColumnFigures): string[] {
  return [tenthBpm, medianBpm, ninetiethBpm].map((bpm) => (Number.isNaN(bpm) ? NO_VALUE : formatSigned(bpm, 1)));
}
