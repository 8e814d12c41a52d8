import { counted } from "../../base/counted.ts";
import { localStartS } from "../../workout/local-start.ts";
import type { StartedAt } from "../../workout/workout.ts";
import { RUNS_A_FALSE_ALARM } from "./alarms.ts";
import { FEWEST_TREND_RUNS, type LeftOut, type Told, type Trend } from "./trend.ts";

/** Whose runs a trend is of, where it speaks of them. */
export type WhoseRuns = "your runs" | "these runs";

/**
 * The trend in one sentence: the change of the heart rate at the same running, from one run's date to a later one's.
 * Nothing is called a change that may be none.
 * @param from place of the first run of the period
 * @param to place of its last
 */
export function trendSentence({ runs, change }: Trend, from: number, to: number, whose: WhoseRuns): string {
  const count = to - from + 1;
  if (count < FEWEST_TREND_RUNS) {
    return `A trend needs at least ${FEWEST_TREND_RUNS} dated runs with a heart rate: there ${count === 1 ? "is" : "are"} ${Math.max(0, count)}.`;
  }
  const [first, last] = [runs[from], runs[to]].map(({ point }) => point.startedAt!);
  const told = change(from, to);
  const then = timeWords(first, last);
  if (told.lowerBpm <= 0 && told.upperBpm >= 0) {
    return `No change since ${then.name} that ${whose} can show (${signed(told.lowerBpm)} to ${signed(told.upperBpm)} bpm).`;
  }
  const { bpm, least, most } = sizeWords(told);
  const direction = told.meanBpm > 0 ? "higher" : "lower";
  return `${bpm} bpm ${direction} at the same running than ${then.preposition} ${then.name} (${least} to ${most}).`;
}

/** What the interval of the sentence is, for whoever wants to know. */
export const TREND_NOTE =
  "The line is the heart rate above or below a common runner's at the same running; nine of ten times the truth lies within its band, and a later run may move both.";

/** An alarm in words; the day is written as of where the run was. */
export function alarmSentence({ runs, alarms }: Trend): string | null {
  const alarm = alarms.at(-1);
  if (alarm === undefined) return null;
  const since = dayWords(runs[alarm.from].point.startedAt!);
  return `Alarm: from ${since} on the heart rate was ${alarm.direction} at the same running than runners come to change in such a time. Illness, heat, tiredness or a sensor can do that. By chance such an alarm comes about once in ${RUNS_A_FALSE_ALARM.toLocaleString("en")} runs.`;
}

/** Runs that are left out, and why; empty where none is. */
export function leftOutWords({ undated, overlapping, otherSport }: LeftOut): string {
  const parts = [
    [undated, "without a date"],
    [overlapping, "at the same time as another"],
    [otherSport, "of another sport"],
  ] as const;
  const words = parts.flatMap(([count, why]) => (count === 0 ? [] : `${counted(count, "run")} ${why}`));
  return words.length === 0 ? "" : `Left out: ${words.join(", ")}.`;
}

/** The size of a change in whole bpm, with a decimal where whole ones would write its least as nothing. */
function sizeWords({ meanBpm, lowerBpm, upperBpm }: Told): { bpm: string; least: string; most: string } {
  const [least, most] = [Math.abs(lowerBpm), Math.abs(upperBpm)].sort((a, b) => a - b);
  const write = (value: number) => value.toFixed(least < 0.5 ? 1 : 0);
  return { bpm: write(Math.abs(meanBpm)), least: write(least), most: write(most) };
}

function signed(bpm: number): string {
  const rounded = Math.round(bpm);
  return rounded > 0 ? `+${rounded}` : rounded < 0 ? `−${-rounded}` : "0";
}

const months = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });
const monthsOfYears = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function dayWords(startedAt: StartedAt): string {
  return days.format(1000 * localStartS(startedAt));
}

/** An earlier time as one says it later: its month, with the year where that is another; its day within the same month. */
function timeWords(earlier: StartedAt, later: StartedAt): { preposition: "in" | "on"; name: string } {
  const [before, now] = [1000 * localStartS(earlier), 1000 * localStartS(later)];
  if (monthsOfYears.format(before) === monthsOfYears.format(now)) {
    return { preposition: "on", name: dayWords(earlier) };
  }
  const isSameYear = new Date(before).getUTCFullYear() === new Date(now).getUTCFullYear();
  return { preposition: "in", name: (isSameYear ? months : monthsOfYears).format(before) };
}
