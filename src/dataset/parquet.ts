import { sourceOf } from "../workout/byte-source.ts";
import { columnToArrow } from "./arrow-columns.ts";
import { HubFile } from "./hub-file.ts";
import { type HubRow, hubColumnNames, hubColumns } from "./hub-row.ts";
import { loadLibraries } from "./parquet-libraries.ts";

export { isParquet } from "./parquet-layout.ts";

/** Rows a row group: with 500 points a row about 4 MB, small enough to be fetched by range, large enough to compress. */
const ROWS_A_GROUP = 256;

/**
 * All rows of a file in the published dataset's schema, in its order. Columns may stand in any order, others beside
 * them; where one of the published is missing, its values are null, or NaN in a list.
 * @throws PredictorError as `HubFile` does.
 */
export async function readHubRows(bytes: Uint8Array): Promise<HubRow[]> {
  const file = await HubFile.open(inMemory(bytes));
  const rows: HubRow[] = [];
  for (const part of file.parts) rows.push(...(await file.rows(part)));
  return rows;
}

/**
 * One row, by its `workout_id`, without unpacking the others' lists.
 * @throws PredictorError as `HubFile` does; `unknown-sample` where the file has no such row.
 */
export async function readHubRow(bytes: Uint8Array, workoutId: number): Promise<HubRow> {
  const file = await HubFile.open(inMemory(bytes));
  const [row] = await file.rows(file.at(await file.rowOf(workoutId)));
  return row;
}

function inMemory(bytes: Uint8Array) {
  return sourceOf({ name: "", bytes });
}

/** A Parquet file in the published schema: Zstandard, lists of three levels with the child `element`. */
export async function writeHubRows(rows: readonly HubRow[]): Promise<Uint8Array> {
  const { arrow, parquet } = await loadLibraries();
  const columns = hubColumnNames.map((name) => {
    const values = rows.map((row) => row[name]);
    return [name, columnToArrow(arrow, hubColumns[name], values)] as const;
  });
  const ipc = arrow.tableToIPC(new arrow.Table(Object.fromEntries(columns)), "stream");
  const properties = new parquet.WriterPropertiesBuilder()
    .setCompression(parquet.Compression.ZSTD)
    .setMaxRowGroupSize(ROWS_A_GROUP)
    .build();
  return parquet.writeParquet(parquet.Table.fromIPCStream(ipc), properties);
}
