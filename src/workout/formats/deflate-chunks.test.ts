import { expect, test } from "vitest";
import { deflateChunks } from "./deflate-chunks.ts";

/** Sizes of the chunks, packed and unpacked, where the byte at each place unpacks to `ratio` bytes. */
function chunksOf(length: number, ratio: (at: number) => number) {
  let [at, unpackedBytes] = [0, 0];
  return [...sizes()];

  function* sizes() {
    for (const chunk of deflateChunks(new Uint8Array(length), () => unpackedBytes)) {
      const before = unpackedBytes;
      for (const end = at + chunk.length; at < end; at++) unpackedBytes += ratio(at);
      yield { packed: chunk.length, unpacked: unpackedBytes - before };
    }
  }
}

test("all bytes come, in order, with nothing between", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
  let unpackedBytes = 0;
  const parts: number[] = [];
  for (const chunk of deflateChunks(bytes, () => unpackedBytes)) {
    parts.push(...chunk);
    unpackedBytes += 3 * chunk.length;
  }
  expect(Uint8Array.from(parts)).toEqual(bytes);
});

test("a push into an inflater comes to little however tightly the bytes are packed", () => {
  const [, ...chunks] = chunksOf(100_000, () => 1032);
  for (const { unpacked } of chunks) expect(unpacked).toBeLessThan(200_000);
});

test("an ordinary file is pushed in few chunks", () => {
  expect(chunksOf(1_000_000, () => 5).length).toBeLessThan(1_000_000 / 16_384 + 3);
});

test("a file that turns out to be packed more tightly has come to no more than four chunks of what was before", () => {
  const chunks = chunksOf(1_000_000, (at) => (at < 500_000 ? 1032 : 0));
  const grown = chunks.findIndex(({ unpacked }) => unpacked === 0);
  for (let i = grown + 1; i < chunks.length - 1; i++) {
    expect(chunks[i].packed).toBeLessThanOrEqual(4 * chunks[i - 1].packed);
  }
  expect(chunks.at(-2)?.packed).toBe(16_384);
});
