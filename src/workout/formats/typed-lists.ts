import { PredictorError } from "../../base/error.ts";
import { MAX_POINTS, MAX_TYPED_BYTES } from "../../base/limits.ts";
import type { Gender, Workout } from "../workout.ts";
import { genderFrom } from "./gender.ts";
import { type Header, type Quantity, readHeaders } from "./header.ts";
import { COLUMN_NAMES, type ColumnName, type Columns, unequalLengths, workoutFrom } from "./points.ts";
import type { Text } from "./text.ts";
import { numberFrom, withDecimalPoint } from "./value.ts";

/** The order of lists without names: that of the published demo's fields, then heart rate. */
const BARE_LISTS = ["speed", "altitude", "heart rate"];

/** Most lines of typed lists: a text with more is something else. */
const MAX_LINES = 6;

/** One more than a run may have, which is then refused as any of so many; and one empty entry at its start. */
const MAX_ENTRIES = MAX_POINTS + 2;

/** `speed: 8, 9, 10`, `altitude = [1 2 3]`, `[8,9,10]`, `8 9 10`: a name or none, and what follows. */
const LINE = /^(?:["']?(\p{L}[^:=[\]{}"']{0,40})["']?[ \t]{0,9}[:=])?[ \t]{0,9}\[?([^[\]{}:=]+)\]?[ \t]{0,9},?$/u;

interface TypedList {
  name: string;
  header: Header;
  values: string;
}

/** Whether a text is lists of numbers, one a line, as people type or paste them. */
export function isTypedLists(text: Text): boolean {
  return listsOf(text) !== null;
}

/**
 * The run in lists of numbers, one a line: named, or speed in km/h and altitude in metres in this order. Entries are
 * timesteps, unless a list of times is among them.
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

/** Meaning of a name that has only one; null otherwise. */
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

/** All lines as lists: each with a known name, or each without one and of numbers alone. */
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

/** The entries, parted by spaces, commas or semicolons; between spaces, a comma is a decimal's: 8,5 9,1. */
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
