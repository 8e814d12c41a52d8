import { deflateSync, inflateSync } from "fflate";
import { PredictorError } from "../workout/error.ts";
import { type Gender, type Intent, MIN_STEPS, type Track } from "../workout/workout.ts";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import { ByteReader, ByteWriter } from "./byte-stream.ts";

export interface LinkSettings {
  /** Where the zones come from; null where the page's own holds. */
  maximumHeartRateBpm: number | null;
  speedUnit: "pace" | "speed";
  distanceUnit: "km" | "mi";
}

/** A run as a link carries it: no position, no date, no name. */
export interface SharedRun {
  track: Track;
  modelName: string;
  settings: LinkSettings;
}

export type SharedLink = { kind: "run"; run: SharedRun } | { kind: "sample"; id: string };

const RUN_PREFIX = "r1.";
const SAMPLE_PREFIX = "s1.";

/** What a link's series are rounded to: finer than any sensor, coarse enough for two thousand letters an hour. */
const SPEED_STEP_KMH = 0.05;
const ALTITUDE_STEP_M = 0.1;
const HEART_RATE_STEP_BPM = 1;

/** A hundred hours at six seconds a step; more is no run. */
const MAX_STEPS = 60_000;
const MAX_PAYLOAD_BYTES = 1_000_000;

const GENDERS: readonly Gender[] = [0, 0.5, 1];
const INTENTS: readonly (Intent | null)[] = [null, "recovery", "steady", "intensive"];
const SPEED_UNITS = ["pace", "speed"] as const;
const DISTANCE_UNITS = ["km", "mi"] as const;

/** The hash, without "#", of a link to a sample of the bundled split. */
export function encodeSampleLink(id: string): string {
  return SAMPLE_PREFIX + id;
}

/**
 * The hash, without "#", of a link that carries a run: its series rounded, then as differences from step to step,
 * packed, with a checksum.
 */
export function encodeLink({ track, modelName, settings }: SharedRun): string {
  const writer = new ByteWriter();
  writer.unsigned(Math.round(track.stepS * 1000));
  writer.unsigned(GENDERS.indexOf(track.gender));
  writer.unsigned(INTENTS.indexOf(track.intent));
  writer.unsigned(settings.maximumHeartRateBpm ?? 0);
  writer.unsigned(SPEED_UNITS.indexOf(settings.speedUnit));
  writer.unsigned(DISTANCE_UNITS.indexOf(settings.distanceUnit));
  writer.text(modelName);
  writer.unsigned(track.speedKmh.length);
  writeSeries(writer, track.speedKmh, SPEED_STEP_KMH);
  writeSeries(writer, track.altitudeM, ALTITUDE_STEP_M);
  writeSeries(writer, track.heartRateBpm, HEART_RATE_STEP_BPM);
  const payload = writer.toBytes();
  const checked = new Uint8Array(payload.length + 4);
  checked.set(payload);
  new DataView(checked.buffer).setUint32(payload.length, adler32(payload));
  return RUN_PREFIX + toBase64Url(deflateSync(checked, { level: 9 }));
}

/**
 * What a page's hash, with or without "#", refers to; null for an empty one.
 * @throws PredictorError `newer-link` where a later version made it, `bad-link` where it is damaged or foreign.
 */
export function decodeLink(hash: string): SharedLink | null {
  const link = hash.startsWith("#") ? hash.slice(1) : hash;
  if (link === "") return null;
  if (link.startsWith(SAMPLE_PREFIX)) return { kind: "sample", id: sampleId(link.slice(SAMPLE_PREFIX.length)) };
  if (link.startsWith(RUN_PREFIX)) return { kind: "run", run: sharedRun(link.slice(RUN_PREFIX.length)) };
  if (/^[rs][1-9]\d*\./.test(link)) {
    throw new PredictorError(
      "newer-link",
      `This link (${link.slice(0, link.indexOf("."))}) was made by a newer version of the page. Load the page again; if that does not help, ask for the run's file.`,
    );
  }
  throw badLink("it is not one that this page makes");
}

function sampleId(id: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(id)) throw badLink("it names no sample");
  return id;
}

function sharedRun(text: string): SharedRun {
  try {
    const checked = inflateSync(fromBase64Url(text), { out: new Uint8Array(MAX_PAYLOAD_BYTES) });
    if (checked.length < 4 || checked.length === MAX_PAYLOAD_BYTES) throw new RangeError("it has an impossible length");
    const payload = checked.subarray(0, checked.length - 4);
    const sum = new DataView(checked.buffer, checked.byteOffset).getUint32(payload.length);
    if (sum !== adler32(payload)) throw new RangeError("its checksum is wrong");
    return readRun(new ByteReader(payload));
  } catch (error) {
    throw badLink(error instanceof Error ? error.message : String(error), error);
  }
}

function readRun(reader: ByteReader): SharedRun {
  const stepS = reader.unsigned() / 1000;
  const gender = oneOf(GENDERS, reader.unsigned());
  const intent = oneOf(INTENTS, reader.unsigned());
  const maximumHeartRateBpm = reader.unsigned() || null;
  const settings: LinkSettings = {
    maximumHeartRateBpm,
    speedUnit: oneOf(SPEED_UNITS, reader.unsigned()),
    distanceUnit: oneOf(DISTANCE_UNITS, reader.unsigned()),
  };
  const modelName = reader.text();
  const steps = reader.unsigned();
  if (stepS === 0 || steps < MIN_STEPS || steps > MAX_STEPS) throw new RangeError(`${steps} steps of ${stepS} s`);
  const track: Track = {
    name: "Shared run",
    runner: null,
    sport: null,
    gender,
    intent,
    stepS,
    speedKmh: readSeries(reader, steps, SPEED_STEP_KMH),
    altitudeM: readSeries(reader, steps, ALTITUDE_STEP_M),
    heartRateBpm: readSeries(reader, steps, HEART_RATE_STEP_BPM),
  };
  if (!reader.isAtEnd) throw new RangeError("something follows the run");
  if ([track.speedKmh, track.altitudeM].some((series) => series.includes(Number.NaN))) {
    throw new RangeError("a speed or an altitude is missing");
  }
  return { track, modelName, settings };
}

/** Differences in steps of `resolution`, moved by one away from 0, which stands for a missing value. */
function writeSeries(writer: ByteWriter, series: Float32Array, resolution: number): void {
  let last = 0;
  for (const value of series) {
    if (Number.isNaN(value)) {
      writer.signed(0);
      continue;
    }
    const rounded = Math.round(value / resolution);
    const difference = rounded - last;
    writer.signed(difference >= 0 ? difference + 1 : difference);
    last = rounded;
  }
}

function readSeries(reader: ByteReader, steps: number, resolution: number): Float32Array {
  let last = 0;
  return Float32Array.from({ length: steps }, () => {
    const code = reader.signed();
    if (code === 0) return Number.NaN;
    last += code > 0 ? code - 1 : code;
    return last * resolution;
  });
}

function oneOf<T>(choices: readonly T[], index: number): T {
  if (index >= choices.length) throw new RangeError(`choice ${index} of ${choices.length}`);
  return choices[index];
}

/** RFC 1950, section 8.2. */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}

function badLink(reason: string, cause?: unknown): PredictorError {
  return new PredictorError(
    "bad-link",
    `This link can't be read: ${reason}. Copy it again, whole, or ask for the run's file.`,
    cause,
  );
}
