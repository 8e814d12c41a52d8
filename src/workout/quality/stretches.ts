import { longestBridgeS } from "../resample.ts";
import type { Span } from "../workout.ts";

/**
 * Finds spans in which a series changes by more than `by` within a time: each span reaches from the latest reading that a later one
 * differs from by as much to that one, and spans that touch are one.
 * @param timeS strictly rising
 * @param by above 0 for rises, below 0 for falls
 * @param bridgeS two readings that follow each other count if they lie no further apart than this, too
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
  // Earlier readings, each nearer to what a change leads to than those before it: from the first of them the change up
  // to here is greatest. What a change was found from is taken out, for what follows is a part of that change.
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

/** The same, whether it rises or falls, and from one reading to the next as well where they lie further apart. */
export function jumpsWithin(timeS: Float64Array, values: Float64Array, withinS: number, by: number): Span[] {
  const bridgeS = longestBridgeS(timeS, values);
  const changes = [by, -by].flatMap((change) => changesWithin(timeS, values, withinS, change, bridgeS));
  const spans: Span[] = [];
  for (const { startS, endS } of changes.sort((a, b) => a.startS - b.startS)) addSpan(spans, startS, endS);
  return spans;
}

/** The stretches over which neighbouring points hold and none is further from the next than a bridge, in indices. */
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
