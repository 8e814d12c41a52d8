import { deflateSync, Inflate } from "fflate";
import { concatenate } from "../base/concatenate.ts";
import { crc32 } from "../base/crc32.ts";
import { PredictorError } from "../base/error.ts";
import { MAX_POINTS } from "../base/limits.ts";
import { type WholeNumber, wholeNumber } from "../base/whole-number.ts";
import { COMPARED_BY, type ComparedBy, FEWEST_COMPARED } from "../evaluation/compared-by.ts";
import type { ZoneBounds } from "../evaluation/zones.ts";
import { TRACK_RESOLUTION } from "../workout/grid.ts";
import { NO_FACTS } from "../workout/recording-facts.ts";
import { plainSport } from "../workout/sport.ts";
import { type Gender, type Intent, MIN_STEPS, type Track } from "../workout/workout.ts";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import { ByteReader, ByteWriter } from "./byte-stream.ts";
import { readGappy, readSmooth, writeGappy, writeSmooth } from "./series-bytes.ts";
import { MOST_EXCLUDED, readView, type SharedView, type ViewVersion, versionFor, writeView } from "./shared-view.ts";
import { readZones, writeZones } from "./shared-zones.ts";
import { webAddress } from "./web-address.ts";

export interface LinkSettings {
  /** Maximum heart rate of the runner; null for the page's default. */
  maximumHeartRateBpm: number | null;
  /** Bounds of the zones; null where they are shares of the maximum. */
  zones: ZoneBounds | null;
  speedUnit: "pace" | "speed";
  distanceUnit: "km" | "mi";
}

/** A run as a link carries it: no position, no date, no name. */
export interface SharedRun {
  track: Track;
  /** Whether nobody ran it; links of the first version do not say. */
  isSimulated: boolean;
  modelName: string;
  settings: LinkSettings;
  /** The view of its sender; null in links of the first version, which hold none. */
  view: SharedView | null;
}

/** A split as a link names it: the one bundled with the page, or the address of a Parquet file. */
export type LinkedSplit = { kind: "bundled" } | { kind: "url"; url: string };

/** A run of a comparison, and the hash that leads to it alone. */
export interface LinkedRun {
  hash: string;
  run: SharedRun;
}

export type SharedLink =
  | { kind: "run"; run: SharedRun }
  | { kind: "comparison"; by: ComparedBy; runs: LinkedRun[] }
  | { kind: "sample"; id: string }
  /** `payload` is read by decodePlan, which is fetched with the place of plans. */
  | { kind: "plan"; payload: string }
  /** `workoutId` names one of the split's runs; null for the split itself. `view` is how its table is seen, as text. */
  | { kind: "split"; split: LinkedSplit; workoutId: WholeNumber | null; view: string };

/** Links of runs by their version. Those of the first end with the series. */
export const RUN_PREFIXES = { 1: "r1.", 2: "r2.", 3: "r3.", 4: "r4." } as const;
type RunVersion = keyof typeof RUN_PREFIXES;
const RUN_VERSIONS: readonly RunVersion[] = [1, 2, 3, 4];
export const COMPARISON_PREFIX = "c1.";
export const PLAN_PREFIX = "p1.";
const SAMPLE_PREFIX = "s1.";
const SPLIT_PREFIX = "d1.";

/** Begins the view of a split's table; no address of a file holds it. */
const VIEW_MARK = "#";

/** Name of the bundled split in a link. No address begins like this. */
const BUNDLED_SPLIT = "test";

/** Runs that a link carries: an hour of each takes four times the letters of one. @limit */
export const MOST_LINKED_RUNS = 4;

type Series = "speedKmh" | "altitudeM" | "heartRateBpm";

/**
 * What a link's series are rounded to: a track's own resolution, or the next at which the link is short enough, which
 * few long or noisy runs need. Coarser steps add up: a climb from every flicker of the altitude, and an error from heart
 * rates half-way between two beats, all rounded upward. Each divides the next, so that passing a shared run on loses
 * nothing more. The first is that of older links.
 */
const RESOLUTIONS: readonly Record<Series, number>[] = [
  { speedKmh: 0.0125, altitudeM: 0.0125, heartRateBpm: 0.125 },
  TRACK_RESOLUTION,
  { speedKmh: 0.025, altitudeM: 0.05, heartRateBpm: 0.5 },
  { speedKmh: 0.05, altitudeM: 0.1, heartRateBpm: 0.5 },
  { speedKmh: 0.1, altitudeM: 0.2, heartRateBpm: 1 },
];

