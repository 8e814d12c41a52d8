import { PredictorError } from "../base/error.ts";
import { fileSource } from "../reading/file-bytes.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import { attempt } from "../workout/formats/parsed-run.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import { NO_FIGURES } from "../workout/summary.ts";
import type { Workout } from "../workout/workout.ts";
import { type HttpOptions, openHttpSource } from "./http/http-source.ts";
import { type HubColumn, type HubRow, hubColumnNames } from "./hub-row.ts";
import {
  chunksOf,
  firstRowOf,
  HubFile,
  type RowSpan,
  seriesColumns,
  statisticsColumns,
  workoutIdOf,
} from "./parquet/hub-file.ts";
import { writeHubRows } from "./parquet/parquet.ts";
import { computedFigures, statedFigures } from "./row-figures.ts";
import { type AbortableSource, throwIfAborted } from "./source.ts";
import { sparkline } from "./sparkline.ts";
import type { OpenSplit, SplitFacts, SplitGroup, SplitOrigin, SplitReader, SplitRow } from "./split.ts";

/** Columns of a run: its id, its runner, and its series. */
const runColumns = ["workout_id", "user_id", "sport", ...seriesColumns] as const satisfies HubColumn[];

/** Largest file whose rows' figures are computed from their series ... */
const SMALL_BYTES = 8_000_000;
/** ... and of one on a server, which is fetched for them. */
const SMALL_REMOTE_BYTES = 1_000_000;

/** Rows whose figures are computed before others get their turn: some tens of milliseconds. */
const ROWS_AT_ONCE = 16;

/** Row groups of more bytes make single runs of a split slow to fetch. */
const LARGE_GROUP_BYTES = 8_000_000;

/** Reads splits where it is called: in the split worker, and in the terminal. */
export const splitReader: SplitReader = {
  async open(origin, { signal, onProgress } = {}) {
    let readBytes = 0;
    let totalBytes: number | null = null;
    let isOpen = false;
    const onBytes = (bytes: number) => {
      readBytes += bytes;
      if (!isOpen) onProgress?.({ loadedBytes: readBytes, totalBytes });
    };
    const onWhole = (bytes: number) => {
      // What came before it, of an answer that broke off, has been counted as well.
      totalBytes = readBytes + bytes;
    };
    const source = await sourceFrom(origin, { onBytes, onWhole, signal });
    const isFetched = origin.kind === "url" && !origin.whole;
    const smallBytes = isFetched ? SMALL_REMOTE_BYTES : SMALL_BYTES;
    const split = await openSplit(source, { readBytes: () => readBytes, smallBytes, signal });
    isOpen = true;
    return split;
  },
  dispose() {},
};

async function sourceFrom(origin: SplitOrigin, listeners: HttpOptions): Promise<AbortableSource> {
  if (origin.kind === "url") return openHttpSource(origin.url, { whole: origin.whole ?? false, ...listeners });
  const source = fileSource(origin.file);
  return {
    ...{ name: source.name, size: source.size },
    async read(from, to) {
      const bytes = await source.read(from, to);
      listeners.onBytes?.(bytes.length);
      return bytes;
    },
  };
}

interface OpenOptions {
  /** Bytes read of the source so far. */
  readBytes?: () => number;
  /** Largest file whose rows' figures are computed. */
  smallBytes?: number;
  signal?: AbortSignal | undefined;
}

/** @throws PredictorError as `HubFile.open`. */
export async function openSplit(
  source: AbortableSource,
  { readBytes = () => 0, smallBytes = SMALL_BYTES, signal }: OpenOptions = {},
): Promise<OpenSplit> {
  const file = await HubFile.open(source, signal);
  const figures = source.size <= smallBytes ? "computed" : "stated";
  throwIfAborted(signal);
  const closed = new AbortController();
  /** The signal of a call, and that of the split itself. */
  const either = (signal?: AbortSignal) => (signal ? AbortSignal.any([signal, closed.signal]) : closed.signal);

  return {
    facts: factsOf(source, file, figures),

    async rows(onRows, signal) {
      const both = either(signal);
      if (figures === "computed") return computedRows(file, onRows, both);
      for await (const { span, columns } of file.everyRow(statisticsColumns, both)) {
        throwIfAborted(both);
        onRows(Array.from({ length: span.rows }, (_, i) => splitRow(columns, i, firstRowOf(span) + i)));
      }
    },

    async workouts(group, signal) {
      const both = either(signal);
      const span = file.part(group);
      const rows = await file.rows(span, both);
      throwIfAborted(both);
      return rows.map((row, i) => ({
        row: firstRowOf(span) + i,
        workoutId: row.workout_id,
        run: parsedRun(source, row),
      }));
    },

    async workout(row, signal): Promise<Workout> {
      const both = either(signal);
      const [found] = await file.rows(file.at(row), both);
      throwIfAborted(both);
      return workoutOfHubRow(found, runName(source, found));
    },

    async excerpt(rows, signal) {
      const both = either(signal);
      const found: HubRow[] = [];
      for (const row of rows) {
        found.push(...(await file.rows(file.at(row), both)));
        throwIfAborted(both);
      }
      return writeHubRows(found);
    },

    rowOf: (workoutId, signal) => file.rowOf(workoutId, either(signal)),

    async sparklines(group, points, signal) {
      const span = file.part(group);
      const { heart_rate } = await file.columns(span, ["heart_rate"], either(signal));
      return new Map(
        heart_rate.flatMap((bpm, i) => (bpm === null ? [] : [[firstRowOf(span) + i, sparkline(bpm, points)] as const])),
      );
    },

    fetchedBytes: readBytes,
    isLost: () => false,

    close() {
      closed.abort();
      file.close();
    },
  };
}

