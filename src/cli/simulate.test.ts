import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readHubRows } from "../dataset/parquet/parquet.ts";
import { simulateRuns } from "../dataset/simulator/simulator.ts";
import { buildTestSplit } from "../dataset/test-split.ts";
import { parseWorkouts } from "../workout/formats/parse.ts";
import { simulate } from "./simulate.ts";

const folder = mkdtempSync(join(tmpdir(), "simulate-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("simulated runs are written as JSON lines that the page reads back to the digit", async () => {
  const path = join(folder, "runs.jsonl");
  await simulate(["--seed", "3", "--runs", "2", "--out", path]);
  const read = await parseWorkouts({ name: "runs.jsonl", bytes: new Uint8Array(readFileSync(path)) });
  const simulated = Array.from(simulateRuns({ seed: 3, runs: 2 }));
  expect(read).toMatchObject(
    simulated.map(({ runner, gender, timeS, speedKmh, altitudeM, heartRateBpm }) => {
      return { workout: { runner, gender, timeS, speedKmh, altitudeM, heartRateBpm } };
    }),
  );
});

test("simulated runs are written as a test split", async () => {
  const path = join(folder, "test.parquet");
  await simulate(["--seed", "3", "--runs", "3", "--runners", "2", "--out", path]);
  const rows = await readHubRows(new Uint8Array(readFileSync(path)));
  expect(rows).toEqual(buildTestSplit({ seed: 3, runs: 3, runners: 2 }));
});

test("a command that can't be meant is refused with how it is said", async () => {
  for (const args of [[], ["--runs", "0"], ["--runs", "2.5"], ["--runs", "2", "--out", "runs.txt"], ["--laps", "3"]]) {
    await expect(simulate(args)).rejects.toMatchObject({ code: "usage" });
  }
});
