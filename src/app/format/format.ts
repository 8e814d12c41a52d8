import { clockText } from "../../base/clock.ts";
import { counted } from "../../base/counted.ts";
import { localStartS } from "../../workout/local-start.ts";
import { STANDING_KMH } from "../../workout/standing.ts";
import type { StartedAt } from "../../workout/workout.ts";
import { fromKm, paceS, type Units } from "./units.ts";

/** Text in place of an unknown number. */
export const NO_VALUE = "—";

/** Decimals of a mean heart rate, and of a difference between two of them. */
export const MEAN_DECIMALS = 1;

/** Text in place of the pace of a runner who stands. */
const STANDING = "stands";

/** A number with its decimals, a true minus sign and thousands set apart: "−1,250"; a dash for NaN. */
export function formatNumber(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const digits = Math.abs(value).toFixed(decimals);
  const text = digits.replace(/(?<!\.\d*)\d(?=(\d{3})+(?!\d))/g, "$&,");
  return value < 0 && Number(digits) !== 0 ? `−${text}` : text;
}

/** Reads a number as people write it: "1,250" as formatNumber does, "10.5" or "10,5"; NaN for any other text. */
export function readNumber(text: string): number {
  const typed = text.trim().replace(/^[−–]/, "-");
  const hasThousands = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(typed);
  const plain = hasThousands ? typed.replaceAll(",", "") : typed.replace(",", ".");
  return /^[+-]?\d+(?:\.\d*)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** Whether a unit belongs behind a formatted value. */
export function takesUnit(text: string): boolean {
  return text !== NO_VALUE && text !== STANDING;
}

/** A count as sentences and tables write it: "6,000". */
export function formatCount(count: number): string {
  return count.toLocaleString("en");
}

/** A number with its sign, except for zero. */
export function formatSigned(value: number, decimals = 0): string {
  const text = formatNumber(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** Measured − expected, both rounded first, so that the three written numbers add up. */
export function formatDifference(measured: number, expected: number, decimals = 0): string {
  const shown = (value: number) => Number(value.toFixed(decimals));
  return formatSigned(shown(measured) - shown(expected), decimals);
}

/** Seconds as m:ss, or h:mm:ss from an hour on; a dash for NaN. */
export function formatClock(seconds: number): string {
  return Number.isFinite(seconds) ? clockText(seconds) : NO_VALUE;
}

/** Seconds in words: "40 seconds", "48 minutes", from two hours on "3 hours and 5 minutes". */
export function formatSpell(seconds: number): string {
  if (Math.round(seconds) < 60) return counted(Math.round(seconds), "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return counted(minutes, "minute");
  const rest = minutes % 60;
  return `${counted(Math.floor(minutes / 60), "hour")}${rest === 0 ? "" : ` and ${counted(rest, "minute")}`}`;
}

/** Speed or pace without its unit: "11.2", "5:21"; standing still has no pace. */
export function formatSpeed(speedKmh: number, { speedUnit, distanceUnit }: Units): string {
  if (speedUnit === "speed") return formatNumber(fromKm(speedKmh, distanceUnit), 1);
  if (Number.isNaN(speedKmh)) return NO_VALUE;
  return speedKmh <= STANDING_KMH ? STANDING : formatClock(paceS(speedKmh, distanceUnit));
}

/** Megabytes with enough digits not to read 0: "4.1", "0.003". */
export function formatMegabytes(bytes: number): string {
  const megabytes = bytes / 1e6;
  const digits = megabytes > 0 ? Math.max(1, -Math.floor(Math.log10(megabytes))) : 1;
  return formatNumber(megabytes, digits);
}

/** Progress of a download: "2.1 of 4.1 MB", "2.1 MB" where the total is null, empty before the first byte. */
export function formatLoaded(loadedBytes: number, totalBytes: number | null): string {
  if (loadedBytes === 0) return "";
  return `${formatMegabytes(loadedBytes)}${totalBytes === null ? "" : ` of ${formatMegabytes(totalBytes)}`} MB`;
}

const dates = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** The day of a run's start: "12 May 2024"; on the clock of where it was run, or as its file has it where no offset is known. */
export function formatDay(startedAt: StartedAt): string {
  return dates.format(1000 * localStartS(startedAt));
}

/** The time of day of a run's start, on the same clock: "07:30". */
export function formatTimeOfDay(startedAt: StartedAt): string {
  return new Date(1000 * localStartS(startedAt)).toISOString().slice(11, 16);
}
