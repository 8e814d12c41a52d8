/** @module-tag slow */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { datedRuns } from "../../e2e/dated-runs.ts";
import { runHr } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-trend-"));
const [first, ...others] = datedRuns({ runs: 8, everyDays: 20, changeBpm: -12 });
for (const { name, text } of [first, ...others]) writeFileSync(join(folder, name), text);
writeFileSync(join(folder, "undated.json"), JSON.stringify({ ...JSON.parse(first.text), started_at: null }));

test("hr trend tells of the dated runs in order, and its table has the figures of its JSON", async () => {
  const { stdout, stderr, status } = await runHr(folder, ["trend", ".", "--json"]);
  expect(status).toBe(0);
  expect(stderr).toContain("Left out: 1 run without a date.");
  const { sentence, change, runs, left_out } = JSON.parse(stdout);
  expect(left_out).toEqual({ undated: 1, overlapping: 0, other_sport: 0 });
  expect(runs.map(({ run }: { run: string }) => run)).toEqual([first, ...others].map(({ name }) => name));
  expect(change).toMatchObject({ from: runs[0].started_at, to: runs[7].started_at });
  expect(change.lower_bpm).toBeLessThan(-5);
  expect(change.bpm).toBeCloseTo(runs[7].trend.bpm - runs[0].trend.bpm, 6);
  expect(sentence).toMatch(/^(No change since|\d+(\.\d)? bpm lower at the same running than in) January/);
  const lines = (await runHr(folder, ["trend", "."])).stdout.split("\n");
  expect(lines[0]).toBe(sentence);
  expect(lines[9]).toMatch(/^ {2}2025-05-26 {2}2025-05-26\.json .* to /);
  const csv = (await runHr(folder, ["trend", ".", "--csv"])).stdout.trim().split("\n");
  expect(csv).toHaveLength(9);
  const last = csv[8].split(",");
  expect(Number(last.at(-3))).toBeCloseTo(runs[7].trend.bpm, 2);
  expect(Number(last[8])).toBeCloseTo(runs[7].difference_bpm, 2);
});

test("hr trend of a library has the figures of the files that it was made of", async () => {
  await runHr(folder, ["library", "import", ".", "--into", "kept.jsonl.gz", "--runner", "Ada"]);
  const [ofFiles, ofLibrary] = await Promise.all(
    [others.map(({ name }) => name), ["kept.jsonl.gz"]].map(async (names) =>
      JSON.parse((await runHr(folder, ["trend", ...names, "--json"])).stdout),
    ),
  );
  expect(ofLibrary.runner).toBe("Ada");
  const later = ofLibrary.runs.slice(-others.length);
  later.forEach(({ difference_bpm }: { difference_bpm: number }, i: number) => {
    expect(difference_bpm).toBeCloseTo(ofFiles.runs[i].difference_bpm, 2);
  });
});
