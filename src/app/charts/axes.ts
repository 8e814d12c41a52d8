import { median } from "../../base/statistics.ts";

/** An axis: the values at its lower and its upper end, and those that it names. */
export interface Scale {
  lower: number;
  upper: number;
  ticks: number[];
}

const TIME_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 14400];

/** Distances between the ticks of a pace axis, in seconds a kilometre or mile. */
const PACE_STEPS_S = [10, 15, 30, 60, 120, 180, 300, 600];

/** The least a pace axis spans. */
const LEAST_PACES_S = 60;

/** A pace slower than so many times the median is walking or standing: it is drawn at the foot, so that running fills the axis. */
const SLOWEST_TO_MEDIAN = 2;

/** Share of a series' range that a scale leaves free above and below it. */
const HEADROOM = 0.02;

/** Round times within a stretch, at most `count` of them. */
export function timeTicks(fromS: number, toS: number, count: number): number[] {
  const stepS = TIME_STEPS_S.find((candidate) => (toS - fromS) / candidate <= count) ?? 6 * 3600;
  return multiples(stepS, fromS, toS);
}

/** Round distances within a stretch, at most one more than `count` of them, and how many decimals tell them apart. */
export function distanceTicks(from: number, to: number, count: number): { distances: number[]; decimals: number } {
  const step = roundStep((to - from) / count);
  return { distances: multiples(step, from, to), decimals: Math.max(0, -Math.floor(Math.log10(step))) };
}

/**
 * A scale of round numbers around the values of some series.
 * @param atLeast the least it spans: a flat course shall not look like mountains.
 */
export function roundScale(series: Iterable<ArrayLike<number>>, atLeast: number, count: number): Scale {
  const { lowest, highest } = extentOf(series) ?? { lowest: 0, highest: atLeast };
  // Neither flatter than asked for, nor with a line along an edge, where half of it would be cut off.
  const room = Math.max(HEADROOM * (highest - lowest), (atLeast - (highest - lowest)) / 2);
  const step = roundStep((highest - lowest + 2 * room) / count);
  // To the half step, where no tick need stand: a whole one would leave much of a small chart empty.
  const lower = (step / 2) * Math.floor((lowest - room) / (step / 2));
  const upper = (step / 2) * Math.ceil((highest + room) / (step / 2));
  return { lower, upper, ticks: multiples(step, lower, upper) };
}

/** A scale for speeds, never below zero. */
export function speedScale(speeds: ArrayLike<number>, count: number): Scale {
  const round = roundScale([speeds], 4, count);
  return { ...round, lower: Math.max(0, round.lower), ticks: round.ticks.filter((tick) => tick >= 0) };
}

/**
 * A scale for paces, faster higher: its upper end is the smaller number, and its ticks are as far apart in pace as on the
 * axis. Whoever stands, at an infinite pace, is below its foot.
 */
export function paceScale(pacesS: Float32Array, count: number): Scale {
  const known = pacesS.filter(Number.isFinite);
  const { lowest: fastest, highest } = extentOf([known]) ?? { lowest: 300, highest: 360 };
  const slowest = known.length === 0 ? highest : Math.min(highest, SLOWEST_TO_MEDIAN * median(known));
  const room = Math.max(HEADROOM * (slowest - fastest), (LEAST_PACES_S - (slowest - fastest)) / 2);
  const range = slowest - fastest + 2 * room;
  const stepS = PACE_STEPS_S.find((candidate) => range / candidate <= count) ?? roundStep(range / count);
  const upper = (stepS / 2) * Math.floor((fastest - room) / (stepS / 2));
  const lower = (stepS / 2) * Math.ceil((slowest + room) / (stepS / 2));
  return { lower, upper: Math.max(0, upper), ticks: multiples(stepS, Math.max(stepS, upper), lower) };
}

function extentOf(series: Iterable<ArrayLike<number>>): { lowest: number; highest: number } | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const values of series) {
    for (let i = 0; i < values.length; i++) {
      if (values[i] < lowest) lowest = values[i];
      if (values[i] > highest) highest = values[i];
    }
  }
  return lowest <= highest ? { lowest, highest } : null;
}

/** The smallest of 1, 2, 5, 10, 20, 50 … that is not below the given step. */
function roundStep(step: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(step));
  return magnitude * [1, 2, 5, 10].find((factor) => factor * magnitude >= step * (1 - 1e-9))!;
}

/** The multiples of a step within a range, its ends included. */
export function multiples(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}
