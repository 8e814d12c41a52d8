import { counted } from "../base/counted.ts";
import { PredictorError } from "../base/error.ts";
import { factsOf } from "./recording-facts.ts";
import { MIN_STEPS, type RepairedWorkout, type Sampling, type Span, type Track } from "./workout.ts";

/** Step of the published demo: ten timesteps a minute. A model with a step of its own overrides it. */
export const DEMO_STEP_S = 6;

/** Shortest run over which a fixed number of points is spread: the shortest of the demo's. */
const SHORTEST_RUN_S = (MIN_STEPS - 1) * DEMO_STEP_S;

/** Length of a run: far beyond any that was run, near enough to refuse a broken clock. @limit */
export const LONGEST_RUN_S = 100 * 3600;

/** Longest gap between two readings over which values are interpolated. */
export const BRIDGE_S = 30;

/**
 * Resamples a repaired run to a model's grid.
 * Speed and altitude are means over each step, so that distance is kept; heart rate, cadence and temperature are read
 * off at each step's middle, NaN where no reading is near.
 * @throws PredictorError `too-short`, `too-large`.
 */
export function resample(workout: RepairedWorkout, sampling: Sampling): Track {
  const { name, runner, sport, gender, isOnUnknownGround } = workout;
  const series = workout.sampling === "timesteps" ? asTimesteps(workout, sampling) : onGrid(workout, sampling);
  const steps = series.speedKmh.length;
  if (steps < MIN_STEPS) {
    throw new PredictorError(
      "too-short",
      `The run has ${counted(steps, "timestep")} of ${series.stepS} s: at least ${MIN_STEPS} are needed.`,
    );
  }
  return { name, runner, sport, gender, intent: null, isOnUnknownGround, ...factsOf(workout), ...series };
}

/** Seconds per entry of a run that is recorded in timesteps. */
export function timestepOf(sampling: Sampling): number {
  return sampling.kind === "fixed" ? sampling.seconds : DEMO_STEP_S;
}

type Series = Pick<Track, "stepS" | "speedKmh" | "altitudeM" | "heartRateBpm" | "cadenceSpm" | "temperatureC">;

function asTimesteps(workout: RepairedWorkout, sampling: Sampling): Series {
  return {
    stepS: timestepOf(sampling),
    speedKmh: Float32Array.from(workout.speedKmh),
    altitudeM: Float32Array.from(workout.altitudeM),
    heartRateBpm: Float32Array.from(workout.heartRateBpm),
    cadenceSpm: Float32Array.from(workout.cadenceSpm),
    temperatureC: Float32Array.from(workout.temperatureC),
  };
}

function onGrid(workout: RepairedWorkout, sampling: Sampling): Series {
  const { timeS, speedKmh, altitudeM, pauses } = workout;
  const durationS = timeS[timeS.length - 1];
  if (durationS > LONGEST_RUN_S) {
    throw new PredictorError(
      "too-large",
      `The run lasts ${Math.round(durationS / 3600)} hours, longer than the ${LONGEST_RUN_S / 3600} that are read: check the times in the file.`,
    );
  }
  if (sampling.kind === "points" && durationS < SHORTEST_RUN_S) {
    throw new PredictorError(
      "too-short",
      `The run lasts ${Number(durationS.toPrecision(2))} s: at least ${SHORTEST_RUN_S} are needed.`,
    );
  }
  const stepS = sampling.kind === "fixed" ? sampling.seconds : durationS / (sampling.count - 1);
  const steps = sampling.kind === "fixed" ? Math.floor(durationS / stepS) + 1 : sampling.count;
  return {
    stepS,
    speedKmh: stepMeans(timeS, speedKmh, pauses, stepS, steps),
    altitudeM: stepMeans(timeS, altitudeM, [], stepS, steps),
    heartRateBpm: readAt(timeS, workout.heartRateBpm, stepS, steps),
    cadenceSpm: readAt(timeS, workout.cadenceSpm, stepS, steps),
    temperatureC: readAt(timeS, workout.temperatureC, stepS, steps),
  };
}

