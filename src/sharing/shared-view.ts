import { BELIEF_RESOLUTION, RunnerBelief } from "../evaluation/calibration/runner-belief.ts";
import { type LearntRunner, LONGEST_WARM_UP_MINUTES, MOST_HISTORY_RUNS } from "../evaluation/expected-heart-rate.ts";
import type { ZoneBounds } from "../evaluation/zones.ts";
import { type KnownQuantity, knownQuantities } from "../model/contract.ts";
import type { Span } from "../workout/workout.ts";
import type { ByteReader, ByteWriter } from "./byte-stream.ts";

/** The view of a run: calibration, excluded stretches, the part that was shown, and the x-axis. */
export interface SharedView {
  calibration: SharedCalibration;
  /** Stretches that a person excluded, in order, none touching another. */
  excluded: readonly Span[];
  /** The stretch that the charts showed; null for the whole run. */
  zoom: Span | null;
  /** The charts' x-axis. */
  xAxis: XAxisKind;
}

export interface SharedCalibration {
  /** Belief learnt from the runner's other runs and from what they know of themselves; null where neither was used. */
  learnt: SharedRunner | null;
  /** First minutes of the run that were used; 0 for none. */
  warmUpMinutes: number;
}

/** Belief about a runner, without what it was learnt from: no date, place or speed of a run is in it. */
export interface SharedRunner extends LearntRunner {
  /** Fingerprint of the prior that the belief is relative to, see fingerprintOf. */
  prior: number;
}

/** A run by speed and altitude alone, whole. */
export const PLAIN_VIEW: SharedView = {
  calibration: { learnt: null, warmUpMinutes: 0 },
  excluded: [],
  zoom: null,
  xAxis: "time",
};

const X_AXES = ["time", "distance"] as const;

export type XAxisKind = (typeof X_AXES)[number];

/** Resolution of spans, finer than any timestep. */
const TICKS_PER_S = 1e6;

/** Excluded stretches in a link; each is a row on the page. @limit */
export const MOST_EXCLUDED = 200;

/** A mean further off is nobody's: the prior is a standard normal variable. */
const LARGEST_MEAN = 64;
/** Learning only narrows the prior, whose variance is 1. */
const LARGEST_FACTOR = 1;
/** Directions of what other runs told of a runner, in a link: four times as many as the bundled model has. @limit */
const MOST_DIRECTIONS = 64;

/** Version of a run's link that holds how it was seen: each says more, and is made only where that is needed. */
export type ViewVersion = 2 | 3 | 4;

/** The version that a view needs, and bounds of zones that are no shares of the maximum. */
export function versionFor({ calibration: { learnt } }: SharedView, zones: ZoneBounds | null): ViewVersion {
  if (zones !== null) return 4;
  return learnt !== null && learnt.runs > 0 ? 3 : 2;
}

/** @throws RangeError where a part is out of the bounds that a reader keeps to. */
export function writeView(writer: ByteWriter, view: SharedView, version: ViewVersion): void {
  const { calibration, excluded, zoom, xAxis } = view;
  const { learnt, warmUpMinutes } = calibration;
  writer.unsigned(warmUpMinutes);
  writeSpans(writer, excluded);
  writeSpans(writer, zoom === null ? [] : [zoom]);
  writer.unsigned(X_AXES.indexOf(xAxis));
  if (version >= 3) writer.unsigned(learnt?.undatedRuns ?? 0);
  writer.unsigned(learnt?.runs ?? 0);
  if (learnt !== null) writeRunner(writer, learnt);
}

