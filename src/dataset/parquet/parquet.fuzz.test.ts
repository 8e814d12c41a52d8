/** @module-tag slow */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fuzz, type Seed } from "../../testing/fuzzing.ts";
import { sharedPath } from "../../testing/shared.ts";
import { readHubRows } from "./parquet.ts";

const otherWriter = sharedPath("files", "hub_schema_24.parquet");
const seeds: Seed[] = ["public/data/test.parquet", ...(otherWriter === null ? [] : [otherWriter])].map((path) => ({
  name: path,
  bytes: new Uint8Array(readFileSync(path)),
}));

test("damaged copies of splits, and a sound one after them", async () => {
  await fuzz(seeds, readHubRows);
  for (const { bytes } of seeds) expect((await readHubRows(bytes)).length).toBeGreaterThan(20);
});