/** Every run of a split, one row group in memory at a time. @throws PredictorError as `HubFile`. */
export async function* splitRuns(
  source: AbortableSource,
): AsyncGenerator<{ run: ParsedRun; workoutType: string | null }> {
  const file = await HubFile.open(source);
  for (const part of file.parts) {
    for (const row of await file.rows(part)) yield { run: parsedRun(source, row), workoutType: row.workout_type };
  }
}

/** One that is no run does not stop the others. */
function parsedRun(source: AbortableSource, row: HubRow): ParsedRun {
  return attempt(runName(source, row), "", (name) => workoutOfHubRow(row, name));
}

function runName({ name }: AbortableSource, { workout_id }: HubRow): string {
  return `${name} · run ${workout_id}`;
}

/** Hands over every row with its figures computed, some at a time. */
async function computedRows(file: HubFile, onRows: (rows: SplitRow[]) => void, signal: AbortSignal): Promise<void> {
  for (const part of file.parts) {
    const columns = await file.columns(part, statisticsColumns, signal);
    const series = await seriesOf(file, part, signal);
    for (let from = 0; from < part.rows; from += ROWS_AT_ONCE) {
      throwIfAborted(signal);
      const length = Math.min(ROWS_AT_ONCE, part.rows - from);
      onRows(
        Array.from({ length }, (_, k) => {
          const row = splitRow(columns, from + k, firstRowOf(part) + from + k);
          return { ...row, figures: series === null ? NO_FIGURES : computedFigures(series[from + k]) };
        }),
      );
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
}

/** Rows whole; null where their series are damaged, which is no reason not to list them. */
async function seriesOf(file: HubFile, part: RowSpan, signal: AbortSignal): Promise<HubRow[] | null> {
  try {
    return await file.rows(part, signal);
  } catch (error) {
    if (error instanceof PredictorError && error.code === "malformed-parquet") return null;
    throw error;
  }
}

function splitRow(columns: Record<string, readonly unknown[]>, i: number, row: number): SplitRow {
  const values = Object.fromEntries(statisticsColumns.map((name) => [name, columns[name][i]])) as Omit<
    SplitRow,
    "row" | "figures"
  >;
  return { ...values, workout_id: workoutIdOf(values.workout_id, row), row, figures: statedFigures(values) };
}

function factsOf(
  { name, size }: AbortableSource,
  { layout, parts }: HubFile,
  figures: SplitFacts["figures"],
): SplitFacts {
  const columns = layout.columns.map((column) => column.name);
  return {
    name,
    fileBytes: size,
    rows: layout.rows,
    rowGroups: parts.map(splitGroup),
    columns,
    figures,
    notes: notesOn(columns, parts),
  };
}

function splitGroup(span: RowSpan): SplitGroup {
  return {
    rows: span.rows,
    firstRow: firstRowOf(span),
    heartRateBytes: bytesOf(span, ["heart_rate"]),
    seriesBytes: bytesOf(span, runColumns),
  };
}

function bytesOf({ group }: RowSpan, names: readonly HubColumn[]): number {
  return chunksOf(group, names).reduce((sum, { from, to }) => sum + to - from, 0);
}

function notesOn(columns: readonly string[], parts: readonly RowSpan[]): string[] {
  const missing = hubColumnNames.filter((name) => !columns.includes(name));
  const largest = Math.max(0, ...parts.map((part) => bytesOf(part, runColumns)));
  return [
    ...(missing.length > 0 ? [`It has no column ${missing.join(", ")}: what they would say is left empty.`] : []),
    ...(largest > LARGE_GROUP_BYTES
      ? [`Its runs lie in pieces of up to ${Math.round(largest / 1e6)} MB: that much is read for the first run opened.`]
      : []),
  ];
}
