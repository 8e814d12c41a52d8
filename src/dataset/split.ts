import type { WholeNumber } from "../base/whole-number.ts";
import type { ReadableFile } from "../reading/file-bytes.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import type { RunFigures } from "../workout/summary.ts";
import type { Workout } from "../workout/workout.ts";
import type { HubRow } from "./hub-row.ts";

/** Origin of a split. `whole`: it is small and fetched in one request, as the page's own split is. */
export type SplitOrigin = { kind: "file"; file: ReadableFile } | { kind: "url"; url: string; whole?: boolean };

/** Rows that are read together: a row group of the file, or a part of one where that is larger than `MAX_GROUP_ROWS`. */
export interface SplitGroup {
  rows: number;
  /** Index of its first row in the file. */
  firstRow: number;
  /** Most bytes to fetch for its sparklines, and for its runs; 0 where they are held. */
  heartRateBytes: number;
  seriesBytes: number;
}

/** Facts of a split: its footer, read and checked. */
export interface SplitFacts {
  name: string;
  fileBytes: number;
  rows: number;
  rowGroups: readonly SplitGroup[];
  /** Columns in the file's order. */
  columns: readonly string[];
  /**
   * Source of its rows' figures: a small file's are computed from the series, as a run's own page computes them; a larger
   * one's are read from its statistics columns.
   */
  figures: "computed" | "stated";
  /** Oddities that are read all the same, a sentence each: a missing published column, a large row group. */
  notes: readonly string[];
}

/** A run without its series: the published columns, null where a value is missing, and where it stands in the file. */
export interface SplitRow extends Omit<HubRow, "heart_rate" | "speed" | "altitude" | "timestamp"> {
  row: number;
  /** Figures of the row, by the definitions that `SplitFacts.figures` names. */
  figures: RunFigures;
}

/** One run of a group, or the reason why it is none. */
export interface GroupRun {
  row: number;
  workoutId: WholeNumber;
  run: ParsedRun;
}

/** Progress of opening; `totalBytes` is null unless a file is fetched whole and its server states the size. */
export interface SplitProgress {
  loadedBytes: number;
  totalBytes: number | null;
}

/** Each call takes a signal, after which nothing more is fetched for it, and it throws `cancelled` at once. */
export interface SplitReader {
  /**
   * Reads a split's footer, and nothing else of one that is large.
   * @throws PredictorError `malformed-parquet`, `bad-value` where the address is none, `download-failed`, `no-access`,
   * `no-ranges` where it is large and its server sends nothing but the whole, `unreadable-file`, `not-loaded`, `cancelled`.
   */
  open(
    origin: SplitOrigin,
    options?: { signal?: AbortSignal; onProgress?: (progress: SplitProgress) => void },
  ): Promise<OpenSplit>;
  /** Ends the worker, and with it every split that it opened. */
  dispose(): void;
}

/** A split whose footer is read; calls may overlap. All throw as `SplitReader.open` does. */
export interface OpenSplit {
  facts: SplitFacts;
  /** Every row, of a large file by its statistics columns alone: handed over in the file's order, as they come. */
  rows(onRows: (rows: SplitRow[]) => void, signal?: AbortSignal): Promise<void>;
  /** The runs of a group, for scoring. One that is none does not stop the others. */
  workouts(group: number, signal?: AbortSignal): Promise<GroupRun[]>;
  /** One run, whole. @throws PredictorError where the row is no run. */
  workout(row: number, signal?: AbortSignal): Promise<Workout>;
  /** A Parquet file of some rows, whole, in the order in which they are named. */
  excerpt(rows: readonly number[], signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /** The first row with this `workout_id`. @throws PredictorError `unknown-sample` where the file has none. */
  rowOf(workoutId: WholeNumber, signal?: AbortSignal): Promise<number>;
  /**
   * The heart rate of a group's rows in BPM, by row: means over at most so many stretches of equal length, NaN where
   * one has none; empty where the file has no heart rate.
   */
  sparklines(group: number, points: number, signal?: AbortSignal): Promise<Map<number, Float32Array>>;
  /** Bytes read so far, headers and repeated requests included. */
  fetchedBytes(): number;
  /** Whether what reads it has ended: it answers nothing any more, and has to be opened again. */
  isLost(): boolean;
  /** Frees what is held of it, and ends what is under way. */
  close(): void;
}
