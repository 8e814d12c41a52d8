import { median } from "../../base/statistics.ts";
import { isOtherSport } from "../sport.ts";
import { FASTEST_KMH } from "./odometer.ts";
import { areAlike, hasUnit, SLIGHT_MS, timesApart, UNLIKE } from "./ratios.ts";
import type { SourceName, Ways } from "./ways.ts";

/** Fewest stretches over which sources are compared. */
export const FEWEST_STRETCHES = 3;
/** Largest interquartile range of a steady ratio's logarithm. */
const STEADY = 0.1;
/** Ratio from which a device's speed and distance contradict each other even where it changes. */
const UNLIKE_IN_ONE_DEVICE = 1.4;
const WALKING_MS = 2;

/** World record over 1500 m (Hicham El Guerrouj, 1998): mean speed and duration ... */
const RECORD = { speedMs: 1500 / 206, seconds: 206 };
/** ... and the exponent by which record speeds fall with duration (P. S. Riegel, "Athletic Records and Human Endurance", 1981). */
const FATIGUE = 0.0566;
/**
 * Factor by which a run may seem faster than a record: downhill, with the wind, or by a sensor that reads too high.
 */
const BEYOND_RECORD = 1.25;

/** Rate of a source over some stretches, m/s. */
export interface Rate {
  source: SourceName;
  /** Median over the stretches, which single faults do not change. */
  usual: number;
  mean: number;
}

/** Rate over the stretches in which no source stands. */
export interface RateOfAll extends Rate {
  /** Mean that includes the stretches in which several sources stand, m/s. */
  meanWithHalts: number;
}

/** Computes the rate of a source over those of the given stretches in which it is known. */
export function rateOf(source: SourceName, { metres, seconds }: Ways, stretches: readonly number[]): Rate {
  const way = metres[source] ?? new Float64Array();
  const known = stretches.filter((k) => way[k] >= 0);
  const sum = (of: ArrayLike<number>) => known.reduce((sum, k) => sum + of[k], 0);
  return { source, usual: median(known.map((k) => way[k] / seconds[k])), mean: sum(way) / sum(seconds) };
}

/** Believed sources, and those that they contradict. Where none is believed, the stated total is. */
export interface Verdict {
  believed: readonly Rate[];
  odd: readonly Rate[];
}

export interface Compared {
  ways: Ways;
  /** Stretches over which the rates were computed. */
  stretches: readonly number[];
  /** Mean speed of the stated total, m/s; null where none is stated. */
  statedMs: number | null;
  /** Highest speed that is believed for the run, m/s. */
  fastestMs: number;
}

/**
 * Decides which sources to believe, in the order of their use; null where two contradict each other and it is undecided.
 */
export function verdictOn(rates: readonly RateOfAll[], compared: Compared): Verdict | null {
  const { statedMs } = compared;
  if (rates.length === 1) return byTotal(rates[0], compared);
  // Single faults spoil a mean; distances in steps of ten metres spoil a median.
  const isFriend = (one: RateOfAll, other: RateOfAll) =>
    (["usual", "mean", "meanWithHalts"] as const).some((of) => areAlike(one[of], other[of]));
  const friends = (rate: RateOfAll) => rates.filter((other) => isFriend(rate, other));
  const largest = rates.map(friends).reduce((a, b) => (b.length > a.length ? b : a));
  if (largest.length > 1) return against(rates, largest);
  const isStated = ({ mean }: Rate) => statedMs !== null && areAlike(mean, statedMs) && isPossible(statedMs, compared);
  const stated = rates.filter(isStated);
  if (stated.length === 1) return against(rates, stated);
  return rates.length === 2 ? betweenTwo(rates[0], rates[1], compared) : { believed: rates, odd: [] };
}

function against(rates: readonly Rate[], believed: readonly Rate[]): Verdict {
  return { believed, odd: rates.filter((rate) => !believed.includes(rate)) };
}

function isPossible(ms: number, { fastestMs }: Compared): boolean {
  return ms >= SLIGHT_MS && ms <= fastestMs;
}

/**
 * Decides between the only source and the stated total, which is believed where the source is impossible or in a known
 * wrong unit; null where it is undecided.
 */
function byTotal(only: Rate, compared: Compared): Verdict | null {
  const { source, mean } = only;
  const { statedMs } = compared;
  const nothingOdd = { believed: [only], odd: [] };
  if (source === "positions" || statedMs === null || !isPossible(statedMs, compared)) return nothingOdd;
  const isWrong = hasUnit(source, mean / statedMs) || !isPossible(mean, compared);
  if (timesApart(mean, statedMs) < UNLIKE) return nothingOdd;
  return isWrong ? { believed: [], odd: [only] } : null;
}

function betweenTwo(first: Rate, second: Rate, compared: Compared): Verdict | null {
  const both = [first, second];
  const apart = timesApart(first.usual, second.usual);
  const steady = isSteady(first, second, compared);
  const ofPositions = second.source === "positions";
  // Wandering positions lengthen the distance of a walk.
  const mayWander = ofPositions && !steady && second.usual > first.usual && first.usual < WALKING_MS && apart < UNLIKE;
  if (mayWander || (!steady && apart < (ofPositions ? UNLIKE : UNLIKE_IN_ONE_DEVICE)))
    return { believed: both, odd: [] };
  const possible = both.filter(({ usual }) => isPossible(usual, compared));
  if (possible.length === 1) return against(both, possible);
  const isUnit = first.source !== "positions" && hasUnit(first.source, first.usual / second.usual);
  return possible.length === 2 && steady && isUnit ? against(both, [second]) : null;
}

/** Whether the ratio of two sources is the same all along. */
function isSteady(one: Rate, other: Rate, { ways, stretches }: Compared): boolean {
  const [of, to] = [ways.metres[one.source], ways.metres[other.source]];
  const ratios = stretches.map((k) => Math.log((of?.[k] ?? Number.NaN) / (to?.[k] ?? Number.NaN)));
  const known = ratios.filter(Number.isFinite).sort((a, b) => a - b);
  if (known.length < FEWEST_STRETCHES) return false;
  return known[Math.floor(0.75 * (known.length - 1))] - known[Math.ceil(0.25 * (known.length - 1))] < STEADY;
}

/** Highest speed that is believed for a run of a duration, m/s; infinite for other sports. */
export function fastestMs(seconds: number, sport: string | null): number {
  if (isOtherSport(sport)) return Number.POSITIVE_INFINITY;
  return Math.min(FASTEST_KMH / 3.6, BEYOND_RECORD * RECORD.speedMs * (RECORD.seconds / seconds) ** FATIGUE);
}
