import { PredictorError } from "../../base/error.ts";
import { MAX_COLUMNS } from "../../base/limits.ts";
import { type Header, type Quantity, readHeaders, unitFactor } from "./header.ts";
import { type Cell, type DecimalMark, MAX_CELL_LETTERS, numberInCell, numberWithUnit } from "./table-cells.ts";
import { dayFrom, TimeReader, type TimeStyle, timeStyleOf } from "./table-time.ts";
import { isSpreadsheetDays } from "./table-units.ts";

/** A column of a table that means something here. */
export interface TableColumn {
  index: number;
  title: string;
  quantity: Quantity;
  /** Turns its values into the project's unit; null where no unit is named. */
  factor: number | null;
  /** Style of its times. */
  style?: TimeStyle;
  /** Whether its cells name their unit, each its own. */
  hasUnits: boolean;
}

export interface ColumnChoice {
  columns: TableColumn[];
  /** The title of the column of times, where only what it holds told that it is one. */
  timeByContent: string | null;
  /** Titles of the other columns that hold numbers. */
  passedOver: string[];
}

/** The titles, and the units beneath them. */
interface Heads {
  titles: readonly string[];
  units?: readonly string[];
}

const SHOWN_LETTERS = 40;
const SHOWN_TITLES = 30;

/**
 * Chooses the columns of a table, each quantity once: by their names, and the time by a column's content where no name
 * shows it.
 * @param sample rows of cells from the table's start
 * @throws PredictorError `no-speed`, `no-time`, naming the columns found.
 */
export function chooseColumns(heads: Heads, sample: readonly (readonly Cell[])[], mark: DecimalMark): ColumnChoice {
  if (heads.titles.length > MAX_COLUMNS) throw tooManyColumns(heads.titles.length);
  checkOfPoints(heads.titles);
  const all = heads.titles.map((title, index) => new Candidate(heads, index, title, sample, mark));
  const time = timeColumn(all);
  const columns = time ? [time] : [];
  const isTaken = (quantity: Quantity) => columns.some((column) => column.quantity === quantity);
  // A column without a single value in it leaves its place to another of the same.
  for (const candidate of [...all.filter(({ isEmpty }) => !isEmpty), ...all.filter(({ isEmpty }) => isEmpty)]) {
    if (columns.some(({ index }) => index === candidate.index)) continue;
    const header = candidate.headers.find(({ quantity }) => quantity !== "timeS");
    if (header && !isTaken(header.quantity)) columns.push(candidate.as(header));
  }
  const used = columns.filter(({ quantity }) => !(quantity === "paceMinPerKm" && isTaken("speedKmh")));
  checkEnough(heads.titles, used);
  const passedOver = all.filter(
    ({ index, isOfNumbers }) => isOfNumbers && !columns.some((column) => column.index === index),
  );
  return {
    columns: used.toSorted((a, b) => a.index - b.index),
    timeByContent: time && all[time.index].isNamedTime === false ? time.title : null,
    passedOver: passedOver.slice(0, SHOWN_TITLES).map(({ title }) => title.slice(0, SHOWN_LETTERS)),
  };
}

/** A column, as its name and its first cells show it. */
class Candidate {
  readonly index: number;
  readonly title: string;
  readonly headers: Header[];
  readonly cells: readonly Cell[];
  readonly style: TimeStyle | null;
  readonly #mark: DecimalMark;
  readonly #unit: string | undefined;

  constructor({ units }: Heads, index: number, title: string, sample: readonly (readonly Cell[])[], mark: DecimalMark) {
    this.index = index;
    this.title = title;
    this.headers = readHeaders(title);
    this.cells = sample.map((cells) => cells[index]);
    this.style = timeStyleOf(this.cells, mark);
    this.#mark = mark;
    this.#unit = units?.[index];
  }

  get isNamedTime(): boolean {
    return this.headers.some(({ quantity }) => quantity === "timeS");
  }

  /** A date may hold the time as well, and another name of a time the date alone. */
  get isNamedDate(): boolean {
    return this.headers.some(({ quantity }) => quantity === "date");
  }

