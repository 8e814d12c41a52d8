/** @module-tag slow */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gpxFile } from "../testing/gpx-file.ts";
import { runHr } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-splits-"));
writeFileSync(join(folder, "run.gpx"), gpxFile({ minutes: 40, swingMps: 0.2, faults: { pause: [900, 1000] } }));

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
  expect(heads).toMatch(/time +moving +km +min\/km +on level +climb m +measured +expected +difference +usual +zones$/);
  const [, measured, expected, difference] = /([\d.]+) +([\d.]+) +([+-]?[\d.]+) +-\d+ to \+\d+ /
    .exec(first)!
    .map(Number);
  expect(difference).toBeCloseTo(measured - expected, 9);
  expect((await linesOf("splits", "run.gpx", "--by", "lap"))[1]).toBe(
    "  No laps are known of this run: its file states none, or one over all of it.",
  );
});
