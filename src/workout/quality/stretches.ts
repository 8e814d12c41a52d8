import { longestBridgeS } from "../resample.ts";
import type { Span } from "../workout.ts";

/**
 * Where a series changes by more than so much within a time: each span reaches from the latest reading that a later one
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
  const sign = Math.sign(by);
  const spans: Span[] = [];
  // Earlier readings, from `first` on, each nearer to what a change leads to than those before it. The change up to
  // here is greatest from the first; what a change was found from is dropped, for what follows it is a part of that.
  const window: number[] = [];
  let first = 0;
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const last = window.at(-1);
    const isPast = (j: number) => timeS[i] - timeS[j] > (j === last ? Math.max(withinS, bridgeS) : withinS);
    const isChange = (j: number) => sign * (value - values[j]) > Math.abs(by);
    while (first < window.length && isPast(window[first])) first++;
    let from = -1;
    while (first < window.length && isChange(window[first])) from = window[first++];
    if (from >= 0) addSpan(spans, timeS[from], timeS[i]);
    while (window.length > first && sign * (values[window[window.length - 1]] - value) >= 0) window.pop();
    window.push(i);
  });
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
