import type { RecordBatch, WriterProperties } from "parquet-wasm";
import { type HubRow, hubColumnNames, hubColumns } from "../hub-row.ts";
import { columnToArrow } from "./arrow-columns.ts";
import { type Libraries, loadLibraries } from "./parquet-libraries.ts";

/**
 * Rows a row group. One of 500 points a row is 4 MB, unpacked: what memory holds to write or to read it. Who looks
 * through a split by range fetches the statistics of all groups and a series of one: with smaller groups there are more
 * requests (one a group, as the columns after the series border on those before them in the next group) and a longer
 * footer (2.4 kB a group), with larger ones more series are fetched than a screen shows. For 6,000 runs, 256 are 25
 * requests, a footer of 55 kB and series of 60 kB; 64 would be 95 requests and 230 kB.
 */
export const ROWS_A_GROUP = 256;

export const hubCompressions = ["zstd", "snappy"] as const;

export type HubCompression = (typeof hubCompressions)[number];

/** Takes a piece of the file; the next comes once it has resolved. */
type Sink = (chunk: Uint8Array) => void | Promise<void>;

/**
 * Writes a Parquet file in the published schema row by row, in memory of one row group. Lists have three levels, the
 * innermost named `element`.
 */
export class HubWriter {
  readonly #libraries: Libraries;
  readonly #batches: WritableStreamDefaultWriter<RecordBatch>;
  readonly #written: Promise<void>;
  #rows: HubRow[] = [];
  #groups = 0;
  #failure: { cause: unknown } | null = null;

  /** @throws PredictorError `not-loaded`. */
  static async open(sink: Sink, compression: HubCompression = "zstd"): Promise<HubWriter> {
    return new HubWriter(await loadLibraries(), sink, compression);
  }

  private constructor(libraries: Libraries, sink: Sink, compression: HubCompression) {
    this.#libraries = libraries;
    const { readable, writable } = new TransformStream<RecordBatch, RecordBatch>();
    this.#batches = writable.getWriter();
    const file = libraries.parquet.transformParquetStream(readable, propertiesOf(libraries, compression));
    this.#written = this.#pass(file, sink);
  }

  /** @throws what the sink threw. */
  async add(row: HubRow): Promise<void> {
    this.#rows.push(row);
    if (this.#rows.length === ROWS_A_GROUP) await this.#writeGroup();
  }

  /** Ends the file: it is none before. @throws what the sink threw. */
  async close(): Promise<void> {
    if (this.#rows.length > 0 || this.#groups === 0) await this.#writeGroup();
    await this.#batches.close();
    await this.#written;
    this.#check();
  }

  async #writeGroup(): Promise<void> {
    await this.#batches.write(batchOf(this.#libraries, this.#rows));
    this.#rows = [];
    this.#groups++;
    this.#check();
  }

  /** Goes on to the end after the sink has failed, so that no row waits for ever to be taken. */
  async #pass(file: Promise<ReadableStream<Uint8Array>>, sink: Sink): Promise<void> {
    try {
      const reader = (await file).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        if (!this.#failure) await this.#give(part.value, sink);
      }
    } catch (cause) {
      this.#failure ??= { cause };
      await this.#batches.abort(cause);
    }
  }

  async #give(part: Uint8Array, sink: Sink): Promise<void> {
    try {
      await sink(part);
    } catch (cause) {
      this.#failure = { cause };
    }
  }

  #check(): void {
    if (this.#failure) throw this.#failure.cause;
  }
}

function batchOf({ arrow, parquet }: Libraries, rows: readonly HubRow[]): RecordBatch {
  const columns = hubColumnNames.map((name) => {
    const values = rows.map((row) => row[name]);
    return [name, columnToArrow(arrow, hubColumns[name], values)] as const;
  });
  const ipc = arrow.tableToIPC(new arrow.Table(Object.fromEntries(columns)), "stream");
  const table = parquet.Table.fromIPCStream(ipc);
  const [batch] = table.recordBatches();
  // Without this the table holds its batch for ever: WebAssembly's memory is not collected.
  table.free();
  return batch;
}

/**
 * Dictionaries where values repeat: of words, and of the series. The statistics of runs differ from run to run, and a
 * dictionary would name each and then all again. Smallest and largest values are stated for the flat columns, for whom
 * groups can be passed over; of a series they would say nothing.
 */
function propertiesOf({ parquet }: Libraries, compression: HubCompression): WriterProperties {
  const { Compression, EnabledStatistics, WriterPropertiesBuilder } = parquet;
  let builder = new WriterPropertiesBuilder()
    .setCompression({ zstd: Compression.ZSTD, snappy: Compression.SNAPPY }[compression])
    .setMaxRowGroupSize(ROWS_A_GROUP)
    .setStatisticsEnabled(EnabledStatistics.None);
  for (const name of hubColumnNames) {
    const kind = hubColumns[name];
    if (kind === "series") continue;
    builder = builder.setColumnStatisticsEnabled(name, EnabledStatistics.Chunk);
    if (kind !== "text") builder = builder.setColumnDictionaryEnabled(name, false);
  }
  return builder.build();
}
