import { firstWhere } from "../../../base/first-where.ts";
import { median } from "../../../base/statistics.ts";
import type { RecordedSeries } from "../../../workout/recorded-series.ts";
import type { Span } from "../../../workout/workout.ts";
import type { Scale } from "../../charts/axes.ts";
import { type Frame, plotHeight, xOf, yOf } from "../../charts/frame.ts";
import { linePath } from "../../charts/paths.ts";
import { reducedIndices } from "../../charts/reduce.ts";
import type { RunSeries } from "../../charts/run-series.ts";
import type { AxisSpan } from "../../charts/x-axis.ts";
import { fromKm, fromMetres, paceS, type Units } from "../../format/units.ts";
import type { ByChart, ChartKey } from "./chart-list.ts";

/** A path stays light to draw, however long the run. */
const MOST_POINTS = 2000;

/** Points this far apart are not joined, unless the whole recording is as sparse. */
const LONGEST_JOIN_S = 10;

/** Below the foot of every pace axis: where who stands is drawn, whose pace is infinite. */
const SLOWEST_PACE_S = 100_000;

/** The points of a recorded series that have a value. */
export interface RecordedLine {
  /** Rising. */
  timeS: Float64Array;
  /** In the unit of the chart. */
  values: Float64Array;
  /** The number of long gaps before each point. */
  parts: Int32Array;
}

/** The raw recording as one line a chart, in the units read. */
export function recordedLines(
  { timeS, speedKmh, altitudeM, heartRateBpm }: RecordedSeries,
  { speedUnit, distanceUnit }: Units,
): ByChart<RecordedLine> {
  return {
    heartRate: lineOf(timeS, heartRateBpm),
    speed: lineOf(
      timeS,
      speedKmh.map((kmh) =>
        speedUnit === "speed" ? fromKm(kmh, distanceUnit) : Math.min(SLOWEST_PACE_S, paceS(kmh, distanceUnit)),
      ),
    ),
    altitude: lineOf(
      timeS,
      altitudeM.map((metres) => fromMetres(metres, distanceUnit)),
    ),
  };
}

/**
 * A series without its missing values.
 * @param timeS rising
 */
export function lineOf(timeS: Float64Array, values: Float64Array): RecordedLine {
  const known = [...timeS.keys()].filter((i) => Number.isFinite(values[i]));
  const times = Float64Array.from(known, (i) => timeS[i]);
  return { timeS: times, values: Float64Array.from(known, (i) => values[i]), parts: partsBetweenGaps(times) };
}

/** The raw recording over a stretch as one path a chart, from its plot's upper left corner; empty where nothing was recorded. */
export function recordedTraces(
  lines: ByChart<RecordedLine>,
  scales: Pick<RunSeries, ChartKey>,
  frames: ByChart<Frame>,
  span: AxisSpan,
): ByChart<string> {
  const trace = (chart: ChartKey) => tracePath(lines[chart], span, scales[chart], frames[chart]);
  return { heartRate: trace("heartRate"), speed: trace("speed"), altitude: trace("altitude") };
}

/** A line over a stretch as a path, each long gap left open. */
export function tracePath({ timeS, values, parts }: RecordedLine, span: AxisSpan, scale: Scale, frame: Frame): string {
  const [from, to] = entriesWithin(timeS, span);
  const height = plotHeight(frame);
  const indices = reducedIndices([values], from, to, MOST_POINTS);
  const points = indices.map((i) => ({
    x: xOf(timeS[i], span, frame) - frame.left,
    // What is far off the chart need not be told apart, and no number may be too large to be drawn.
    y: Math.max(-height, Math.min(2 * height, yOf(values[i], scale, frame) - frame.top)),
  }));
  return linePath(
    points.flatMap((point, k) => (k > 0 && parts[indices[k]] !== parts[indices[k - 1]] ? [null, point] : [point])),
  );
}

/** The entries of a stretch and one beyond each end, so that lines reach the edge; none where it begins after the last. */
function entriesWithin(timeS: Float64Array, { startS, endS }: Span): [from: number, to: number] {
  const first = firstWhere(timeS.length, (i) => timeS[i] >= startS);
  const after = firstWhere(timeS.length, (i) => timeS[i] > endS);
  return [first === timeS.length ? first : Math.max(0, first - 1), Math.min(timeS.length, after + 1)];
}

/** The number of long gaps before each point. */
function partsBetweenGaps(times: Float64Array): Int32Array {
  const usualGapS = median(times.subarray(1).map((t, k) => t - times[k]));
  const longestS = Math.max(LONGEST_JOIN_S, Number.isNaN(usualGapS) ? 0 : 4 * usualGapS);
  const parts = new Int32Array(times.length);
  for (let i = 1; i < times.length; i++) parts[i] = parts[i - 1] + (times[i] - times[i - 1] > longestS ? 1 : 0);
  return parts;
}
