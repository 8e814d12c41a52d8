import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_LAPS, MAX_UNREADABLE_SHARE } from "../../base/limits.ts";
import type { CoursePoints } from "../course/clean-course.ts";
import type { Lap, Repair, Span } from "../workout.ts";
import { type HeartRateSeries, heartRatesAt } from "./heart-rate-series.ts";
import { leftOverPoints, leftOverRepairs } from "./left-over-points.ts";
import { attempt, checkRuns, type ParsedRun, runNames } from "./parsed-run.ts";
import type { PointElements } from "./point-elements.ts";
import { COLUMN_NAMES, type ColumnName, type Columns, checkLength, type Description, workoutFrom } from "./points.ts";
import { epochSeconds, numberFrom, utcOffsetSeconds, withDecimalPoint } from "./value.ts";
import type { XmlCursor } from "./xml.ts";

const KMH_PER_METRE_A_SECOND = 3.6;

const SPACE = 0x20;

/** Left-out points that a repair names with their line. */
const TOLD_FAULTS = 3;

/** Facts that a file may state per track. */
type TrackFacts = Pick<Description, "sensor" | "device" | "gender" | "runnerHeartRates" | "utcOffsetS" | "statedTotal">;

/** A stretch of points under one name: a GPX track, a TCX activity. */
interface Track {
  label: string | null;
  sport: string | null;
  /** Filled in as the file states them. */
  facts: TrackFacts;
  /** Time spans that the file states for the track; empty where it states none, and all points are the track's own. */
  own: Span[];
  /** Index of its first point. */
  from: number;
}

/** Fault of a point, with its line in the file. */
interface Fault {
  line: number;
  finding: string;
  /** Whether only the position is missing. */
  isPlaceless: boolean;
}

/** A lap while it is read, on the clock of the points; NaN for what is unknown, or not read yet. */
export interface RecordedLap extends Lap {
  /** Time without pauses; used for the end only where neither an end nor a next lap is stated. */
  timerS: number;
  distanceM: number;
}

/** Collects points, segments, laps and tracks while a file is read, and makes runs of them. */
export class Recording {
  readonly tracks: Track[] = [];
  length = 0;
  readonly #columns = Object.fromEntries(COLUMN_NAMES.map((name) => [name, [] as number[]])) as Record<
    ColumnName,
    number[]
  >;
  readonly #named = COLUMN_NAMES.map((name) => [name, this.#columns[name]] as const);
  readonly #segmentStarts = new Set<number>();
  #laps: RecordedLap[] = [];
  /** Faults by index of the point. */
  readonly #faults = new Map<number, Fault>();
  readonly #passedOver = new Set<string>();

  /** @throws PredictorError `too-large` past MAX_RUNS */
  startTrack(sport: string | null): void {
    checkRuns(this.tracks.push({ label: null, sport, facts: {}, own: [], from: this.length }));
  }

