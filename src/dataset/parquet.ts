import type { Table } from "apache-arrow";
import { concatenate } from "../workout/concatenate.ts";
import { PredictorError } from "../workout/error.ts";
import { columnFromArrow } from "./arrow-columns.ts";
import { type HubColumn, type HubRow, hubColumnNames, hubColumns, requiredColumns } from "./hub-row.ts";
import { type HubCompression, HubWriter } from "./hub-writer.ts";
import { checkClaims } from "./parquet-claims.ts";
import { type Libraries, loadLibraries } from "./parquet-libraries.ts";

const MAGIC = "PAR1";

/** The least a Parquet file can be: its magic twice and the length of its footer. */
const MIN_BYTES = 12;

/** Whether bytes begin as a Parquet file does. */
export function isParquet(bytes: Uint8Array): boolean {
  return fourLetters(bytes, 0) === MAGIC;
}

/**
 * All rows of a file in the published dataset's schema, in its order. Columns may stand in any order, others beside
 * them; where one of the published is missing, its values are null, or NaN in a list.
 * @throws PredictorError `malformed-parquet` where it is no Parquet file, is damaged, or its columns hold something else;
 * `not-loaded` where the reader can't be fetched.
 */
export async function readHubRows(bytes: Uint8Array): Promise<HubRow[]> {
  const libraries = await loadLibraries();
  return rowsOf(libraries, readTable(libraries, bytes));
}

/**
 * One row, by its `workout_id`, without decoding the others' lists.
 * @throws PredictorError as readHubRows; `unknown-sample` where the file has no such row.
 */
export async function readHubRow(bytes: Uint8Array, workoutId: number): Promise<HubRow> {
  const libraries = await loadLibraries();
  const index = readTable(libraries, bytes, { columns: ["workout_id"] }).getChild("workout_id");
  const ids = index === null ? [] : columnFromArrow(libraries.arrow, index, "workout_id", "integer");
  const offset = ids.indexOf(workoutId);
  if (offset < 0) {
    throw new PredictorError(
      "unknown-sample",
      `None of the ${ids.length} runs in the Parquet file has the workout_id ${workoutId}.`,
    );
  }
  return rowsOf(libraries, readTable(libraries, bytes, { limit: 1, offset }))[0];
}

/** A Parquet file in the published schema, as HubWriter writes it. */
export async function writeHubRows(rows: readonly HubRow[], compression?: HubCompression): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const writer = await HubWriter.open((part) => void parts.push(part), compression);
  for (const row of rows) await writer.add(row);
  await writer.close();
  return concatenate(Uint8Array, parts);
}

function readTable(
  { arrow, parquet }: Libraries,
  bytes: Uint8Array,
  options: { columns?: string[]; limit?: number; offset?: number } = {},
): Table {
  checkFrame(bytes);
  checkClaims(bytes);
  try {
    return arrow.tableFromIPC(parquet.readParquet(bytes, options).intoIPCStream());
  } catch (cause) {
    // Errors of the reader, and its panics, which surface as WebAssembly.RuntimeError.
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw malformed(`The Parquet file of ${bytes.length} bytes is damaged (${detail}). Download it again.`, cause);
  }
}

/** Tells what is no Parquet file, and what was cut off, before the reader meets it. */
function checkFrame(bytes: Uint8Array): void {
  if (!isParquet(bytes)) throw malformed(`The file does not begin with "${MAGIC}": it is no Parquet file.`);
  const end = fourLetters(bytes, bytes.length - 4);
  if (bytes.length < MIN_BYTES || end !== MAGIC) {
    throw malformed(`The Parquet file ends after ${bytes.length} bytes without its footer. Download it again.`);
  }
}

function fourLetters(bytes: Uint8Array, from: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + 4));
}

function malformed(message: string, cause?: unknown): PredictorError {
  return new PredictorError("malformed-parquet", message, cause);
}

function rowsOf({ arrow }: Libraries, table: Table): HubRow[] {
  for (const name of requiredColumns) {
    if (table.getChild(name) === null) {
      const found = table.schema.fields.map((field) => field.name).join(", ");
      throw new PredictorError(
        "malformed-parquet",
        `The Parquet file has no column ${name}, only ${found}: it is no file of runs.`,
      );
    }
  }
  const columns = hubColumnNames.map((name) => {
    const vector = table.getChild(name);
    const values = vector === null ? [] : columnFromArrow(arrow, vector, name, hubColumns[name]);
    return [name, values] as const;
  });
  return Array.from({ length: table.numRows }, (_, i) => {
    return rowFrom(Object.fromEntries(columns.map(([name, values]) => [name, values[i] ?? null])) as SparseRow);
  });
}

/** A row in which any list may be missing too. */
type SparseRow = { [name in HubColumn]: HubRow[name] | null };

function rowFrom(row: SparseRow): HubRow {
  if (row.workout_id === null) {
    throw new PredictorError("malformed-parquet", "A row of the Parquet file has no workout_id: every run needs one.");
  }
  const { workout_id, heart_rate, speed, altitude, timestamp } = row;
  const points = (timestamp ?? speed ?? new Float64Array()).length;
  const missing = () => new Float64Array(points).fill(Number.NaN);
  return {
    ...row,
    workout_id,
    heart_rate: heart_rate ?? missing(),
    speed: speed ?? missing(),
    altitude: altitude ?? missing(),
    timestamp: timestamp ?? missing(),
  };
}
