import { PredictorError } from "../../base/error.ts";
import { MAX_POINTS, MAX_TYPED_BYTES } from "../../base/limits.ts";
import type { Gender, Workout } from "../workout.ts";
import { genderFrom } from "./gender.ts";
import { type Header, type Quantity, readHeaders } from "./header.ts";
import { COLUMN_NAMES, type ColumnName, type Columns, unequalLengths, workoutFrom } from "./points.ts";
import type { Text } from "./text.ts";
import { numberFrom, withDecimalPoint } from "./value.ts";

/** Order of unnamed lists: the published demo's fields, then heart rate. */
const BARE_LISTS = ["speed", "altitude", "heart rate"];

/** Most lines of typed lists; a longer text is something else. */
const MAX_LINES = 6;

/** Entries that are read of a list: one more than a run may have, so that it is refused as too large, and one empty at the start. */
const MAX_ENTRIES = MAX_POINTS + 2;

/** `speed: 8, 9, 10`, `altitude = [1 2 3]`, `[8,9,10]`, `8 9 10`: an optional name, and the values. */
const LINE = /^(?:["']?(\p{L}[^:=[\]{}"']{0,40})["']?[ \t]{0,9}[:=])?[ \t]{0,9}\[?([^[\]{}:=]+)\]?[ \t]{0,9},?$/u;

interface TypedList {
  name: string;
  header: Header;
  values: string;
}

/** Whether a text is lists of numbers, one per line, as people type or paste them. */
export function isTypedLists(text: Text): boolean {
  return listsOf(text) !== null;
}

/**
 * Reads a run from lists of numbers, one per line: named lists, or speed in km/h and altitude in metres in this order.
 * Entries are timesteps, unless one of the lists is of times.
 * @throws PredictorError `unequal-lengths`, `bad-value`, and as workoutFrom.
 */
export function parseTypedLists(text: Text, name: string): Workout {
  const lists = listsOf(text) ?? [];
  const columns: Columns = {};
  let gender: Gender = 0.5;
  let sport: string | null = null;
  let first: { name: string; length: number } | null = null;
  for (const list of lists) {
    const { quantity, factor } = list.header;
    if (quantity === "gender") {
      gender = genderFrom(list.values);
      continue;
    }
    if (quantity === "sport") {
      sport = list.values.trim();
      continue;
    }
    if (!isSeries(quantity)) {
      throw new PredictorError(
        "bad-value",
        `"${list.name}" can't be read as a list: give speeds in km/h, and altitudes.`,
      );
    }
    const series = seriesFrom(list).map((value) => value * (factor ?? 1));
    first ??= { name: list.name, length: series.length };
    if (series.length !== first.length) throw unequalLengths(first, { name: list.name, length: series.length });
    columns[quantity] = series;
  }
  const sampling = columns.timeS ? "timestamps" : "timesteps";
  return workoutFrom({ name, format: "typed-lists", gender, sport, sampling }, columns);
}

/** Meaning of a name; null where it has none, or several. */
function onlyHeader(name: string): Header | null {
  const headers = readHeaders(name);
  return headers.length === 1 ? headers[0] : null;
}

function isSeries(quantity: Quantity): quantity is ColumnName {
  return (COLUMN_NAMES as readonly string[]).includes(quantity);
}

function listsOf(text: Text): TypedList[] | null {
  return text.bytes.length <= MAX_TYPED_BYTES ? listsIn(text.letters()) : null;
}

/** Parses all lines as lists: either all with known names, or all without names and of numbers only; null otherwise. */
function listsIn(text: string): TypedList[] | null {
  const lines: string[] = [];
  for (const [line] of text.matchAll(/\S[^\r\n]*/g)) if (lines.push(line.trim()) > MAX_LINES) return null;
  const lists = lines.flatMap((line, i) => {
    const [, label, values] = LINE.exec(line) ?? [];
    if (values === undefined) return [];
    if (label === undefined && !isNumbers(values)) return [];
    const name = label?.trim() ?? BARE_LISTS[i];
    const header = name === undefined ? null : onlyHeader(name);
    return header ? [{ name, header, values, isNamed: label !== undefined }] : [];
  });
  if (lists.length < lines.length) return null;
  const named = lists.filter(({ isNamed }) => isNamed).length;
  return named === lists.length || (named === 0 && lists.length > 1) ? lists : null;
}

function isNumbers(values: string): boolean {
  const entries = entriesOf(values);
  return entries.length > 0 && entries.every((entry) => numberFrom(entry) !== undefined);
}

/** Splits entries at spaces, commas or semicolons; between spaces, a comma is the decimal mark: 8,5 9,1. */
function entriesOf(values: string): string[] {
  const spaced = values.split(/[\s;]+/, MAX_ENTRIES).filter((entry) => entry !== "");
  const isDecimalComma = spaced.length > 1 && !spaced.some((entry) => entry.startsWith(",") || entry.endsWith(","));
  if (isDecimalComma) return spaced.map(withDecimalPoint);
  return values.split(/[\s,;]+/, MAX_ENTRIES).filter((entry) => entry !== "");
}

function seriesFrom({ name, values }: TypedList): Float64Array {
  return Float64Array.from(entriesOf(values), (entry, i) => {
    const value = numberFrom(entry);
    if (value !== undefined) return value;
    throw new PredictorError(
      "bad-value",
      `Entry ${i + 1} of "${name}" is "${entry.slice(0, 40)}", which is no number.`,
    );
  });
}
