import { localStartS } from "../local-start.ts";
import { HIGHEST_BPM, LOWEST_BPM } from "../repair/heart-rate.ts";
import type { StartedAt } from "../workout.ts";

const ZERO = 0x30;

/** Words that programs write for a missing number. */
const MISSING = new Set(["", "-", "--", "na", "n/a", "nan", "nil", "none", "null"]);

/** Parses a number; NaN where the text is blank or a word for none, undefined where it cannot be read. */
export function numberFrom(text: string): number | undefined {
  const number = plainNumber(text) ?? Number(text);
  // Number("") and Number(" ") are 0.
  if (Number.isFinite(number) && (number !== 0 || text.trim() !== "")) return number;
  return MISSING.has(text.trim().toLowerCase()) ? Number.NaN : undefined;
}

/** Longest text whose digits are exact in a double. */
const EXACT_LETTERS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: EXACT_LETTERS }, (_, power) => Number(`1e${power}`));

/**
 * Parses digits with at most one point, and an optional minus: the same as Number, in half the time. It is exact, as the
 * quotient of two exact numbers is rounded once (W. D. Clinger, "How to Read Floating Point Numbers Accurately", 1990).
 * Undefined for any other text.
 */
function plainNumber(text: string): number | undefined {
  if (text.length > EXACT_LETTERS) return undefined;
  const isNegative = text.startsWith("-");
  let whole = 0;
  let digits = 0;
  let decimals = -1;
  for (let i = isNegative ? 1 : 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit >= 0 && digit <= 9) {
      whole = 10 * whole + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (text[i] === "." && decimals < 0) decimals = 0;
    else return undefined;
  }
  if (digits === 0) return undefined;
  const value = decimals > 0 ? whole / POWERS_OF_TEN[decimals] : whole;
  return isNegative ? -value : value;
}

/** Replaces a decimal comma by a point, 8,5 by 8.5; any other text is unchanged. */
export function withDecimalPoint(text: string): string {
  return text.replace(/^([-+]?\d+),(\d+)$/, "$1.$2");
}

/**
 * ISO 8601 with deviations found in exports: a space for the T, a decimal comma, +0200 for +02:00, numbers not padded to
 * two digits.
 */
const ISO_TIME =
  /^(\d{4})-(\d\d?)-(\d\d?)[T ](\d\d?):(\d\d?)(?::(\d\d?)(?:[.,](\d+))?)?\s?(?:Z|([+-]\d\d?):?(\d\d)?)?$/i;

/**
 * Seconds since 1970 of a date and time, to the millisecond; NaN where it cannot be read.
 * Without an offset it counts as UTC, so that the reader's time zone and its summer time change nothing.
 */
export function epochSeconds(text: string): number {
  return plainUtcSeconds(text) ?? isoSeconds(text);
}

function isoSeconds(text: string): number {
  const parts = ISO_TIME.exec(text.trim());
  if (!parts) return Number.NaN;
  const [, year, month, day, hour, minute, second = "0", fraction = "", offsetHours, offsetMinutes = "0"] = parts;
  const months = Number(month);
  const days = Number(day);
  const hours = Number(hour);
  const minutes = Number(minute);
  const seconds = Number(second);
  if (months < 1 || months > 12 || days < 1 || days > 31 || hours > 23 || minutes > 59 || seconds > 59)
    return Number.NaN;
  const utcMs = Date.UTC(Number(year) + CYCLE_YEARS, months - 1, days, hours, minutes, seconds) - CYCLE_MS;
  const fractionMs = fraction === "" ? 0 : Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6);
  return (utcMs + fractionMs) / 1000 - (offsetHours === undefined ? 0 : offsetS(offsetHours, offsetMinutes));
}

/** Parses `2024-05-01T08:00:00Z`, with up to three decimals, as nearly every time is written; undefined for any other text. */
function plainUtcSeconds(text: string): number | undefined {
  const { length } = text;
  if (length < 20 || length > 24 || length === 21 || text[length - 1] !== "Z") return undefined;
  if (text[4] !== "-" || text[7] !== "-" || text[10] !== "T" || text[13] !== ":" || text[16] !== ":") return undefined;
  if (length > 20 && text[19] !== ".") return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const decimals = length === 20 ? 0 : digits(text, 20, length - 1);
  // NaN makes every comparison false.
  const isTime = hour <= 23 && minute <= 59 && second <= 59 && decimals >= 0;
  if (!(isTime && year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return undefined;
  const ms = length === 20 ? 0 : decimals * [100, 10, 1][length - 22];
  return (Date.UTC(year, month - 1, day, hour, minute, second) + ms) / 1000;
}

/** Parses the digits between two indices; NaN where any letter is no digit. */
function digits(text: string, from: number, to: number): number {
  let whole = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    whole = 10 * whole + digit;
  }
  return whole;
}

/** Years after which the calendar repeats; added, as Date.UTC takes a year below 100 for one of the last century. */
const CYCLE_YEARS = 400;
const CYCLE_MS = 146_097 * 86_400_000;

function offsetS(hours: string, minutes: string): number {
  const seconds = 3600 * Math.abs(Number(hours)) + 60 * Number(minutes);
  return hours.startsWith("-") ? -seconds : seconds;
}

/** Stated offset of a time from UTC in seconds; null for none, and for Z, which is written wherever the run was. */
export function utcOffsetSeconds(text: string): number | null {
  const [hours, minutes = "00"] = ISO_TIME.exec(text.trim())?.slice(8) ?? [];
  return hours === undefined ? null : offsetS(hours, minutes);
}

/** Parses a date and time with its offset; null where it cannot be read. */
export function startedAtFrom(text: string): StartedAt | null {
  const unixS = epochSeconds(text);
  return Number.isNaN(unixS) ? null : { unixS, utcOffsetS: utcOffsetSeconds(text) };
}

/** Formats a moment as ISO 8601, at its own offset, or in UTC where that is unknown. */
export function isoTime(startedAt: StartedAt): string {
  const { utcOffsetS } = startedAt;
  const text = new Date(1000 * localStartS(startedAt)).toISOString().replace(".000Z", "Z");
  if (utcOffsetS === null) return text;
  const minutes = Math.round(Math.abs(utcOffsetS) / 60);
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  const sign = utcOffsetS < 0 ? "-" : "+";
  return `${text.slice(0, -1)}${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** Parses a time of day or a duration, h:mm:ss or m:ss, into seconds; NaN for any other text. */
export function durationSeconds(text: string): number {
  const parts = /^(?:(\d+):)?(\d+):(\d\d(?:\.\d+)?)$/.exec(text.trim());
  if (!parts) return Number.NaN;
  const [, hours = "0", minutes, seconds] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** A heart rate in the human range; null for any other value, as watches write where they know none. */
export function plausibleBpm(value: unknown): number | null {
  return typeof value === "number" && value >= LOWEST_BPM && value <= HIGHEST_BPM ? value : null;
}
