import { correlation } from "../workout/quality/moments.ts";
import type { Span, Track } from "../workout/workout.ts";
import type { ExpectedHeartRate } from "./expected-heart-rate.ts";
import { measuredFrom } from "./metrics.ts";
import { flatSteps, isOffset, jumps, mean } from "./signs.ts";

export type DeviationCause = "cadence-lock" | "flat-line" | "slow-start" | "drop-out" | "offset" | "unexplained";

/** A stretch over which the measured heart rate lies outside of the interval, and what it likely comes from. */
export interface Deviation {
  span: Span;
  direction: "above" | "below";
  /** Mean of measured − expected. */
  meanDifferenceBpm: number;
  cause: DeviationCause;
}

/** What of a run deviations are read from. */
type DeviatingRun = Pick<Track, "stepS" | "heartRateBpm" | "cadenceSpm">;

/** Shorter stretches are not told. */
const SHORTEST_S = 60;
/** A heart rate that comes back into the interval for so long, or is missing, parts no stretch. */
const BRIDGE_S = 18;

/** Signs of a stretch and of the run around it. Series have one entry a timestep. */
interface Signs {
  stepS: number;
  /** First and last step. */
  from: number;
  to: number;
  direction: Deviation["direction"];
  meanDifferenceBpm: number;
  /** Steps of the stretch that were measured. */
  known: number[];
  /** All steps of the run that were measured. */
  allKnown: number[];
  measuredBpm: Float32Array;
  cadenceSpm: Float32Array;
  /** Whether the whole run lies off by about one constant in this direction. */
  isRunOffset: boolean;
}

interface DeviationRule {
  cause: DeviationCause;
  /** The rule in words. */
  says: string;
  holds(signs: Signs): boolean;
}

/** A sensor that counts steps shows them to about so much ... */
const LOCKED_BPM = 5;
/** ... through so much of a stretch, at the cadence or at half of it: one foot's. */
const MOST = 0.8;
const LOCK_RATIOS = [1, 0.5];
/** Sitting on it is chance where heart rate does as often elsewhere, unless the two move together. */
const CHANCE_SHARE = 0.4;
const FOLLOWING = 0.5;
const FLAT_S = 60;
const STARTS_WITHIN_S = 180;
const LATEST_START_ENDS_S = 900;
const FAR_BELOW_BPM = 15;
/** A heart that starts to be read comes up by half of what was missing, and at least this, within this time. */
const CATCHES_UP_BPM = 15;
const CATCHES_UP_S = 60;
const MISSING_SHARE = 0.1;
const NEARLY_ALL = 0.8;

/** By rank: the first that holds is named. */
export const deviationRules: readonly DeviationRule[] = [
  {
    cause: "cadence-lock",
    says: `through ${100 * MOST} % of the stretch heart rate lies within ${LOCKED_BPM} of the cadence, or of half of it, and it either follows the cadence or does not lie there elsewhere`,
    holds: isCadenceLock,
  },
  {
    cause: "flat-line",
    says: "for over half of the stretch heart rate stands still for a minute or longer",
    holds: ({ known, measuredBpm, stepS }) => flatSteps(known, measuredBpm, FLAT_S / stepS + 1) > known.length / 2,
  },
  {
    cause: "slow-start",
    says: `it begins in the first ${STARTS_WITHIN_S / 60} minutes and ends by minute ${LATEST_START_ENDS_S / 60}, far below, and heart rate then comes up by over half of the difference within a minute`,
    holds: isSlowStart,
  },
  {
    cause: "drop-out",
    says: "heart rate is below, and jumps by over 30 bpm within a step as it begins or ends, or is missing for a tenth of it",
    holds: ({ from, to, direction, known, measuredBpm }) => {
      if (direction !== "below") return false;
      const around = [from - 1, from, from + 1, to, to + 1, to + 2];
      const isMissing = to - from + 1 - known.length > MISSING_SHARE * (to - from + 1);
      return isMissing || jumps(around, measuredBpm).length > 0;
    },
  },
  {
    cause: "offset",
    says: `${100 * NEARLY_ALL} % of the run lies outside on this side, by about one constant`,
    holds: ({ isRunOffset }) => isRunOffset,
  },
];

