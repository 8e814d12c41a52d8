import type { Repaired } from "../repair/repair.ts";
import type { Span, Workout } from "../workout.ts";
import { altitudeChecks } from "./altitude-checks.ts";
import { checkedRun, type QualityCheck } from "./checks.ts";
import { heartRateChecks } from "./heart-rate-checks.ts";
import { speedChecks } from "./speed-checks.ts";
import { timeChecks } from "./time-checks.ts";

/**
 * The published system's checks, under its codes. Unequal lengths (its DI01) are none of them: such a file is refused
 * as it is read. Its series had at most 500 points, most of them 6 to 8 s apart; each rule is put such that it comes
 * to the published one there, and means the same on a recording of one point a second.
 */
export const qualityChecks = { ...heartRateChecks, ...speedChecks, ...timeChecks, ...altitudeChecks };

export type QualityCode = keyof typeof qualityChecks;

export const qualityCodes = Object.keys(qualityChecks) as QualityCode[];

/** Something about a recording that a person should know before trusting it. It changes no figure. */
export interface QualityFlag {
  code: QualityCode;
  /** Number of points (of stretches, for jumps and gaps) that it concerns; 1 for the whole run. */
  count: number;
  /** One sentence for a person: what was found and what it may mean. */
  message: string;
  /** Places on the run, in seconds from its start. */
  spans: Span[];
}

/**
 * Runs the checks on a run as it was recorded, in the order above.
 * @param repaired what was made of it, which says when its clock starts and which readings can't be any.
 */
export function qualityFlags(recorded: Workout, repaired: Repaired): QualityFlag[] {
  const run = checkedRun(recorded, repaired);
  return qualityCodes.flatMap((code) => {
    const check: QualityCheck = qualityChecks[code];
    const { count, message, spans } = check.find(run);
    return count > 0 ? [{ code, count, message, spans }] : [];
  });
}
