import { mean, sum } from "../base/statistics.ts";
import { gradedSpeed } from "./graded-speed.ts";
import { wholeRun } from "./summary.ts";
import type { Span, Track } from "./workout.ts";

/** A part of a run with intervals: before them, at work or at rest within them, or after them. */
export interface EffortPart extends Span {
  kind: "before" | "work" | "rest" | "after";
}

/** Shortest work or rest: the track's speed is a mean over 42 s, in which shorter ones are lost. */
const SHORTEST_S = 30;

/** Fewest times of work: twice is how a run with a stop in it looks, too. */
const FEWEST_EFFORTS = 3;

/** Least ratio of the mean speed at work to that at rest. */
const LEAST_RATIO = 1.25;

/** Least share of rest between the first and the last time of work; stops at crossings come to less. */
const LEAST_REST = 0.1;

/**
 * Finds work and rest in a run's pace, grade-adjusted where the altitude is known. Steps are divided into fast and slow at
 * the speed that tells both best (N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE Trans. SMC 9,
 * 1979), short stretches join their surroundings. The parts follow one another from the run's start to its end; empty
 * where the run has no intervals.
 */
export function effortParts(
  track: Pick<Track, "speedKmh" | "altitudeM" | "stepS" | "isOnUnknownGround">,
): EffortPart[] {
  const speedKmh = gradedSpeed(track) ?? track.speedKmh;
  const whole = wholeRun(speedKmh.length, track.stepS);
  const threshold = thresholdOf(speedKmh);
  const stretches = stretchesOf(speedKmh, track.stepS, threshold);
  const first = stretches.findIndex(({ isFast }) => isFast);
  const last = stretches.findLastIndex(({ isFast }) => isFast);
  const inner = stretches.slice(first, last + 1);
  if (first < 0 || !areIntervals(inner, speedKmh, track.stepS)) return [];
  const edge = (step: number) => Math.min(whole.endS, Math.max(0, (step - 0.5) * track.stepS));
  const parts: EffortPart[] = [
    { kind: "before", startS: 0, endS: edge(inner[0].from) },
    ...inner.map(
      ({ isFast, from, to }): EffortPart => ({
        kind: isFast ? "work" : "rest",
        startS: edge(from),
        endS: edge(to),
      }),
    ),
    { kind: "after", startS: edge(inner[inner.length - 1].to), endS: whole.endS },
  ];
  return parts.filter(({ startS, endS }) => endS > startS);
}

/** Steps from one to another, exclusive, that are all fast or all slow. */
interface Stretch {
  isFast: boolean;
  from: number;
  to: number;
}

/** Divides the steps at a speed; of stretches that are too short, the shortest join their neighbours first. */
function stretchesOf(speedKmh: Float32Array, stepS: number, threshold: number): Stretch[] {
  let stretches = Array.from(speedKmh, (kmh, i): Stretch => ({ isFast: kmh > threshold, from: i, to: i + 1 }));
  stretches = joined(stretches, 0);
  for (let steps = 1; steps * stepS < SHORTEST_S && stretches.length > 1; steps++) stretches = joined(stretches, steps);
  return stretches;
}

/** Joins stretches of up to so many steps to what is around them, and neighbours of one kind to one another. */
function joined(stretches: readonly Stretch[], steps: number): Stretch[] {
  const longer: Stretch[] = [];
  for (const { isFast, from, to } of stretches) {
    const latest = longer.at(-1);
    const isShort = to - from <= steps;
    if (latest && (isShort || latest.isFast === isFast)) latest.to = to;
    else longer.push({ isFast: isShort ? !isFast : isFast, from, to });
  }
  return longer;
}

function areIntervals(stretches: readonly Stretch[], speedKmh: Float32Array, stepS: number): boolean {
  const work = stretches.filter(({ isFast }) => isFast);
  const rest = stretches.filter(({ isFast }) => !isFast);
  if (work.length < FEWEST_EFFORTS) return false;
  const lengthS = (own: readonly Stretch[]) => sum(own.map(({ from, to }) => to - from)) * stepS;
  const meanKmh = (own: readonly Stretch[]) =>
    mean(own.flatMap(({ from, to }) => Array.from(speedKmh.subarray(from, to))));
  const share = lengthS(rest) / (lengthS(rest) + lengthS(work));
  return share >= LEAST_REST && meanKmh(work) >= LEAST_RATIO * meanKmh(rest);
}

/** Speed at which the squares between the means of slower and faster steps are greatest. */
function thresholdOf(speedKmh: Float32Array): number {
  const sorted = Float64Array.from(speedKmh).sort();
  const total = sum(sorted);
  let [best, threshold, below] = [0, sorted[0], 0];
  for (let count = 1; count < sorted.length; count++) {
    below += sorted[count - 1];
    if (sorted[count] === sorted[count - 1]) continue;
    const above = sorted.length - count;
    const between = count * above * ((total - below) / above - below / count) ** 2;
    if (between > best) [best, threshold] = [between, (sorted[count] + sorted[count - 1]) / 2];
  }
  return threshold;
}
