import { quantile } from "../../../base/statistics.ts";
import { type ExpectedPart, type ExpectedParts, expectedParts } from "../../../evaluation/parts/parts.ts";
import type { Span } from "../../../workout/workout.ts";
import { roundScale, type Scale } from "../../charts/axes.ts";

/** Parts that an expected heart rate has, in their order from the base up. */
export function partsThere({ byPart }: ExpectedParts): ExpectedPart[] {
  return expectedParts.filter((part) => byPart[part] !== null);
}

/** Heart rates between which a part lies at a moment; without height where it is nothing. */
export interface Layer {
  lowerBpm: number;
  upperBpm: number;
}

/** What adds up to the expected heart rate at a moment. */
export interface Stack {
  /** Where each part that adds stands, on the base and those before it. */
  adds: Layer[];
  /** Where each part that takes off hangs, from the top of those that add, down to the expected heart rate. */
  takes: Layer[];
  /** Top of the parts that add. */
  topBpm: number;
}

/** Stacks the parts of a moment, in the order of `partsThere`. */
export function stackAt({ baseBpm, byPart }: ExpectedParts, parts: readonly ExpectedPart[], step: number): Stack {
  let topBpm = baseBpm[step];
  const adds = parts.map((part) => {
    const lowerBpm = topBpm;
    topBpm += Math.max(0, byPart[part]![step]);
    return { lowerBpm, upperBpm: topBpm };
  });
  let hangsBpm = topBpm;
  const takes = parts.map((part) => {
    const upperBpm = hangsBpm;
    hangsBpm -= Math.max(0, -byPart[part]![step]);
    return { lowerBpm: hangsBpm, upperBpm };
  });
  return { adds, takes, topBpm };
}

/** Steps of a stretch, the one before it and the one after it included: first, and after the last. */
export function stepsShown({ baseBpm }: ExpectedParts, { startS, endS }: Span, stepS: number): [number, number] {
  return [Math.max(0, Math.floor(startS / stepS)), Math.min(baseBpm.length, Math.ceil(endS / stepS) + 1)];
}

/** Share of the steps shown whose base may lie below the foot of the chart, at the start. */
const RISING_SHARE = 0.1;

/** The least that a chart of parts spans, bpm. */
const LEAST_BPM = 24;

/** Scale of a stretch that holds its base and its parts, but for the rise at the start, which would leave the parts no room. */
export function partsScale(parts: ExpectedParts, span: Span, stepS: number): Scale {
  const there = partsThere(parts);
  const [from, to] = stepsShown(parts, span, stepS);
  const shown = parts.baseBpm.subarray(from, to);
  const risenBpm = quantile(shown, RISING_SHARE);
  const rising = shown.findIndex((bpm) => bpm >= risenBpm);
  const base = shown.subarray(rising);
  const stacks = Array.from(base, (_, i) => stackAt(parts, there, from + rising + i));
  const tops = stacks.map(({ topBpm }) => topBpm);
  const totals = stacks.map(({ takes }) => takes.at(-1)!.lowerBpm);
  return roundScale([base, tops, totals], LEAST_BPM, 6);
}
