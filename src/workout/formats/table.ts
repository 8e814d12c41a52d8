import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_UNREADABLE_SHARE } from "../../base/limits.ts";
import type { Gender, Lap, Repair, Workout } from "../workout.ts";
import { genderFrom } from "./gender.ts";
import { FAHRENHEIT, type Quantity, unitFactor } from "./header.ts";
import { type Columns, checkLength, type Description, workoutFrom } from "./points.ts";
import {
  type Cell,
  type DecimalMark,
  decimalMarkIn,
  MAX_CELL_LETTERS,
  numberInCell,
  numberWithUnit,
} from "./table-cells.ts";
import { chooseColumns, PACE_UNIT, type TableColumn } from "./table-columns.ts";
import { dayFrom, TimeReader } from "./table-time.ts";
import { type FoundUnit, findUnits, type RawColumn } from "./table-units.ts";
import { durationSeconds } from "./value.ts";

/** One row of a table. */
export interface TableRow {
  /** Number of the row from 1: a line of text, or a point of a list. */
  place: number;
  cells: readonly Cell[];
}

/** A run's points as a table, from text or JSON. */
export interface Table {
  titles: readonly string[];
  /** Units in a row beneath the titles, where there is one. */
  units?: readonly string[];
  rows: Iterable<TableRow>;
  /** Decimal mark to assume where no cell shows one. */
  unshownMark?: DecimalMark;
  /** Name of a row in sentences: "Line", "Point". */
  counts: string;
}

/** Facts of a run that are stated outside of its table. */
export type Stated = Pick<Description, "name" | "format" | "sport" | "gender">;

/** First rows by which the columns are recognised. */
const SAMPLE_ROWS = 100;

const TOLD_FAULTS = 3;
const SHOWN_LETTERS = 40;

/**
 * Reads the run in a table by the titles and the content of its columns. Only the cells of the columns in use are kept, as
 * numbers. Without a column of times, each row is a timestep.
 * @throws PredictorError `no-speed` or `no-time` naming the columns found, `bad-value` naming row and column where more
 * than a tenth of the rows can't be read, `too-short`, `too-large`.
 */
export function runOfTable(table: Table, stated: Stated): Workout {
  const rows = table.rows[Symbol.iterator]();
  const sample = take(rows, SAMPLE_ROWS);
  const mark = decimalMarkIn(sample.flatMap(({ cells }) => cells)) ?? table.unshownMark ?? null;
  const choice = chooseColumns(
    table,
    sample.map(({ cells }) => cells),
    mark,
  );
  const reading = new TableReading(table, choice.columns, mark);
  for (const row of sample) reading.take(row);
  for (let next = rows.next(); !next.done; next = rows.next()) reading.take(next.value);
  checkLength(reading.rows);
  const { faults, raw, time, lapStarts } = reading;
  faults.check(reading.rows);
  const units = findUnits(raw);
  const columns = columnsOf(raw, units);
  if (columns.timeS && time?.style === "clock" && reading.dayS !== null && !startsAtZero(raw)) {
    columns.timeS = columns.timeS.map((clockS) => clockS + (reading.dayS ?? 0));
  }
  const sampling = columns.timeS ? "timestamps" : "timesteps";
  return workoutFrom(
    {
      ...stated,
      gender: reading.gender ?? stated.gender ?? 0.5,
      sport: reading.sport ?? stated.sport ?? null,
      sampling,
      utcOffsetS: time?.utcOffsetS ?? null,
      laps: columns.timeS ? lapsOf(lapStarts, columns.timeS) : [],
      passedOver: choice.passedOver,
      mended: [
        ...faults.repairs(),
        ...(sampling === "timesteps" ? [timestepsEntry(reading.rows)] : []),
        ...contentEntries(choice.timeByContent, units),
        ...passedOverEntries(choice.passedOver, columns),
      ],
    },
    columns,
  );
}

function take<T>(rows: Iterator<T>, most: number): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const next = rows.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

/** Reads a table's rows into numbers. */
class TableReading {
  rows = 0;
  gender: Gender | null = null;
  sport: string | null = null;
  /** Midnight of the day in a column of dates, in seconds since 1970. */
  dayS: number | null = null;
  readonly faults: Faults;
  readonly time: TimeReader | null;
  readonly lapStarts: number[] = [];
  readonly #columns: readonly (TableColumn & { numbers: number[] })[];
  readonly #words: readonly TableColumn[];
  readonly #mark: DecimalMark;
  #gender: string | null = null;
  #lap: string | null = null;

