import { correlation, mean } from "../base/statistics.ts";
import type { ModelContract } from "../model/contract.ts";
import type { Span, Track } from "../workout/workout.ts";
import type { ExpectedHeartRate } from "./expected-heart-rate.ts";
import { measuredFrom } from "./metrics.ts";
import { flatSteps, isOffset, JUMP_BPM, jumps } from "./signs.ts";

export type DeviationCause = keyof typeof deviationRules | "unexplained";

/** A stretch in which the measured heart rate is outside of the interval, with its likely cause. */
export interface Deviation {
  span: Span;
  direction: "above" | "below";
  /** Mean of measured − expected over the stretch. */
  meanDifferenceBpm: number;
  cause: DeviationCause;
}

/** The parts of a track in which deviations are found. */
type DeviatingRun = Pick<Track, "stepS" | "heartRateBpm" | "cadenceSpm">;

/** First and last step of a stretch. */
interface Stretch {
  from: number;
  to: number;
}

/** Data of a stretch and its run for the rules of causes. Series have one entry per timestep. */
interface Signs extends Stretch, DeviatingRun {
  direction: Deviation["direction"];
  meanDifferenceBpm: number;
  /** Steps of the stretch with a measured heart rate. */
  known: number[];
  /** Steps of the run with a measured heart rate. */
  allKnown: number[];
  /** Whether the whole run differs by about one constant. */
  isRunOffset: boolean;
}

interface DeviationRule {
  /** The rule in words. */
  says: string;
  holds(signs: Signs): boolean;
}

/** Shortest deviation. */
const SHORTEST_S = 60;
/** Longest time for which the heart rate may be within the interval, or missing, without dividing a stretch. */
const BRIDGE_S = 18;

const NEARLY_ALL = 0.8;

/** Ratios of heart rate to cadence where a sensor counts the steps of both feet or of one, and how closely it follows. */
const LOCK_RATIOS = [1, 0.5];
const LOCKED_BPM = 4;
const MOST = 0.75;
/**
 * Smallest correlation of the changes of heart rate and cadence from step to step that counts as a lock. In 1,200 simulated
 * runs, in which the heart rate often equals the cadence by chance, most locks have correlations above 0.5, and chance
 * encounters below 0.3.
 */
const FOLLOWING = 0.4;
/** Shortest lock to a steady cadence, which has no changes to correlate: a heart rate equal to it for this long, and hardly elsewhere in the run, is no coincidence. */
const LONG_LOCK_S = 180;
const HARDLY = 0.25;

const FLAT_S = 60;
const BEGINS_WITHIN_S = 180;
const ENDS_WITHIN_S = 900;
const FAR_BELOW_BPM = 15;
const CATCHES_UP_S = 60;
const MISSING = 0.1;

/** Rules in order of rank: the first that holds gives the likely cause. */
const deviationRules = {
  "cadence-lock": {
    says: `through ${100 * MOST} % of the stretch heart rate lies within ${LOCKED_BPM} of the cadence, or of one foot's, and either follows it (their changes correlate by over ${FOLLOWING}) or does so for ${LONG_LOCK_S / 60} minutes and hardly elsewhere`,
    holds: isCadenceLock,
  },
  "flat-line": {
    says: "for over half of the stretch heart rate stands still, each time for a minute or longer",
    holds: ({ known, heartRateBpm, stepS }) => flatSteps(known, heartRateBpm, stepS, FLAT_S) > known.length / 2,
  },
  offset: {
    says: `${100 * NEARLY_ALL} % of the run lies outside on this side, by about one constant`,
    holds: ({ isRunOffset }) => isRunOffset,
  },
  "slow-start": {
    says: `from within the first ${BEGINS_WITHIN_S / 60} minutes heart rate is ${FAR_BELOW_BPM} bpm below or more, and as the stretch ends, by minute ${ENDS_WITHIN_S / 60}, comes up by that or over half of the difference within a minute`,
    holds: isSlowStart,
  },
  "drop-out": {
    says: `heart rate is below, and is missing for a tenth of the stretch or jumps by over ${JUMP_BPM} bpm within a step as it begins or ends`,
    holds: ({ from, to, direction, known, heartRateBpm }) => {
      if (direction === "above") return false;
      const steps = to - from + 1;
      const ends = [from, from + 1, to, to + 1];
      return steps - known.length > MISSING * steps || jumps(ends, heartRateBpm).length > 0;
    },
  },
} as const satisfies Record<string, DeviationRule>;

const ruledCauses = Object.keys(deviationRules) as (keyof typeof deviationRules)[];

/**
 * Finds the stretches of a minute or longer in which the measured heart rate is above or below the interval, in order of
 * time; none without an interval. A run that differs by one constant is one stretch. The warm-up counts, as what is
 * expected at a moment depends only on measurements before it. Excluded stretches do not count, nor do the seconds in which
 * the model settles: differences there are the model's fault.
 */
