import { counted } from "../../base/counted.ts";
import type { Repair, Span } from "../workout.ts";

/** Points this far apart may be of two recordings; nearer ones are of one, whatever a file states of its length. */
const APART_S = 3600;

/** Devices date a run's first and last points by as much before or behind what they state of it. */
const TOLERANCE_S = 60;

/**
 * The indices of points that a device left over from another recording: of the parts that lie APART_S apart, those
 * outside of all stretches of time that the file states of the run. None where no part lies in one: then it is what
 * the file states that is of another recording, or by another clock.
 * @param timeS of the points, NaN where unknown: such points go with no part
 * @param own the stated stretches, by the same clock; none where the file states nothing
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

/** The ledger's entry of so many points left over; none where there are none. */
export function leftOverRepairs(points: number): Repair[] {
  if (points === 0) return [];
  const message = `${counted(points, "point")} of another recording left out: the file states when this one was.`;
  return [{ code: "left-over-points", count: points, message, spans: [] }];
}

/** Indices of the points that have a time, in its order, parted where it leaps. */
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
