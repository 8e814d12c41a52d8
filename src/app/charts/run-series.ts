import type { Analysis } from "../../evaluation/analysis.ts";
import { isAltitudeKnown } from "../../workout/summary.ts";
import type { Span, Track } from "../../workout/workout.ts";
import { fromKm, fromMetres, paceS, type Units } from "../format/units.ts";
import type { SecondExpectation } from "../state/second-model.ts";
import { paceScale, roundScale, type Scale, speedScale } from "./axes.ts";
import { type HeartRateRow, heartRateRows } from "./heart-rate-rows.ts";
import { reducedIndices } from "./reduce.ts";

/** One instant of the speed or the altitude chart; null breaks the line. */
export interface ValueRow {
  timeS: number;
  value: number | null;
}

/** Series and scales of the charts, in the units read; the same for whichever stretch is shown. */
export interface RunSeries {
  heartRate: Scale;
  speed: Scale;
  altitude: Scale;
  /** In the units that are read; a pace in seconds, none slower than the foot of its axis. */
  speeds: Float32Array;
  altitudes: Float32Array;
}

/** Limits that keep a chart cheap to draw: it is drawn anew in every frame while a hand drags. */
const MOST_POINTS = 800;
const MOST_ROWS = 1000;

/** The interval is very wide until then: a scale that held it would flatten the rest. */
const WIDE_S = 120;

/** Room kept for a prediction's interval until it is there: else the measured line would jump as it comes. */
const BAND_TO_COME_BPM = 25;

/** A level course shall not look like mountains, nor a bridge on it like nothing. */
const LEAST_ALTITUDE_M = 10;

/** Scales are those of the whole run, so that nothing moves but the time axis as one zooms. */
export function runSeries(
  { track, expectation }: Analysis,
  units: Units,
  second: SecondExpectation | null = null,
): RunSeries {
  const isKnown = isAltitudeKnown(track);
  const altitudes = track.altitudeM.map((altitudeM) =>
    isKnown ? fromMetres(altitudeM, units.distanceUnit) : Number.NaN,
  );
  const { speeds, speed } = speedSeries(track, units);
  const heartRates = [track.heartRateBpm];
  if (expectation === null) {
    heartRates.push(
      ...[-BAND_TO_COME_BPM, BAND_TO_COME_BPM].map((bpm) => track.heartRateBpm.map((value) => value + bpm)),
    );
  } else {
    heartRates.push(expectation.heartRateBpm);
    const narrowFrom = Math.min(track.speedKmh.length, Math.ceil(WIDE_S / track.stepS));
    const { lowerBpm, upperBpm } = expectation.interval ?? {};
    for (const bound of [lowerBpm, upperBpm]) if (bound) heartRates.push(bound.subarray(narrowFrom));
  }
  if (second !== null) heartRates.push(second.heartRateBpm);
  return {
    heartRate: roundScale(heartRates, 60, 8),
    speed,
    altitude: roundScale([altitudes], fromMetres(LEAST_ALTITUDE_M, units.distanceUnit), 2),
    speeds,
    altitudes,
  };
}

function speedSeries(
  { speedKmh }: Pick<Track, "speedKmh">,
  { speedUnit, distanceUnit }: Units,
): { speeds: Float32Array; speed: Scale } {
  if (speedUnit === "speed") {
    const speeds = speedKmh.map((kmh) => fromKm(kmh, distanceUnit));
    return { speeds, speed: speedScale(speeds, 3) };
  }
  const pacesS = speedKmh.map((kmh) => paceS(kmh, distanceUnit));
  const speed = paceScale(pacesS, 3);
  return { speeds: pacesS.map((pace) => Math.min(pace, speed.lower)), speed };
}

/** Rows of the heart rate chart over a stretch: at most 1,000, those at crossings included. */
export function heartRateRowsOf(
  { track, expectation }: Analysis,
  span: Span,
  width: number,
  second: SecondExpectation | null = null,
): HeartRateRow[] {
  const { stepS, heartRateBpm } = track;
  const series = {
    timeS: Float64Array.from(heartRateBpm, (_, i) => i * stepS),
    measuredBpm: heartRateBpm,
    expected: expectation && {
      heartRateBpm: expectation.heartRateBpm,
      lowerBpm: expectation.interval?.lowerBpm ?? null,
      upperBpm: expectation.interval?.upperBpm ?? null,
      settlingS: expectation.settlingS,
    },
    secondBpm: second?.heartRateBpm,
  };
  const reduced = [heartRateBpm, ...[expectation, second].flatMap((line) => line?.heartRateBpm ?? [])];
  const [from, to] = entriesOf(span, stepS, heartRateBpm.length);
  const rows = heartRateRows(series, reducedIndices(reduced, from, to, Math.min(MOST_POINTS, 2 * width)));
  if (rows.length <= MOST_ROWS) return rows;
  // Points cross at most once between one and the next: half as many cannot be too many.
  return heartRateRows(series, reducedIndices(reduced, from, to, MOST_ROWS / 2));
}

/** Rows of one series over a stretch: at most one a pixel, and at most 500. */
export function valueRowsOf(values: Float32Array, stepS: number, span: Span, width: number): ValueRow[] {
  const [from, to] = entriesOf(span, stepS, values.length);
  return reducedIndices([values], from, to, Math.min(500, Math.max(100, width))).map((index) => ({
    timeS: index * stepS,
    value: Number.isNaN(values[index]) ? null : values[index],
  }));
}

/** The entries of a stretch and one beyond each end, so that lines reach the edge. */
function entriesOf({ startS, endS }: Span, stepS: number, length: number): [from: number, to: number] {
  return [Math.max(0, Math.floor(startS / stepS)), Math.min(length, Math.ceil(endS / stepS) + 1)];
}
