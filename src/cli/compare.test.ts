/** @module-tag slow */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gpxFile } from "../testing/gpx-file.ts";
import { runHr } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-compare-"));
writeFileSync(join(folder, "short.gpx"), gpxFile({ minutes: 25 }));
writeFileSync(join(folder, "long.gpx"), gpxFile({ minutes: 40, swingMps: 0.2 }));

test("hr compare gives each run the figures of hr predict, and lays the runs along their way", async () => {
  const { status, stdout } = await runHr(folder, ["compare", "short.gpx", "long.gpx", "--by", "distance", "--json"]);
  expect(status).toBe(0);
  const { by, runs, pairs, stretches } = JSON.parse(stdout);
  expect(by).toBe("distance");
  for (const run of runs) {
    const alone = JSON.parse((await runHr(folder, ["predict", run.file, "--json"])).stdout);
    for (const name of ["run", "started_at", "duration_s", "moving_s", "distance_m", "climb_m", "mean_hr_bpm"]) {
      expect(run[name], name).toEqual(alone[name]);
    }
    expect(run.difference_bpm).toBeCloseTo(-alone.metrics.bias, 6);
    expect(run.mae_bpm).toBeCloseTo(alone.metrics.mae, 6);
    expect(run.usual_lower_bpm).toBeLessThan(0);
  }
  expect(pairs).toHaveLength(1);
  expect(pairs[0].apart_bpm).toBeCloseTo(runs[1].difference_bpm - runs[0].difference_bpm, 9);
  expect(pairs[0]).toMatchObject({ runners: "unknown", is_unusual: false });
  expect(stretches.at(-1).to).toBeCloseTo(runs[1].distance_m / 1000, 6);
  expect(stretches.at(-1).difference_bpm[0]).toBeNull();
});

test("hr compare writes what a person reads, and refuses one run alone", async () => {
  const { stdout } = await runHr(folder, ["compare", "short.gpx", "long.gpx"]);
  const lines = stdout.trim().split("\n");
  expect(lines[0]).toMatch(
    /^run +date +time +km +min\/km .* difference bpm +usual bpm +typical gap bpm +drift bpm an hour$/,
  );
  expect(lines[1]).toMatch(/^1 short\.gpx +\d{4}-\d\d-\d\d +25:00 /);
  expect(stdout).toMatch(/\n0:00-5:00 .*\n/);
  expect(lines.at(-2)).toMatch(/^Run 2 was .* Run 1 .*nine of ten pairs/);
  const alone = await runHr(folder, ["compare", "short.gpx"]);
  expect(alone.status).toBe(2);
  expect(alone.stderr).toContain("Name 2 to 12 runs to compare: 1 could be predicted.");
  const many = await runHr(folder, ["compare", ...new Array<string>(13).fill("short.gpx")]);
  expect(many.stderr).toContain("Name 2 to 12 runs to compare: these are more.");
});
