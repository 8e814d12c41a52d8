import { type Quantity, unitFactor } from "./header.ts";
import { numberFrom, withDecimalPoint } from "./value.ts";

/** Decimal mark of a table; null where it is unknown, and each cell is judged by itself. */
export type DecimalMark = "." | "," | null;

/** A table's cell: text of CSV, or a value of JSON. */
export type Cell = unknown;

const GROUPED_BY_COMMAS = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const GROUPED_BY_POINTS = /^[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
/** Letters of a cell that is taken apart for a number, time or unit: none is longer. @limit */
export const MAX_CELL_LETTERS = 60;

/** Mark between thousands, as in 1 234 or 1'234. */
const APART = /(?<=\d)['’\s](?=\d{3}(?:\D|$))/g;

/** Decimal mark that cells of a table show; null where all hold whole numbers. */
export function decimalMarkIn(cells: Iterable<Cell>): DecimalMark {
  let mark: DecimalMark = null;
  for (const cell of cells) {
    if (typeof cell !== "string" || cell.length > MAX_CELL_LETTERS) continue;
    const isGrouped = GROUPED_BY_COMMAS.test(cell) && !/^[-+]?0/.test(cell);
    if (cell.includes(",") && /^[-+]?\d*(?:\.\d{3})*,\d+$/.test(cell) && !isGrouped) return ",";
    if (mark === null && /^[-+]?\d*\.\d+$/.test(cell)) mark = ".";
  }
  return mark;
}

/** Number in a cell; NaN where it is empty or a word for none, undefined where it can't be read. */
export function numberInCell(cell: Cell, mark: DecimalMark): number | undefined {
  if (typeof cell === "number") return Number.isFinite(cell) || Number.isNaN(cell) ? cell : undefined;
  if (cell === null || cell === undefined) return Number.NaN;
  if (typeof cell !== "string") return undefined;
  if (mark === "," && GROUPED_BY_POINTS.test(cell)) return numberFrom(cell.replaceAll(".", "").replace(",", "."));
  return numberFrom(cell) ?? oddlyWritten(cell, mark);
}

function oddlyWritten(cell: string, mark: DecimalMark): number | undefined {
  if (cell.length > MAX_CELL_LETTERS) return undefined;
  const text = cell.trim().replace(APART, "").replace("−", "-");
  if (mark !== "," && GROUPED_BY_COMMAS.test(text) && (mark === "." || /,\d{3},|\./.test(text))) {
    return numberFrom(text.replaceAll(",", ""));
  }
  return numberFrom(withDecimalPoint(text));
}

/** Number in a cell with its unit, such as "10.8 km/h", in the project's unit; undefined for any other cell. */
export function numberWithUnit(cell: Cell, quantity: Quantity, mark: DecimalMark): number | undefined {
  if (typeof cell !== "string" || cell.length > MAX_CELL_LETTERS) return undefined;
  const [, number, unit] = /^([-+−]?\d[\d.,'\s]*?)\s*([^\d\s.,].{0,30})$/.exec(cell.trim()) ?? [];
  const factor = unit === undefined ? undefined : unitFactor(quantity, unit);
  const value = factor === undefined ? undefined : numberInCell(number, mark);
  return value === undefined || factor === undefined ? undefined : value * factor;
}
