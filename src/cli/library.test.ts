import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { datedRuns } from "../../e2e/dated-runs.ts";
import { NO_PLAN } from "../app/state/plan/plan-state.ts";
import { courseLine } from "../library/kept-line.ts";
import { PLAN_PREFIX } from "../sharing/link.ts";
import { encodePlan } from "../sharing/plan-link.ts";
import { hillyCourse } from "../testing/courses.ts";
import { runHr } from "../testing/terminal.ts";

/** A course of 8 km, as a plan's link carries it. */
const COURSE = encodePlan({ ...NO_PLAN.asked, course: hillyCourse(8000, 60) }).slice(PLAN_PREFIX.length);

const folder = mkdtempSync(join(tmpdir(), "hr-library-"));
const runs = datedRuns({ runs: 3, everyDays: 20, changeBpm: 0 });
for (const { name, text } of runs) writeFileSync(join(folder, name), text);
writeFileSync(join(folder, "broken.gpx"), "<gpx>");

const hr = (...args: string[]) => runHr(folder, ["library", ...args]);
const listed = async (...args: string[]) =>
  (await hr("list", ...args, "--json")).stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("hr library imports runs once, lists them by date, and exports those of some days", async () => {
  const imported = await hr("import", ".", "--into", "all.jsonl.gz");
  expect(imported.stderr).toContain("broken.gpx: malformed-xml");
  expect(imported.stderr).toContain("all.jsonl.gz: 3 runs, 3 new; 0 came that were known.");
  expect((await hr("import", ".", "all.jsonl.gz", "--into", "all.jsonl.gz")).stderr).toContain(
    "3 runs, 0 new; 3 came that were known.",
  );
  expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);

  writeFileSync(join(folder, "course.jsonl"), courseLine({ name: "Round the lake", link: COURSE }));
  expect((await hr("import", "course.jsonl", "--into", "all.jsonl.gz")).stderr).toContain("0 new, and 1 course;");
  expect((await hr("import", "all.jsonl.gz", "--into", "copy.jsonl.gz")).stderr).toContain("3 new, and 1 course;");

  await hr("export", "all.jsonl.gz", "--out", "whole.jsonl.gz");
  expect((await hr("import", "whole.jsonl.gz", "--into", "other.jsonl.gz")).stderr).toContain("3 new, and 1 course;");

  const all = await listed("all.jsonl.gz");
  const days = all.map(({ started_at }) => started_at.slice(0, 10));
  expect(days).toEqual([...days].sort());
  expect(all[0]).toMatchObject({ person: "Me", left_out: [] });
  const predicted = JSON.parse((await runHr(folder, ["predict", all[0].run, "--json"])).stdout);
  for (const figure of ["started_at", "duration_s", "moving_s", "distance_m", "climb_m", "mean_hr_bpm", "max_hr_bpm"]) {
    expect(all[0][figure], figure).toEqual(predicted[figure]);
  }
  const table = (await hr("list", "all.jsonl.gz")).stdout.split("\n");
  expect(table[1]).toMatch(new RegExp(`^${days[0]}  .*  Me `));

  await hr("export", "all.jsonl.gz", "--out", "later.jsonl.gz", "--from", days[1]);
  expect(await listed("later.jsonl.gz")).toEqual(all.slice(1));
  const again = await runHr(folder, ["predict", "later.jsonl.gz", "--json"]);
  const direct = await runHr(folder, ["predict", all[1].run, "--json"]);
  const { predicted_hr_bpm, metrics } = JSON.parse(direct.stdout);
  expect(JSON.parse(again.stdout.split("\n")[0])).toMatchObject({ predicted_hr_bpm, metrics });
});

test("hr plan takes the courses that a library keeps, or else the ground of its runs", async () => {
  const planned = async (library: string) => {
    const { stdout } = await runHr(folder, ["plan", library, "--pace", "6:00", "--json"]);
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .map(({ run, plan }): [string, number] => [run, plan.distance_m]);
  };
  expect(await planned("all.jsonl.gz")).toEqual([["Round the lake", 8000]]);
  const kept = await listed("later.jsonl.gz");
  const ofRuns = await planned("later.jsonl.gz");
  expect(ofRuns.map(([name]) => name)).toEqual(kept.map(({ run }) => run));
  for (const [i, [, metres]] of ofRuns.entries()) expect(metres / kept[i].distance_m).toBeCloseTo(1, 2);
});

test("hr library refuses what is no library, and what it does not know", async () => {
  expect(await hr("list", runs[0].name)).toMatchObject({ status: 1, stderr: expect.stringContaining("bad-library") });
  expect(await hr("list", "missing.gz")).toMatchObject({ status: 1, stderr: expect.stringContaining("no-file") });
  for (const args of [
    ["frobnicate"],
    ["import", "."],
    ["list"],
    ["export", "all.jsonl.gz"],
    ["list", "all.jsonl.gz", "--from", "May"],
  ]) {
    expect(await hr(...args)).toMatchObject({ status: 2 });
  }
});
