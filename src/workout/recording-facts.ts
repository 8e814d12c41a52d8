import type { Lap, RecordingFacts } from "./workout.ts";

/** Facts of a recording that states nothing. */
export const NO_FACTS: RecordingFacts = {
  startedAt: null,
  laps: [],
  sensor: null,
  device: null,
  runnerHeartRates: { maximumBpm: null, restingBpm: null, thresholdBpm: null },
};

/** The facts alone, of a run in any of its forms. */
export function factsOf({ startedAt, laps, sensor, device, runnerHeartRates }: RecordingFacts): RecordingFacts {
  return { startedAt, laps, sensor, device, runnerHeartRates };
}

/**
 * The facts of a run that is a part of a recording: its start is dated anew, and its laps count from there.
 * @param startS when the run begins, by the recording's clock
 * @param durationS of the run: laps that lie outside of it are left out, and the others end with it
 */
export function factsFrom(recording: RecordingFacts, startS: number, durationS: number): RecordingFacts {
  const { startedAt, laps } = recording;
  const unixS = (startedAt?.unixS ?? Number.NaN) + startS;
  return {
    ...factsOf(recording),
    startedAt: startedAt && isDate(unixS) ? { ...startedAt, unixS } : null,
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

/** Recordings are dated from the first watches with a heart rate on; whatever is below counts from another moment. */
const FIRST_DATE_S = Date.UTC(1980, 0, 1) / 1000;
const LAST_DATE_S = Date.UTC(2200, 0, 1) / 1000;

/** Whether a number of seconds can be a date since 1970, and does not count from the run's start or from midnight. */
export function isDate(seconds: number): boolean {
  return seconds >= FIRST_DATE_S && seconds < LAST_DATE_S;
}
