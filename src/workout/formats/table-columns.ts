import { PredictorError } from "../../base/error.ts";
import { MAX_COLUMNS } from "../../base/limits.ts";
import { type Header, type Quantity, readHeaders, unitFactor } from "./header.ts";
import { type Cell, type DecimalMark, MAX_CELL_LETTERS, numberInCell, numberWithUnit } from "./table-cells.ts";
import { dayFrom, TimeReader, type TimeStyle, timeStyleOf } from "./table-time.ts";
import { isSpreadsheetDays } from "./table-units.ts";

/** A column of a table with a known meaning. */
export interface TableColumn {
  index: number;
  title: string;
  quantity: Quantity;
  /** Factor from its values to the project's unit; null where no unit is named. */
  factor: number | null;
  /** Style of its times. */
  style?: TimeStyle;
  /** Whether its cells name units, each its own. */
  hasUnits: boolean;
}

interface ColumnChoice {
  columns: TableColumn[];
  /** Title of the column of times if it was recognised by its content; null if by its name. */
  timeByContent: string | null;
  /** Titles of the other columns that hold numbers. */
  passedOver: string[];
}

/** Titles, and the units beneath them. */
interface Heads {
  titles: readonly string[];
  units?: readonly string[];
}

const SHOWN_LETTERS = 40;
const SHOWN_TITLES = 30;

/**
 * Chooses one column of a table for each quantity by the titles. Without a title for it, the time is recognised by a
 * column's content.
 * @param sample the table's first rows of cells
 * @throws PredictorError `no-speed`, `no-time`, naming the columns found.
 */
export function chooseColumns(heads: Heads, sample: readonly (readonly Cell[])[], mark: DecimalMark): ColumnChoice {
  if (heads.titles.length > MAX_COLUMNS) throw tooManyColumns(heads.titles.length);
  checkOfPoints(heads.titles);
  const all = heads.titles.map((title, index) => new Candidate(heads, index, title, sample, mark));
  const time = timeColumn(all);
  const columns = time ? [time] : [];
  const isTaken = (quantity: Quantity) => columns.some((column) => column.quantity === quantity);
  // Of two columns of one quantity, an empty one comes second.
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

/** A column with the meanings that its title and first cells allow. */
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

  /** Whether the title names a date; such a column may hold the time as well. */
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

  /** Its values as times, in seconds or in the column's unknown unit. */
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

/** Unit after a pace of minutes and seconds: 5:30 /km. */
export const PACE_UNIT = /\s*(?:min)?\s*\/?\s*(km|mi|mile)\.?$/i;

/** Finds the column of times: the first with such a title whose values rise, else one whose cells can be nothing else; null for none. */
function timeColumn(all: readonly Candidate[]): TableColumn | null {
  const named = all.filter(
    (candidate) =>
      candidate.isNamedTime || (candidate.isNamedDate && (candidate.style === "date" || isTimeByContent(candidate))),
  );
  // A column that may be a pace comes last, and has to rise.
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

/** Whether its cells hold days without a time of day. */
function isDay({ cells }: Candidate): boolean {
  return cells.some((cell) => typeof cell === "string" && dayFrom(cell) !== null);
}

/** Whether times rise: from first to last, and with at most a twentieth of the steps back. */
function goesOn(times: readonly number[]): boolean {
  const back = times.filter((time, i) => i > 0 && time < times[i - 1]).length;
  return times.length > 1 && times[times.length - 1] > times[0] && back <= times.length / 20;
}

const FIRST_DATE_S = 1e8;
/** Fewest rows whose rise is no coincidence. */
const LEAST_ROWS = 5;
/** Titles of row numbers and of totals, which rise over a run as seconds do. */
const COUNTERS =
  /^(?:|#|unnamed.*|index|idx|id|i|n|no|nr|num|number|rows?|points?|samples?|record|seq|sequence|count|line)$|steps?|strides?|beats|cal|energy|power|watt|ascent|descent|count/i;

/** Whether the cells of a column with an unknown title can be nothing but times. */
function isTimeByContent(candidate: Candidate): boolean {
  const { style, title } = candidate;
  const times = candidate.times();
  if (style === null || !goesOn(times) || times.some((time, i) => i > 0 && time < times[i - 1])) return false;
  if (style === "date") return true;
  if (style !== "number") return times.length >= LEAST_ROWS;
  if (times[0] > FIRST_DATE_S || isSpreadsheetDays(times[0], times[times.length - 1] - times[0])) return true;
  // Rising whole numbers from about 0: a distance has decimals.
  return (
    times.length >= LEAST_ROWS &&
    !COUNTERS.test(title.trim()) &&
    times[0] >= 0 &&
    times[0] <= 60 &&
    times.every((time, i) => Number.isInteger(time) && (i === 0 || (time > times[i - 1] && time - times[i - 1] <= 60)))
  );
}

/** Words of titles in a table of laps or activities, each row of which is a summary. */
const SUMMED_UP =
  /(?:^|[^\p{L}])(?:avg|average|mean|max|maximum|ø|⌀|durchschn\p{L}*|moy|moyen(?:ne)?|media|médi[ao]|promedio|gem|gemiddeld[e]?|snitt|średni[ea]?|prům\p{L}*|átlag\p{L}*|ort|ortalama|средн\p{L}*|макс\p{L}*)(?:[^\p{L}]|$)|平均|最大|평균|최대/iu;
const FEWEST_SUMS = 2;

/** @throws PredictorError `no-runs` where the rows are laps or activities and not moments. */
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
