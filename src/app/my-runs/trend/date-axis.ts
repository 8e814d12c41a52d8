import type { Tick, XAxis } from "../../charts/x-axis.ts";

const DAY_S = 86_400;

/** Distances between ticks of a few weeks, days. */
const DAY_STEPS = [1, 2, 7, 14];

/** Distances between longer ones, months. */
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];

const dayNames = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const monthNames = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });
const dates = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** Axis of dates, by seconds since 1970. */
export const DATE_AXIS: XAxis = {
  kind: "time",
  placeOf: (unixS) => unixS,
  timeAt: (unixS) => unixS,
  ticks: dateTicks,
  name: (unixS) => dates.format(1000 * unixS),
};

/** Beginnings of days, months or years within a stretch, at most one more than `count` of them. */
export function dateTicks(fromS: number, toS: number, count: number): Tick[] {
  const days = (toS - fromS) / DAY_S;
  const dayStep = DAY_STEPS.find((step) => days / step <= count);
  if (dayStep !== undefined) return dayTicks(fromS, toS, dayStep);
  const months = days / 30.4;
  return monthTicks(fromS, toS, MONTH_STEPS.find((step) => months / step <= count) ?? 240);
}

function dayTicks(fromS: number, toS: number, step: number): Tick[] {
  const first = Math.ceil(fromS / DAY_S / step);
  const last = Math.floor(toS / DAY_S / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const timeS = (first + i) * step * DAY_S;
    return { timeS, label: dayNames.format(1000 * timeS) };
  });
}

/** A January is named by its year. */
function monthTicks(fromS: number, toS: number, step: number): Tick[] {
  const from = new Date(1000 * fromS);
  const first = Math.floor((12 * from.getUTCFullYear() + from.getUTCMonth()) / step) * step;
  const ticks: Tick[] = [];
  for (let month = first; ; month += step) {
    const timeS = Date.UTC(Math.floor(month / 12), month % 12) / 1000;
    if (timeS > toS) return ticks;
    const label = month % 12 === 0 ? String(month / 12) : monthNames.format(1000 * timeS);
    if (timeS >= fromS) ticks.push({ timeS, label });
  }
}
