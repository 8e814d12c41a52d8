import { expect, test } from "vitest";
import { type Batching, batchingOf } from "./batching.ts";
import type { ModelOutput } from "./model-output.ts";

const FEATURES = 2;
const run = Float32Array.from({ length: 12 * FEATURES }, (_, i) => i);

const STEPS_SEEN: Record<Batching, (rows: Float32Array, longest: number) => number> = {
  // A sum over what a network has read of a run: forward only, over the padded whole, over something of the batch.
  "any lengths": (rows) => rows.length,
  "equal lengths": (_, longest) => longest,
  none: () => Number.NaN,
};

test.each(
  Object.keys(STEPS_SEEN) as Batching[],
)("a model that takes %s is asked one trial after another", async (kind) => {
  let running = 0;
  const together = async (batch: readonly Float32Array[]): Promise<ModelOutput[]> => {
    expect(++running, "trials at once").toBe(1);
    await new Promise((resolve) => setTimeout(resolve));
    running--;
    const longest = Math.max(...batch.map(({ length }) => length));
    return batch.map((rows) => {
      const seen = batch.length === 1 ? rows.length : STEPS_SEEN[kind](rows, longest);
      return { heartRateBpm: new Float32Array(rows.length / FEATURES).fill(seen), along: null, hidden: null };
    });
  };
  expect(await batchingOf(run, FEATURES, together)).toBe(kind);
});

test("a model whose runs move one another along directions alone takes none together", async () => {
  const together = async (batch: readonly Float32Array[]): Promise<ModelOutput[]> =>
    batch.map((rows) => ({
      heartRateBpm: new Float32Array(rows.length / FEATURES).fill(150),
      along: new Float32Array(rows.length / FEATURES).fill(batch.length),
      hidden: null,
    }));
  expect(await batchingOf(run, FEATURES, together)).toBe("none");
});
