import { longestBridgeS } from "../resample.ts";
import type { Span } from "../workout.ts";

/**
 * Where a series changes by more than so much within a time, or from one reading to the next, however far apart unless
 * a gap parts them: each span reaches from the earlier to the later reading, and those that touch are one.
 * @param timeS strictly rising
 * @param by above 0 for rises, below 0 for falls
 */
export function changesWithin(timeS: Float64Array, values: Float64Array, withinS: number, by: number): Span[] {
  const bridgeS = longestBridgeS(timeS, values);
  const sign = Math.sign(by);
  const spans: Span[] = [];
  // Earlier readings of the window, each nearer to `by` from here than those before it: the first is the extreme.
  let window: number[] = [];
  let first = 0;
  let last = -1;
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    while (first < window.length && timeS[i] - timeS[window[first]] > withinS) first++;
    const isNext = last >= 0 && timeS[i] - timeS[last] <= bridgeS;
    const from = first < window.length ? window[first] : isNext ? last : -1;
    if (from >= 0 && sign * (value - values[from]) > Math.abs(by)) addSpan(spans, timeS[from], timeS[i]);
    while (window.length > first && sign * (values[window[window.length - 1]] - value) >= 0) window.pop();
    if (first > 0 && first === window.length) [window, first] = [[], 0];
    window.push(i);
    last = i;
  });
  return spans;
}

/** The same, whether it rises or falls. */
export function jumpsWithin(timeS: Float64Array, values: Float64Array, withinS: number, by: number): Span[] {
  const spans = [...changesWithin(timeS, values, withinS, by), ...changesWithin(timeS, values, withinS, -by)];
  const joint: Span[] = [];
  for (const { startS, endS } of spans.sort((a, b) => a.startS - b.startS)) addSpan(joint, startS, endS);
  return joint;
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
