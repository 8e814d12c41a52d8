import { longestBridgeS } from "../resample.ts";
import type { Span } from "../workout.ts";

/**
 * Finds spans in which a series changes by more than `by` within `withinS`. A span reaches from the latest reading before
 * the change to the first after it; spans that touch are joined.
 * @param timeS times, strictly rising
 * @param by change, above 0 for rises, below 0 for falls
 * @param bridgeS longest time between consecutive readings that also counts, beyond `withinS`
 */
export function changesWithin(
  timeS: Float64Array,
  values: Float64Array,
  withinS: number,
  by: number,
  bridgeS = 0,
): Span[] {
  const longestS = Math.max(withinS, bridgeS);
  const sign = Math.sign(by);
  const leastBy = Math.abs(by);
  const spans: Span[] = [];
  // Monotonic queue of earlier readings: the change from the first of them up to here is the greatest. A reading from
  // which a change was found is removed, as what follows is a part of that change.
  const window = new Int32Array(values.length);
  let [first, end, last] = [0, 0, -1];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    while (first < end && timeS[i] - timeS[window[first]] > (window[first] === last ? longestS : withinS)) first++;
    let from = -1;
    while (first < end && sign * (value - values[window[first]]) > leastBy) from = window[first++];
    if (from >= 0) addSpan(spans, timeS[from], timeS[i]);
    while (first < end && sign * (values[window[end - 1]] - value) >= 0) end--;
    window[end++] = i;
    last = i;
  }
  return spans;
}

/** Finds spans in which a series rises or falls by more than `by` within `withinS`, or between consecutive readings up to a bridge apart. */
export function jumpsWithin(timeS: Float64Array, values: Float64Array, withinS: number, by: number): Span[] {
  const bridgeS = longestBridgeS(timeS, values);
  const changes = [by, -by].flatMap((change) => changesWithin(timeS, values, withinS, change, bridgeS));
  const spans: Span[] = [];
  for (const { startS, endS } of changes.sort((a, b) => a.startS - b.startS)) addSpan(spans, startS, endS);
  return spans;
}

/** Finds stretches of readings, as indices, in which `goesOn` holds from each to the next and none is more than a bridge apart. */
export function stretchesOf(
  timeS: Float64Array,
  readings: Float64Array,
  goesOn: (index: number, previous: number) => boolean,
): { from: number; to: number; points: number }[] {
  const bridgeS = longestBridgeS(timeS, readings);
  const stretches: { from: number; to: number; points: number }[] = [];
  readings.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const open = stretches.at(-1);
    if (open && timeS[i] - timeS[open.to] <= bridgeS && goesOn(i, open.to)) {
      open.to = i;
      open.points++;
    } else stretches.push({ from: i, to: i, points: 1 });
  });
  return stretches;
}

function addSpan(spans: Span[], startS: number, endS: number): void {
  const last = spans.at(-1);
  if (last && startS <= last.endS) {
    last.startS = Math.min(last.startS, startS);
    last.endS = Math.max(last.endS, endS);
  } else spans.push({ startS, endS });
}
