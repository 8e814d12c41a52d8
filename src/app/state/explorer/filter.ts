import type { SplitRow } from "../../../dataset/split.ts";
import { mostFrequent } from "../../../evaluation/cuts.ts";
import { formatSpeed } from "../../format/format.ts";
import { fromKm, speedUnitName, toKm, type Units } from "../../format/units.ts";
import type { TableRow } from "./table-row.ts";

/** The type to keep: all, or one; null for runs without a type. */
export type TypeChoice = "all" | { type: string | null };

/** The ends of a range as they were typed; empty for none. */
export interface RangeText {
  from: string;
  to: string;
}

/** The filter as typed, so that a mistyped value stays and can be corrected. */
export interface FilterFields {
  type: TypeChoice;
  heartRate: RangeText;
  /** Range of the speed, with the units that it was typed in. */
  speed: RangeText & { units: Units };
  duration: RangeText;
  /** Of the runs' mean absolute errors, once they are scored. */
  mae: RangeText;
}

export type RangeName = "heartRate" | "speed" | "duration" | "mae";
export type RangeEnd = keyof RangeText;

/** Inclusive at both ends. */
interface Range {
  from: number;
  to: number;
}

/** The filter that is applied: the typed values that could be parsed. */
export interface RowFilter {
  type: TypeChoice;
  heartRateBpm: Range;
  speedKmh: Range;
  durationMin: Range;
  maeBpm: Range;
}

/** A sentence for each end of a range that is not applied. */
export type FilterProblems = Partial<Record<RangeName, { ends: readonly RangeEnd[]; message: string }>>;

const EVERYTHING: Range = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

export function noFilter(units: Units): FilterFields {
  const empty = { from: "", to: "" };
  return { type: "all", heartRate: empty, speed: { ...empty, units }, duration: empty, mae: empty };
}

/** Whether anything was typed or chosen, valid or not. */
export function asksFor({ type, heartRate, speed, duration, mae }: FilterFields): boolean {
  return (
    type !== "all" || [heartRate, speed, duration, mae].some(({ from, to }) => from.trim() !== "" || to.trim() !== "")
  );
}

/** Parses the fields into a filter. An end of a range that cannot be parsed limits nothing, and is reported. */
export function readFilter(fields: FilterFields): { filter: RowFilter; problems: FilterProblems } {
  const { units } = fields.speed;
  const heartRate = readRange(fields.heartRate, numberIn, "150");
  const duration = readRange(fields.duration, numberIn, "45");
  const mae = readRange(fields.mae, numberIn, "12");
  const speed = readRange(
    fields.speed,
    units.speedUnit === "pace" ? minutesIn : numberIn,
    units.speedUnit === "pace" ? "5:30" : "11.5",
  );
  const problems: FilterProblems = {
    ...(heartRate.problem && { heartRate: heartRate.problem }),
    ...(speed.problem && { speed: speed.problem }),
    ...(duration.problem && { duration: duration.problem }),
    ...(mae.problem && { mae: mae.problem }),
  };
  return {
    filter: {
      type: fields.type,
      heartRateBpm: heartRate.range,
      speedKmh: toSpeedKmh(speed.range, units),
      durationMin: duration.range,
      maeBpm: mae.range,
    },
    problems,
  };
}

/** Whether a row passes. A row without a value does not pass a range of that value. */
export function letsThrough(filter: RowFilter, row: TableRow): boolean {
  const { type, heartRateBpm, speedKmh, durationMin, maeBpm } = filter;
  return (
    (type === "all" || type.type === row.workout_type) &&
    isWithin(heartRateBpm, row.figures.meanBpm) &&
    isWithin(speedKmh, row.figures.meanSpeedKmh) &&
    isWithin(durationMin, row.figures.durationS / 60) &&
    isWithin(maeBpm, row.score?.maeBpm ?? Number.NaN)
  );
}

