import { formatClock } from "../format/format.ts";
import type { SpeedUnit } from "../format/units.ts";

/** What an axis shows, from its lower to its upper end, and the values that it names. */
export interface Scale {
  lower: number;
  upper: number;
  ticks: number[];
}

const TIME_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 14400];

/** The paces an axis may name, in seconds a kilometre or mile. */
const PACES_S = [150, 180, 210, 240, 270, 300, 330, 360, 420, 480, 540, 600, 720, 900, 1200, 1800];

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

/**
 * A scale for speeds, never below zero. A pace axis is a speed axis that is labelled in paces: faster stands higher,
 * and standing still is its floor instead of an infinity.
 */
export function speedScale(speeds: ArrayLike<number>, speedUnit: SpeedUnit, count: number): Scale {
  const round = roundScale([speeds], 4, count);
  const scale = { ...round, lower: Math.max(0, round.lower), ticks: round.ticks.filter((tick) => tick >= 0) };
  return speedUnit === "speed" ? scale : { ...scale, ticks: paceTicks(scale, count) };
}

/** The label of a tick on a pace axis, whose values are speeds. */
export function paceLabel(speed: number): string {
  return formatClock(3600 / speed);
}

/** Speeds of round paces, from fast to slow, none nearer to the next than the axis has room for. */
function paceTicks({ lower, upper }: Scale, count: number): number[] {
  const room = (upper - lower) / (count + 1);
  const ticks: number[] = [];
  for (const paceS of PACES_S) {
    const speed = 3600 / paceS;
    if (speed >= lower && speed <= upper && (ticks.length === 0 || ticks[0] - speed >= room)) ticks.unshift(speed);
  }
  return ticks;
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