  constructor({ counts }: Table, columns: readonly TableColumn[], mark: DecimalMark) {
    this.faults = new Faults(counts);
    this.#mark = mark;
    this.#columns = columns.filter(isMeasured).map((column) => ({ ...column, numbers: [] }));
    this.#words = columns.filter((column) => !isMeasured(column));
    const time = columns.find(({ quantity }) => quantity === "timeS");
    this.time = time ? new TimeReader(time.style ?? "number", mark) : null;
  }

  take({ place, cells }: TableRow): void {
    checkLength(++this.rows);
    for (const column of this.#words) this.#takeWord(column, textOf(cells[column.index]), place);
    for (const column of this.#columns) {
      const cell = cells[column.index];
      const value = this.#valueOf(column, cell);
      if (value === undefined) this.faults.add(place, column.title, cell);
      column.numbers.push(value ?? Number.NaN);
    }
  }

  /** The columns of numbers, times included. */
  get raw(): RawColumn[] {
    return this.#columns.map(({ title, quantity, factor, style, numbers }) => {
      return { title, quantity, factor, style, values: new Float64Array(numbers) };
    });
  }

  #valueOf(column: TableColumn, cell: Cell): number | undefined {
    if (column.quantity === "timeS") return this.time?.read(cell);
    if (column.hasUnits) {
      const value = numberWithUnit(cell, column.quantity, this.#mark);
      if (value !== undefined) return value;
    }
    return column.quantity === "paceMinPerKm" ? paceIn(cell, this.#mark) : numberInCell(cell, this.#mark);
  }

  #takeWord({ quantity, title }: TableColumn, text: string, place: number): void {
    if (text === "") return;
    if (quantity === "sport") this.sport ??= text;
    if (quantity === "date") this.dayS ??= dayFrom(text);
    if (quantity === "lap" && text !== this.#lap) {
      this.#lap = text;
      this.lapStarts.push(this.rows - 1);
    }
    if (quantity === "gender" && text !== this.#gender) this.#takeGender(text, title, place);
  }

  /** @throws PredictorError `bad-value` where the gender changes from one row to another. */
  #takeGender(text: string, title: string, place: number): void {
    const gender = genderFrom(text);
    if (this.#gender !== null && gender !== this.gender) {
      throw new PredictorError(
        "bad-value",
        `Column "${title}" changes at ${this.faults.counts.toLowerCase()} ${place} from "${this.#gender}" to "${text}": one table holds one runner's run.`,
      );
    }
    this.#gender ??= text;
    this.gender = gender;
  }
}

function isMeasured({ quantity }: TableColumn): boolean {
  return !["date", "lap", "sport", "gender"].includes(quantity);
}

function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell.trim() : typeof cell === "number" ? String(cell) : "";
}

/** Pace of a cell in minutes per unit, written as 5:30, 5'30" or 5.5, with or without the unit; NaN or undefined as numberInCell. */
function paceIn(cell: Cell, mark: DecimalMark): number | undefined {
  const value = numberInCell(cell, mark) ?? clockedPace(cell);
  // A pace of 0 would be an infinite speed.
  return value !== undefined && value <= 0 ? undefined : value;
}

