import { PredictorError } from "../../base/error.ts";
import { MAX_COLUMNS } from "../../base/limits.ts";
import type { Workout } from "../workout.ts";
import { genderFrom } from "./gender.ts";
import { type Quantity, readHeader, readHeaders } from "./header.ts";
import { isRunRecord, type JsonForm, type RunRecord } from "./json-form.ts";
import { attempt } from "./parsed-run.ts";
import { type Description, unequalLengths } from "./points.ts";
import { FITREC_LISTS, isList } from "./record.ts";
import { runOfTable, type Table, type TableRow } from "./table.ts";
import type { Cell } from "./table-cells.ts";
import { chooseColumns } from "./table-columns.ts";

/** First entries of a list by which its form is recognised. */
const LOOKED_AT = 20;
/** Depth of nested records to which a list of points is searched. */
const MAX_RECORD_DEPTH = 3;

/** A list of points, one record per point, or a record that holds such a list: `[{"time": …, "lat": …, "hr": …}, …]`. */
export const POINTS_FORM: JsonForm = {
  recognises: (value) => pointsIn(value) !== null,
  runs: (value, name) => [
    attempt(name, "", () =>
      runOfTable(tableOfPoints(pointsIn(value) ?? []), {
        name,
        format: "points-json",
        ...(isRunRecord(value) ? statedIn(value) : {}),
      }),
    ),
  ],
};

/** A list of rows, the first with the names: `[["time", "speed"], [0, 8.5], …]`. */
export const ROWS_FORM: JsonForm = {
  recognises: (value) =>
    Array.isArray(value) && value.length > 1 && value.slice(0, LOOKED_AT).every(Array.isArray) && isHead(value[0]),
  runs: (value, name) => [
    attempt(name, "", () => {
      const [titles, ...rows] = value as Cell[][];
      const numbered = rows.map((cells, i) => ({ place: i + 1, cells }));
      return runOfTable({ titles: titles.map(String), rows: numbered, counts: "Row" }, { name, format: "rows-json" });
    }),
  ],
};

/** Names of other forms, whose units are documented. */
const FITREC_NAMES = Object.values(FITREC_LISTS);
const OTHER_FORMS = ["speed_kmh", "workout_id", "user_id", "userId"];

/** A record of lists, times among them, under names that no documented form uses: `{"t": […], "hr": […]}`. */
export const COLUMNS_FORM: JsonForm = {
  recognises: (value) => {
    if (!isRunRecord(value) || OTHER_FORMS.some((key) => Object.hasOwn(value, key))) return false;
    const lists = listsIn(value);
    if (lists.length < 2 || lists.length > MAX_COLUMNS || lists.every(([name]) => FITREC_NAMES.includes(name)))
      return false;
    return hasTimes(lists);
  },
  runs: (value, name) => [attempt(name, "", () => runOfLists(value as RunRecord, name))],
};

type NamedList = [name: string, list: ArrayLike<unknown>];

function listsIn(record: RunRecord): NamedList[] {
  return Object.entries(record).flatMap(([name, value]): NamedList[] => (isList(value) ? [[name, value]] : []));
}

function hasTimes(lists: readonly NamedList[]): boolean {
  const sample = Array.from({ length: LOOKED_AT }, (_, i) => lists.map(([, list]) => list[i]));
  try {
    const titles = lists.map(([name]) => name);
    return chooseColumns({ titles }, sample, null).columns.some(({ quantity }) => quantity === "timeS");
  } catch (error) {
    if (error instanceof PredictorError) return false;
    throw error;
  }
}

/** @throws PredictorError `unequal-lengths`, and as runOfTable. */
function runOfLists(record: RunRecord, name: string): Workout {
  const lists = listsIn(record);
  const [first] = lists;
  const other = lists.find(([, { length }]) => length !== first[1].length);
  if (other) {
    const [one, another] = [first, other].map(([title, { length }]) => ({ name: title, length }));
    throw unequalLengths(one, another);
  }
  function* rows(): Generator<TableRow> {
    for (let i = 0; i < first[1].length; i++) yield { place: i + 1, cells: lists.map(([, list]) => list[i]) };
  }
  const titles = lists.map(([title]) => title);
  return runOfTable({ titles, rows: rows(), counts: "Entry" }, { name, format: "columns-json", ...statedIn(record) });
}

