import { PredictorError } from "../error.ts";
import type { Lap, WorkoutFormat } from "../workout.ts";
import { type HeartRateSeries, heartRatesAt } from "./heart-rate-series.ts";
import { MAX_LAPS } from "./limits.ts";
import type { ParsedRun } from "./parse.ts";
import { COLUMN_NAMES, type ColumnName, type Columns, checkLength, type Description, workoutFrom } from "./points.ts";
import { attempt, checkRuns, runNames } from "./runs.ts";
import { epochSeconds, numberFrom, utcOffsetSeconds } from "./value.ts";
import type { XmlCursor } from "./xml.ts";

const KMH_PER_METRE_A_SECOND = 3.6;

/** What a file may state of each of its tracks. */
type TrackFacts = Pick<Description, "sensor" | "device" | "gender" | "runnerHeartRates" | "utcOffsetS">;

/** A stretch of points under one name: a GPX track, a TCX activity. */
interface Track {
  label: string | null;
  sport: string | null;
  /** Filled in as the file states them. */
  facts: TrackFacts;
  /** Index of its first point. */
  from: number;
}

/** The points, segments and tracks of an XML file, collected as it is read. */
export class Recording {
  readonly tracks: Track[] = [];
  length = 0;
  readonly #columns = Object.fromEntries(COLUMN_NAMES.map((name) => [name, [] as number[]])) as Record<
    ColumnName,
    number[]
  >;
  readonly #segmentStarts = new Set<number>();
  readonly #laps: Lap[] = [];

  /** @throws PredictorError `too-large` past MAX_RUNS */
  startTrack(sport: string | null): void {
    checkRuns(this.tracks.push({ label: null, sport, facts: {}, from: this.length }));
  }

  /**
   * A lap of whichever run it lies in, by the clock of the points; what has no beginning or end is passed over.
   * @throws PredictorError `too-large` past MAX_LAPS
   */
  addLap(lap: Lap): void {
    if (!(lap.endS > lap.startS)) return;
    if (this.#laps.push(lap) <= MAX_LAPS) return;
    throw new PredictorError(
      "too-large",
      `The file holds more than ${MAX_LAPS.toLocaleString("en")} laps, the most that are read. Export it with fewer.`,
    );
  }

  startSegment(): void {
    this.#segmentStarts.add(this.length);
  }

  /** A point of which nothing is known yet. */
  startPoint(): void {
    checkLength(++this.length);
    for (const name of COLUMN_NAMES) this.#columns[name].push(Number.NaN);
  }

  /** A value of the latest point. Where several elements state it, the first that holds a number counts. */
  set(column: ColumnName, value: number): void {
    const series = this.#columns[column];
    if (Number.isNaN(series[this.length - 1])) series[this.length - 1] = value;
  }

  /** The value in an element of the latest point. @throws PredictorError `bad-value` with the line. */
  setFrom(column: ColumnName, cursor: XmlCursor): void {
    // A time that cannot be read leaves a point without time, which repair counts.
    if (column === "timeS") this.#setTime(cursor.text);
    else this.set(column, numberIn(cursor) * (column === "speedKmh" ? KMH_PER_METRE_A_SECOND : 1));
  }

  /** The first time of a track tells its offset from UTC. */
  #setTime(text: string): void {
    this.set("timeS", epochSeconds(text));
    const facts = this.tracks.at(-1)?.facts;
    if (facts && facts.utcOffsetS === undefined) facts.utcOffsetS = utcOffsetSeconds(text);
  }

  /** Gives points without a heart rate the one that was measured next to them, where it was kept elsewhere. */
  joinHeartRates(measured: HeartRateSeries): void {
    if (measured.timeS.length === 0) return;
    const { timeS, heartRateBpm } = this.#columns;
    for (const [i, bpm] of heartRatesAt(measured, timeS).entries()) {
      if (Number.isNaN(heartRateBpm[i])) heartRateBpm[i] = bpm;
    }
  }

  /**
   * The runs that the tracks make up, each of one or more that follow each other.
   * @param follows whether a track continues the run of the one before it.
   */
  runs(fileName: string, format: WorkoutFormat, follows: (last: RecordedTrack, next: RecordedTrack) => boolean) {
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
    return groups.map((group, i) => this.#run(group, names[i], format));
  }

  /** Tracks with points, and when they begin and end. */
  #recordedTracks(): RecordedTrack[] {
    const { timeS } = this.#columns;
    return this.tracks.flatMap((track, k) => {
      const to = this.tracks[k + 1]?.from ?? this.length;
      if (to === track.from) return [];
      const known = timeS.slice(track.from, to).filter((time) => !Number.isNaN(time));
      return [{ ...track, to, startS: known[0] ?? Number.NaN, endS: known.at(-1) ?? Number.NaN }];
    });
  }

  #run(group: RecordedTrack[], name: string, format: WorkoutFormat): ParsedRun {
    const { from, startS, facts } = group[0];
    const { to, endS } = group[group.length - 1];
    const columns: Columns = {};
    for (const column of COLUMN_NAMES) columns[column] = new Float64Array(this.#columns[column].slice(from, to));
    const segmentStarts: number[] = [];
    for (let i = from + 1; i < to; i++) if (this.#segmentStarts.has(i)) segmentStarts.push(i - from);
    const sport = group.find((track) => track.sport !== null)?.sport ?? null;
    const laps = this.#laps.filter((lap) => lap.endS > startS && lap.startS < endS).sort((a, b) => a.startS - b.startS);
    return attempt(name, "", () => workoutFrom({ name, format, sport, segmentStarts, laps, ...facts }, columns));
  }
}

export interface RecordedTrack extends Track {
  /** Index after its last point. */
  to: number;
  /** Unix seconds of its first and last known time; NaN where no point has one. */
  startS: number;
  endS: number;
}

/** The number within an element, NaN where it is empty. @throws PredictorError `bad-value` */
function numberIn({ element, text, line }: XmlCursor): number {
  const number = numberFrom(text);
  if (number !== undefined) return number;
  const shown = text.trim().slice(0, 40);
  throw new PredictorError(
    "bad-value",
    `Line ${line}: <${element}> holds "${shown}", which is no number. Correct or remove it, or export the activity again.`,
  );
}

/** The number in an attribute of an element that opens. @throws PredictorError `bad-value` where there is none. */
export function attributeNumber({ element, attributes, line }: XmlCursor, name: string): number {
  const text = attributes[name]?.value;
  const number = text === undefined ? undefined : numberFrom(text);
  if (number !== undefined) return number;
  const finding = text === undefined ? `has no ${name}` : `has ${name}="${text.slice(0, 40)}", which is no number`;
  throw new PredictorError("bad-value", `Line ${line}: <${element}> ${finding}. Export the activity again.`);
}
