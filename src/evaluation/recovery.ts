import { type EffortPart, effortParts } from "../workout/efforts.ts";
import type { Analysis } from "./analysis.ts";

/** Times after the peak over which the fall is told. */
const FALL_S = [60, 120];

/** Time around the end of an effort in which its highest heart rate is looked for. */
const PEAK_S = 15;

/** Recovery of the heart rate after one effort. */
export interface Recovery {
  /** Number of the effort, from 1, among the run's splits by effort. */
  effort: number;
  /** Latest moment of the highest heart rate around the effort's end, from which the recovery counts. */
  fromS: number;
  peakBpm: number;
  /** Fall of the heart rate in one minute and in two, bpm; null where the rest ends before, or no heart rate is known. */
  fallBpm: [afterOne: number, afterTwo: number | null];
}

/**
 * Measures how far the heart rate falls after each effort of a run with intervals (heart-rate recovery: C. R. Cole et al.,
 * "Heart-Rate Recovery Immediately after Exercise as a Predictor of Mortality", N. Engl. J. Med. 341, 1999). Empty where
 * the run has no intervals. An effort without a rest of a minute behind it, or without a heart rate at its end, has none.
 */
export function recoveriesOf({ track, comparedBpm }: Pick<Analysis, "track" | "comparedBpm">): Recovery[] {
  const parts = effortParts(track);
  const work = parts.filter(({ kind }) => kind === "work");
  return work.flatMap((own, i) => {
    const rest = parts[parts.indexOf(own) + 1];
    const recovery = rest ? recoveryIn(comparedBpm, track.stepS, own, rest) : null;
    return recovery ? [{ effort: i + 1, ...recovery }] : [];
  });
}

function recoveryIn(
  heartRateBpm: Float32Array,
  stepS: number,
  work: EffortPart,
  rest: EffortPart,
): Omit<Recovery, "effort"> | null {
  const [from, to] = [Math.ceil((work.endS - PEAK_S) / stepS), Math.floor((work.endS + PEAK_S) / stepS)];
  let peak = -1;
  for (let i = Math.max(0, from); i <= to; i++) {
    if (heartRateBpm[i] >= (heartRateBpm[peak] ?? 0)) peak = i;
  }
  if (peak < 0) return null;
  const peakBpm = heartRateBpm[peak];
  const [afterOne, afterTwo] = FALL_S.map((afterS) => {
    const momentS = peak * stepS + afterS;
    const bpm = heartRateBpm[Math.round(momentS / stepS)];
    // The pace tells to a step when a rest ends.
    return momentS > rest.endS + stepS || bpm === undefined || Number.isNaN(bpm) ? null : peakBpm - bpm;
  });
  return afterOne === null ? null : { fromS: peak * stepS, peakBpm, fallBpm: [afterOne, afterTwo] };
}