function clockedPace(cell: Cell): number | undefined {
  if (typeof cell !== "string" || cell.length > MAX_CELL_LETTERS) return undefined;
  const text = cell.trim().replace(PACE_UNIT, "");
  const seconds = durationSeconds(text.replace(/^(\d+)['’′](\d\d)(?:["”″]|''|$)/, "$1:$2"));
  return Number.isNaN(seconds) ? undefined : seconds / 60;
}

/** Cells that can't be read. A few are left out, with a repair entry; too many are refused. */
class Faults {
  readonly counts: string;
  readonly #told: string[] = [];
  #count = 0;

  constructor(counts: string) {
    this.counts = counts;
  }

  add(place: number, title: string, cell: Cell): void {
    if (this.#count++ >= TOLD_FAULTS) return;
    this.#told.push(
      `${this.counts} ${place}, column "${title.slice(0, SHOWN_LETTERS)}": "${textOf(cell).slice(0, SHOWN_LETTERS)}"`,
    );
  }

  /** @throws PredictorError `bad-value` where they are more than a tenth of the rows. */
  check(rows: number): void {
    if (this.#count <= MAX_UNREADABLE_SHARE * rows) return;
    throw new PredictorError(
      "bad-value",
      `${this.#told[0]} cannot be read. Correct it, or leave the cell empty where the value is missing.`,
    );
  }

  repairs(): Repair[] {
    if (this.#count === 0) return [];
    const told = [...this.#told, ...(this.#count > TOLD_FAULTS ? ["and so on"] : [])].join("; ");
    const message = `${counted(this.#count, "value")} that can't be read left out (${told}).`;
    return [{ code: "unreadable-point", count: this.#count, message, spans: [] }];
  }
}

/** The series in the project's units; a pace becomes a speed. */
function columnsOf(raw: readonly RawColumn[], units: readonly FoundUnit[]): Columns {
  const columns: Columns = {};
  for (const column of raw) {
    const found = units.find((unit) => unit.column === column);
    const factor = found?.factor ?? column.factor ?? 1;
    const isFahrenheit = column.quantity === "temperatureC" && factor === FAHRENHEIT;
    const zero = found?.zero ?? (isFahrenheit ? 32 : 0);
    if (column.quantity === "paceMinPerKm") columns.speedKmh = column.values.map((pace) => 60 / (pace * factor));
    else if (isSeries(column.quantity)) {
      const isAsIs = factor === 1 && zero === 0;
      const values = isAsIs ? column.values : column.values.map((value) => (value - zero) * factor);
      // Rounded, as a fraction of a day has too few digits to be exact to the millisecond.
      columns[column.quantity] = column.quantity === "timeS" && !isAsIs ? values.map(toMillisecond) : values;
    }
  }
  return columns;
}

function toMillisecond(seconds: number): number {
  return Math.round(1000 * seconds) / 1000;
}

function isSeries(
  quantity: Quantity,
): quantity is Exclude<Quantity, "paceMinPerKm" | "date" | "lap" | "sport" | "gender"> {
  return !["paceMinPerKm", "date", "lap", "sport", "gender"].includes(quantity);
}

/** Whether the times start at 0: such a clock shows a duration, not a time of day. */
function startsAtZero(raw: readonly RawColumn[]): boolean {
  const times = raw.find(({ quantity }) => quantity === "timeS")?.values;
  return times?.find((time) => !Number.isNaN(time)) === 0;
}

/** Laps between changes of the lap column. */
function lapsOf(starts: readonly number[], timeS: Float64Array): Lap[] {
  if (starts.length < 2) return [];
  return starts.flatMap((start, i) => {
    const startS = timeS[start];
    const endS = timeS[starts[i + 1] ?? timeS.length - 1];
    return endS > startS ? [{ startS, endS, endedBy: null }] : [];
  });
}

function timestepsEntry(rows: number): Repair {
  return {
    code: "rows-as-timesteps",
    count: rows,
    message: `The table has no time of any kind: each of its ${counted(rows, "row")} was taken as one timestep of the model.`,
    spans: [],
  };
}

function contentEntries(timeByContent: string | null, units: readonly FoundUnit[]): Repair[] {
  const quoted = ({ column, name }: FoundUnit) => `"${column.title}" in ${name}`;
  const shown = units.filter((unit) => unit.shownBy !== null);
  const told = [
    ...(timeByContent === null ? [] : [`the times in "${timeByContent}"`]),
    ...shown.map((unit) => `${quoted(unit)}, ${unit.shownBy}`),
  ];
  const defaults = units.filter((unit) => unit.shownBy === null);
  const entry = (code: Repair["code"], count: number, message: string): Repair[] =>
    count === 0 ? [] : [{ code, count, message, spans: [] }];
  return [
    ...entry("read-by-content", told.length, `Told by what the table holds, for no name does: ${told.join("; ")}.`),
    ...entry(
      "default-unit",
      defaults.length,
      `No unit is named, and nothing tells it: taken, as documented, ${defaults.map(quoted).join(", ")}.`,
    ),
  ];
}

/** Repair entry with the columns passed over; without a heart rate, `repair` names them for every format. */
function passedOverEntries(titles: readonly string[], { heartRateBpm }: Columns): Repair[] {
  const hasHeartRate = heartRateBpm?.some((bpm) => !Number.isNaN(bpm)) ?? false;
  if (titles.length === 0 || !hasHeartRate) return [];
  const named = titles.map((title) => `"${title}"`).join(", ");
  return [{ code: "passed-over", count: titles.length, message: `Columns passed over: ${named}.`, spans: [] }];
}

/** Whether a row beneath the titles holds units: at least one known unit, and no value. */
export function isUnitRow(cells: readonly Cell[], quantities: readonly (Quantity | null)[]): boolean {
  const texts = cells.map(textOf);
  if (texts.some((text) => /^[-+]?\d/.test(text))) return false;
  return texts.some((text, i) => {
    const quantity = quantities[i];
    return quantity !== null && quantity !== undefined && text !== "" && unitFactor(quantity, text) !== undefined;
  });
}