/** @throws RangeError where the bytes are no view of a run whose last step ends then. */
export function readView(reader: ByteReader, endS: number, version: ViewVersion): SharedView {
  const warmUpMinutes = atMost(LONGEST_WARM_UP_MINUTES, reader.unsigned());
  const excluded = readSpans(reader, MOST_EXCLUDED, endS);
  const [zoom = null] = readSpans(reader, 1, endS);
  const xAxis = X_AXES[atMost(X_AXES.length - 1, reader.unsigned())];
  const undated = version >= 3 ? atMost(MOST_HISTORY_RUNS, reader.unsigned()) : null;
  const runs = atMost(MOST_HISTORY_RUNS, reader.unsigned());
  // Links that nothing was learnt for end here.
  const learnt = runs === 0 && reader.isAtEnd ? null : readRunner(reader, runs, undated);
  return { calibration: { learnt, warmUpMinutes }, excluded, zoom, xAxis };
}

/** Each by how far it begins behind the end of the one before, and how long it is. */
function writeSpans(writer: ByteWriter, spans: readonly Span[]): void {
  writer.unsigned(spans.length);
  let at = 0;
  for (const { startS, endS } of spans) {
    const start = Math.round(startS * TICKS_PER_S);
    const end = Math.round(endS * TICKS_PER_S);
    writer.unsigned(start - at);
    writer.unsigned(end - start);
    at = end;
  }
}

function readSpans(reader: ByteReader, most: number, runEndS: number): Span[] {
  let at = 0;
  return Array.from({ length: atMost(most, reader.unsigned()) }, () => {
    const start = at + reader.unsigned();
    at = start + reader.unsigned();
    if (start > runEndS * TICKS_PER_S) throw new RangeError("a stretch begins behind the run");
    return { startS: start / TICKS_PER_S, endS: at / TICKS_PER_S };
  });
}

/** The covariance as its factor: what is read is one, whoever wrote it. */
function writeRunner(writer: ByteWriter, { belief, known, prior }: SharedRunner): void {
  const size = belief.mean.length;
  writer.unsigned(prior);
  writer.unsigned(size);
  for (const mean of belief.mean) writer.signed(Math.round(mean / BELIEF_RESOLUTION.mean));
  const factor = belief.factor();
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) writer.signed(Math.round(factor[i * size + j] / BELIEF_RESOLUTION.factor));
  }
  if (known.length > 0) writeKnown(writer, known);
}

/** One bit a quantity, the first as the lowest. */
function writeKnown(writer: ByteWriter, known: readonly KnownQuantity[]): void {
  writer.unsigned(known.reduce((bits, name) => bits | (1 << knownQuantities.indexOf(name)), 0));
}

function readKnown(reader: ByteReader): KnownQuantity[] {
  const bits = atMost(2 ** knownQuantities.length - 1, reader.unsigned());
  if (bits === 0) throw new RangeError("a belief is conditioned on nothing");
  return knownQuantities.filter((_, i) => (bits >> i) & 1);
}

/** @param undated number of runs of unknown order; null where the link does not say, and none is known */
function readRunner(reader: ByteReader, runs: number, undated: number | null): SharedRunner {
  const prior = atMost(2 ** 32 - 1, reader.unsigned());
  const size = atMost(MOST_DIRECTIONS, reader.unsigned());
  const mean = Float64Array.from({ length: size }, () =>
    bounded(LARGEST_MEAN, reader.signed() * BELIEF_RESOLUTION.mean),
  );
  const factor = new Float64Array(size ** 2);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++)
      factor[i * size + j] = bounded(LARGEST_FACTOR, reader.signed() * BELIEF_RESOLUTION.factor);
  }
  // Links of what runs alone told end here.
  const known = reader.isAtEnd ? [] : readKnown(reader);
  if (runs === 0 && known.length === 0) throw new RangeError("a belief was learnt from nothing");
  const undatedRuns = atMost(runs, undated ?? runs);
  return { belief: RunnerBelief.ofFactor(mean, factor), runs, undatedRuns, known, prior };
}

function atMost(most: number, value: number): number {
  if (value > most) throw new RangeError(`${value} is more than ${most}`);
  return value;
}

function bounded(largest: number, value: number): number {
  atMost(largest, Math.abs(value));
  return value;
}