/**
 * Means of a piecewise linear series over the steps i × stepS ± stepS / 2, cut at the run's ends.
 * @param zeroSpans spans in which the series counts as 0, in order; they begin and end at points
 */
function stepMeans(timeS: Float64Array, values: Float64Array, zeroSpans: Span[], stepS: number, steps: number) {
  const endS = timeS[timeS.length - 1];
  const isZero = segmentsWithin(timeS, zeroSpans);
  const means = new Float32Array(steps);
  let segment = 0;
  let beforeSegment = 0; // Integral from the start to timeS[segment].
  const within = (k: number, t: number) => {
    if (isZero[k]) return 0;
    const elapsedS = t - timeS[k];
    const share = elapsedS / (timeS[k + 1] - timeS[k]);
    return elapsedS * (values[k] + (share * (values[k + 1] - values[k])) / 2);
  };
  const integralTo = (t: number) => {
    while (segment + 2 < timeS.length && timeS[segment + 1] <= t) {
      beforeSegment += within(segment, timeS[segment + 1]);
      segment++;
    }
    return beforeSegment + within(segment, t);
  };
  let fromS = 0;
  let fromIntegral = 0;
  for (let i = 0; i < steps; i++) {
    const toS = Math.min(endS, (i + 0.5) * stepS);
    const toIntegral = integralTo(toS);
    means[i] = (toIntegral - fromIntegral) / (toS - fromS);
    fromS = toS;
    fromIntegral = toIntegral;
  }
  return means;
}

/** Whether each point's segment, up to the next point, lies within one of the spans. */
function segmentsWithin(timeS: Float64Array, spans: Span[]): boolean[] {
  const isWithin = new Array<boolean>(timeS.length).fill(false);
  let next = 0;
  for (let i = 0; i < timeS.length && next < spans.length; i++) {
    while (next < spans.length && spans[next].endS <= timeS[i]) next++;
    isWithin[i] = next < spans.length && spans[next].startS <= timeS[i];
  }
  return isWithin;
}

/** Longest gap between two readings of a series over which values are interpolated: 30 s, or twice the median gap of a sparse recording. */
export function longestBridgeS(timeS: Float64Array, readings: Float64Array): number {
  let short = 0;
  const sparseS: number[] = [];
  for (let before = nextKnown(readings, 0), i = nextKnown(readings, before + 1); i < readings.length; ) {
    const gapS = timeS[i] - timeS[before];
    if (2 * gapS <= BRIDGE_S) short++;
    else sparseS.push(gapS);
    before = i;
    i = nextKnown(readings, i + 1);
  }
  // The median of all gaps, which counts only where it is not one of the short ones.
  const middle = ((short + sparseS.length) >> 1) - short;
  return middle < 0 || sparseS.length === 0 ? BRIDGE_S : 2 * sparseS.sort((a, b) => a - b)[middle];
}

function readAt(timeS: Float64Array, readings: Float64Array, stepS: number, steps: number): Float32Array {
  const bridgeS = longestBridgeS(timeS, readings);
  const endS = timeS[timeS.length - 1];
  const read = new Float32Array(steps).fill(Number.NaN);
  let before = -1;
  let after = nextKnown(readings, 0);
  for (let i = 0; i < steps; i++) {
    // The last step may lie beyond the end by a rounding error.
    const t = Math.min(i * stepS, endS);
    while (after < timeS.length && timeS[after] < t) {
      before = after;
      after = nextKnown(readings, after + 1);
    }
    if (after < timeS.length && timeS[after] === t) read[i] = readings[after];
    else if (before >= 0 && after < timeS.length && timeS[after] - timeS[before] <= bridgeS) {
      const share = (t - timeS[before]) / (timeS[after] - timeS[before]);
      read[i] = readings[before] + share * (readings[after] - readings[before]);
    }
  }
  return read;
}

function nextKnown(values: Float64Array, from: number): number {
  let i = from;
  while (i < values.length && Number.isNaN(values[i])) i++;
  return i;
}