export function deviationsOf(
  track: DeviatingRun,
  expected: Pick<ExpectedHeartRate, "heartRateBpm" | "interval" | "excluded">,
  { settlingS }: Pick<ModelContract, "settlingS">,
): Deviation[] {
  const { interval, excluded } = expected;
  if (!interval) return [];
  const { stepS, cadenceSpm } = track;
  const heartRateBpm = measuredFrom(track.heartRateBpm, stepS, settlingS, excluded);
  const known = [...heartRateBpm.keys()].filter((i) => !Number.isNaN(heartRateBpm[i]));
  const knownBefore = countsBefore(heartRateBpm);
  const differenceBpm = (i: number) => heartRateBpm[i] - expected.heartRateBpm[i];
  const outside = {
    above: known.filter((i) => heartRateBpm[i] > interval.upperBpm[i]),
    below: known.filter((i) => heartRateBpm[i] < interval.lowerBpm[i]),
  };
  const isConstant = isOffset(known.map(differenceBpm));
  return (["above", "below"] as const)
    .flatMap((direction) => {
      const steps = outside[direction];
      const isRunOffset = isConstant && steps.length > NEARLY_ALL * known.length;
      return stretchesOf(steps, stepS, isRunOffset).map((stretch): Deviation => {
        const { from, to } = stretch;
        const own = known.slice(knownBefore[from], knownBefore[to + 1]);
        const meanDifferenceBpm = mean(own.map(differenceBpm));
        const run = { stepS, heartRateBpm, cadenceSpm, allKnown: known, isRunOffset };
        const signs: Signs = { ...run, ...stretch, direction, meanDifferenceBpm, known: own };
        const cause = ruledCauses.find((name) => deviationRules[name].holds(signs)) ?? "unexplained";
        return { span: { startS: from * stepS, endS: to * stepS }, direction, meanDifferenceBpm, cause };
      });
    })
    .sort((a, b) => a.span.startS - b.span.startS);
}

/** Joins steps outside of the interval into stretches of at least SHORTEST_S; into a single one where `areOne`. */
function stretchesOf(outside: readonly number[], stepS: number, areOne: boolean): Stretch[] {
  const stretches: Stretch[] = [];
  for (const i of outside) {
    const open = stretches.at(-1);
    if (open && (areOne || (i - open.to - 1) * stepS <= BRIDGE_S)) open.to = i;
    else stretches.push({ from: i, to: i });
  }
  return stretches.filter(({ from, to }) => (to - from) * stepS >= SHORTEST_S);
}

/** Number of measured steps before each step; entry i counts the steps before i. */
function countsBefore(heartRateBpm: Float32Array): Uint32Array {
  const counts = new Uint32Array(heartRateBpm.length + 1);
  heartRateBpm.forEach((bpm, i) => {
    counts[i + 1] = counts[i] + Number(!Number.isNaN(bpm));
  });
  return counts;
}

/** Stretches of a minute or longer in which the sensor counted steps instead of beats, by the heart rate and the cadence alone. */
export function cadenceLocksIn({ heartRateBpm, cadenceSpm, stepS }: DeviatingRun): Span[] {
  const allKnown = [...heartRateBpm.keys()].filter((i) => !Number.isNaN(heartRateBpm[i]));
  return LOCK_RATIOS.flatMap((ratio) =>
    stretchesOf(
      allKnown.filter((i) => sitsOn(ratio, heartRateBpm[i], cadenceSpm[i])),
      stepS,
      false,
    ),
  )
    .filter((stretch) => {
      const known = allKnown.filter((i) => i >= stretch.from && i <= stretch.to);
      return isCadenceLock({ ...stretch, stepS, known, allKnown, heartRateBpm, cadenceSpm });
    })
    .map(({ from, to }) => ({ startS: from * stepS, endS: to * stepS }));
}

/** Whether a heart rate lies about where a sensor would read it that counts steps. */
function sitsOn(ratio: number, bpm: number, cadenceSpm: number): boolean {
  return cadenceSpm > 0 && Math.abs(bpm - ratio * cadenceSpm) <= LOCKED_BPM;
}

function isCadenceLock(signs: Stretch & DeviatingRun & Pick<Signs, "known" | "allKnown">): boolean {
  const { from, to, stepS, known, allKnown, heartRateBpm, cadenceSpm } = signs;
  const steps = known.filter((i) => cadenceSpm[i] > 0);
  return LOCK_RATIOS.some((ratio) => {
    const isOn = (i: number) => sitsOn(ratio, heartRateBpm[i], cadenceSpm[i]);
    if (steps.filter(isOn).length < MOST * known.length) return false;
    const next = steps.filter((i, k) => steps[k - 1] === i - 1);
    const changes = (series: Float32Array) => Float64Array.from(next, (i) => series[i] - series[i - 1]);
    if (correlation(changes(heartRateBpm), changes(cadenceSpm)) > FOLLOWING) return true;
    if ((to - from) * stepS < LONG_LOCK_S) return false;
    const elsewhere = allKnown.filter((i) => i < from || i > to);
    return elsewhere.filter(isOn).length < HARDLY * elsewhere.length;
  });
}

function isSlowStart({ from, to, stepS, direction, meanDifferenceBpm, heartRateBpm }: Signs): boolean {
  const isEarly = from * stepS <= BEGINS_WITHIN_S && to * stepS <= ENDS_WITHIN_S;
  if (!isEarly || direction === "above" || meanDifferenceBpm > -FAR_BELOW_BPM) return false;
  const half = Math.round(CATCHES_UP_S / stepS / 2);
  const about = heartRateBpm.subarray(Math.max(0, to - half), to + half + 1).filter((bpm) => !Number.isNaN(bpm));
  const risenBpm = about[about.length - 1] - about[0];
  return risenBpm >= Math.max(FAR_BELOW_BPM, -meanDifferenceBpm / 2);
}