/** The range of speeds in other units; what is not understood stays as it was typed, and in its own. */
export function speedIn(speed: FilterFields["speed"], units: Units): FilterFields["speed"] {
  if (speedUnitName(speed.units) === speedUnitName(units)) return speed;
  const read = readFilter({ ...noFilter(units), speed });
  if (read.problems.speed) return speed;
  const { from, to } = read.filter.speedKmh;
  // From the slowest to the fastest: of a pace that is from the longest to the shortest, and reads the other way.
  const [first, last] = units.speedUnit === "pace" ? [to, from] : [from, to];
  return { from: speedText(first, units), to: speedText(last, units), units };
}

/** Types to choose from, and how many more there are. */
export interface OfferedTypes {
  types: readonly (string | null)[];
  more: number;
}

/** The most types that are offered: a file may call each of its runs something else. */
const MOST_TYPES = 30;

/** The most frequent types of rows and the one that is chosen, in order; null last, for those without. */
export function typesOf(rows: readonly SplitRow[], chosen: TypeChoice): OfferedTypes {
  const counts = new Map<string | null, number>();
  for (const { workout_type: type } of rows) counts.set(type, (counts.get(type) ?? 0) + 1);
  const offered = mostFrequent(counts, MOST_TYPES);
  if (counts.has(null)) offered.add(null);
  if (chosen !== "all") offered.add(chosen.type);
  const named = [...offered].filter((type) => type !== null).sort();
  return {
    types: offered.has(null) ? [...named, null] : named,
    more: [...counts.keys()].filter((type) => !offered.has(type)).length,
  };
}

function isWithin(range: Range, value: number): boolean {
  if (Number.isNaN(value)) return range.from === EVERYTHING.from && range.to === EVERYTHING.to;
  return value >= range.from && value <= range.to;
}

function readRange(text: RangeText, read: (text: string) => number | null | "invalid", example: string) {
  const [from, to] = [read(text.from.trim()), read(text.to.trim())];
  const range: Range = {
    from: typeof from === "number" ? from : EVERYTHING.from,
    to: typeof to === "number" ? to : EVERYTHING.to,
  };
  const ends: RangeEnd[] = [
    ...(from === "invalid" ? ["from" as const] : []),
    ...(to === "invalid" ? ["to" as const] : []),
  ];
  if (ends.length > 0) return { range, problem: { ends, message: `Not applied. Write it like ${example}.` } };
  if (range.from > range.to) {
    const both: RangeEnd[] = ["from", "to"];
    return { range: EVERYTHING, problem: { ends: both, message: "Not applied: from is above to." } };
  }
  return { range, problem: null };
}

function numberIn(text: string): number | null | "invalid" {
  if (text === "") return null;
  return /^\d{1,6}(?:[.,]\d{1,6})?$/.test(text) ? Number(text.replace(",", ".")) : "invalid";
}

/** Minutes as "5:30", or as a number. Nobody needs none for a kilometre. */
function minutesIn(text: string): number | null | "invalid" {
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(text);
  const minutes = clock ? Number(clock[1]) + Number(clock[2]) / 60 : numberIn(text);
  return minutes === 0 ? "invalid" : minutes;
}

/** Converts a typed range to km/h; the longest pace is the slowest speed. */
function toSpeedKmh({ from, to }: Range, { speedUnit, distanceUnit }: Units): Range {
  if (speedUnit === "speed") return { from: toKm(from, distanceUnit), to: toKm(to, distanceUnit) };
  const kmh = (paceMin: number) => toKm(60 / paceMin, distanceUnit);
  return {
    from: to === EVERYTHING.to ? EVERYTHING.from : kmh(to),
    to: from === EVERYTHING.from ? EVERYTHING.to : kmh(from),
  };
}

function speedText(speedKmh: number, units: Units): string {
  if (!Number.isFinite(speedKmh)) return "";
  return units.speedUnit === "pace"
    ? formatSpeed(speedKmh, units)
    : String(Number(fromKm(speedKmh, units.distanceUnit).toFixed(2)));
}
