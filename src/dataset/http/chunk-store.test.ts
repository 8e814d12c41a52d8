import { expect, test } from "vitest";
import { sourceOf } from "../../base/byte-source.ts";
import { hubColumnNames } from "../hub-row.ts";
import { chunksOf, seriesColumns, statisticsColumns } from "../parquet/hub-file.ts";
import { writeHubRows } from "../parquet/parquet.ts";
import { readLayout } from "../parquet/parquet-layout.ts";
import { buildTestSplit } from "../test-split.ts";
import { ChunkStore } from "./chunk-store.ts";

/** A store over a row group, and what it has read. @param roomFor chunks; a byte where none are named */
async function smallStore(roomFor: readonly number[] = []) {
  const source = sourceOf({ name: "", bytes: await writeHubRows(buildTestSplit({ seed: 6, runs: 20 })) });
  const [group] = (await readLayout(source)).groups;
  const reads: [from: number, to: number][] = [];
  const read = (from: number, to: number) => {
    reads.push([from, to]);
    return source.read(from, to);
  };
  const series = chunksOf(group, seriesColumns);
  const room = roomFor.reduce((bytes, i) => bytes + series[i].to - series[i].from, 1);
  return { group, reads, source, store: new ChunkStore({ ...source, read }, room) };
}

test("all that was asked for last is held, however large, in whatever pieces it came", { tags: ["slow"] }, async () => {
  const { group, reads, source, store } = await smallStore();
  const statistics = chunksOf(group, statisticsColumns);
  const all = chunksOf(group, hubColumnNames);
  await store.bytesOf(statistics);
  expect(reads).toHaveLength(2);
  const bytes = await store.bytesOf(all);
  expect(reads).toHaveLength(3);
  for (const [i, { from, to }] of all.entries()) expect(bytes[i]).toEqual(await source.read(from, to));
  for (let times = 0; times < 3; times++) expect(await store.bytesOf(all)).toEqual(bytes);
  expect(reads).toHaveLength(3);
});

test("what was not asked for last is let go of where there is no room for it", async () => {
  const { group, reads, store } = await smallStore();
  const [heartRate, speed] = chunksOf(group, seriesColumns);
  await store.bytesOf([heartRate, speed]);
  await store.bytesOf([heartRate]);
  expect(reads).toHaveLength(1);
  await store.bytesOf([speed]);
  expect(reads.slice(1)).toEqual([[speed.from, speed.to]]);
});

test("what there is room for is held, however often it was asked for and whatever came between", async () => {
  const { group, reads, store } = await smallStore([0, 1]);
  const [first, second] = chunksOf(group, seriesColumns);
  await store.bytesOf(chunksOf(group, hubColumnNames));
  reads.length = 0;
  for (let times = 0; times < 5; times++) {
    await store.bytesOf([first]);
    await store.bytesOf([second]);
  }
  expect(reads.length).toBeLessThanOrEqual(2);
});

test("who has called off what is held already is told so", async () => {
  const { group, store } = await smallStore();
  const chunks = chunksOf(group, seriesColumns);
  await store.bytesOf(chunks);
  await expect(store.bytesOf(chunks, AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
});
