import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_LAPS } from "../../base/limits.ts";
import type { Lap, LapEnd, Repair, Span, StatedTotal } from "../workout.ts";
import { DeveloperFields } from "./fit-developer-fields.ts";
import { FitFacts } from "./fit-facts.ts";
import { HeartRateMessages } from "./fit-heart-rate.ts";
import { type FitDamage, type FitMessage, readFit } from "./fit-messages.ts";
import { fitSport } from "./fit-sports.ts";
import { unixSeconds } from "./fit-values.ts";
import type { FileKind, ParsedRun } from "./parsed-run.ts";
import { type ColumnName, checkLength } from "./points.ts";
import { Recording } from "./recording.ts";

/** Global numbers (FIT profile) of the messages about a run; all others are passed over. */
const FILE_ID = 0;
const SPORT = 12;
const SESSION = 18;
const LAP = 19;
const RECORD = 20;
const EVENT = 21;
const HEART_RATES = 132;
const FIELD_DESCRIPTION = 206;

/** Number of the field with a message's time. */
const TIMESTAMP = 253;

/** Values of `type` in `file_id`. */
const ACTIVITY_FILE = 4;
const COURSE_FILE = 6;
const FILE_KINDS: ReadonlyMap<number, string> = new Map([
  [2, "a watch's settings"],
  [3, "a watch's settings"],
  [5, "a planned workout"],
  [6, "a course to follow"],
  [9, "body weights"],
  [15, "what a watch counted over the day"],
  [28, "what a watch counted over the day"],
  [32, "what a watch counted over the day"],
  [34, "a segment to race on"],
]);

/** Scales and offsets of the numbers in a `record`. */
const DEGREES_PER_SEMICIRCLE = 180 / 2 ** 31;
const KMH_PER_MILLIMETRE_A_SECOND = 3.6 / 1000;
const CENTIMETRES = 100;
const MILLISECONDS = 1000;
const ALTITUDE_STEPS = 5;
const ALTITUDE_OFFSET_M = 500;
const CADENCE_FRACTIONS = 128;

/** Events of the timer, which runs from a start to any of the stops. */
const TIMER = 0;
const TIMER_START = 0;
const TIMER_STOPS = [1, 4, 8, 9];

/** Ends of laps by the numbers of `lap_trigger`. */
const LAP_ENDS: ReadonlyMap<number, LapEnd> = new Map<number, LapEnd>([
  [0, "manual"],
  [1, "time"],
  [2, "distance"],
  [3, "position"],
  [4, "position"],
  [5, "position"],
  [6, "position"],
  [7, "session-end"],
]);

const DAY_S = 86_400;

/** Sessions of a FIT file; triathlons have five. @limit */
const MAX_SESSIONS = 1000;

type Point = Record<ColumnName, number>;

interface Session extends Span {
  sport: string | null;
  statedTotal: StatedTotal;
}

/**
 * Reads the runs of a FIT file and of the files joined to its end, one run per session.
 * @throws PredictorError `malformed-fit` as readFit, `no-runs` where nothing was recorded, `too-large`.
 */
export function parseFit(bytes: Uint8Array, fileName: string): ParsedRun[] {
  const reader = new FitReader();
  const mended = repairsOf(readFit(bytes, (message) => reader.take(message)));
  return reader.runs(fileName, mended);
}

/** Tells the kind of a FIT file by its first kilobyte or more: watches keep much besides activities in FIT files. */
export function peekFit(head: Uint8Array): FileKind {
  const kind: FileKind = { isActivity: true, sport: null };
  try {
    readFit(head, (message) => {
      if (message.kind === FILE_ID) kind.isActivity = !FILE_KINDS.has(message.number(0));
      if (message.kind === SPORT) kind.sport ??= fitSport(message.number(0), message.number(1));
    });
  } catch (error) {
    // The head ends within the data; damage is reported when the whole file is read.
    if (!(error instanceof PredictorError)) throw error;
  }
  return kind;
}

function repairsOf(damage: FitDamage): Repair[] {
  const findings = findingsOf(damage);
  if (findings.length === 0) return [];
  return [{ code: "damaged-file", count: Math.max(damage.places, 1), message: findings.join(" "), spans: [] }];
}

function findingsOf(damage: FitDamage): string[] {
  const { places, missingBytes, isUnclosed, hasPartialEnd, hasBrokenJoint, checksum } = damage;
  const findings = [
    ...(places > 0 ? [`The file lost bytes at ${counted(places, "place")}: the points there were left out.`] : []),
    ...(missingBytes > 0 ? [`The last ${counted(missingBytes, "byte")} of the file are missing: it was cut off.`] : []),
    ...(isUnclosed ? ["The recording was never closed, so that nothing states how long it is: all was read."] : []),
    ...(hasPartialEnd ? ["The last message of the file is incomplete: what precedes it was read."] : []),
    ...(hasBrokenJoint ? ["Another file is joined to its end, and can't be read: it was left out."] : []),
  ];
  if (findings.length > 0 || !checksum) return findings;
  return [
    "The file's checksum is not that of its content: every message could be read, but a number may have changed.",
  ];
}

