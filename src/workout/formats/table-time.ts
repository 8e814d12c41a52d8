import { type Cell, type DecimalMark, MAX_CELL_LETTERS, numberInCell } from "./table-cells.ts";
import { epochSeconds, utcOffsetSeconds } from "./value.ts";

/** Style of a column's times. "minute-clock" is two numbers: minutes and seconds, or hours and minutes. */
export type TimeStyle = "number" | "clock" | "minute-clock" | "date";

const CLOCK = /(\d{1,4}):(\d{1,2})(?::(\d{1,2}))?(?:[.,](\d+))?(?:\s*([ap])\.?\s?m\b\.?)?/i;
/** Words for the halves of a day in languages that write them before the clock. */
const HALVES: readonly [half: string, words: RegExp][] = [
  ["a", /오전|上午|午前/],
  ["p", /오후|下午|午後/],
];
const OFFSET = /^\s*(?:z|utc|gmt|[+-]\d\d:?\d\d)\s*$/i;
const WORDED =
  /^(?:pt)?(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:utes?)?)?)?\s*(?:(\d+(?:[.,]\d+)?)\s*s(?:ec(?:onds?)?)?)?$/i;
const DAY_S = 86_400;

/** A time read from a text. */
interface StatedTime {
  style: Exclude<TimeStyle, "number">;
  /** Seconds since midnight or since the start; of a date whose day is known, since 1970. */
  seconds: number;
  /** The day in the text's own words where it is ambiguous or unknown; else "". */
  day: string;
}

/** Reads a time in any of the styles of tables; null where the text is none. */
function statedTime(text: string): StatedTime | null {
  if (text.length > MAX_CELL_LETTERS) return null;
  const iso = epochSeconds(text);
  if (!Number.isNaN(iso)) return { style: "date", seconds: iso, day: "" };
  const clock = CLOCK.exec(text);
  if (clock === null) return compactOrWorded(text);
  const [found, first, second, third, fraction = "", western] = clock;
  const around = `${text.slice(0, clock.index)} ${text.slice(clock.index + found.length)}`;
  const eastern = HALVES.find(([, words]) => words.test(around));
  const half = western ?? eastern?.[0];
  const rest = (eastern ? around.replace(eastern[1], "") : around).replace(/\b(?:utc|gmt)$/i, "").trim();
  const isDuration = third === undefined && half === undefined;
  const [hours, minutes, seconds] = isDuration ? ["0", first, second] : [first, second, third ?? "0"];
  if (Number(seconds) > 60 || (!isDuration && Number(minutes) > 59)) return null;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  const clockS = 3600 * hour + 60 * Number(minutes) + Number(`${seconds}.${fraction || 0}`);
  const style = isDuration ? "minute-clock" : "clock";
  if (rest === "" || OFFSET.test(rest)) return { style, seconds: clockS, day: "" };
  if (!/\d/.test(rest)) return null;
  // Beside a day, a clock of two numbers is hours and minutes.
  const sinceMidnight = isDuration ? 60 * clockS : clockS;
  const dayS = dayFrom(rest.replace(/[,T]\s*$/i, ""));
  return { style: "date", seconds: sinceMidnight + (dayS ?? 0), day: dayS === null ? rest : "" };
}

/** Reads 20240504T073000Z, 1h 02m 03s or PT5M3S; null for any other text. */
function compactOrWorded(text: string): StatedTime | null {
  const compact = /^(\d{4})(\d\d)(\d\d)[T ]?(\d\d)(\d\d)(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?$/i.exec(text.trim());
  if (compact) {
    const [, year, month, day, hour, minute, second, zone = "Z"] = compact;
    const seconds = epochSeconds(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
    return Number.isNaN(seconds) ? null : { style: "date", seconds, day: "" };
  }
  const worded = WORDED.exec(text.trim());
  if (worded === null || !/[hms]/i.test(text) || !/\d/.test(text)) return null;
  const [, hours = "0", minutes = "0", seconds = "0"] = worded;
  return {
    style: "clock",
    seconds: 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds.replace(",", ".")),
    day: "",
  };
}

/**
 * Midnight of a day written in numbers, in seconds since 1970: 2024/05/04, 31.12.2024, 12/31/2024. Null for any other
 * text, and for an ambiguous day such as 04/05/2024, which may be in April or in May.
 */
export function dayFrom(text: string): number | null {
  const [, a, b, c] = /^(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})$/.exec(text.trim()) ?? [];
  if (a === undefined) return null;
  if (a.length === 4) return midnight(a, b, c);
  if (c.length !== 4) return null;
  if (text.includes(".") || Number(a) > 12 || a === b) return midnight(c, b, a);
  return Number(b) > 12 ? midnight(c, a, b) : null;
}

function midnight(year: string, month: string, day: string): number | null {
  const seconds = epochSeconds(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(seconds) ? null : seconds;
}

/** Most frequent style of a column's times; null where no style has more than half of the filled cells. */
export function timeStyleOf(cells: readonly Cell[], mark: DecimalMark): TimeStyle | null {
  const counts = new Map<TimeStyle | null, number>();
  for (const cell of cells) {
    const number = numberInCell(cell, mark);
    if (number !== undefined && Number.isNaN(number)) continue;
    const style = number !== undefined ? "number" : typeof cell === "string" ? (statedTime(cell)?.style ?? null) : null;
    counts.set(style, (counts.get(style) ?? 0) + 1);
  }
  // A column of clocks may leave out the hours below an hour: both styles are then one.
  const clocks = (counts.get("clock") ?? 0) > 0 ? (counts.get("minute-clock") ?? 0) : 0;
  if (clocks > 0) {
    counts.set("clock", (counts.get("clock") ?? 0) + clocks);
    counts.delete("minute-clock");
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most === undefined || most[1] * 2 <= [...counts.values()].reduce((sum, n) => sum + n, 0) ? null : most[0];
}

/** Reads a column of times, cell after cell. A clock keeps rising past midnight, and past a change of the day beside it. */
export class TimeReader {
  readonly style: TimeStyle;
  /** Offset of its dates from UTC in seconds; null where they state none. */
  utcOffsetS: number | null = null;
  readonly #mark: DecimalMark;
  #isDated = false;
  #day: string | null = null;
  #days = 0;
  #lastS = Number.NaN;

  constructor(style: TimeStyle, mark: DecimalMark) {
    this.style = style;
    this.#mark = mark;
  }

  /** Time of a cell in seconds, or in the column's unit; NaN where the cell is empty, undefined where it can't be read. */
  read(cell: Cell): number | undefined {
    const stated = this.style !== "number" && typeof cell === "string" ? statedTime(cell) : null;
    if (stated !== null && typeof cell === "string") {
      if (this.style === "date") return this.#dated(cell, stated);
      return stated.style === "date" ? undefined : this.#onward(stated.seconds);
    }
    const number = numberInCell(cell, this.#mark);
    return this.style !== "date" || Number.isNaN(number) ? number : undefined;
  }

  #dated(cell: string, { style, seconds, day }: StatedTime): number | undefined {
    if (style !== "date") return undefined;
    if (!this.#isDated) this.utcOffsetS = utcOffsetSeconds(cell);
    this.#isDated = true;
    if (day === "") return seconds;
    if (this.#day !== null && day !== this.#day) this.#days++;
    this.#day = day;
    return seconds + DAY_S * this.#days;
  }

  /** Adds a day whenever the clock falls by more than half a day: it has passed midnight. */
  #onward(clockS: number): number {
    if (clockS - this.#lastS < -DAY_S / 2) this.#days++;
    this.#lastS = clockS;
    return clockS + DAY_S * this.#days;
  }
}
