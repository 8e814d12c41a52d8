import { PredictorError } from "../error.ts";
import { MAX_CELLS, MAX_LINE_LETTERS, MAX_LINES } from "./limits.ts";

/** One row of a table that is not blank. */
export interface Row {
  /** The line of the file on which it begins, from 1. */
  line: number;
  cells: string[];
}

/**
 * The rows of comma-separated values (RFC 4180), by any one-character delimiter; blank ones are left out.
 * Cells are trimmed; those in quotes may hold delimiters, line breaks and doubled quotes.
 * @throws PredictorError `malformed-csv` where a quote is never closed or a line is longer than MAX_LINE_LETTERS,
 * `too-large` past MAX_LINES or MAX_CELLS.
 */
export function readRows(text: string, delimiter: string): Row[] {
  const lines = text.split(/\r\n|\r|\n/, MAX_LINES + 1);
  checkLines(lines);
  const rows: Row[] = [];
  let count = 0;
  for (let from = 0, to: number; from < lines.length; from = to) {
    to = endOfRow(lines, from);
    const cells = cellsOf(lines.slice(from, to).join("\n"), delimiter);
    count += cells.length;
    if (count > MAX_CELLS) throw tooLarge("cells", MAX_CELLS);
    if (cells.some((cell) => cell !== "")) rows.push({ line: from + 1, cells });
  }
  return rows;
}

function checkLines(lines: string[]): void {
  const long = lines.findIndex(({ length }) => length > MAX_LINE_LETTERS);
  if (long >= 0) {
    throw new PredictorError(
      "malformed-csv",
      `Line ${long + 1} has ${lines[long].length.toLocaleString("en")} letters: no row of a table is as long. Export the activity again.`,
    );
  }
  if (lines.length > MAX_LINES) throw tooLarge("lines", MAX_LINES);
}

function tooLarge(what: string, most: number): PredictorError {
  return new PredictorError(
    "too-large",
    `The table has more than ${most.toLocaleString("en")} ${what}, the most that are read. Split it into single runs.`,
  );
}

/** The index of the line after the row: a row with an odd number of quotes goes on in the next line. */
function endOfRow(lines: string[], from: number): number {
  let quotes = 0;
  for (let i = from; i < lines.length; i++) {
    quotes += lines[i].includes('"') ? lines[i].split('"').length - 1 : 0;
    if (quotes % 2 === 0) return i + 1;
  }
  throw new PredictorError(
    "malformed-csv",
    `Line ${from + 1} has a quote (") that is never closed. Close or remove it.`,
  );
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
