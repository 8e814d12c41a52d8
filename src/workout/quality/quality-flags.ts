import type { Repaired } from "../repair/repair.ts";
import type { Span, Workout } from "../workout.ts";
import { altitudeChecks } from "./altitude-checks.ts";
import { checkedRun, type QualityCheck } from "./checks.ts";
import { heartRateChecks } from "./heart-rate-checks.ts";
import { speedChecks } from "./speed-checks.ts";
import { timeChecks } from "./time-checks.ts";

/**
 * Checks of the published system, under its codes. DI01, unequal lengths, is missing: such a file is refused as it is
 * read. The published series had at most 500 points, most of them 6 to 8 s apart; each rule is equivalent to the published
 * one there, and means the same on a recording of one point a second.
 */
export const qualityChecks = { ...heartRateChecks, ...speedChecks, ...timeChecks, ...altitudeChecks };

export type QualityCode = keyof typeof qualityChecks;

export const qualityCodes = Object.keys(qualityChecks) as QualityCode[];

/** Finding of a check about a recording, to be known before trusting it. It changes no figure. */
export interface QualityFlag {
  code: QualityCode;
  /** Number of points concerned (of stretches, for jumps and gaps); 1 for the whole run. */
  count: number;
  /** Sentence about the finding and its possible meaning. */
  message: string;
  /** Places on the run, in seconds from its start. */
  spans: Span[];
}

/**
 * Runs the checks on a run as recorded, in the order above.
 * @param repaired the same run repaired, which states its start and the impossible readings
 */
export function qualityFlags(recorded: Workout, repaired: Repaired): QualityFlag[] {
  const run = checkedRun(recorded, repaired);
  return qualityCodes.flatMap((code) => {
    const check: QualityCheck = qualityChecks[code];
    const { count, message, spans } = check.find(run);
    return count > 0 ? [{ code, count, message, spans }] : [];
  });
}
