import type { Table } from "apache-arrow";
import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import type { WholeNumber } from "../../base/whole-number.ts";
import { ChunkStore } from "../http/chunk-store.ts";
import { type HubColumn, type HubRow, hubColumnNames, hubColumns, requiredColumns } from "../hub-row.ts";
import type { AbortableSource } from "../source.ts";
import { columnFromArrow } from "./arrow-columns.ts";
import { malformedParquet } from "./parquet-error.ts";
import type { Chunk, ParquetLayout, RowGroup } from "./parquet-format.ts";
import { readLayout } from "./parquet-layout.ts";
import { type Libraries, loadLibraries } from "./parquet-libraries.ts";
import { type HeldChunk, partOf } from "./parquet-part.ts";

/** The most rows whose series are unpacked at once: a row group with more is read in parts of about equal size. */
export const MAX_GROUP_ROWS = 256;

/** The same of rows without their series. */
const MAX_STATISTICS_ROWS = 8192;

export const seriesColumns = hubColumnNames.filter((name) => hubColumns[name] === "series");
export const statisticsColumns = hubColumnNames.filter((name) => hubColumns[name] !== "series");

/** Consecutive rows of one row group. */
export interface RowSpan {
  group: RowGroup;
  /** Start of the rows in the row group, and their number. */
  offset: number;
  rows: number;
}

/** Columns by name, null where a row has no value, or where the file has no such column. */
type Columns<Name extends HubColumn> = { [name in Name]: (HubRow[name] | null)[] };

/** A Parquet file in the published schema, read column by column and row group by row group. */
export class HubFile {
  readonly layout: ParquetLayout;
  /** All rows, in parts small enough to be held with their series. */
  readonly parts: readonly RowSpan[];
  readonly #libraries: Libraries;
  readonly #chunks: ChunkStore;

  private constructor(layout: ParquetLayout, libraries: Libraries, chunks: ChunkStore) {
    this.layout = layout;
    this.parts = layout.groups.flatMap((group) => partsOf(group, MAX_GROUP_ROWS));
    this.#libraries = libraries;
    this.#chunks = chunks;
  }

  /**
   * Columns may stand in any order, others beside them, and all but the required may be missing.
   * @throws PredictorError `malformed-parquet` where it is no Parquet file, is damaged, or lacks a required column;
   * `not-loaded` where the reader can't be fetched; or as the source does.
   */
  static async open(source: AbortableSource, signal?: AbortSignal): Promise<HubFile> {
    const [layout, libraries] = await Promise.all([readLayout(source, signal), loadLibraries()]);
    checkColumns(layout);
    return new HubFile(layout, libraries, new ChunkStore(source));
  }

  /** Some columns of some rows. @throws PredictorError `malformed-parquet`, or as the source does. */
  async columns<Name extends HubColumn>(
    span: RowSpan,
    names: readonly Name[],
    signal?: AbortSignal,
  ): Promise<Columns<Name>> {
    const chunks = chunksOf(span.group, names);
    return this.#unpack(span, names, heldOf(chunks, await this.#chunks.bytesOf(chunks, signal)));
  }

