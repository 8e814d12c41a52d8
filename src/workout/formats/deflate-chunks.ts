/** Packed bytes of a chunk: the first one's, the fewest and the most. */
const FIRST_BYTES = 4096;
const LEAST_BYTES = 128;
const MOST_BYTES = 16_384;

/**
 * Unpacked bytes that a chunk should give: an inflater doubles its buffer until they fit, and each time leaves the old one
 * behind.
 */
const AIM_BYTES = 160_000;

/** Largest growth from one chunk to the next: what follows may be packed far more tightly. */
const MOST_GROWTH = 4;

/**
 * Yields packed bytes in chunks, each for one push into an inflater. Their size follows the compression: tightly packed
 * bytes come in small chunks, loosely packed ones in large chunks.
 * @param unpackedBytes returns the bytes unpacked so far; called before and after each chunk
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
