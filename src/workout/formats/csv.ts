import { PredictorError } from "../../base/error.ts";
import { MAX_COLUMNS } from "../../base/limits.ts";
import type { Workout } from "../workout.ts";
import { type Row, readRows } from "./csv-rows.ts";
import { unknownFile } from "./foreign.ts";
import { readHeader } from "./header.ts";
import { activityList } from "./services/activity-lists.ts";
import { isUnitRow, runOfTable, type TableRow } from "./table.ts";
import { numberInCell } from "./table-cells.ts";
import { tooManyColumns } from "./table-columns.ts";
import { Text } from "./text.ts";

/** Column delimiters in the order in which they are tried: a later one may stand within cells that an earlier one parts. */
const DELIMITERS = ["\t", ";", ",", "|"];

/** Most rows of names and remarks above the titles. */
const MAX_ROWS_ABOVE = 30;

/** Line that tells a spreadsheet the delimiter. */
const SEPARATOR_LINE = /^sep=(.)[ \t]*(?:\r\n|\r|\n)/i;
const PART_NAME = /^(\[+[\p{L}_][^\],;|\t\r\n]{0,80}\]+)[ \t]*(?:[\r\n]|$)/u;

/** A number in a cell: no row of titles has one. */
const IS_NUMBER = /^[-+]?\d[\d.,:]*$/;

/** Layout of a table: the row of its titles, and the delimiter of its columns. */
interface Layout {
  delimiter: string;
  /** Number of rows above the titles that are not blank. */
  above: number;
}

/**
 * Reads a run from a table of text with a row of column names; column-words.ts lists the known names. Above that row there
 * may be a line that names the separator and lines of remarks, beneath it a row of units.
 * @param start the text's first letters
 * @throws PredictorError `unknown-format` where the text is no table, `no-runs` where its rows are activities, `malformed-csv` naming the row, and as runOfTable.
 */
export function parseCsv(text: Text, start: string, name: string): Workout {
  const part = PART_NAME.exec(start)?.[1];
  if (part !== undefined) throw severalParts(part);
  const { delimiter, above } = layoutOf(start);
  const rows = readRows(text, delimiter);
  for (let i = 0; i < above; i++) rows.next();
  const { value: head } = rows.next();
  if (!head) throw unknownFile("The text has nothing but separators in it.");
  const titles = unbracketed(head.cells);
  const list = activityList(titles);
  if (list) throw list;
  if (titles.length > MAX_COLUMNS) throw tooManyColumns(titles.length);
  const quantities = titles.map((title) => readHeader(title)?.quantity ?? null);
  if (quantities.every((quantity) => quantity === null)) throw notATable(head, rows);
  const first = rows.next();
  const second = first.done ? null : first.value;
  const units = second && isUnitRow(second.cells, quantities) ? second.cells : null;
  return runOfTable(
    {
      titles,
      ...(units ? { units } : {}),
      rows: tableRows(head, units || second === null ? null : second, rows),
      // Where commas part columns, one within quotes parts thousands.
      ...(delimiter === "," ? { unshownMark: "." as const } : {}),
      counts: "Line",
    },
    { name, format: "csv" },
  );
}

/** Rows as they are asked for. An iterator by hand: a second generator would double the time. */
function tableRows(head: Row, first: Row | null, rest: Iterator<Row>): IterableIterator<TableRow> {
  let waiting = first;
  return {
    next() {
      const row = waiting ?? rest.next().value;
      waiting = null;
      return row ? { done: false, value: tableRow(row, head) } : { done: true, value: undefined };
    },
    [Symbol.iterator]() {
      return this;
    },
  };
}

function tableRow(row: Row, head: Row): TableRow {
  checkWidth(row, head);
  return { place: row.line, cells: unbracketed(row.cells) };
}

/** Removes the brackets around a row that a program printed as a list: [0, 8.5, 140]. */
function unbracketed(cells: string[]): string[] {
  const last = cells.length - 1;
  const isOpened = cells[0].startsWith("[") || cells[0].startsWith("(");
  if (!isOpened || !/[\])]$/.test(cells[last])) return cells;
  if (last === 0) return [cells[0].slice(1, -1)];
  return [cells[0].slice(1).trim(), ...cells.slice(1, last), cells[last].slice(0, -1).trim()];
}

/** Finds the layout by the row with the most known names; by the first row where none has any. */
function layoutOf(start: string): Layout {
  const stated = SEPARATOR_LINE.exec(start)?.[1];
  const above = stated === undefined ? 0 : 1;
  let best = { delimiter: stated ?? delimiterOf(start), above, known: 0 };
  const tried = stated === undefined ? DELIMITERS.filter((delimiter) => start.includes(delimiter)) : [stated];
  // Without any delimiter, each row is a single cell.
  for (const delimiter of tried.length > 0 ? tried : [best.delimiter]) {
    rowsOf(start, delimiter).forEach((cells, at) => {
      if (cells.some((cell) => IS_NUMBER.test(cell))) return;
      const known = new Set(unbracketed(cells).map((title) => readHeader(title)?.quantity ?? null));
      known.delete(null);
      if (known.size > best.known) best = { delimiter, above: at, known: known.size };
    });
  }
  return best;
}

/** The first rows of a text that may be cut off anywhere. */
function rowsOf(start: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  try {
    for (const { cells } of readRows(Text.from(start), delimiter)) {
      if (rows.push(cells) > MAX_ROWS_ABOVE) break;
    }
  } catch (error) {
    // A quote may be closed after the cut; one that never is, is reported when the whole text is read.
    if (!(error instanceof PredictorError)) throw error;
  }
  return rows;
}

function delimiterOf(start: string): string {
  const head = start.split(/[\r\n]/, 1)[0];
  return DELIMITERS.find((delimiter) => head.includes(delimiter)) ?? ",";
}

function severalParts(name: string): PredictorError {
  return new PredictorError(
    "malformed-csv",
    `Line 1 is "${name.slice(0, 40)}": the file is a table of several parts, each below a name in brackets, and which of them is the run can't be told. Save the part with a row for each moment as a table of its own, its columns named "time", "speed", "heart rate", or export the activity as GPX or TCX.`,
  );
}

function notATable(head: Row, rows: Iterable<Row>): PredictorError {
  const isNumeric = ({ cells }: Row) => cells.some((cell) => Number.isFinite(numberInCell(cell, null)));
  if (isNumeric(head)) {
    return unknownFile(
      'The text starts with numbers and has no column names. Begin a table with a row such as "time,speed,altitude".',
    );
  }
  if (head.cells.length > 1 && hasAny(rows, isNumeric)) {
    const titles = head.cells.map((title) => `"${title.slice(0, 40)}"`).join(", ");
    return new PredictorError(
      "no-speed",
      `The table has the columns ${titles.slice(0, 400)}, none of which is known. Name the column of speeds "speed" (km/h).`,
    );
  }
  return unknownFile("The text is not a recorded run in any form that is known here.");
}

function hasAny(rows: Iterable<Row>, test: (row: Row) => boolean): boolean {
  for (const row of rows) if (test(row)) return true;
  return false;
}

/** Refuses a row with more cells than titles: another character parts its cells. Missing ones at its end count as empty. */
function checkWidth(row: Row, head: Row): void {
  if (row.cells.length <= head.cells.length) return;
  const surplus = row.cells.slice(head.cells.length).filter((cell) => cell !== "");
  if (surplus.length === 0) return;
  throw new PredictorError(
    "malformed-csv",
    `Line ${row.line} has ${row.cells.length} cells, the row of names ${head.cells.length}. If the decimals are written with a comma, part the columns by semicolons.`,
  );
}
