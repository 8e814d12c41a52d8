import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { hubRowOf } from "../dataset/build/statistics.ts";
import { writeHubRows } from "../dataset/parquet/parquet.ts";
import { simulateRun } from "../dataset/simulator/simulator.ts";
import { zipFile } from "../testing/zip-file.ts";
import { bytesUnder, filesUnder } from "./files.ts";
import { type FoundRun, runsUnder, workoutsIn } from "./runs.ts";

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

test("a ZIP archive gives the runs in it, one after another, and each that fails for itself", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hr-"));
  const run = "speed\n8\n9\n";
  writeFileSync(
    join(folder, "a.zip"),
    zipFile([
      { name: "1.csv", content: run },
      { name: "2.csv", content: run, statedCrc32: 1 },
      { name: "3.csv", content: run },
    ]),
  );
  writeFileSync(join(folder, "b.zip"), zipFile([{ name: "photo.jpg", content: "" }]));
  writeFileSync(join(folder, "c.csv"), run);
  const found: FoundRun[] = [];
  for await (const run of runsUnder(folder)) found.push(run);
  expect(found).toMatchObject([
    { file: "a.zip", run: { name: "1.csv", workout: {} } },
    { file: "a.zip", run: { name: "2.csv", error: { code: "malformed-zip" } } },
    { file: "a.zip", run: { name: "3.csv", workout: {} } },
    { file: "b.zip", run: { name: "b.zip", error: { code: "no-runs" } } },
    { file: "c.csv", run: { name: "c.csv", workout: {} } },
  ]);
});

test("what is told to have been read of files of every kind is all of them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hr-"));
  const run = `speed\n${"8\n".repeat(5000)}`;
  const line = '{"time_s": [0, 1], "speed_kmh": [8, 9]}\n';
  writeFileSync(join(folder, "a.csv"), run);
  writeFileSync(join(folder, "b.csv.gz"), gzipSync(run));
  writeFileSync(join(folder, "c.jsonl"), line.repeat(3));
  writeFileSync(join(folder, "d.csv"), "");
  writeFileSync(join(folder, "e.txt"), "8");
  const readOf: Record<string, number> = {};
  let read = 0;
  const onRead = (bytes: number) => {
    read += bytes;
  };
  for await (const { file } of runsUnder(folder, onRead)) readOf[file] = read;
  expect(readOf["a.csv"]).toBe(run.length);
  expect(readOf["b.csv.gz"]).toBe(run.length + gzipSync(run).length);
  expect(read).toBe(await bytesUnder(folder));
});

test("a file larger than is read is refused before it is read, and a link to nowhere for itself", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hr-"));
  writeFileSync(join(folder, "a.csv"), "speed\n8\n9\n");
  symlinkSync(join(folder, "nowhere.csv"), join(folder, "b.csv"));
  writeFileSync(join(folder, "c.csv"), "");
  truncateSync(join(folder, "c.csv"), 3e9);
  let read = 0;
  const found: FoundRun[] = [];
  for await (const run of runsUnder(folder, (bytes) => {
    read += bytes;
  }))
    found.push(run);
  expect(found).toMatchObject([
    { file: "a.csv", run: { workout: {} } },
    { file: "b.csv", run: { error: { code: "no-file" } } },
    { file: "c.csv", run: { error: { code: "too-large", message: expect.stringMatching(/3000 MB .* 100 MB/) } } },
  ]);
  expect(read).toBeLessThan(100);
  expect(await bytesUnder(folder)).toBe(3e9 + 10);
});

test("records of points, one a line, are one run, as in the page", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "hr-")), "points.jsonl");
  writeFileSync(path, Array.from({ length: 40 }, (_, i) => JSON.stringify({ time: i, speed: 9, hr: 150 })).join("\n"));
  const found: FoundRun[] = [];
  for await (const run of runsUnder(path)) found.push(run);
  expect(found).toMatchObject([{ run: { workout: { format: "points-json" } } }]);
});

test("a link to a folder that it lies in counts no run twice", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hr-"));
  mkdirSync(join(folder, "within"));
  writeFileSync(join(folder, "within", "a.csv"), "speed\n8\n9\n");
  symlinkSync(folder, join(folder, "within", "circle"));
  expect(await filesUnder(folder)).toEqual([join(folder, "within", "a.csv")]);
});

test("what counts over many runs leaves other sports out, an archive's too", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "hr-")), "a.zip");
  const run = (sport: string) => JSON.stringify({ sport, time_s: [0, 1], speed_kmh: [8, 9] });
  writeFileSync(
    path,
    zipFile(["running", "Ride", "run"].map((sport, i) => ({ name: `${i}.json`, content: run(sport) }))),
  );
  const sports: (string | null)[] = [];
  for await (const { sport } of workoutsIn([path])) sports.push(sport);
  expect(sports).toEqual(["running", "run"]);
});