  /**
   * Adds a lap, to be filled in as the file states more of it. Its run is found by time; a lap without a start is dropped.
   * @throws PredictorError `too-large` past MAX_LAPS
   */
  startLap(startS = Number.NaN): RecordedLap {
    const lap = { startS, endS: Number.NaN, timerS: Number.NaN, distanceM: Number.NaN, endedBy: null };
    if (this.#laps.push(lap) <= MAX_LAPS) return lap;
    throw new PredictorError(
      "too-large",
      `The file holds more than ${MAX_LAPS.toLocaleString("en")} laps, the most that are read. Export it with fewer.`,
    );
  }

  /** Adds a lap to the latest track's stated total; a lap without a distance makes the total unknown. */
  addToTotal({ distanceM, timerS }: RecordedLap): void {
    const facts = this.tracks.at(-1)?.facts;
    if (!facts || !(timerS > 0)) return;
    const before = facts.statedTotal ?? { distanceM: 0, timerS: 0 };
    facts.statedTotal = { distanceM: before.distanceM + distanceM, timerS: before.timerS + timerS };
  }

  startSegment(): void {
    this.#segmentStarts.add(this.length);
  }

  /** Adds a point whose values are set later. */
  startPoint(): void {
    checkLength(++this.length);
    for (const [, values] of this.#named) values.push(Number.NaN);
  }

  /** Adds a complete point; NaN for missing values. */
  addPoint(point: Readonly<Record<ColumnName, number>>): void {
    checkLength(++this.length);
    for (const [name, values] of this.#named) values.push(point[name]);
  }

  /** Takes an element of the latest point as it closes. Of several for one column, the first with a number counts. */
  take(elements: PointElements, cursor: XmlCursor): void {
    const { element, parent, text } = cursor;
    const column = elements.columnOf(element === "Value" ? parent : element);
    if (column === null) {
      // The own text of an element that holds others is blank.
      if (text.charCodeAt(0) > SPACE && !this.#passedOver.has(element) && numberFrom(text)) this.passOver(element);
      return;
    }
    const series = this.#columns[column];
    const last = this.length - 1;
    if (!Number.isNaN(series[last])) return;
    const value = column === "timeS" ? timeFrom(text) : decimalFrom(text);
    if (value === undefined) this.#spoil(cursor, `<${element}> holds "${shown(text)}", which is no ${kindOf(column)}`);
    else if (isOffEarth(column, value)) this.#spoil(cursor, `<${element}> is ${value}, which is off the Earth`, true);
    else series[last] = column === "speedKmh" ? value * KMH_PER_METRE_A_SECOND : value;
    if (column === "timeS") this.#takeOffset(text);
  }

  /** Notes the name of an element or field with numbers of unknown meaning. */
  passOver(name: string): void {
    this.#passedOver.add(name);
  }

  /** Takes a coordinate from an attribute of the latest point as it opens. */
  setFromAttribute(column: ColumnName, cursor: XmlCursor, name: string): void {
    const { element } = cursor;
    const text = cursor.attributes[name]?.value ?? "";
    const value = decimalFrom(text);
    if (value === undefined) this.#spoil(cursor, `<${element}> has ${name}="${shown(text)}", which is no number`);
    else if (Number.isNaN(value)) this.#spoil(cursor, `<${element}> has no ${name}`, true);
    else if (isOffEarth(column, value)) this.#spoil(cursor, `<${element}> has ${name}="${value}", off the Earth`, true);
    else this.#columns[column][this.length - 1] = value;
  }

  /** Marks the latest point as unreadable. The first finding is kept; one of more than the position replaces one of the position alone. */
  #spoil({ line }: XmlCursor, finding: string, isPlaceless = false): void {
    const last = this.length - 1;
    const known = this.#faults.get(last);
    if (!known || (known.isPlaceless && !isPlaceless)) this.#faults.set(last, { line, finding, isPlaceless });
  }

  /** Takes the offset from UTC of a track's first time. */
  #takeOffset(text: string): void {
    const facts = this.tracks.at(-1)?.facts;
    if (facts && facts.utcOffsetS === undefined) facts.utcOffsetS = utcOffsetSeconds(text);
  }

  /** Fills in missing heart rates from a series that the file kept apart from its points. */
  joinHeartRates(measured: HeartRateSeries): void {
    if (measured.timeS.length === 0) return;
    const { timeS, heartRateBpm } = this.#columns;
    for (const [i, bpm] of heartRatesAt(measured, timeS).entries()) {
      if (Number.isNaN(heartRateBpm[i])) heartRateBpm[i] = bpm;
    }
  }

  /**
   * Makes runs of the tracks, each of one track or of several that follow each other.
   * @param follows whether a track continues the run of the one before it
   * @param mended repairs of the file as a whole
   */
  runs(
    fileName: string,
    format: string,
    follows: (last: RecordedTrack, next: RecordedTrack) => boolean,
    mended: readonly Repair[] = [],
  ): ParsedRun[] {
    this.#laps = this.#laps.filter(({ startS }) => !Number.isNaN(startS)).sort((a, b) => a.startS - b.startS);
    const tracks = this.#recordedTracks();
    const groups: RecordedTrack[][] = [];
    for (const track of tracks) {
      const last = groups.at(-1)?.at(-1);
      if (last && follows(last, track)) groups.at(-1)?.push(track);
      else groups.push([track]);
    }
    const names = runNames(
      fileName,
      groups.map(([first]) => first.label),
    );
    return groups.map((group, i) => this.#run(group, { name: names[i], format, mended }));
  }

  /** The points of the tracks of which none has a time, and which are courses to run. */
  courses(fileName: string): CoursePoints[] {
    const untimed = this.#recordedTracks().filter(({ startS }) => Number.isNaN(startS));
    const names = runNames(
      fileName,
      untimed.map(({ label }) => label),
    );
    return untimed.map(({ from, to }, i) => {
      const series = (column: ColumnName) => Float64Array.from(this.#columns[column].slice(from, to));
      return {
        name: names[i],
        latitudeDeg: series("latitudeDeg"),
        longitudeDeg: series("longitudeDeg"),
        distanceM: series("distanceM"),
        altitudeM: series("altitudeM"),
      };
    });
  }

  /** Tracks that have points, with their first and last times. */
  #recordedTracks(): RecordedTrack[] {
    const { timeS } = this.#columns;
    return this.tracks.flatMap((track, k) => {
      const to = this.tracks[k + 1]?.from ?? this.length;
      if (to === track.from) return [];
      let [first, last] = [track.from, to - 1];
      while (first < last && Number.isNaN(timeS[first])) first++;
      while (last > first && Number.isNaN(timeS[last])) last--;
      return [{ ...track, to, startS: timeS[first], endS: timeS[last] }];
    });
  }

  #run(group: RecordedTrack[], file: { name: string; format: string; mended: readonly Repair[] }): ParsedRun {
    const { name, format } = file;
    const { from, facts } = group[0];
    const { to } = group[group.length - 1];
    const sport = group.find((track) => track.sport !== null)?.sport ?? null;
    return attempt(name, "", () => {
      const unreadable = this.#unreadable(from, to);
      const leftOver = leftOverPoints(
        this.#columns.timeS.slice(from, to),
        group.flatMap((track) => track.own),
      );
      const isKept = (i: number) => !leftOver.has(i - from) && (unreadable === null || !this.#faults.has(i));
      const isWhole = leftOver.size === 0 && unreadable === null;
      const columns: Columns = {};
      for (const column of COLUMN_NAMES) {
        const values = this.#columns[column].slice(from, to);
        columns[column] = new Float64Array(isWhole ? values : values.filter((_, i) => isKept(from + i)));
      }
      const passedOver = [...this.#passedOver];
      const mended = [...file.mended, ...(unreadable === null ? [] : [unreadable]), ...leftOverRepairs(leftOver.size)];
      const segmentStarts = this.#resumedAt(from, to, isKept);
      const laps = columns.timeS ? this.#takeLaps(columns.timeS) : [];
      return workoutFrom({ name, format, sport, segmentStarts, passedOver, mended, laps, ...facts }, columns);
    });
  }

  /** Removes and returns the laps of a run, in order: each lap belongs to one run. */
  #takeLaps(timeS: Float64Array): Lap[] {
    if (this.#laps.length === 0) return [];
    let [firstS, lastS] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const time of timeS) {
      if (time < firstS) firstS = time;
      if (time > lastS) lastS = time;
    }
    const taken: Lap[] = [];
    this.#laps = this.#laps.filter(({ startS, endS, timerS, endedBy }, i) => {
      if (!(startS < lastS)) return true;
      const nextS = this.#laps[i + 1]?.startS ?? Number.POSITIVE_INFINITY;
      const closedS = nextS < lastS ? nextS : Math.max(lastS, startS + (timerS || 0));
      const knownEndS = Number.isNaN(endS) ? closedS : endS;
      if (knownEndS <= firstS) return true;
      if (knownEndS > startS) taken.push({ startS, endS: knownEndS, endedBy });
      return false;
    });
    return taken;
  }

  /** Indices among the kept points at which a segment other than the first begins. */
  #resumedAt(from: number, to: number, isKept: (index: number) => boolean): number[] {
    const places: number[] = [];
    let place = 0;
    let isStart = false;
    for (let i = from; i < to; i++) {
      isStart ||= this.#segmentStarts.has(i);
      if (!isKept(i)) continue;
      if (isStart && place > 0) places.push(place);
      isStart = false;
      place++;
    }
    return places;
  }

