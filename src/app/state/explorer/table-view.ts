import { PredictorError } from "../../../base/error.ts";
import type { Units } from "../../format/units.ts";
import { columns } from "./columns.ts";
import { type FilterFields, noFilter, type RangeName, type RangeText, readFilter } from "./filter.ts";
import { FIRST_SORT, type Sort } from "./order.ts";

/** Sort and filter of a split's table. */
export interface TableView {
  sort: Sort;
  fields: FilterFields;
}

export function viewAtFirst(units: Units): TableView {
  return { sort: FIRST_SORT, fields: noFilter(units) };
}

/** Ranges that an address carries, as they were typed, by the name that it gives each. */
const RANGES: Record<string, { range: RangeName; units?: Units }> = {
  hr: { range: "heartRate" },
  "min-per-km": { range: "speed", units: { speedUnit: "pace", distanceUnit: "km" } },
  "min-per-mi": { range: "speed", units: { speedUnit: "pace", distanceUnit: "mi" } },
  "km-per-h": { range: "speed", units: { speedUnit: "speed", distanceUnit: "km" } },
  "mi-per-h": { range: "speed", units: { speedUnit: "speed", distanceUnit: "mi" } },
  minutes: { range: "duration" },
  mae: { range: "mae" },
};

/** Between the ends of a range; each may be missing. */
const TO = "..";

/**
 * A view as an address carries it, such as `sort=-climb&type=STEADY&minutes=30..90`: empty for that which a table has at
 * first. Ends of ranges that are not applied stay behind.
 */
export function tableViewText({ sort, fields }: TableView): string {
  const told = new URLSearchParams();
  if (sort.column !== FIRST_SORT.column || sort.direction !== FIRST_SORT.direction) {
    told.set("sort", `${sort.direction === "descending" ? "-" : ""}${sort.column}`);
  }
  if (fields.type !== "all") {
    if (fields.type.type === null) told.set("untyped", "");
    else told.set("type", fields.type.type);
  }
  const { problems } = readFilter(fields);
  for (const [name, { range, units }] of Object.entries(RANGES)) {
    if (problems[range] !== undefined || !isIn(units, fields.speed.units)) continue;
    const [from, to] = [fields[range].from.trim(), fields[range].to.trim()];
    if (from !== "" || to !== "") told.set(name, `${from}${TO}${to}`);
  }
  // Safe in a fragment, and easier to read as they are.
  return told.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
}

/**
 * Reads a view out of an address. What it does not name is as at first, in `units`; names that it does not know are
 * those of no table, and left.
 * @throws PredictorError `bad-link` where it sorts by what is no column, or ranges from nowhere to nowhere.
 */
export function readTableView(text: string, units: Units): TableView {
  const told = new URLSearchParams(text);
  const first = viewAtFirst(units);
  const fields = { ...first.fields };
  const type = told.get("type");
  if (type !== null) fields.type = { type };
  else if (told.has("untyped")) fields.type = { type: null };
  for (const [name, { range, units: own }] of Object.entries(RANGES)) {
    const ends = told.get(name);
    if (ends === null) continue;
    if (range === "speed") fields.speed = { ...rangeIn(name, ends), units: own ?? units };
    else fields[range] = rangeIn(name, ends);
  }
  const sort = told.get("sort");
  return { sort: sort === null ? first.sort : sortIn(sort), fields };
}

function isIn(own: Units | undefined, { speedUnit, distanceUnit }: Units): boolean {
  return own === undefined || (own.speedUnit === speedUnit && own.distanceUnit === distanceUnit);
}

function rangeIn(name: string, ends: string): RangeText {
  const between = ends.indexOf(TO);
  if (between < 0) throw badView(`${name} is "${shortened(ends)}", where a range is written like 30..90`);
  return { from: ends.slice(0, between), to: ends.slice(between + TO.length) };
}

function sortIn(text: string): Sort {
  const [direction, id] = text.startsWith("-")
    ? (["descending", text.slice(1)] as const)
    : (["ascending", text] as const);
  const column = columns.find((own) => own.id === id);
  if (column === undefined) throw badView(`it sorts by "${shortened(id)}", which is no column`);
  return { column: column.id, direction };
}

function badView(finding: string): PredictorError {
  return new PredictorError("bad-link", `This link shows a dataset in a way that none can be shown: ${finding}.`);
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}
