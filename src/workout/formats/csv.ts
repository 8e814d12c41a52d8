import { PredictorError } from "../error.ts";
import type { Gender, Workout } from "../workout.ts";
import { type Row, readRows } from "./csv-rows.ts";
import { unknownFile } from "./foreign.ts";
import { genderFrom } from "./gender.ts";
import { type Header, type Quantity, readHeader } from "./header.ts";
import { type Columns, checkLength, workoutFrom } from "./points.ts";
import type { Text } from "./text.ts";
import { durationSeconds, epochSeconds, numberFrom, withDecimalPoint } from "./value.ts";

/** One column of the table that means something here. */
interface TableColumn extends Header {
  index: number;
  title: string;
}

/** A column of numbers. */
type MeasuredColumn = TableColumn & { quantity: Exclude<Quantity, "gender"> };

/**
 * The run in a table with a row of column names: see header.ts for the names that are known. Of its rows the cells of
 * known columns alone are kept, as numbers.
 * Without a column of times each row is a timestep already.
 * @param start the text's first letters
 * @throws PredictorError `unknown-format` where the text is no table, `no-speed` or `no-time` naming the columns found,
 * `bad-value` and `malformed-csv` naming row and column.
 */
export function parseCsv(text: Text, start: string, name: string): Workout {
  const delimiter = delimiterOf(start);
  const rows = readRows(text, delimiter);
  const { value: head } = rows.next();
  if (!head) throw unknownFile("The text has nothing but separators in it.");
  const columns = readHead(head, rows);
  const measured = columns.flatMap(({ quantity, ...column }) =>
    quantity === "gender" ? [] : [{ column: { ...column, quantity }, values: [] as number[] }],
  );
  const runner = new RunnerGender(columns.find(({ quantity }) => quantity === "gender"));
  const decimalComma = delimiter !== ",";
  let count = 0;
  for (const row of rows) {
    checkLength(++count);
    checkWidth(row, head);
    runner.read(row);
    for (const { column, values } of measured) values.push(cellValue(row, column, decimalComma));
  }
  checkLength(count);
  const series: Columns = {};
  for (const { column, values } of measured) {
    series[column.quantity === "paceMinPerKm" ? "speedKmh" : column.quantity] = Float64Array.from(values);
  }
  const sampling = series.timeS ? "timestamps" : "timesteps";
  return workoutFrom({ name, format: "csv", gender: runner.gender, sampling }, series);
}

/** Tab, semicolon or comma: whichever the row of names has, in this order, as the others may stand within cells. */
function delimiterOf(start: string): string {
  const head = start.split(/[\r\n]/, 1)[0];
  return ["\t", ";"].find((delimiter) => head.includes(delimiter)) ?? ",";
}

/** The known columns, each quantity once: a second one of the same is left aside, and pace where there is speed. */
function readHead(head: Row, rows: Iterable<Row>): TableColumn[] {
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
  const used = columns.filter(({ quantity }) => !(quantity === "paceMinPerKm" && has("speedKmh")));
  return used.filter((column, i) => used.findIndex(({ quantity }) => quantity === column.quantity) === i);
}

function notATable(head: Row, rows: Iterable<Row>): PredictorError {
  const isNumeric = ({ cells }: Row) => cells.some((cell) => Number.isFinite(numberFrom(withDecimalPoint(cell))));
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

/** Cells missing at the end of a row are empty ones; too many mean that something else parted them. */
function checkWidth(row: Row, head: Row): void {
  const surplus = row.cells.slice(head.cells.length).filter((cell) => cell !== "");
  if (surplus.length === 0) return;
  throw new PredictorError(
    "malformed-csv",
    `Line ${row.line} has ${row.cells.length} cells, the row of names ${head.cells.length}. If the decimals are written with a comma, part the columns by semicolons.`,
  );
}

/** Minutes a kilometre, written as 5:30 or 5.5. */
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

/** A cell in the unit of its column's quantity; of pace, the speed. */
function cellValue({ cells, line }: Row, column: MeasuredColumn, decimalComma: boolean): number {
  const cell = cells[column.index] ?? "";
  const value = valueFrom(decimalComma ? withDecimalPoint(cell) : cell, column);
  if (value !== undefined) return value;
  throw new PredictorError(
    "bad-value",
    `Line ${line}, column "${column.title}": "${cell.slice(0, 40)}" cannot be read. Correct it, or leave the cell empty where the value is missing.`,
  );
}

function valueFrom(text: string, { quantity, factor }: MeasuredColumn): number | undefined {
  if (quantity === "timeS") return timeFrom(text, factor);
  const isPace = quantity === "paceMinPerKm";
  const value = isPace ? paceFrom(text) : numberFrom(text);
  if (value === undefined) return undefined;
  return isPace ? 60 / (value * factor) : value * factor;
}

/** The gender that a column states, row by row, or not in every row; unknown where there is no such column. */
class RunnerGender {
  gender: Gender = 0.5;
  #stated: string | null = null;
  readonly #column: TableColumn | undefined;

  constructor(column: TableColumn | undefined) {
    this.#column = column;
  }

  /** @throws PredictorError `bad-value` where it changes from one row to another. */
  read({ cells, line }: Row): void {
    if (this.#column === undefined) return;
    const cell = cells[this.#column.index] ?? "";
    if (cell === "" || cell === this.#stated) return;
    const gender = genderFrom(cell);
    if (this.#stated !== null && gender !== this.gender) {
      throw new PredictorError(
        "bad-value",
        `Column "${this.#column.title}" changes at line ${line} from "${this.#stated}" to "${cell}": one table holds one runner's run.`,
      );
    }
    this.#stated ??= cell;
    this.gender = gender;
  }
}