/** URL length budget for one hour of series: 2,000 characters minus the page's own address. */
const LETTERS_AN_HOUR = 1900;
/** Length of a byte in base64. */
const LETTERS_A_BYTE = 4 / 3;

/** Microseconds, so that 500 points over an hour do not drift along the time axis. */
const TICKS_PER_S = 1e6;

/** Timesteps of a run's link: as many as points of a file. @limit */
const MAX_STEPS = MAX_POINTS;
/** Unpacked bytes of a link: each timestep takes three numbers of a few bytes. @limit */
const MAX_PAYLOAD_BYTES = 16 * MAX_STEPS;

/** Compressed bytes taken at a time: deflate makes at most a thousandfold of them before the size is looked at. */
const CHUNK_BYTES = 4096;
const CHECKSUM_BYTES = 4;

const GENDERS: readonly Gender[] = [0, 0.5, 1];
const INTENTS: readonly (Intent | null)[] = [null, "recovery", "steady", "intensive"];
const NO_OR_YES = [false, true] as const;
const SPEED_UNITS = ["pace", "speed"] as const;
const DISTANCE_UNITS = ["km", "mi"] as const;

/** The hash, without "#", of a link to a sample of the bundled split. */
export function encodeSampleLink(id: string): string {
  return SAMPLE_PREFIX + id;
}

/**
 * The hash, without "#", of a link to a split, or to one of its runs by its `workout_id`. An address is written as it
 * is, so that whoever gets the link sees where it leads.
 * @param view how the split's table is seen, in letters of a query; empty for as it comes
 */
export function encodeSplitLink(split: LinkedSplit, workoutId: WholeNumber | null, view = ""): string {
  const run = workoutId === null ? "" : `${workoutId}.`;
  const name = split.kind === "bundled" ? BUNDLED_SPLIT : split.url;
  return SPLIT_PREFIX + run + name + (view === "" ? "" : VIEW_MARK + view);
}

/**
 * The hash, without "#", of a link that carries a run, and how it was seen: its series rounded as finely as an address
 * bears, then as differences from step to step, with a checksum, deflated. The name and the runner stay behind, and of
 * the sport what may name anybody.
 * @throws PredictorError `too-large` where the run has more steps, or more excluded stretches, than a link is read with.
 */
export function encodeLink(run: SharedRun & { view: SharedView }): string {
  const { speedKmh, stepS } = run.track;
  const steps = speedKmh.length;
  if (steps > MAX_STEPS) throw tooLarge(`${steps.toLocaleString("en")} timesteps`, MAX_STEPS);
  const stretches = run.view.excluded.length;
  if (stretches > MOST_EXCLUDED) throw tooLarge(`${stretches} stretches that are left out`, MOST_EXCLUDED);
  const version = versionFor(run.view, run.settings.zones);
  const end = endBytes(run, version);
  const letters = LETTERS_AN_HOUR * Math.max(1, (steps * stepS) / 3600) + LETTERS_A_BYTE * end.length;
  let link = "";
  for (let precision = RESOLUTIONS.indexOf(TRACK_RESOLUTION); precision < RESOLUTIONS.length; precision++) {
    const payload = concatenate(Uint8Array, [seriesBytes(run, precision), end]);
    link = RUN_PREFIXES[version] + packed(payload);
    if (link.length <= letters) break;
  }
  return link;
}

function tooLarge(has: string, most: number): PredictorError {
  return new PredictorError(
    "too-large",
    `The run has ${has}, more than the ${most.toLocaleString("en")} that a link carries: share its file instead.`,
  );
}

/** Writes the parts of a link behind the series, which links of the first version lack. */
function endBytes(
  { track, isSimulated, settings, view }: SharedRun & { view: SharedView },
  version: ViewVersion,
): Uint8Array {
  const writer = new ByteWriter();
  writer.text(plainSport(track.sport) ?? "");
  writer.unsigned(NO_OR_YES.indexOf(track.isOnUnknownGround));
  writer.unsigned(NO_OR_YES.indexOf(isSimulated));
  if (settings.zones !== null) writeZones(writer, settings.zones);
  writeView(writer, view, version);
  return writer.toBytes();
}

