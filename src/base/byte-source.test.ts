import fc from "fast-check";
import { expect, test } from "vitest";
import { type ByteSource, inBlocks } from "./byte-source.ts";

const SIZE = 1_000_000;
const bytes = Uint8Array.from({ length: SIZE }, (_, i) => (i * 2_654_435_761) >>> 24);

/** A source that counts how often it is asked. */
function countingSource() {
  const asked: [from: number, to: number][] = [];
  const source: ByteSource = {
    name: "runs.zip",
    size: SIZE,
    async read(from, to) {
      asked.push([from, to]);
      return bytes.slice(from, to);
    },
  };
  return { source, asked };
}

test("a source in blocks gives the bytes that it has, wherever they are asked for", async () => {
  const blocks = inBlocks(countingSource().source);
  const place = fc.integer({ min: 0, max: SIZE });
  await fc.assert(
    fc.asyncProperty(place, place, async (one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      expect(Buffer.compare(await blocks.read(from, to), bytes.subarray(from, to))).toBe(0);
    }),
  );
});

test("small parts near one another are asked for together, and nothing beyond the end", async () => {
  const { source, asked } = countingSource();
  const blocks = inBlocks(source);
  for (let from = 0; from + 100 <= SIZE; from += 10_000) await blocks.read(from, from + 100);
  expect(asked).toHaveLength(4);
  expect(asked[3]).toEqual([786_432, SIZE]);
});

test("parts that are asked for at a time share a block", async () => {
  const { source, asked } = countingSource();
  const blocks = inBlocks(source);
  await Promise.all([blocks.read(0, 30), blocks.read(40, 70), blocks.read(200_000, 200_010)]);
  expect(asked).toHaveLength(1);
});

test("a large part is asked for as it is", async () => {
  const { source, asked } = countingSource();
  await inBlocks(source).read(5, 900_000);
  expect(asked).toEqual([[5, 900_000]]);
});
