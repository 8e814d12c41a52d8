/** @module-tag slow */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gpxFile } from "../testing/gpx-file.ts";
import { runHr } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-splits-"));
writeFileSync(join(folder, "run.gpx"), gpxFile({ minutes: 40, swingMps: 0.2, faults: { pause: [900, 1000] } }));

// A month before.
const other = gpxFile({ minutes: 30, swingMps: 0.3 }).replaceAll("2024-05-01", "2024-04-01");
writeFileSync(join(folder, "other.gpx"), other);

const linesOf = async (...args: string[]) => {
  const { status, stdout } = await runHr(folder, args);
  expect(status).toBe(0);
  return stdout.trim().split("\n");
};
const jsonOf = async (...args: string[]) => JSON.parse((await linesOf(...args, "--json"))[0]);

type NamedSplit = Record<string, number>;

test("hr splits --json adds up to the run of hr predict, and its differences are measured less expected", async () => {
  const run = await jsonOf("predict", "run.gpx");
  for (const by of ["mile", "hour"] as const) {
    const { splits, decoupling_percent, drift } = await jsonOf("splits", "run.gpx", "--by", by);
    const total = (name: string) => splits.reduce((sum: number, split: NamedSplit) => sum + split[name], 0);
    for (const name of ["duration_s", "moving_s", "distance_m", "climb_m"]) {
      expect(total(name), `${name} by ${by}`).toBeCloseTo(run[name], 3);
    }
    for (const split of splits) {
      expect(split.difference_bpm).toBeCloseTo(split.measured_hr_bpm - split.expected_hr_bpm, 6);
      expect(split.usual_lower_bpm).toBeLessThan(0);
      expect(split.usual_upper_bpm).toBeGreaterThan(0);
    }
    if (by === "mile") continue;
    // The run is shorter than an hour.
    expect(splits[0].measured_hr_bpm).toBeCloseTo(run.mean_hr_bpm, 6);
    expect(splits[0].difference_bpm).toBeCloseTo(-run.metrics.bias, 6);
    expect(decoupling_percent).toBeLessThan(20);
    expect(drift.lower_bpm_per_hour).toBeLessThan(drift.bpm_per_hour);
    expect(drift.upper_bpm_per_hour).toBeGreaterThan(drift.bpm_per_hour);
    expect(splits[0].in_zones_s.reduce((sum: number, seconds: number) => sum + seconds, 0)).toBeCloseTo(2304, 6);
  }
});

test("hr splits leaves out what counts in no figure, and says why there is nothing to split by", async () => {
  const { splits } = await jsonOf("splits", "run.gpx", "--leave-out", "0:00-2:00");
  const [name, heads, first, second] = await linesOf("splits", "run.gpx");
  expect(splits[0].measured_hr_bpm).toBeGreaterThan(Number(/([\d.]+) +[\d.]+ +[+-]?[\d.]+ +-/.exec(first)![1]) + 5);
  expect(second).toContain(` ${splits[1].measured_hr_bpm.toFixed(1)} `);
  expect(name).toBe("run.gpx");
  expect(heads).toMatch(
    /time +moving +km +min\/km +on level +climb m +measured bpm +expected bpm +difference bpm +usual bpm +zones$/,
  );
  const [, measured, expected, difference] = /([\d.]+) +([\d.]+) +([+-]?[\d.]+) +-\d+ to \+\d+ /
    .exec(first)!
    .map(Number);
  expect(difference).toBeCloseTo(measured - expected, 9);
  expect((await linesOf("splits", "run.gpx", "--by", "lap"))[1]).toBe(
    "  No laps are known of this run: its file states none, or one over all of it.",
  );
});

test("hr splits and hr predict count the time in the zones that are asked for, and say what these lack", async () => {
  const run = await jsonOf("predict", "run.gpx", "--zones", "reserve", "--resting-hr", "60");
  expect(run.zones).toEqual({
    by: "reserve",
    names: ["Below zone 1", "Zone 1", "Zone 2", "Zone 3", "Zone 4", "Zone 5"],
    starts_bpm: [125, 138, 151, 164, 177],
  });
  const { splits, zones } = await jsonOf("splits", "run.gpx", "--zones", "reserve", "--resting-hr", "60");
  expect(zones).toEqual(run.zones);
  run.in_zones_s.forEach((seconds: number, i: number) => {
    const total = splits.reduce((sum: number, { in_zones_s }: { in_zones_s: number[] }) => sum + in_zones_s[i], 0);
    expect(total).toBeCloseTo(seconds, 6);
  });
  const text = await linesOf("predict", "run.gpx", "--zones", "130,150");
  expect(text.filter((line) => /zone \d \(/i.test(line))).toEqual([
    expect.stringMatching(/^ {2}Below zone 1 \(to 129 bpm\): measured [\d:]+, expected [\d:]+$/),
    expect.stringContaining("Zone 1 (130–149 bpm): "),
    expect.stringContaining("Zone 2 (from 150 bpm): "),
  ]);
  const asked = await runHr(folder, ["splits", "run.gpx", "--zones", "watch", "--json"]);
  expect(JSON.parse(asked.stdout).zones.by).toBe("maximum");
  expect(asked.stderr).toContain("run.gpx: its file states no zones of the watch");
  for (const [zones, complaint] of [
    ["threshold", "needs --threshold-hr"],
    ["fast", "say maximum or reserve or threshold or watch"],
    ["150,130", "130 does not lie above 150"],
  ]) {
    const { status, stderr } = await runHr(folder, ["splits", "run.gpx", "--zones", zones]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(complaint)]);
  }
});

test("hr splits is fitted to the runner as hr predict is, and writes a table", async () => {
  const fit = ["--history", "run.gpx", "other.gpx", "--warmup", "10"];
  const run = await jsonOf("predict", "run.gpx", ...fit);
  expect(run.calibration).toMatchObject({ kind: "history and warm-up", history_runs: 1 });
  const { splits } = await jsonOf("splits", "run.gpx", "--by", "hour", ...fit);
  expect(splits[0].difference_bpm).toBeCloseTo(-run.metrics.bias, 6);
  const [heads, ...rows] = await linesOf("splits", "run.gpx", "--by", "hour", "--csv", ...fit);
  expect(heads).toMatch(/^run,started_at,split,.*,below_zone_1_s,zone_1_s,zone_2_s,zone_3_s,zone_4_s,zone_5_s$/);
  expect(rows).toHaveLength(1);
  expect(rows[0].split(",")[heads.split(",").indexOf("difference_bpm")]).toBe(
    String(Number(splits[0].difference_bpm.toFixed(2))),
  );
});
