/** @module-tag slow */
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { type HostileFile, hostileCheckpoints, hostileSplits } from "../testing/hostile-files.ts";
import { lyingParquet } from "../testing/parquet-file.ts";
import { inspectCheckpoint } from "./import-model.ts";
import { readHubRows } from "./parquet/parquet.ts";

const cases = (files: readonly HostileFile[]) => files.map((file) => [file.name, file] as const);

test.each(cases(hostileCheckpoints))("%s is refused as a checkpoint", async (_, { code, bytes }) => {
  const read = async () => inspectCheckpoint(bytes());
  await expect(read()).rejects.toMatchObject({ code });
  expect(existsSync("owned")).toBe(false);
});

test.each(cases(hostileSplits))("%s is refused as a split", async (_, { code, bytes }) => {
  await expect(readHubRows(bytes())).rejects.toMatchObject({
    code,
    message: expect.not.stringMatching(/no column|unreachable/),
  });
});

test("the same Parquet file without a lie is read as far as its rows", async () => {
  await expect(readHubRows(lyingParquet({}))).rejects.toThrow(/row .* has no workout_id/i);
});

test("a page that is not what its checksum says is refused", async () => {
  await expect(readHubRows(lyingParquet({ checksum: 7 }))).rejects.toMatchObject({
    code: "malformed-parquet",
    message: expect.stringMatching(
      /checksum of a page of column workout_id is not that of its content.*Download it again/,
    ),
  });
});
