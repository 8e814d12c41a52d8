import type { RecordedSeries } from "../../workout/recorded-series.ts";
import { median } from "../../workout/repair/fill.ts";
import type { Span } from "../../workout/workout.ts";
import { fromKm, fromMetres, type Units } from "../units.ts";
import type { Scale } from "./axes.ts";
import { type Frame, plotHeight, xOf, yOf } from "./frame.ts";
import { reducedIndices } from "./reduce.ts";
import type { RunSeries } from "./run-series.ts";

type Charts<T> = Record<"heartRate" | "speed" | "altitude", T>;

/** A path stays light to draw, however long the run. */
const MOST_POINTS = 2000;

/** Points this far apart are not joined, unless the whole recording is as sparse. */
const LONGEST_JOIN_S = 10;

/** What was recorded over a stretch as a path for each chart, from its plot's upper left corner; empty where nothing was. */
export function recordedTraces(
  { timeS, speedKmh, altitudeM, heartRateBpm }: RecordedSeries,
  scales: Pick<RunSeries, keyof Charts<Scale>>,
  frames: Charts<Frame>,
  span: Span,
  { distanceUnit }: Units,
): Charts<string> {
  const trace = (chart: keyof Charts<string>, values: Float64Array) =>
    tracePath(timeS, values, span, scales[chart], frames[chart]);
  return {
    heartRate: trace("heartRate", heartRateBpm),
    speed: trace(
      "speed",
      speedKmh.map((kmh) => fromKm(kmh, distanceUnit)),
    ),
    altitude: trace(
      "altitude",
      altitudeM.map((metres) => fromMetres(metres, distanceUnit)),
    ),
  };
}

/**
 * A series as a path, each missing value passed over and each long gap left open.
 * @param timeS rising
 */
export function tracePath(timeS: Float64Array, values: Float64Array, span: Span, scale: Scale, frame: Frame): string {
  const known = [...timeS.keys()].filter((i) => Number.isFinite(values[i]));
  const times = Float64Array.from(known, (i) => timeS[i]);
  const series = Float64Array.from(known, (i) => values[i]);
  const [from, to] = entriesWithin(times, span);
  const partOf = partsBetweenGaps(times);
  const height = plotHeight(frame);
  let part = -1;
  return reducedIndices([series], from, to, MOST_POINTS)
    .map((i) => {
      const x = (xOf(times[i], span, frame) - frame.left).toFixed(1);
      // What is far off the chart need not be told apart, and no number may be too large to be drawn.
      const y = Math.max(-height, Math.min(2 * height, yOf(series[i], scale, frame) - frame.top)).toFixed(1);
      const isJoined = partOf[i] === part;
      part = partOf[i];
      // A point on its own is drawn by the round ends of a line without a length.
      return isJoined ? `L${x} ${y}` : `M${x} ${y}h0`;
    })
    .join("");
}

/** The entries of a stretch, with one beyond each end, so that lines reach the edge. */
function entriesWithin(times: Float64Array, { startS, endS }: Span): [from: number, to: number] {
  const first = times.findIndex((t) => t >= startS);
  const after = times.findIndex((t) => t > endS);
  return [first < 0 ? times.length : Math.max(0, first - 1), after < 0 ? times.length : after + 1];
}

/** By entry: how many long gaps lie before it. */
function partsBetweenGaps(times: Float64Array): Int32Array {
  const usualGapS = median(times.subarray(1).map((t, k) => t - times[k]));
  const longestS = Math.max(LONGEST_JOIN_S, Number.isNaN(usualGapS) ? 0 : 4 * usualGapS);
  const parts = new Int32Array(times.length);
  for (let i = 1; i < times.length; i++) parts[i] = parts[i - 1] + (times[i] - times[i - 1] > longestS ? 1 : 0);
  return parts;
}
