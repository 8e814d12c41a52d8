import { type FileMetaData, parquetMetadata, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { describe, expect, test } from "vitest";
import { hubRowOf } from "../build/statistics.ts";
import { type HubRow, hubColumnNames, hubColumns } from "../hub-row.ts";
import { simulateRuns } from "../simulator/simulator.ts";
import { HubWriter, hubCompressions, ROWS_A_GROUP } from "./hub-writer.ts";
import { writeHubRows } from "./parquet.ts";

const someRows = Array.from(simulateRuns({ seed: 3, runs: 12 }), (workout, i): HubRow => {
  const row = hubRowOf(workout, { workoutId: i + 1, userId: i % 3 === 0 ? null : i, startUnixS: 0, split: "train" });
  const heartRate = row.heart_rate.map((bpm, k) => (k % 7 === 0 ? Number.NaN : bpm));
  return i % 2 === 0 ? row : { ...row, sport: null, heart_rate: heartRate, offset_applied: null };
});

/** Three row groups, the last not full. */
const rows = Array.from({ length: 2 * ROWS_A_GROUP + 1 }, (_, i) => ({
  ...someRows[i % someRows.length],
  workout_id: i + 1,
}));

/** A row as a reader gives it that knows none of the project's types. */
function asRead(row: HubRow): Record<string, unknown> {
  return Object.fromEntries(
    hubColumnNames.map((name) => {
      const value = row[name];
      if (value instanceof Float64Array)
        return [name, Array.from(value, (entry) => (Number.isNaN(entry) ? null : entry))];
      return [name, ["id", "integer"].includes(hubColumns[name]) && value !== null ? BigInt(value as number) : value];
    }),
  );
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

function chunkOf({ row_groups }: FileMetaData, group: number, column: (typeof hubColumnNames)[number]) {
  return row_groups[group].columns[hubColumnNames.indexOf(column)].meta_data!;
}

describe.each(hubCompressions)("a reader that shares no code with the writer, on %s", (compression) => {
  test("reads every row and value", async () => {
    const file = bufferOf(await writeHubRows(rows, compression));
    expect(await parquetReadObjects({ file, compressors })).toEqual(rows.map(asRead));
  });

  test("finds lists of three levels whose innermost is named element, and full row groups", async () => {
    const metadata = parquetMetadata(bufferOf(await writeHubRows(rows, compression)));
    for (const name of ["heart_rate", "speed", "altitude", "timestamp"]) {
      const at = metadata.schema.findIndex((element) => element.name === name);
      expect(metadata.schema.slice(at, at + 3)).toMatchObject([
        { name, converted_type: "LIST", repetition_type: "OPTIONAL", num_children: 1 },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", type: "DOUBLE", repetition_type: "OPTIONAL" },
      ]);
    }
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([ROWS_A_GROUP, ROWS_A_GROUP, 1]);
    const codecs = metadata.row_groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data?.codec));
    expect(new Set(codecs)).toEqual(new Set([compression.toUpperCase()]));
  });

  test("finds statistics by which groups can be passed over, of the flat columns alone", async () => {
    const metadata = parquetMetadata(bufferOf(await writeHubRows(rows, compression)));
    expect(chunkOf(metadata, 1, "workout_id").statistics).toMatchObject({
      min_value: BigInt(ROWS_A_GROUP + 1),
      max_value: BigInt(2 * ROWS_A_GROUP),
    });
    expect(chunkOf(metadata, 0, "heart_rate").statistics?.max_value).toBeUndefined();
  });
});

test("the flat columns on either side of a border between groups are one stretch of the file", async () => {
  const metadata = parquetMetadata(bufferOf(await writeHubRows(rows)));
  const before = hubColumnNames.slice(hubColumnNames.indexOf("timestamp") + 1);
  const after = hubColumnNames.slice(0, hubColumnNames.indexOf("heart_rate"));
  const stretch = [
    ...before.map((name) => chunkOf(metadata, 0, name)),
    ...after.map((name) => chunkOf(metadata, 1, name)),
  ];
  const startOf = ({ dictionary_page_offset, data_page_offset }: (typeof stretch)[number]) =>
    dictionary_page_offset ?? data_page_offset;
  for (const [i, chunk] of stretch.entries()) {
    if (i > 0) expect(startOf(chunk)).toBe(startOf(stretch[i - 1]) + stretch[i - 1].total_compressed_size);
  }
});

test("a split without rows is a file all the same", async () => {
  const file = bufferOf(await writeHubRows([]));
  expect(parquetMetadata(file).schema).toHaveLength(1 + 16 + 4 * 3);
  expect(await parquetReadObjects({ file, compressors })).toEqual([]);
});

test("what has been written leaves memory as its row group is full", async () => {
  const { wasmMemory } = await import("parquet-wasm");
  const sizes: number[] = [];
  let written = 0;
  const writer = await HubWriter.open((piece) => {
    written += piece.length;
  });
  for (let i = 0; i < 24 * ROWS_A_GROUP; i++) {
    await writer.add(rows[i % rows.length]);
    if (i % ROWS_A_GROUP === ROWS_A_GROUP - 1) sizes.push(wasmMemory().buffer.byteLength);
  }
  expect(written).toBeGreaterThan(0);
  await writer.close();
  // Twenty more groups are 80 MB, unpacked.
  expect(sizes[23] - sizes[3]).toBeLessThan(8_000_000);
});

test("a sink that fails ends the writing with its own error", async () => {
  const full = new Error("no space left");
  const writer = await HubWriter.open(async () => {
    throw full;
  });
  const all = async () => {
    for (const row of rows) await writer.add(row);
    await writer.close();
  };
  await expect(all()).rejects.toBe(full);
});
