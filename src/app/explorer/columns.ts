import { isSimulatedRunner } from "../../dataset/simulated-runners.ts";
import type { SplitRow } from "../../dataset/split.ts";
import type { WholeNumber } from "../../workout/whole-number.ts";
import { formatClock, formatNumber, formatSpeed, NO_VALUE } from "../format.ts";
import { altitudeUnit, fromKm, fromMetres, speedUnitName, type Units } from "../units.ts";

export type ColumnId =
  | "run"
  | "runner"
  | "type"
  | "duration"
  | "distance"
  | "mean-heart-rate"
  | "maximum-heart-rate"
  | "speed"
  | "climb";

/** One column of the table of runs, all of it from a row's statistics. */
export interface Column {
  id: ColumnId;
  name(units: Units): string;
  /** Empty where it has none. */
  unit(units: Units): string;
  /** What it is sorted by: a number in the unit that is read, or text; null where the row has none. */
  value(row: SplitRow, units: Units): WholeNumber | string | null;
  /** As it stands in its cell, without its unit. */
  text(row: SplitRow, units: Units): string;
  /** What its name leaves open. */
  hint?: string;
}

export const columns: readonly Column[] = [
  {
    id: "run",
    name: () => "Run",
    unit: () => "",
    value: (row) => row.workout_id,
    text: (row) => String(row.workout_id),
    hint: "Its workout_id in the file",
  },
  {
    id: "runner",
    name: () => "Runner",
    unit: () => "",
    value: (row) => row.user_id,
    text: (row) => runnerName(row.user_id),
    hint: "The user_id in the file",
  },
  {
    id: "type",
    name: () => "Type",
    unit: () => "",
    value: (row) => row.workout_type,
    text: (row) => typeName(row.workout_type),
    hint: "The file's workout_type: a function of the mean heart rate that was measured",
  },
  {
    id: "duration",
    name: () => "Duration",
    unit: () => "h:mm:ss",
    value: (row) => known(row.duration_min),
    text: (row) => formatClock(60 * (row.duration_min ?? Number.NaN)),
  },
  {
    id: "distance",
    name: () => "Distance",
    unit: (units) => units.distanceUnit,
    value: (row, units) => known(fromKm(distanceKm(row), units.distanceUnit)),
    text: (row, units) => formatNumber(fromKm(distanceKm(row), units.distanceUnit), 1),
    hint: "Mean speed times duration: the file states no distance",
  },
  {
    id: "mean-heart-rate",
    name: () => "Mean HR",
    unit: () => "bpm",
    value: (row) => known(row.hr_mean),
    text: (row) => formatNumber(row.hr_mean ?? Number.NaN),
  },
  {
    id: "maximum-heart-rate",
    name: () => "Max HR",
    unit: () => "bpm",
    value: (row) => known(row.hr_max),
    text: (row) => formatNumber(row.hr_max ?? Number.NaN),
  },
  {
    id: "speed",
    name: ({ speedUnit }) => (speedUnit === "pace" ? "Pace" : "Speed"),
    unit: speedUnitName,
    value: (row, units) => known(shownSpeed(row.speed_mean ?? Number.NaN, units)),
    text: (row, units) => formatSpeed(row.speed_mean ?? Number.NaN, units),
    hint: "Mean over the points of the run",
  },
  {
    id: "climb",
    name: () => "Climb",
    unit: (units) => altitudeUnit(units.distanceUnit),
    value: (row) => known(row.altitude_gain),
    text: (row, { distanceUnit }) => formatNumber(fromMetres(row.altitude_gain ?? Number.NaN, distanceUnit)),
    hint: "The sum of all rises, those of a noisy altitude among them",
  },
];

/** The file states none: mean speed times duration. NaN where either is missing. */
export function distanceKm({ speed_mean, duration_min }: SplitRow): number {
  return ((speed_mean ?? Number.NaN) * (duration_min ?? Number.NaN)) / 60;
}

/** A `workout_type` as words are written; a dash where there is none. */
export function typeName(type: string | null): string {
  return type === null ? NO_VALUE : type.charAt(0) + type.slice(1).toLowerCase();
}

function shownSpeed(speedKmh: number, units: Units): number {
  const speed = fromKm(speedKmh, units.distanceUnit);
  return units.speedUnit === "pace" ? 60 / speed : speed;
}

/** A simulated runner's number alone would read as a real one's. */
function runnerName(userId: SplitRow["user_id"]): string {
  if (userId === null) return NO_VALUE;
  const name = String(userId);
  return isSimulatedRunner(name) ? `simulated ${name.slice(1)}` : name;
}

function known(value: number | null): number | null {
  return Number.isNaN(value) ? null : value;
}
