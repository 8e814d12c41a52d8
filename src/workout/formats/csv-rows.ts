import { PredictorError } from "../error.ts";
import { MAX_CELLS, MAX_LINES, MAX_ROW_LETTERS } from "./limits.ts";
import type { Text } from "./text.ts";

/** One row of a table that is not blank. */
export interface Row {
  /** The line of the file on which it begins, from 1. */
  line: number;
  cells: string[];
}

/**
 * The rows of comma-separated values (RFC 4180), by any one-character delimiter, one after another; blank ones are left
 * out. Cells are trimmed; those in quotes may hold delimiters, line breaks and doubled quotes.
 * @throws PredictorError `malformed-csv` where a quote is never closed or a row is longer than MAX_ROW_LETTERS,
 * `too-large` past MAX_LINES or MAX_CELLS.
 */
export function* readRows(text: Text, delimiter: string): Generator<Row> {
  let line = 0;
  let cellCount = 0;
  /** The row so far, as long as a quote in it is open. */
  let row: { line: number; text: string } | null = null;
  let isOpen = false;
  for (const next of text.lines(MAX_ROW_LETTERS)) {
    if (++line > MAX_LINES) throw tooLarge("lines", MAX_LINES);
    row = row === null ? { line, text: next } : { line: row.line, text: `${row.text}\n${next}` };
    if (row.text.length > MAX_ROW_LETTERS) throw row.line === line ? tooLong(line) : neverClosed(row.line);
    isOpen = isOpen !== hasOddQuotes(next);
    if (isOpen) continue;
    const cells = cellsOf(row.text, delimiter);
    cellCount += cells.length;
    if (cellCount > MAX_CELLS) throw tooLarge("cells", MAX_CELLS);
    if (cells.some((cell) => cell !== "")) yield { line: row.line, cells };
    row = null;
  }
  if (row !== null) throw neverClosed(row.line);
}

/** A line with an odd number of quotes opens one, or closes the one that is open. */
function hasOddQuotes(line: string): boolean {
  return line.includes('"') && line.split('"').length % 2 === 0;
}

function tooLarge(what: string, most: number): PredictorError {
  return new PredictorError(
    "too-large",
    `The table has more than ${most.toLocaleString("en")} ${what}, the most that are read. Split it into single runs.`,
  );
}

function tooLong(line: number): PredictorError {
  return new PredictorError(
    "malformed-csv",
    `Line ${line} has more than ${MAX_ROW_LETTERS.toLocaleString("en")} letters: no row of a table is as long. Export the activity again.`,
  );
}

function neverClosed(line: number): PredictorError {
  return new PredictorError("malformed-csv", `Line ${line} has a quote (") that is never closed. Close or remove it.`);
}

function cellsOf(row: string, delimiter: string): string[] {
  if (!row.includes('"')) return row.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = "";
  // Every second part lies within quotes; an empty part between two of those is a doubled quote.
  const parts = row.split('"');
  parts.forEach((part, k) => {
    if (k % 2 === 1) {
      cell += part;
    } else if (part === "" && k > 0 && k < parts.length - 1) {
      cell += '"';
    } else {
      const [continued, ...next] = part.split(delimiter);
      cell += continued;
      for (const start of next) {
        cells.push(cell.trim());
        cell = start;
      }
    }
  });
  cells.push(cell.trim());
  return cells;
}