  get isEmpty(): boolean {
    return this.cells.every((cell) => Number.isNaN(numberInCell(cell, this.#mark)));
  }

  get isOfNumbers(): boolean {
    return this.cells.some((cell) => {
      const number = numberInCell(cell, this.#mark);
      return number !== undefined && !Number.isNaN(number);
    });
  }

  /** Its values as times, in seconds or in whatever unit. */
  times(): number[] {
    if (this.style === null) return [];
    const reader = new TimeReader(this.style, this.#mark);
    return this.cells.map((cell) => reader.read(cell) ?? Number.NaN).filter((time) => !Number.isNaN(time));
  }

  #paceUnit(): number | null {
    const units = this.cells.flatMap((cell) =>
      typeof cell === "string" && cell.length <= MAX_CELL_LETTERS ? (PACE_UNIT.exec(cell.trim())?.[1] ?? []) : [],
    );
    return units.length === 0 ? null : (unitFactor("paceMinPerKm", units[0]) ?? null);
  }

  as({ quantity, factor }: Header): TableColumn {
    const { index, title, style } = this;
    const beneath = this.#unit === undefined ? undefined : unitFactor(quantity, this.#unit);
    const hasUnits =
      quantity !== "timeS" && this.cells.some((cell) => numberWithUnit(cell, quantity, this.#mark) !== undefined);
    return {
      index,
      title,
      quantity,
      factor: hasUnits ? 1 : (beneath ?? factor ?? (quantity === "paceMinPerKm" ? this.#paceUnit() : null)),
      hasUnits,
      ...(quantity === "timeS" && style !== null ? { style } : {}),
    };
  }
}

/** Unit behind a pace of minutes and seconds: 5:30 /km. */
export const PACE_UNIT = /\s*(?:min)?\s*\/?\s*(km|mi|mile)\.?$/i;

/** The column of times: the first that is called so and goes on, else the one whose cells can be nothing else. */
function timeColumn(all: readonly Candidate[]): TableColumn | null {
  const named = all.filter(
    (candidate) =>
      candidate.isNamedTime || (candidate.isNamedDate && (candidate.style === "date" || isTimeByContent(candidate))),
  );
  // What may be a pace, too, comes last, and has to rise as a time does.
  const sure = named.filter(({ headers }) => headers.length === 1);
  const goingOn =
    sure.find((candidate) => isDay(candidate) === false && goesOn(candidate.times())) ??
    named.find((candidate) => isDay(candidate) === false && goesOn(candidate.times())) ??
    all.find((candidate) => candidate.headers.length === 0 && isTimeByContent(candidate));
  const chosen = goingOn ?? sure.find((candidate) => isDay(candidate) === false);
  if (chosen === undefined) return null;
  const header = chosen.headers.find(({ quantity }) => quantity === "timeS");
  return chosen.as(header ?? { quantity: "timeS", factor: chosen.style === "number" ? null : 1 });
}

/** Whether its cells hold days, and no time of them. */
function isDay({ cells }: Candidate): boolean {
  return cells.some((cell) => typeof cell === "string" && dayFrom(cell) !== null);
}

/** Whether times go on: as good as never back, and further at the end than at the start. */
function goesOn(times: readonly number[]): boolean {
  const back = times.filter((time, i) => i > 0 && time < times[i - 1]).length;
  return times.length > 1 && times[times.length - 1] > times[0] && back <= times.length / 20;
}

const FIRST_DATE_S = 1e8;
/** Fewer could rise by chance. */
const LEAST_ROWS = 5;
/** Names of what counts rows, or what else adds up over a run, as seconds might. */
const COUNTERS =
  /^(?:|#|unnamed.*|index|idx|id|i|n|no|nr|num|number|rows?|points?|samples?|record|seq|sequence|count|line)$|steps?|strides?|beats|cal|energy|power|watt|ascent|descent|count/i;

/** Whether a column whose name nobody knows can hold nothing but times. */
function isTimeByContent(candidate: Candidate): boolean {
  const { style, title } = candidate;
  const times = candidate.times();
  if (style === null || !goesOn(times) || times.some((time, i) => i > 0 && time < times[i - 1])) return false;
  if (style === "date") return true;
  if (style !== "number") return times.length >= LEAST_ROWS;
  if (times[0] > FIRST_DATE_S || isSpreadsheetDays(times[0], times[times.length - 1] - times[0])) return true;
  // Whole numbers from about 0 on, each greater than the last: a distance has decimals.
  return (
    times.length >= LEAST_ROWS &&
    !COUNTERS.test(title.trim()) &&
    times[0] >= 0 &&
    times[0] <= 60 &&
    times.every((time, i) => Number.isInteger(time) && (i === 0 || (time > times[i - 1] && time - times[i - 1] <= 60)))
  );
}

/** Titles of a table of laps or of activities, each row of which sums one up. */
const SUMMED_UP =
  /(?:^|[^\p{L}])(?:avg|average|mean|max|maximum|ø|⌀|durchschn\p{L}*|moy|moyen(?:ne)?|media|médi[ao]|promedio|gem|gemiddeld[e]?|snitt|średni[ea]?|prům\p{L}*|átlag\p{L}*|ort|ortalama|средн\p{L}*|макс\p{L}*)(?:[^\p{L}]|$)|平均|最大|평균|최대/iu;
const FEWEST_SUMS = 2;

/** @throws PredictorError `no-runs` where rows are laps or activities, none of which is a moment. */
function checkOfPoints(titles: readonly string[]): void {
  const sums = titles.filter((title) =>
    SUMMED_UP.test(
      title
        .slice(0, 4 * SHOWN_LETTERS)
        .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
        .replaceAll("_", " "),
    ),
  );
  const isOfMoments = titles.some((title) =>
    ["heartRateBpm", "latitudeDeg"].includes(readHeaders(title)[0]?.quantity ?? ""),
  );
  if (sums.length < FEWEST_SUMS || isOfMoments) return;
  const named = sums
    .slice(0, 3)
    .map((title) => `"${title.slice(0, SHOWN_LETTERS)}"`)
    .join(", ");
  throw new PredictorError(
    "no-runs",
    `Each row of this table sums up a lap or an activity (${named}), and none is a moment of one. Export the activity itself, as FIT, GPX or TCX.`,
  );
}

export function tooManyColumns(columns: number): PredictorError {
  return new PredictorError(
    "too-large",
    `The table has ${columns.toLocaleString("en")} columns; up to ${MAX_COLUMNS.toLocaleString("en")} are read. Take out what is none of the run.`,
  );
}

function checkEnough(titles: readonly string[], columns: readonly TableColumn[]): void {
  const has = (quantity: Quantity) => columns.some((column) => column.quantity === quantity);
  if (has("speedKmh") || has("paceMinPerKm")) return;
  const listed = titles
    .slice(0, SHOWN_TITLES)
    .map((title) => `"${title.slice(0, SHOWN_LETTERS)}"`)
    .join(", ");
  if (!has("distanceM") && !(has("latitudeDeg") && has("longitudeDeg"))) {
    throw new PredictorError(
      "no-speed",
      `The table has the columns ${listed}, and none of speed, pace, distance or position. Name the column of speeds "speed" (km/h).`,
    );
  }
  if (!has("timeS")) {
    throw new PredictorError(
      "no-time",
      `The table has the columns ${listed}: without "time" or "speed" nobody can know how fast the run was. Add one of them.`,
    );
  }
}