function seriesBytes(
  { track, modelName, settings }: Pick<SharedRun, "track" | "modelName" | "settings">,
  precision: number,
): Uint8Array {
  const writer = new ByteWriter();
  writer.unsigned(Math.round(track.stepS * TICKS_PER_S));
  writer.unsigned(GENDERS.indexOf(track.gender));
  writer.unsigned(INTENTS.indexOf(track.intent));
  writer.unsigned(Math.round(settings.maximumHeartRateBpm ?? 0));
  writer.unsigned(SPEED_UNITS.indexOf(settings.speedUnit));
  writer.unsigned(DISTANCE_UNITS.indexOf(settings.distanceUnit));
  writer.text(modelName);
  writer.unsigned(precision);
  writer.unsigned(track.speedKmh.length);
  const resolution = RESOLUTIONS[precision];
  writeSmooth(writer, track.speedKmh, resolution.speedKmh);
  writeSmooth(writer, track.altitudeM, resolution.altitudeM);
  writeGappy(writer, track.heartRateBpm, resolution.heartRateBpm);
  return writer.toBytes();
}

/**
 * What a page's hash, with or without "#", refers to; null for an empty one.
 * @throws PredictorError `newer-link` where a later version made it, `bad-link` where it is damaged or foreign.
 */
export function decodeLink(hash: string): SharedLink | null {
  const link = hash.startsWith("#") ? hash.slice(1) : hash;
  if (link === "") return null;
  if (link.startsWith(SAMPLE_PREFIX)) return { kind: "sample", id: sampleId(link.slice(SAMPLE_PREFIX.length)) };
  for (const version of RUN_VERSIONS) {
    const prefix = RUN_PREFIXES[version];
    if (link.startsWith(prefix)) return { kind: "run", run: sharedRun(link.slice(prefix.length), version) };
  }
  if (link.startsWith(COMPARISON_PREFIX)) return comparisonOf(link.slice(COMPARISON_PREFIX.length));
  if (link.startsWith(PLAN_PREFIX)) return { kind: "plan", payload: link.slice(PLAN_PREFIX.length) };
  if (link.startsWith(SPLIT_PREFIX)) return splitOf(link.slice(SPLIT_PREFIX.length));
  if (/^[rsdcp][1-9]\d*\./.test(link)) {
    throw new PredictorError(
      "newer-link",
      `This link (${show(link.slice(0, link.indexOf(".")))}) was made by a newer version of the page. Load the page again; if that does not help, ask for the run's file.`,
    );
  }
  throw badLink(`The address ends in ${show(`#${link}`)}, which is no link that this page makes.`);
}

function sampleId(id: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(id)) throw badLink(`This link names a sample, ${show(id)}, that can't be one.`);
  return id;
}

