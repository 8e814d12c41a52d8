/** Packed bytes that are pushed into an inflater at a time, at first, at least and at most. */
const FIRST_BYTES = 4096;
const LEAST_BYTES = 128;
const MOST_BYTES = 16_384;

/** Content that a push shall come to: an inflater makes room for it by doubling, and each time leaves the old one behind. */
const AIM_BYTES = 160_000;

/** No push has more than so many times the bytes of the one before: what follows may be packed far more tightly. */
const MOST_GROWTH = 4;

/**
 * Packed bytes in chunks, each for one push into an inflater: few bytes where much comes of them, many where little
 * does.
 * @param unpackedBytes how much has come of the chunks so far; it is asked for before and after each
 */
export function* deflateChunks(bytes: Uint8Array, unpackedBytes: () => number): Generator<Uint8Array> {
  let size = FIRST_BYTES;
  for (let from = 0; from < bytes.length; ) {
    const before = unpackedBytes();
    const chunk = bytes.subarray(from, from + size);
    yield chunk;
    from += chunk.length;
    const wanted = (chunk.length * AIM_BYTES) / Math.max(unpackedBytes() - before, 1);
    size = Math.round(Math.min(Math.max(wanted, LEAST_BYTES), MOST_GROWTH * size, MOST_BYTES));
  }
}
