import { counted } from "../../base/counted.ts";
import type { Repair, Span } from "../workout.ts";

/** Shortest gap that may part two recordings; points nearer to each other are of one, whatever length a file states. */
const APART_S = 3600;

/** Largest difference between a run's stated span and its first and last points. */
const TOLERANCE_S = 60;

/**
 * Finds the points that a device left over from another recording. Points are grouped into parts that lie APART_S apart;
 * left over are the parts outside of every time span that the file states for the run. Where no part lies in such a span,
 * none is left over: the stated spans are then of another recording, or by another clock.
 * @param timeS times of the points; points with NaN belong to no part
 * @param own the stated spans, by the same clock; empty where the file states none
 * @returns indices of points
 */
export function leftOverPoints(timeS: readonly number[], own: readonly Span[]): Set<number> {
  const leftOver = new Set<number>();
  if (own.length === 0) return leftOver;
  const parts = partsOf(timeS);
  const spans = own.toSorted((a, b) => a.startS - b.startS);
  let next = 0;
  let latestEndS = Number.NEGATIVE_INFINITY;
  const isOwn = parts.map((part) => {
    const endS = timeS[part[part.length - 1]] + TOLERANCE_S;
    for (; next < spans.length && spans[next].startS <= endS; next++)
      latestEndS = Math.max(latestEndS, spans[next].endS);
    return latestEndS >= timeS[part[0]] - TOLERANCE_S;
  });
  if (!isOwn.includes(true)) return leftOver;
  for (const [k, part] of parts.entries()) if (!isOwn[k]) for (const index of part) leftOver.add(index);
  return leftOver;
}

/** Repair entry for a number of left-over points; empty for none. */
export function leftOverRepairs(points: number): Repair[] {
  if (points === 0) return [];
  const message = `${counted(points, "point")} of another recording left out: the file states when this one was.`;
  return [{ code: "left-over-points", count: points, message, spans: [] }];
}

/** Indices of the points with a time, in order of time, split at gaps of more than APART_S. */
function partsOf(timeS: readonly number[]): number[][] {
  const timed: number[] = [];
  let isOrdered = true;
  for (let i = 0; i < timeS.length; i++) {
    if (Number.isNaN(timeS[i])) continue;
    isOrdered &&= timed.length === 0 || timeS[i] >= timeS[timed[timed.length - 1]];
    timed.push(i);
  }
  if (!isOrdered) timed.sort((a, b) => timeS[a] - timeS[b]);
  const parts: number[][] = [];
  for (const index of timed) {
    const last = parts.at(-1);
    if (last && timeS[index] - timeS[last[last.length - 1]] <= APART_S) last.push(index);
    else parts.push([index]);
  }
  return parts;
}
