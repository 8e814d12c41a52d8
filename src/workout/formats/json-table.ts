import { readHeaders } from "./header.ts";
import { isRunRecord, type JsonForm, type RunRecord } from "./json-form.ts";
import { attempt } from "./runs.ts";
import { runOfTable, type Table, type TableRow } from "./table.ts";
import type { Cell } from "./table-cells.ts";

/** Fields that a point of a list may have; others are passed over, unnamed. */
const MAX_TITLES = 200;
/** Points by which it is told whether a list is one of points. */
const LOOKED_AT = 20;
/** How deep a list of points may lie in records. */
const MAX_WRAPPINGS = 3;

/** A list of points, a record each, or a record that holds one: `[{"time": …, "lat": …, "hr": …}, …]`. */
export const POINTS_FORM: JsonForm = {
  recognises: (value) => pointsIn(value) !== null,
  runs: (value, name) => [
    attempt(name, "", () => runOfTable(tableOfPoints(pointsIn(value) ?? []), { name, format: "points-json" })),
  ],
};

/** A list of rows, the first of which holds the names: `[["time", "speed"], [0, 8.5], …]`. */
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

function isHead(cells: unknown): boolean {
  return Array.isArray(cells) && cells.every((cell) => typeof cell === "string") && knownIn(cells) > 1;
}

/** How many quantities some names are of. */
function knownIn(names: readonly string[]): number {
  return new Set(names.flatMap((name) => readHeaders(name)[0]?.quantity ?? [])).size;
}

/** The list of points in a value, in one of its fields, or in one of theirs; null where there is none. */
function pointsIn(value: unknown, depth = 0): RunRecord[] | null {
  if (Array.isArray(value)) return value.length > 1 && value.slice(0, LOOKED_AT).every(isPoint) ? value : null;
  if (!isRunRecord(value) || depth === MAX_WRAPPINGS) return null;
  const lists = Object.values(value).flatMap((field) => pointsIn(field, depth + 1) ?? []);
  const [first] = Object.values(value).flatMap((field) => {
    const points = pointsIn(field, depth + 1);
    return points ? [points] : [];
  });
  return lists.length === first?.length ? first : null;
}

function isPoint(value: unknown): value is RunRecord {
  if (!isRunRecord(value)) return false;
  const fields = fieldsOf(value);
  return fields.every(([, field]) => !Array.isArray(field)) && knownIn(fields.map(([name]) => name)) > 1;
}

/** A point's fields, those of records in it among them: `{"position": {"lat": …}, "heart_rate": {"value": …}}`. */
function fieldsOf(point: RunRecord): [name: string, value: unknown][] {
  return Object.entries(point).flatMap(([name, value]): [string, unknown][] => {
    if (!isRunRecord(value)) return [[name, value]];
    return Object.entries(value).map(([inner, field]) => [
      readHeaders(inner).length > 0 ? inner : `${name} ${inner}`,
      field,
    ]);
  });
}

function tableOfPoints(points: readonly unknown[]): Table {
  const places = new Map<string, number>();
  for (const point of points) {
    for (const [name] of isRunRecord(point) ? fieldsOf(point) : []) {
      if (places.size < MAX_TITLES && !places.has(name)) places.set(name, places.size);
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