class FitReader {
  readonly #points: Point[] = [];
  readonly #sessions: Session[] = [];
  readonly #laps: Lap[] = [];
  readonly #timer: { timeS: number; starts: boolean }[] = [];
  readonly #heartRates = new HeartRateMessages();
  readonly #speedDistance = new CompressedSpeedDistance();
  readonly #facts = new FitFacts();
  readonly #developerFields = new DeveloperFields();
  /** Sport by the numbers of the latest `sport` message. */
  #sport = { sport: Number.NaN, subSport: Number.NaN };
  #fileKind = ACTIVITY_FILE;
  /** Time at which the file was created, in seconds since 1970. */
  #createdS = Number.NaN;

  take(message: FitMessage): void {
    // A partial session may still hold start and sport; a partial point would be a wrong point.
    if (message.isPartial && (message.kind === RECORD || message.kind === HEART_RATES)) return;
    if (message.kind !== RECORD) this.#facts.take(message);
    switch (message.kind) {
      case FILE_ID:
        // Heart rates are joined to an activity as files with an id of their own.
        if (this.#points.length === 0) {
          this.#fileKind = message.number(0);
          this.#createdS = unixSeconds(message.number(4));
        }
        break;
      case RECORD:
        checkLength(this.#points.push(this.#pointOf(message)));
        this.#developerFields.take(message, this.#points.length - 1);
        break;
      case FIELD_DESCRIPTION:
        this.#developerFields.describe(message);
        break;
      case LAP:
        this.#takeLap(message);
        break;
      case SESSION:
        this.#takeSession(message);
        break;
      case SPORT:
        this.#sport = { sport: message.number(0), subSport: message.number(1) };
        break;
      case EVENT:
        this.#takeEvent(message);
        break;
      case HEART_RATES:
        this.#heartRates.take(message);
        break;
    }
  }

  #takeSession(message: FitMessage): void {
    const number = message.number(5);
    // Some devices write the sub-sport only into the sport message before the session.
    const subSport = message.number(6) || (number === this.#sport.sport ? this.#sport.subSport : 0);
    const sport = fitSport(number, subSport);
    const { startS, endS } = spanOf(message);
    const statedTotal = { distanceM: message.number(9) / CENTIMETRES, timerS: message.number(8) / MILLISECONDS };
    // Some devices state a length without pauses. A session is written as it ends, unless another program wrote it days later.
    const writtenS = unixSeconds(message.number(TIMESTAMP));
    const latestS = writtenS - startS < DAY_S ? Math.max(endS, writtenS) : endS;
    const session = { startS, endS: firstKnown(latestS, Number.POSITIVE_INFINITY), sport, statedTotal };
    if (this.#sessions.push(session) <= MAX_SESSIONS) return;
    throw new PredictorError("too-large", `The FIT file has more than ${MAX_SESSIONS} sessions: no recording has.`);
  }

  #takeLap(message: FitMessage): void {
    const lap = { ...spanOf(message), endedBy: LAP_ENDS.get(message.number(24)) ?? null };
    // One lap too many is kept: Recording then refuses the file, with a sentence.
    if (lap.endS > lap.startS && this.#laps.length <= MAX_LAPS) this.#laps.push(lap);
  }

  #takeEvent(message: FitMessage): void {
    const type = message.number(1);
    const starts = type === TIMER_START;
    if (message.number(0) !== TIMER || !(starts || TIMER_STOPS.includes(type))) return;
    checkLength(this.#timer.push({ timeS: unixSeconds(message.timeS), starts }));
  }

  #pointOf(message: FitMessage): Point {
    const [speedMmS, distanceM] = this.#speedDistance.after(message.numbers(8));
    return {
      timeS: unixSeconds(message.timeS),
      speedKmh: firstKnown(message.number(73), message.number(6), speedMmS) * KMH_PER_MILLIMETRE_A_SECOND,
      distanceM: firstKnown(message.number(5) / CENTIMETRES, distanceM),
      latitudeDeg: message.number(0) * DEGREES_PER_SEMICIRCLE,
      longitudeDeg: message.number(1) * DEGREES_PER_SEMICIRCLE,
      altitudeM: firstKnown(message.number(78), message.number(2)) / ALTITUDE_STEPS - ALTITUDE_OFFSET_M,
      heartRateBpm: message.number(3),
      cadenceSpm: message.number(4) + firstKnown(message.number(53), 0) / CADENCE_FRACTIONS,
      temperatureC: message.number(13),
    };
  }

  /**
   * The recorded runs.
   * @param mended repairs of the file as a whole
   * @throws PredictorError `no-runs` where nothing was recorded.
   */
  runs(fileName: string, mended: readonly Repair[]): ParsedRun[] {
    if (this.#points.length === 0 || this.#fileKind === COURSE_FILE) throw this.#nothingRecorded();
    this.#takeDeveloperColumns();
    const recording = new Recording();
    const facts = this.#facts.description();
    const resumedS = this.#resumedS();
    let next = 0;
    for (const { sport, own, statedTotal, points } of this.#sessionsInOrder()) {
      recording.startTrack(sport);
      const track = recording.tracks[recording.tracks.length - 1];
      Object.assign(track, { label: sport, facts: { ...facts, statedTotal }, own });
      for (const point of points) {
        if (point.timeS >= resumedS[next]) recording.startSegment();
        while (point.timeS >= resumedS[next]) next++;
        recording.addPoint(point);
      }
    }
    for (const { startS, ...lap } of this.#laps) Object.assign(recording.startLap(startS), lap);
    for (const name of this.#developerFields.passedOver) recording.passOver(name);
    recording.joinHeartRates(this.#heartRates.series());
    return recording.runs(fileName, "fit", () => false, mended);
  }

  /** Takes a developer's column where the watch itself recorded nothing but zeros. */
  #takeDeveloperColumns(): void {
    for (const [column, values] of this.#developerFields.columns()) {
      if (this.#points.some((point) => Math.abs(point[column]) > 0)) continue;
      for (const [i, value] of values.entries()) this.#points[i][column] = value;
    }
  }

  /** Sessions in order of time with their points. Without sessions, as when a watch's battery died, all points are one. */
  #sessionsInOrder(): { sport: string | null; own: Span[]; statedTotal: StatedTotal | null; points: Point[] }[] {
    const ordered = this.#sessions.filter(({ startS }) => !Number.isNaN(startS)).sort((a, b) => a.startS - b.startS);
    // Of several sessions with one start, the last written counts.
    const dated = ordered.filter(({ startS }, i) => ordered[i + 1]?.startS !== startS);
    const sessions = dated.length > 0 ? dated : this.#sessions.slice(0, 1);
    if (sessions.length < 2) {
      const own = dated.length > 0 ? dated : this.#statedSpans();
      const [session] = sessions;
      const sport = session?.sport ?? fitSport(this.#sport.sport, this.#sport.subSport);
      return [{ sport, own, statedTotal: session?.statedTotal ?? null, points: this.#points }];
    }
    const groups = sessions.map((session) => ({ ...session, own: [session], points: [] as Point[] }));
    let current = 0;
    for (const point of this.#points) {
      while (sessions[current + 1] && point.timeS >= sessions[current + 1].startS) current++;
      while (current > 0 && point.timeS < sessions[current].startS) current--;
      groups[current].points.push(point);
    }
    return groups.filter(({ points }) => points.length > 0);
  }

  /** Time spans of a recording without sessions: its laps, else from the file's creation on. */
  #statedSpans(): Span[] {
    if (this.#laps.length > 0) return this.#laps;
    return Number.isNaN(this.#createdS) ? [] : [{ startS: this.#createdS, endS: Number.POSITIVE_INFINITY }];
  }

  /** Times at which the timer was started again after a stop. */
  #resumedS(): number[] {
    const events = this.#timer.filter(({ timeS }) => !Number.isNaN(timeS)).sort((a, b) => a.timeS - b.timeS);
    return events.flatMap(({ timeS, starts }, i) => (starts && i > 0 && !events[i - 1].starts ? [timeS] : []));
  }

  #nothingRecorded(): PredictorError {
    const kind = FILE_KINDS.get(this.#fileKind);
    const found = kind === undefined ? "no recorded points" : `${kind}, and no recording`;
    return new PredictorError("no-runs", `The FIT file holds ${found}. Choose the file of an activity.`);
  }
}

/**
 * Decodes FIT's `compressed_speed_distance`, three bytes from a foot pod: 12 bits of speed in cm/s, and 12 bits of
 * distance in sixteenths of a metre, which wrap at 256 m.
 */
class CompressedSpeedDistance {
  #sixteenths = 0;

  /** Speed in mm/s, and distance from the start in metres; NaN where the field is missing. */
  after(bytes: number[]): [speedMmS: number, distanceM: number] {
    if (bytes.length !== 3 || bytes.every(Number.isNaN)) return [Number.NaN, Number.NaN];
    // A byte of 255 means "missing" in other fields; here it is a part of a number.
    const [first, second, third] = bytes.map((byte) => (Number.isNaN(byte) ? 0xff : byte));
    const sixteenths = (second >> 4) | (third << 4);
    this.#sixteenths += (sixteenths - this.#sixteenths) & 0xfff;
    return [10 * (first | ((second & 0xf) << 8)), this.#sixteenths / 16];
  }
}

/** Start and end of a session or a lap in seconds since 1970; the end is NaN where neither it nor a length is stated. */
function spanOf(message: FitMessage): Span {
  const startS = unixSeconds(message.number(2));
  const lengthS = (message.number(7) || message.number(8)) / MILLISECONDS;
  const endS = firstKnown(lengthS > 0 ? startS + lengthS : Number.NaN, unixSeconds(message.number(TIMESTAMP)));
  return { startS, endS: endS > startS ? endS : Number.NaN };
}

function firstKnown(...values: number[]): number {
  for (const value of values) if (!Number.isNaN(value)) return value;
  return Number.NaN;
}
