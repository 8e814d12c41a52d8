import { correlation, momentsOf } from "../../base/statistics.ts";
import { STANDING_KMH } from "../standing.ts";
import type { Span } from "../workout.ts";
import { atPoints, type CheckedRun, type Found, NOTHING, ofRun, type QualityCheck, STEP_S, told } from "./checks.ts";
import { changesWithin, jumpsWithin, stretchesOf } from "./stretches.ts";

const JUMP_BPM = 40;
const SWING_BPM = 50;
const SWING_S = 60;
/** Heart rate below which a runner stands, or walks to the start. */
const AT_REST_BPM = 120;
/** Latest start of the rise from rest after the runner's first step. */
const SETS_OFF_WITHIN_S = 60;
const FLAT_POINTS = 20;
const FLAT_S = 120;
const SMALLEST_SD_BPM = 5;
/** Bound of the published filter: heart rate drifts up as runners tire, so a weak correlation says nothing. */
const LOWEST_CORRELATION = -0.3;
const LOW_MEAN_BPM = 145;
const AT_KMH = 10;

export const heartRateChecks = {
  HR01: {
    name: "Heart rate of 0",
    rule: "a reading of 0 bpm",
    find: (run) => readings(run, (bpm) => bpm === 0, "recorded as 0"),
  },
  HR02: {
    name: "Heart rate too low",
    rule: "a reading below 30 bpm that is not 0",
    find: (run) => readings(run, (bpm) => bpm < 30 && bpm !== 0, "below 30 bpm"),
  },
  HR03: {
    name: "Heart rate too high",
    rule: "a reading above 220 bpm",
    find: (run) => readings(run, (bpm) => bpm > 220, "above 220 bpm"),
  },
  HR04: {
    name: "Heart rate jumps",
    rule: `a change by over ${JUMP_BPM} bpm within ${STEP_S} s, or from one reading to the next`,
    find: ({ timeS, plausibleBpm }) =>
      told(
        jumpsWithin(timeS, plausibleBpm, STEP_S, JUMP_BPM),
        `Heart rate jumped by over ${JUMP_BPM} bpm`,
        "no heart is as fast",
      ),
  },
  HR05: {
    name: "Heart rate stands still",
    rule: `over ${FLAT_POINTS} identical readings in a row that last ${FLAT_S / 60} minutes or longer`,
    find: ({ timeS, plausibleBpm }) => {
      const flat = stretchesOf(timeS, plausibleBpm, (i, previous) => plausibleBpm[i] === plausibleBpm[previous]);
      const spans = flat
        .filter(({ from, to, points }) => points > FLAT_POINTS && timeS[to] - timeS[from] >= FLAT_S)
        .map(({ from, to }) => ({ startS: timeS[from], endS: timeS[to] }));
      return told(
        spans,
        `Heart rate stood still for ${FLAT_S / 60} minutes or longer`,
        "the sensor may have been stuck",
      );
    },
  },
  HR06: {
    name: "Heart rate hardly changes",
    rule: `a standard deviation below ${SMALLEST_SD_BPM} bpm over the run`,
    find: (run) => {
      const { count, sd } = momentsOf(run.plausibleBpm);
      if (count < 2 || sd >= SMALLEST_SD_BPM) return NOTHING;
      return ofRun(run, `Heart rate hardly changed over the run: its standard deviation is ${sd.toFixed(1)} bpm.`);
    },
  },
  HR07: {
    name: "Heart rate drops",
    rule: `a fall by over ${SWING_BPM} bpm within a minute`,
    find: ({ timeS, plausibleBpm }) =>
      told(
        changesWithin(timeS, plausibleBpm, SWING_S, -SWING_BPM),
        `Heart rate fell by over ${SWING_BPM} bpm within a minute`,
        "a drop-out, unless you stopped after a hard effort",
      ),
  },
  HR08: {
    name: "Heart rate shoots up",
    rule: `a rise by over ${SWING_BPM} bpm within a minute, but for the one from rest, below ${AT_REST_BPM} bpm, as the runner sets off, where it is no jump`,
    find: (run) =>
      told(
        changesWithin(run.timeS, run.plausibleBpm, SWING_S, SWING_BPM).filter((rise) => !isSettingOff(rise, run)),
        `Heart rate rose by over ${SWING_BPM} bpm within a minute`,
        "a sensor that found its signal, unless you ran on fast after a halt",
      ),
  },
  HR10: {
    name: "Heart rate against speed",
    rule: `a correlation of heart rate with speed below ${LOWEST_CORRELATION}, the published filter's`,
    find: (run) => {
      const together = correlation(run.plausibleKmh, run.plausibleBpm);
      if (!(together < LOWEST_CORRELATION)) return NOTHING;
      const shown = together.toFixed(2).replace("-", "−");
      return ofRun(run, `Heart rate was lower where you ran faster (correlation ${shown}): mostly they rise together.`);
    },
  },
  PH01: {
    name: "Heart rate low throughout",
    rule: `a mean below ${LOW_MEAN_BPM} bpm at a mean speed above ${AT_KMH} km/h`,
    find: (run) => {
      const { mean: bpm } = momentsOf(run.plausibleBpm);
      const { mean: kmh } = momentsOf(run.plausibleKmh);
      if (!(bpm < LOW_MEAN_BPM && kmh > AT_KMH)) return NOTHING;
      const figures = `${bpm.toFixed(0)} bpm at ${kmh.toFixed(1)} km/h`;
      return ofRun(run, `Heart rate averaged ${figures}: the sensor may have read low, unless you are well trained.`);
    },
  },
  DI04: {
    name: "No heart rate",
    rule: "no reading that can be a heart rate",
    find: (run) =>
      run.plausibleBpm.every(Number.isNaN) ? ofRun(run, "The file has no heart rate to compare with.") : NOTHING,
  },
} as const satisfies Record<string, QualityCheck>;

/**
 * Whether a rise is the heart's response as the runner sets off from rest. The vagus nerve releases the heart within
 * seconds, and the rest follows within minutes (D. Linnarsson, "Dynamics of pulmonary gas exchange and heart rate changes
 * at start and end of exercise", Acta Physiologica Scandinavica, Suppl. 415, 1974): over 50 bpm in the first minute are
 * usual. Over 40 bpm within 10 s are a jump: of the rises with which 1,868 of 11,846 real runs begin, nine in ten stay
 * below it.
 */
function isSettingOff({ startS, endS }: Span, { timeS, plausibleBpm, plausibleKmh }: CheckedRun): boolean {
  const setsOffS = timeS[plausibleKmh.findIndex((kmh) => kmh > STANDING_KMH)];
  const isAtStart = startS <= setsOffS + SETS_OFF_WITHIN_S && endS >= setsOffS;
  if (!isAtStart || plausibleBpm[timeS.indexOf(startS)] >= AT_REST_BPM) return false;
  return jumpsWithin(timeS, plausibleBpm, STEP_S, JUMP_BPM).every((jump) => jump.startS >= endS || jump.endS <= startS);
}

function readings(run: CheckedRun, isFault: (bpm: number) => boolean, finding: string): Found {
  return atPoints(
    run,
    (i) => isFault(run.heartRateBpm[i]),
    (points) => `Heart rate was ${finding} at ${points}: no runner's is.`,
  );
}