/**
 * The stretches of a minute or longer over which the measured heart rate lies above or below the interval, in order;
 * none without an interval. What was looked at is among them, for each moment of what is expected rests on what was
 * measured before it alone; what a person left out is not.
 */
export function deviationsOf(
  track: DeviatingRun,
  { heartRateBpm, interval, leftOut }: Pick<ExpectedHeartRate, "heartRateBpm" | "interval" | "leftOut">,
): Deviation[] {
  if (!interval) return [];
  const { stepS, cadenceSpm } = track;
  const measuredBpm = measuredFrom(track.heartRateBpm, stepS, 0, leftOut);
  const allKnown = [...measuredBpm.keys()].filter((i) => !Number.isNaN(measuredBpm[i]));
  const differences = measuredBpm.map((bpm, i) => bpm - heartRateBpm[i]);
  const isOutside = {
    above: (i: number) => measuredBpm[i] > interval.upperBpm[i],
    below: (i: number) => measuredBpm[i] < interval.lowerBpm[i],
  };
  const runIsOffset = isOffset(allKnown.map((i) => differences[i]));
  const deviations = (["above", "below"] as const).flatMap((direction) => {
    const outside = allKnown.filter(isOutside[direction]);
    const isRunOffset = runIsOffset && outside.length > NEARLY_ALL * allKnown.length;
    return stretches(outside, stepS).map(({ from, to }): Deviation => {
      const known = allKnown.filter((i) => i >= from && i <= to);
      const meanDifferenceBpm = mean(known.map((i) => differences[i]));
      const signs = {
        ...{ stepS, from, to, direction, meanDifferenceBpm, known, allKnown, measuredBpm, cadenceSpm, isRunOffset },
      };
      const cause = deviationRules.find(({ holds }) => holds(signs))?.cause ?? "unexplained";
      return { span: { startS: from * stepS, endS: to * stepS }, direction, meanDifferenceBpm, cause };
    });
  });
  return deviations.sort((a, b) => a.span.startS - b.span.startS);
}

/** Steps that lie outside, as stretches: short returns bridged, short stretches left aside. */
function stretches(outside: readonly number[], stepS: number): { from: number; to: number }[] {
  const all: { from: number; to: number }[] = [];
  for (const i of outside) {
    const open = all.at(-1);
    if (open && (i - open.to) * stepS <= BRIDGE_S + stepS) open.to = i;
    else all.push({ from: i, to: i });
  }
  return all.filter(({ from, to }) => (to - from) * stepS >= SHORTEST_S);
}

function isCadenceLock({ from, to, known, allKnown, measuredBpm, cadenceSpm }: Signs): boolean {
  const steps = known.filter((i) => cadenceSpm[i] > 0);
  if (steps.length < MOST * known.length) return false;
  return LOCK_RATIOS.some((ratio) => {
    const sitsOn = (i: number) => Math.abs(measuredBpm[i] - ratio * cadenceSpm[i]) <= LOCKED_BPM;
    if (steps.filter(sitsOn).length < MOST * known.length) return false;
    const elsewhere = allKnown.filter((i) => (i < from || i > to) && cadenceSpm[i] > 0);
    const isRare = elsewhere.length > steps.length && elsewhere.filter(sitsOn).length < CHANCE_SHARE * elsewhere.length;
    const series = (values: Float32Array) => Float64Array.from(steps, (i) => values[i]);
    return isRare || correlation(series(measuredBpm), series(cadenceSpm)) > FOLLOWING;
  });
}

function isSlowStart({ stepS, from, to, direction, meanDifferenceBpm, measuredBpm }: Signs): boolean {
  const isEarly = from * stepS <= STARTS_WITHIN_S && to * stepS <= LATEST_START_ENDS_S;
  if (!isEarly || direction !== "below" || meanDifferenceBpm > -FAR_BELOW_BPM) return false;
  const about = Math.round(CATCHES_UP_S / stepS / 2);
  const around = [...measuredBpm.subarray(Math.max(0, to - about), to + about + 1)].filter((bpm) => !Number.isNaN(bpm));
  const risenBpm = around[around.length - 1] - around[0];
  return risenBpm >= Math.max(CATCHES_UP_BPM, -meanDifferenceBpm / 2);
}
