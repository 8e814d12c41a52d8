import type { Lap, RecordingFacts } from "./workout.ts";

/** Facts of a recording that states none. */
export const NO_FACTS: RecordingFacts = {
  startedAt: null,
  runnerDay: null,
  laps: [],
  sensor: null,
  device: null,
  runnerHeartRates: { maximumBpm: null, restingBpm: null, thresholdBpm: null },
  zoneStartsBpm: null,
};

/** Picks the recording's facts from any form of a run. */
export function factsOf(recording: RecordingFacts): RecordingFacts {
  const { startedAt, runnerDay, laps, sensor, device, runnerHeartRates, zoneStartsBpm } = recording;
  return { startedAt, runnerDay, laps, sensor, device, runnerHeartRates, zoneStartsBpm };
}

const DAY_S = 86_400;

/** The facts that put a run in order of time; it is undated without them. */
export type Dated = Pick<RecordingFacts, "startedAt" | "runnerDay">;

/**
 * Start of a run in days: since 1970 by the file's date, else since the runner's first run. null where the file states
 * neither.
 */
export function startDay({ startedAt, runnerDay }: Dated): number | null {
  return startedAt ? startedAt.unixS / DAY_S : runnerDay;
}

/**
 * Days from the start of one run to that of another, negative where the other was earlier. null where they are not
 * known: one is undated, or one states its date and the other only the days since the runner's first run.
 */
export function daysBetween(from: Dated, to: Dated): number | null {
  if (from.startedAt && to.startedAt) return (to.startedAt.unixS - from.startedAt.unixS) / DAY_S;
  return from.runnerDay === null || to.runnerDay === null ? null : to.runnerDay - from.runnerDay;
}

/** Whether a run started before another; null where their dates do not tell. */
export function startedBefore(run: Dated, other: Dated): boolean | null {
  const days = daysBetween(run, other);
  return days === null ? null : days > 0;
}

/**
 * Facts of a run that is a part of a recording: the start is moved, and laps count from it. Laps outside of the run are
 * left out, those across its ends are cut.
 * @param startS start of the run on the recording's clock
 * @param durationS duration of the run
 */
export function factsFrom(recording: RecordingFacts, startS: number, durationS: number): RecordingFacts {
  const { startedAt, runnerDay, laps } = recording;
  const unixS = (startedAt?.unixS ?? Number.NaN) + startS;
  return {
    ...factsOf(recording),
    startedAt: startedAt && isDate(unixS) ? { ...startedAt, unixS } : null,
    runnerDay: runnerDay === null ? null : runnerDay + startS / DAY_S,
    laps: lapsWithin(laps, startS, durationS),
  };
}

function lapsWithin(laps: readonly Lap[], startS: number, durationS: number): Lap[] {
  const within = laps.map((lap) => ({
    ...lap,
    startS: Math.max(0, lap.startS - startS),
    endS: Math.min(durationS, lap.endS - startS),
  }));
  return within.filter((lap) => lap.endS > lap.startS);
}

/** Earliest date of a recording, about that of the first watches with a heart rate; lower values count from another moment. */
const FIRST_DATE_S = Date.UTC(1980, 0, 1) / 1000;
const LAST_DATE_S = Date.UTC(2200, 0, 1) / 1000;

/** Whether a number of seconds can be a date since 1970, and does not count from the run's start or from midnight. */
export function isDate(seconds: number): boolean {
  return seconds >= FIRST_DATE_S && seconds < LAST_DATE_S;
}
