import { PredictorError } from "../../base/error.ts";
import { MAX_CELLS, MAX_LINES, MAX_ROW_LETTERS } from "../../base/limits.ts";
import type { Text } from "./text.ts";

/** A row of a table with at least one cell that is not blank. */
export interface Row {
  /** Line of the file on which the row begins, from 1. */
  line: number;
  cells: string[];
}

/**
 * Yields the rows of comma-separated values (RFC 4180) with any one-character delimiter. Blank rows are left out. Cells are trimmed; those in quotes may hold delimiters, line breaks and doubled quotes.
 * @throws PredictorError `malformed-csv` where a quote is never closed or a row is longer than MAX_ROW_LETTERS,
 * `too-large` past MAX_LINES or MAX_CELLS.
 */
export function* readRows(text: Text, delimiter: string): Generator<Row> {
  let line = 0;
  let cellCount = 0;
  /** The row so far, while a quote in it is open. */
  let row: { line: number; text: string } | null = null;
  let isOpen = false;
  for (const next of text.lines(MAX_ROW_LETTERS)) {
    if (++line > MAX_LINES) throw tooLarge("lines", MAX_LINES);
    row = row === null ? { line, text: next } : { line: row.line, text: `${row.text}\n${next}` };
    if (row.text.length > MAX_ROW_LETTERS) throw row.line === line ? tooLong(line) : neverClosed(row.line);
    isOpen = isLeftOpen(next, delimiter, isOpen);
    if (isOpen) continue;
    const cells = cellsOf(row.text, delimiter);
    cellCount += cells.length;
    if (cellCount > MAX_CELLS) throw tooLarge("cells", MAX_CELLS);
    if (cells.some((cell) => cell !== "")) yield { line: row.line, cells };
    row = null;
  }
  if (row !== null) throw neverClosed(row.line);
}

/** Whether a quote is open at a line's end. A quote opens only at a cell's start: 5'30" is a pace. */
function isLeftOpen(line: string, delimiter: string, wasOpen: boolean): boolean {
  if (!line.includes('"')) return wasOpen;
  let isOpen = wasOpen;
  for (let at = 0, next = 0; next >= 0; at = next + 1) {
    const opening = isOpen ? at - 1 : openingQuote(line, at, delimiter);
    if (isOpen || opening >= 0) {
      const closing = closingQuote(line, opening + 1);
      if (closing < 0) return true;
      isOpen = false;
      at = closing + 1;
    }
    next = line.indexOf(delimiter, at);
  }
  return false;
}

/** Index of the quote at the start of the cell that begins at `from`, blanks aside; −1 where it has none. */
function openingQuote(text: string, from: number, delimiter: string): number {
  let at = from;
  while (text[at] !== delimiter && (text[at] === " " || text[at] === "\t")) at++;
  return text[at] === '"' ? at : -1;
}

/** Index of the quote that closes the text from `from` on; −1 for none. A doubled quote is a part of the text. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
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
  if (!row.includes('"')) {
    const cells = row.split(delimiter);
    return /\s/.test(row) ? cells.map((cell) => cell.trim()) : cells;
  }
  const cells: string[] = [];
  for (let at = 0, next = 0; next >= 0; at = next + 1) {
    const opening = openingQuote(row, at, delimiter);
    const closing = opening < 0 ? at - 1 : closingQuote(row, opening + 1);
    const quoted = opening < 0 ? "" : row.slice(opening + 1, closing).replaceAll('""', '"');
    next = row.indexOf(delimiter, closing + 1);
    cells.push((quoted + row.slice(closing + 1, next < 0 ? row.length : next)).trim());
  }
  return cells;
}
