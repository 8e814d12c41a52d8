import { sourceOf } from "../../base/byte-source.ts";
import { concatenate } from "../../base/concatenate.ts";
import type { HubRow } from "../hub-row.ts";
import { HubFile } from "./hub-file.ts";
import { type HubCompression, HubWriter } from "./hub-writer.ts";

/**
 * All rows of a file in the published dataset's schema, in its order. Columns may stand in any order, others beside
 * them; where one of the published is missing, its values are null, or NaN in a list.
 * @throws PredictorError as `HubFile` does.
 */
export async function readHubRows(bytes: Uint8Array): Promise<HubRow[]> {
  const file = await HubFile.open(sourceOf({ name: "", bytes }));
  const rows: HubRow[] = [];
  for (const part of file.parts) rows.push(...(await file.rows(part)));
  return rows;
}

/** A Parquet file in the published schema, as HubWriter writes it. */
export async function writeHubRows(
  rows: readonly HubRow[],
  compression?: HubCompression,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const writer = await HubWriter.open((part) => void parts.push(part), compression);
  for (const row of rows) await writer.add(row);
  await writer.close();
  return concatenate(Uint8Array, parts);
}
