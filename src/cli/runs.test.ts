import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeHubRows } from "../dataset/parquet.ts";
import { simulateRun } from "../dataset/simulator.ts";
import { hubRowOf } from "../dataset/statistics.ts";
import { type FoundRun, runsUnder } from "./runs.ts";

test("a row of a Parquet file that is no run does not stop the others", async () => {
  const workout = simulateRun({ seed: 1, runner: 1, run: 1, kind: "recovery" });
  const row = (workoutId: number) => hubRowOf(workout, { workoutId, userId: 1, startUnixS: 0, split: "test" });
  const still = { ...row(2), speed: row(2).speed.fill(Number.NaN) };
  const path = join(mkdtempSync(join(tmpdir(), "hr-")), "split.parquet");
  writeFileSync(path, await writeHubRows([row(1), still, row(3)]));

  const found: FoundRun[] = [];
  for await (const run of runsUnder(path)) found.push(run);
  expect(found).toMatchObject([
    {
      file: "split.parquet",
      workoutType: row(1).workout_type,
      run: { name: "split.parquet · run 1", workout: { runner: "1" } },
    },
    { run: { name: "split.parquet · run 2", error: { code: "no-speed" } } },
    { run: { name: "split.parquet · run 3", workout: {} } },
  ]);
});
