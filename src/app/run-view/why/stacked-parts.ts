import { type ExpectedPart, type ExpectedParts, expectedParts } from "../../../evaluation/parts/parts.ts";

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
