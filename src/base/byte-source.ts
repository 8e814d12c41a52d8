import { concatenate } from "./concatenate.ts";

/** Bytes that are read in parts: a file on disk, one behind an address, or what is in memory already. */
export interface ByteSource {
  /** Name in errors and lists. */
  name: string;
  /** Size in bytes. */
  size: number;
  /** The bytes from one place up to another, both within the size. @throws PredictorError where they can't be had. */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** Bytes that are in memory as a source. */
export function sourceOf({ name, bytes }: { name: string; bytes: Uint8Array }): ByteSource {
  return { name, size: bytes.length, read: async (from, to) => bytes.subarray(from, to) };
}

/** Size of a block: many small files of an archive lie in one, and a larger file costs little more. */
const BLOCK_BYTES = 262_144;
/** Number of blocks that are kept: each of several concurrent reads may need another. */
const KEPT_BLOCKS = 16;

/**
 * A source of which many small parts are wanted, most of them near one another: asking for a part takes far longer than
 * its bytes do, so it is asked for whole blocks, and the latest are kept. What is read may be shared.
 */
export function inBlocks(source: ByteSource): ByteSource {
  const blocks = new Map<number, Promise<Uint8Array>>();

  function blockAt(from: number): Promise<Uint8Array> {
    const kept = blocks.get(from);
    if (kept !== undefined) return kept;
    const block = source.read(from, Math.min(from + BLOCK_BYTES, source.size));
    if (blocks.size === KEPT_BLOCKS) blocks.delete(blocks.keys().next().value!);
    blocks.set(from, block);
    return block;
  }

  return {
    name: source.name,
    size: source.size,
    async read(from, to) {
      const start = from - (from % BLOCK_BYTES);
      if (to - start > 2 * BLOCK_BYTES) return source.read(from, to);
      const first = await blockAt(start);
      if (to - start <= BLOCK_BYTES) return first.subarray(from - start, to - start);
      const second = await blockAt(start + BLOCK_BYTES);
      return concatenate(Uint8Array, [first.subarray(from - start), second.subarray(0, to - start - BLOCK_BYTES)]);
    },
  };
}
