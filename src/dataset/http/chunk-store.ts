import { checkPages } from "../parquet/parquet-claims.ts";
import type { Chunk } from "../parquet/parquet-format.ts";
import { type AbortableSource, throwIfAborted } from "../source.ts";

/** Chunks that lie no further apart are read at once: a request costs more than these bytes. */
const MAX_GAP_BYTES = 16_384;

/** Spans that are on their way at once: browsers hold six connections to a host, and others want some. */
const SPANS_AHEAD = 4;

/** Bytes that are held for repeated requests; the latest is held however large it is. */
const MAX_HELD_BYTES = 32_000_000;

/** A stretch of the file that is read at once, and the chunks in it. */
interface Span {
  from: number;
  to: number;
  chunks: Chunk[];
}

/** A file's column chunks, read when first asked for, checked, and held for a while. */
export class ChunkStore {
  readonly #source: AbortableSource;
  readonly #maxHeldBytes: number;
  /** The latest asked for last. */
  readonly #held = new Map<Chunk, Uint8Array>();
  #heldBytes = 0;

  constructor(source: AbortableSource, maxHeldBytes = MAX_HELD_BYTES) {
    this.#source = source;
    this.#maxHeldBytes = maxHeldBytes;
  }

  /** @throws PredictorError as the source does; `malformed-parquet`; `cancelled`. */
  async bytesOf(chunks: readonly Chunk[], signal?: AbortSignal): Promise<Uint8Array[]> {
    const { value } = await this.inOrder([chunks], signal).next();
    return value as Uint8Array[];
  }

  /** The bytes of one list of chunks after another, those to come being read ahead. */
  async *inOrder(lists: readonly (readonly Chunk[])[], signal?: AbortSignal): AsyncGenerator<Uint8Array[]> {
    const wanted = lists.flat();
    const held = new Map(wanted.map((chunk) => [chunk, this.#held.get(chunk)]));
    const spans = spansOf(wanted.filter((chunk) => held.get(chunk) === undefined));
    const spanOf = new Map(spans.flatMap(({ chunks }, i) => chunks.map((chunk) => [chunk, i] as const)));
    const reads: Promise<Map<Chunk, Uint8Array>>[] = [];
    const read = (i: number) => {
      reads[i] ??= this.#read(spans[i], signal);
      // Avoids an unhandled rejection: the promise is awaited later, in order.
      reads[i].catch(() => {});
      return reads[i];
    };
    for (const chunks of lists) {
      const bytes: Uint8Array[] = [];
      for (const chunk of chunks) {
        const span = spanOf.get(chunk);
        if (span !== undefined) {
          for (let i = span; i < Math.min(span + SPANS_AHEAD, spans.length); i++) void read(i);
        }
        const part = span === undefined ? held.get(chunk) : (await read(span)).get(chunk);
        bytes.push(part as Uint8Array);
      }
      throwIfAborted(signal);
      // Together, for who asks for some of them mostly asks for all of them again.
      this.#hold(chunks, bytes);
      yield bytes;
    }
  }

  clear(): void {
    this.#held.clear();
    this.#heldBytes = 0;
  }

  async #read({ from, to, chunks }: Span, signal?: AbortSignal): Promise<Map<Chunk, Uint8Array>> {
    throwIfAborted(signal);
    const span = await this.#source.read(from, to, signal);
    throwIfAborted(signal);
    const parts = chunks.map((chunk) => span.subarray(chunk.from - from, chunk.to - from));
    for (const [i, chunk] of chunks.entries()) checkPages(parts[i], chunk);
    this.#hold(chunks, parts);
    return new Map(chunks.map((chunk, i) => [chunk, parts[i]]));
  }

  /** Holds chunks as the latest; drops the least recently used ones. */
  #hold(chunks: readonly Chunk[], bytes: readonly Uint8Array[]): void {
    chunks.forEach((chunk, i) => {
      if (!this.#held.delete(chunk)) this.#heldBytes += bytes[i].length;
      this.#held.set(chunk, bytes[i]);
    });
    for (const [chunk, { length }] of this.#held) {
      if (this.#heldBytes <= this.#maxHeldBytes || this.#held.size <= chunks.length) return;
      this.#held.delete(chunk);
      this.#heldBytes -= length;
    }
  }
}

/** Chunks joined to stretches, in the file's order. */
function spansOf(chunks: readonly Chunk[]): Span[] {
  const spans: Span[] = [];
  for (const chunk of chunks.toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last !== undefined && chunk.from - last.to <= MAX_GAP_BYTES) {
      last.to = Math.max(last.to, chunk.to);
      last.chunks.push(chunk);
    } else spans.push({ from: chunk.from, to: chunk.to, chunks: [chunk] });
  }
  return spans;
}