  /**
   * Repair entry for the unreadable points, which are left out; null for none. Where more than a tenth lack only a position,
   * as on a treadmill, they are kept for their speed or distance.
   * @throws PredictorError `bad-value` of more than a tenth of them, `no-time` where no time can be read.
   */
  #unreadable(from: number, to: number): Repair | null {
    const faulty: number[] = [];
    if (this.#faults.size > 0) for (let i = from; i < to; i++) if (this.#faults.has(i)) faulty.push(i);
    if (faulty.length === 0) return null;
    const faults = faulty.map((i) => this.#faults.get(i) as Fault);
    const { timeS, speedKmh, distanceM } = this.#columns;
    if (faulty.length > MAX_UNREADABLE_SHARE * (to - from)) {
      const isMoving = (i: number) => !Number.isNaN(speedKmh[i]) || !Number.isNaN(distanceM[i]);
      if (faults.every(({ isPlaceless }) => isPlaceless) && faulty.every(isMoving)) return null;
      const hasTime = timeS.slice(from, to).some((time) => !Number.isNaN(time));
      throw new PredictorError(
        hasTime ? "bad-value" : "no-time",
        `Line ${faults[0].line}: ${faults[0].finding}. So it is at ${faults.length.toLocaleString("en")} of ${counted(to - from, "point")}, of which a tenth may be left out. Correct them, or export the activity again.`,
      );
    }
    const told = faults.slice(0, TOLD_FAULTS).map(({ line, finding }) => `line ${line}: ${finding}`);
    if (faults.length > TOLD_FAULTS) told.push("and so on");
    const message = `${counted(faults.length, "point")} that can't be read left out (${told.join("; ")}).`;
    return { code: "unreadable-point", count: faults.length, message, spans: [] };
  }
}

export interface RecordedTrack extends Track {
  /** Index after its last point. */
  to: number;
  /** Unix seconds of its first and last known time; NaN where no point has one. */
  startS: number;
  endS: number;
}

/** Seconds since 1970; NaN where the text is blank, undefined where it can't be read. */
function timeFrom(text: string): number | undefined {
  const time = epochSeconds(text);
  return Number.isNaN(time) && text.trim() !== "" ? undefined : time;
}

/** Reads a number with a decimal point or comma; NaN and undefined as numberFrom. */
function decimalFrom(text: string): number | undefined {
  return numberFrom(text) ?? numberFrom(withDecimalPoint(text));
}

function isOffEarth(column: ColumnName, value: number): boolean {
  return (column === "latitudeDeg" && Math.abs(value) > 90) || (column === "longitudeDeg" && Math.abs(value) > 180);
}

function kindOf(column: ColumnName): string {
  return column === "timeS" ? "time that can be read (2024-05-01T10:00:00Z)" : "number";
}

/** Shortens a text for a sentence. */
function shown(text: string): string {
  return text.trim().slice(0, 40);
}
