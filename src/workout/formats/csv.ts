import { PredictorError } from "../error.ts";
import type { Gender, Workout } from "../workout.ts";
import { type Row, readRows } from "./csv-rows.ts";
import { unknownFile } from "./foreign.ts";
import { genderFrom } from "./gender.ts";
import { type Header, readHeader } from "./header.ts";
import { type Columns, checkLength, workoutFrom } from "./points.ts";
import { durationSeconds, epochSeconds, numberFrom, withDecimalPoint } from "./value.ts";

/** One column of the table that means something here. */
interface TableColumn extends Header {
  index: number;
  title: string;
}

/**
 * The run in a table with a row of column names: see header.ts for the names that are known.
 * Without a column of times each row is a timestep already.
 * @throws PredictorError `unknown-format` where the text is no table, `no-speed` or `no-time` naming the columns found,
 * `bad-value` and `malformed-csv` naming row and column.
 */
export function parseCsv(text: string, name: string): Workout {
  const delimiter = delimiterOf(text);
  const [head, ...rows] = readRows(text, delimiter);
  if (!head) throw unknownFile("The text has nothing but separators in it.");
  const columns = readHead(head, rows);
  checkLength(rows.length);
  for (const row of rows) checkWidth(row, head);
  const decimalComma = delimiter !== ",";

  const series: Columns = {};
  let gender: Gender = 0.5;
  for (const column of columns) {
    if (column.quantity === "gender") gender = genderIn(column, rows);
    else if (column.quantity === "paceMinPerKm") series.speedKmh ??= speedFromPace(column, rows, decimalComma);
    else if (column.quantity === "timeS") series.timeS = timesFrom(column, rows, decimalComma);
    else series[column.quantity] = numbersFrom(column, rows, decimalComma);
  }
  return workoutFrom({ name, format: "csv", gender, sampling: series.timeS ? "timestamps" : "timesteps" }, series);
}

/** Tab, semicolon or comma: whichever the row of names has, in this order, as the others may stand within cells. */
function delimiterOf(text: string): string {
  const head = text.trimStart().split(/[\r\n]/, 1)[0];
  return ["\t", ";"].find((delimiter) => head.includes(delimiter)) ?? ",";
}

/** The known columns, each quantity once: a second one of the same is left aside. */
function readHead(head: Row, rows: Row[]): TableColumn[] {
  const columns = head.cells.flatMap((title, index) => {
    const header = readHeader(title);
    return header ? [{ ...header, index, title }] : [];
  });
  const has = (quantity: string) => columns.some((column) => column.quantity === quantity);
  if (columns.length === 0) throw notATable(head, rows);
  const titles = head.cells.map((title) => `"${title.slice(0, 40)}"`).join(", ");
  const hasWay = has("distanceM") || (has("latitudeDeg") && has("longitudeDeg"));
  if (!has("speedKmh") && !has("paceMinPerKm")) {
    if (!hasWay) {
      throw new PredictorError(
        "no-speed",
        `The table has the columns ${titles}, and none of speed, pace, distance or position. Name the column of speeds "speed" (km/h).`,
      );
    }
    if (!has("timeS")) {
      throw new PredictorError(
        "no-time",
        `The table has the columns ${titles}: without "time" or "speed" nobody can know how fast the run was. Add one of them.`,
      );
    }
  }
  return columns.filter((column, i) => columns.findIndex(({ quantity }) => quantity === column.quantity) === i);
}

function notATable(head: Row, rows: Row[]): PredictorError {
  const isNumeric = ({ cells }: Row) => cells.some((cell) => Number.isFinite(numberFrom(withDecimalPoint(cell))));
  if (isNumeric(head)) {
    return unknownFile(
      'The text starts with numbers and has no column names. Begin a table with a row such as "time,speed,altitude".',
    );
  }
  if (head.cells.length > 1 && rows.some(isNumeric)) {
    const titles = head.cells.map((title) => `"${title.slice(0, 40)}"`).join(", ");
    return new PredictorError(
      "no-speed",
      `The table has the columns ${titles.slice(0, 400)}, none of which is known. Name the column of speeds "speed" (km/h).`,
    );
  }
  return unknownFile("The text is no recorded run that is known here.");
}

/** Cells missing at the end of a row are empty ones; too many mean that something else parted them. */
function checkWidth(row: Row, head: Row): void {
  const surplus = row.cells.slice(head.cells.length).filter((cell) => cell !== "");
  if (surplus.length === 0) return;
  throw new PredictorError(
    "malformed-csv",
    `Line ${row.line} has ${row.cells.length} cells, the row of names ${head.cells.length}. If the decimals are written with a comma, part the columns by semicolons.`,
  );
}

function numbersFrom(column: TableColumn, rows: Row[], decimalComma: boolean): Float64Array {
  return Float64Array.from(rows, (row) => cellValue(row, column, decimalComma, numberFrom) * column.factor);
}

function timesFrom(column: TableColumn, rows: Row[], decimalComma: boolean): Float64Array {
  return Float64Array.from(rows, (row) =>
    cellValue(row, column, decimalComma, (text) => timeFrom(text, column.factor)),
  );
}

/** km/h from minutes a kilometre, written as 5:30 or 5.5. */
function speedFromPace(column: TableColumn, rows: Row[], decimalComma: boolean): Float64Array {
  return Float64Array.from(rows, (row) => 60 / (cellValue(row, column, decimalComma, paceFrom) * column.factor));
}

function paceFrom(text: string): number | undefined {
  const seconds = durationSeconds(text);
  const minutes = Number.isNaN(seconds) ? numberFrom(text) : seconds / 60;
  // Nobody takes no time for a kilometre; a speed of it would be infinite.
  return minutes !== undefined && minutes <= 0 ? undefined : minutes;
}

/** Seconds: a number in the column's unit, h:mm:ss, or a date and time. */
function timeFrom(text: string, factor: number): number | undefined {
  const number = numberFrom(text);
  if (number !== undefined) return number * (factor === 1 && number > LAST_UNIX_SECONDS ? 0.001 : factor);
  const seconds = durationSeconds(text);
  const time = Number.isNaN(seconds) ? epochSeconds(text) : seconds;
  return Number.isNaN(time) ? undefined : time;
}

/** Unix times beyond the year 5000 are milliseconds. */
const LAST_UNIX_SECONDS = 1e11;

function cellValue(
  { cells, line }: Row,
  { index, title }: TableColumn,
  decimalComma: boolean,
  read: (text: string) => number | undefined,
): number {
  const cell = cells[index] ?? "";
  const value = read(decimalComma ? withDecimalPoint(cell) : cell);
  if (value !== undefined) return value;
  throw new PredictorError(
    "bad-value",
    `Line ${line}, column "${title}": "${cell.slice(0, 40)}" cannot be read. Correct it, or leave the cell empty where the value is missing.`,
  );
}

function genderIn({ index, title }: TableColumn, rows: Row[]): Gender {
  const stated = rows.filter(({ cells }) => (cells[index] ?? "") !== "");
  if (stated.length === 0) return 0.5;
  const gender = genderFrom(stated[0].cells[index]);
  const other = stated.find(({ cells }) => genderFrom(cells[index]) !== gender);
  if (!other) return gender;
  throw new PredictorError(
    "bad-value",
    `Column "${title}" changes at line ${other.line} from "${stated[0].cells[index]}" to "${other.cells[index]}": one table holds one runner's run.`,
  );
}