function splitOf(text: string): SharedLink {
  const [, run, named, view = ""] = /^(?:(-?\d{1,20})\.)?([^#]*)(?:#(.*))?$/s.exec(text)!;
  const workoutId = run === undefined ? null : workoutIdOf(run);
  if (named === BUNDLED_SPLIT) return { kind: "split", split: { kind: "bundled" }, workoutId, view };
  const url = webAddress(named);
  if (url === null) throw badLink(`This link names a dataset, ${show(named)}, that is no address on the web.`);
  return { kind: "split", split: { kind: "url", url }, workoutId, view };
}

/** Reads a run's id, any 64-bit integer that a Parquet file may hold, signed or unsigned. */
function workoutIdOf(digits: string): WholeNumber {
  const id = BigInt(digits);
  if (BigInt.asIntN(64, id) === id || BigInt.asUintN(64, id) === id) return wholeNumber(id);
  throw badLink(`This link names a run, ${show(digits)}, that can't be one.`);
}

function comparisonOf(text: string): SharedLink {
  const [axis, ...payloads] = text.split(".");
  const by = COMPARED_BY.find((known) => known === axis);
  if (by === undefined || payloads.length < FEWEST_COMPARED || payloads.length > MOST_LINKED_RUNS) {
    throw badLink(`This link compares ${payloads.length} runs by ${show(axis)}, which no link of this page does.`);
  }
  const runs = payloads.map((payload) => ({ hash: `#${RUN_PREFIXES[2]}${payload}`, run: sharedRun(payload, 2) }));
  return { kind: "comparison", by, runs };
}

function sharedRun(text: string, version: RunVersion): SharedRun {
  const foreign = text.search(/[^\w-]/);
  if (foreign >= 0) {
    throw badLink(
      `This link is damaged: letter ${foreign + 1} of its ${text.length} is ${show(text[foreign])}, which no link of this page holds.`,
    );
  }
  try {
    return readRun(unpacked(text), version);
  } catch (cause) {
    throw badLink(`This link is damaged or was cut off: its ${text.length} letters make no whole run.`, cause);
  }
}

/** Reads what `packed` wrote. @throws RangeError, or the library's error, where it was damaged. */
export function unpacked(text: string): ByteReader {
  return new ByteReader(checked(inflate(fromBase64Url(text))));
}

/** @throws RangeError once there is more than any run needs, or the library's error where the bytes are no deflate. */
function inflate(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((part) => {
    size += part.length;
    if (size > MAX_PAYLOAD_BYTES) throw new RangeError(`more than ${MAX_PAYLOAD_BYTES} bytes`);
    parts.push(part);
  });
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    stream.push(bytes.subarray(from, from + CHUNK_BYTES), from + CHUNK_BYTES >= bytes.length);
  }
  return concatenate(Uint8Array, parts);
}

/** A payload as letters of a link: deflated, with its checksum. */
export function packed(payload: Uint8Array): string {
  return toBase64Url(deflateSync(withChecksum(payload), { level: 9 }));
}

function withChecksum(payload: Uint8Array): Uint8Array {
  const sum = new Uint8Array(CHECKSUM_BYTES);
  new DataView(sum.buffer).setUint32(0, crc32(payload));
  return concatenate(Uint8Array, [payload, sum]);
}

/** The payload before its checksum. */
function checked(bytes: Uint8Array): Uint8Array {
  const end = bytes.length - CHECKSUM_BYTES;
  const payload = bytes.subarray(0, end);
  if (new DataView(bytes.buffer, bytes.byteOffset).getUint32(end) !== crc32(payload)) {
    throw new RangeError("the checksum is wrong");
  }
  return payload;
}

function readRun(reader: ByteReader, version: RunVersion): SharedRun {
  const stepS = reader.unsigned() / TICKS_PER_S;
  const gender = oneOf(GENDERS, reader.unsigned());
  const intent = oneOf(INTENTS, reader.unsigned());
  const maximumHeartRateBpm = reader.unsigned() || null;
  const settings: LinkSettings = {
    maximumHeartRateBpm,
    zones: null,
    speedUnit: oneOf(SPEED_UNITS, reader.unsigned()),
    distanceUnit: oneOf(DISTANCE_UNITS, reader.unsigned()),
  };
  const modelName = reader.text();
  const resolution = oneOf(RESOLUTIONS, reader.unsigned());
  const steps = reader.unsigned();
  if (stepS === 0 || steps < MIN_STEPS || steps > MAX_STEPS) throw new RangeError(`${steps} steps of ${stepS} s`);
  const track: Track = {
    name: "Shared run",
    runner: null,
    sport: null,
    isOnUnknownGround: false,
    gender,
    intent,
    stepS,
    speedKmh: readSmooth(reader, steps, resolution.speedKmh),
    altitudeM: readSmooth(reader, steps, resolution.altitudeM),
    heartRateBpm: readGappy(reader, steps, resolution.heartRateBpm),
    cadenceSpm: new Float32Array(steps).fill(Number.NaN),
    temperatureC: new Float32Array(steps).fill(Number.NaN),
    ...NO_FACTS,
  };
  const run = { track, isSimulated: false, modelName, settings, view: null };
  const whole = version === 1 ? run : readEnd(reader, run, version);
  if (!reader.isAtEnd) throw new RangeError("something follows the run");
  return whole;
}

function readEnd(reader: ByteReader, run: SharedRun, version: ViewVersion): SharedRun {
  const { track } = run;
  const sport = reader.text() || null;
  if (plainSport(sport) !== sport) throw new RangeError(`${sport} is no sport's name`);
  const isOnUnknownGround = oneOf(NO_OR_YES, reader.unsigned());
  const isSimulated = oneOf(NO_OR_YES, reader.unsigned());
  const zones = version === 4 ? readZones(reader) : null;
  return {
    ...run,
    settings: { ...run.settings, zones },
    track: { ...track, sport, isOnUnknownGround },
    isSimulated,
    view: readView(reader, track.speedKmh.length * track.stepS, version),
  };
}

function oneOf<T>(choices: readonly T[], index: number): T {
  if (index >= choices.length) throw new RangeError(`choice ${index} of ${choices.length}`);
  return choices[index];
}

function badLink(finding: string, cause?: unknown): PredictorError {
  return new PredictorError("bad-link", `${finding} Copy the whole link again, or ask for the run's file.`, cause);
}

/** Text out of an address, short enough for a sentence. */
function show(text: string): string {
  return text.length > 30 ? `"${text.slice(0, 30)}…"` : `"${text}"`;
}