/** Sport and gender that a record states beside its lists. */
function statedIn(record: RunRecord): Pick<Description, "sport" | "gender"> {
  const worded = (quantity: Quantity) =>
    Object.entries(record).find(
      ([name, value]) => typeof value === "string" && value !== "" && readHeader(name)?.quantity === quantity,
    )?.[1] as string | undefined;
  const [sport, gender] = [worded("sport"), worded("gender")];
  return { ...(sport ? { sport } : {}), ...(gender ? { gender: genderFrom(gender) } : {}) };
}

function isHead(cells: unknown): boolean {
  return Array.isArray(cells) && cells.every((cell) => typeof cell === "string") && knownIn(cells) > 1;
}

/** Number of different known quantities among names. */
function knownIn(names: readonly string[]): number {
  return new Set(names.flatMap((name) => readHeaders(name)[0]?.quantity ?? [])).size;
}

/** Finds the list of points that a value is or holds, at most MAX_RECORD_DEPTH records deep; null for none, or several. */
function pointsIn(value: unknown, depth = 0): RunRecord[] | null {
  if (Array.isArray(value)) return value.length > 1 && value.slice(0, LOOKED_AT).every(isPoint) ? value : null;
  if (!isRunRecord(value) || depth === MAX_RECORD_DEPTH) return null;
  const lists = Object.values(value).flatMap((field) => {
    const points = pointsIn(field, depth + 1);
    return points ? [points] : [];
  });
  // Of several lists, which one is the run can't be known.
  return lists.length === 1 ? lists[0] : null;
}

function isPoint(value: unknown): value is RunRecord {
  if (!isRunRecord(value)) return false;
  const fields = fieldsOf(value);
  if (fields.length > MAX_COLUMNS) return false;
  return fields.every(([, field]) => !Array.isArray(field)) && knownIn(fields.map(([name]) => name)) > 1;
}

/** Fields of a point, including those of nested records: `{"position": {"lat": …}, "heart_rate": {"value": …}}`. */
function fieldsOf(point: RunRecord): [name: string, value: unknown][] {
  return Object.entries(point).flatMap(([name, value]): [string, unknown][] => {
    const place = placeIn(name, value);
    if (place !== null) return place;
    if (!isRunRecord(value)) return [[name, value]];
    return Object.entries(value).map(([inner, field]) => [
      readHeaders(inner).length > 0 ? inner : `${name} ${inner}`,
      field,
    ]);
  });
}

/** Fields that hold a position as a list of numbers, with the names of its parts; GeoJSON's begins with the longitude. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  latlng: ["lat", "lon"],
  latlon: ["lat", "lon"],
  latlong: ["lat", "lon"],
  coordinates: ["lon", "lat", "altitude"],
};

function placeIn(name: string, value: unknown): [name: string, value: unknown][] | null {
  const names = PLACES[name.toLowerCase().replaceAll("_", "")];
  if (names === undefined || !Array.isArray(value) || value.length < 2 || value.length > names.length) return null;
  return value.every((number) => typeof number === "number") ? value.map((number, i) => [names[i], number]) : null;
}

function tableOfPoints(points: readonly unknown[]): Table {
  const places = new Map<string, number>();
  for (const point of points) {
    for (const [name] of isRunRecord(point) ? fieldsOf(point) : []) {
      if (places.size < MAX_COLUMNS && !places.has(name)) places.set(name, places.size);
    }
  }
  function* rows(): Generator<TableRow> {
    for (const [i, point] of points.entries()) {
      const cells: Cell[] = new Array(places.size).fill(null);
      for (const [name, value] of isRunRecord(point) ? fieldsOf(point) : []) {
        const place = places.get(name);
        if (place !== undefined) cells[place] = value;
      }
      yield { place: i + 1, cells };
    }
  }
  return { titles: [...places.keys()], rows: rows(), counts: "Point" };
}