  /** Some columns of all rows, part by part, in the file's order. */
  async *everyRow<Name extends HubColumn>(
    names: readonly Name[],
    signal?: AbortSignal,
  ): AsyncGenerator<{ span: RowSpan; columns: Columns<Name> }> {
    const { groups } = this.layout;
    const lists = groups.map((group) => chunksOf(group, names));
    let i = 0;
    for await (const bytes of this.#chunks.inOrder(lists, signal)) {
      const held = heldOf(lists[i], bytes);
      for (const span of partsOf(groups[i], MAX_STATISTICS_ROWS)) {
        yield { span, columns: this.#unpack(span, names, held) };
      }
      i++;
    }
  }

  /** Rows whole. @throws PredictorError as `columns`. */
  async rows(span: RowSpan, signal?: AbortSignal): Promise<HubRow[]> {
    const columns = await this.columns(span, hubColumnNames, signal);
    return Array.from({ length: span.rows }, (_, i) => rowFrom(columns, i, firstRowOf(span) + i));
  }

  /** @throws PredictorError `unknown-sample` where there is no such part. */
  part(index: number): RowSpan {
    const part = this.parts[index];
    if (part !== undefined) return part;
    throw new PredictorError("unknown-sample", `The Parquet file has ${this.parts.length} parts, and no ${index + 1}.`);
  }

  /** The part of one row that holds the row alone. */
  at(row: number): RowSpan {
    const group = this.layout.groups.find(({ firstRow, rows }) => row >= firstRow && row < firstRow + rows);
    if (group !== undefined) return { group, offset: row - group.firstRow, rows: 1 };
    throw new PredictorError(
      "unknown-sample",
      `The Parquet file has ${counted(this.layout.rows, "run")}, and no run ${row + 1}.`,
    );
  }

  /** The first row of that `workout_id`. @throws PredictorError `unknown-sample`, or as `columns`. */
  async rowOf(workoutId: WholeNumber, signal?: AbortSignal): Promise<number> {
    for await (const { span, columns } of this.everyRow(["workout_id"], signal)) {
      const found = columns.workout_id.indexOf(workoutId);
      if (found >= 0) return firstRowOf(span) + found;
    }
    throw new PredictorError(
      "unknown-sample",
      `None of the ${counted(this.layout.rows, "run")} in the Parquet file has the workout_id ${workoutId}.`,
    );
  }

  close(): void {
    this.#chunks.clear();
  }

  /** Series one after another, so that one alone is unpacked at a time; the small columns together. */
  #unpack<Name extends HubColumn>(span: RowSpan, names: readonly Name[], held: readonly HeldChunk[]): Columns<Name> {
    const small = names.filter((name) => hubColumns[name] !== "series");
    const parts = [small, ...names.filter((name) => hubColumns[name] === "series").map((name) => [name])];
    const columns: Partial<Columns<Name>> = {};
    for (const part of parts) {
      const chosen = held.filter(({ chunk }) => (part as string[]).includes(chunk.column));
      const table = chosen.length === 0 ? null : this.#tableOf(span, chosen);
      for (const name of part) {
        const vector = table?.getChild(name) ?? null;
        columns[name] = (
          vector === null
            ? new Array(span.rows).fill(null)
            : columnFromArrow(this.#libraries.arrow, vector, name, hubColumns[name], firstRowOf(span))
        ) as Columns<Name>[Name];
      }
    }
    return columns as Columns<Name>;
  }

  #tableOf({ group, offset, rows }: RowSpan, held: readonly HeldChunk[]): Table {
    const { arrow, parquet } = this.#libraries;
    const part = partOf(this.layout, group.rows, held);
    let table: Table;
    try {
      table = arrow.tableFromIPC(parquet.readParquet(part, { offset, limit: rows }).intoIPCStream());
    } catch (cause) {
      // Errors of the reader, and its panics, which surface as WebAssembly.RuntimeError.
      const detail = cause instanceof Error ? cause.message : String(cause);
      const columns = [...new Set(held.map(({ chunk }) => chunk.column))].join(", ");
      throw malformedParquet(
        `The Parquet file can't be read: ${columns} from row ${group.firstRow + 1} on is damaged (${detail}). Download it again.`,
        cause,
      );
    }
    if (table.numRows === rows) return table;
    throw malformedParquet(
      `The Parquet file is damaged: ${rows} rows are said to be where there are ${table.numRows}. Download it again.`,
    );
  }
}

export function firstRowOf({ group, offset }: RowSpan): number {
  return group.firstRow + offset;
}

/** A row group in parts of about equal size. */
function partsOf(group: RowGroup, most: number): RowSpan[] {
  const parts = Math.ceil(group.rows / most);
  return Array.from({ length: parts }, (_, i) => {
    const offset = Math.floor((i * group.rows) / parts);
    return { group, offset, rows: Math.floor(((i + 1) * group.rows) / parts) - offset };
  });
}

/** Chunks of columns in a row group; columns that the file lacks are skipped. */
export function chunksOf(group: RowGroup, names: readonly HubColumn[]): Chunk[] {
  return group.chunks.filter(({ column }) => (names as readonly string[]).includes(column));
}

function heldOf(chunks: readonly Chunk[], bytes: readonly Uint8Array[]): HeldChunk[] {
  return chunks.map((chunk, i) => ({ chunk, bytes: bytes[i] }));
}

function checkColumns({ columns }: ParquetLayout): void {
  for (const name of requiredColumns) {
    if (columns.every((column) => column.name !== name)) {
      const found = columns.map((column) => column.name).join(", ");
      throw malformedParquet(`The Parquet file has no column ${name}, only ${found}: it is no file of runs.`);
    }
  }
  for (const name of hubColumnNames) {
    if (columns.filter((column) => column.name === name).length > 1) {
      throw malformedParquet(`The Parquet file has more than one column ${name}: write it again with one.`);
    }
  }
}

/** @throws PredictorError `malformed-parquet` where it has no id. */
export function workoutIdOf(id: WholeNumber | null, row: number): WholeNumber {
  if (id !== null) return id;
  throw malformedParquet(`Row ${row + 1} of the Parquet file has no workout_id: every run needs one.`);
}

function rowFrom(columns: Columns<HubColumn>, i: number, row: number): HubRow {
  const sparse = Object.fromEntries(hubColumnNames.map((name) => [name, columns[name][i]])) as {
    [name in HubColumn]: HubRow[name] | null;
  };
  const { heart_rate, speed, altitude, timestamp } = sparse;
  const points = (timestamp ?? speed ?? new Float64Array()).length;
  const missing = () => new Float64Array(points).fill(Number.NaN);
  return {
    ...sparse,
    workout_id: workoutIdOf(sparse.workout_id, row),
    heart_rate: heart_rate ?? missing(),
    speed: speed ?? missing(),
    altitude: altitude ?? missing(),
    timestamp: timestamp ?? missing(),
  };
}
