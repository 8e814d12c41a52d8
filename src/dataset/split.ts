import type { WholeNumber } from "../base/whole-number.ts";
import type { ReadableFile } from "../reading/file-bytes.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import type { RunFigures } from "../workout/summary.ts";
import type { Workout } from "../workout/workout.ts";
import type { HubRow } from "./hub-row.ts";

/** Where a split lies. `whole`: it is small and fetched in one request, as the page's own split is. */
export type SplitOrigin = { kind: "file"; file: ReadableFile } | { kind: "url"; url: string; whole?: boolean };

/** Rows that are read together: a row group of the file, or a part of one where that is larger than `MAX_GROUP_ROWS`. */
export interface SplitGroup {
  rows: number;
  /** Where its first row stands in the file. */
  firstRow: number;
  /** What has to be fetched for its sparklines, and for its runs, at most: nothing of it where it is held already. */
  heartRateBytes: number;
  seriesBytes: number;
}

/** What a split says of itself: its footer, read and checked. */
export interface SplitFacts {
  name: string;
  fileBytes: number;
  rows: number;
  rowGroups: readonly SplitGroup[];
  /** As the file has them, in its order. */
  columns: readonly string[];
  /**
   * Where the figures of its rows come from: of a small file they are computed from the series, as a run's own page
   * computes them; of a larger one they are what its statistics columns state.
   */
  figures: "computed" | "stated";
  /** What is odd and read all the same, a sentence each: a column of the published that is missing, a large row group. */
  notes: readonly string[];
}

/** A run without its series: the published columns, null where a value is missing, and where it stands in the file. */
export interface SplitRow extends Omit<HubRow, "heart_rate" | "speed" | "altitude" | "timestamp"> {
  row: number;
  /** What is shown of it: `SplitFacts.figures` says by whose definitions. */
  figures: RunFigures;
}

/** One run of a group, or the reason why it is none. */
export interface GroupRun {
  row: number;
  workoutId: WholeNumber;
  run: ParsedRun;
}

/** How far opening has come; `totalBytes` is null but of a file that is fetched whole, whose server says it. */
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
  /** The first row with this `workout_id`. @throws PredictorError `unknown-sample` where the file has none. */
  rowOf(workoutId: WholeNumber, signal?: AbortSignal): Promise<number>;
  /**
   * The heart rate of a group's rows in BPM, by row: means over at most so many stretches of equal length, NaN where
   * one has none; empty where the file has no heart rate.
   */
  sparklines(group: number, points: number, signal?: AbortSignal): Promise<Map<number, Float32Array>>;
  /** What has been read so far, headers and what was fetched twice included. */
  fetchedBytes(): number;
  /** Whether what reads it has ended: it answers nothing any more, and has to be opened again. */
  isLost(): boolean;
  /** Frees what is held of it, and ends what is under way. */
  close(): void;
}
