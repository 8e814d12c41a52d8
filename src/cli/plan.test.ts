/** @module-tag slow */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gpxFile } from "../testing/gpx-file.ts";
import { runHr } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-plan-"));
const timed = gpxFile({ minutes: 30, swingMps: 0.2 });
writeFileSync(join(folder, "run.gpx"), timed);
writeFileSync(join(folder, "course.gpx"), timed.replace(/<time>[^<]*<\/time>/g, ""));

async function planned(...args: string[]) {
  const { status, stdout, stderr } = await runHr(folder, ["plan", ...args, "--json"]);
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

async function refused(...args: string[]) {
  const { status, stderr } = await runHr(folder, ["plan", ...args]);
  return { status, sentence: stderr.split("\n")[0] };
}

test("a pace and the time that it makes are one plan, on the model's grid", async () => {
  const byPace = await planned("10 km", "--pace", "5:00");
  const byTime = await planned("10 km", "--time", "50:00");
  expect(byPace.predicted_hr_bpm).toEqual(byTime.predicted_hr_bpm);
  expect(byPace).toMatchObject({ duration_s: 3000, step_s: 6, mean_hr_bpm: null, metrics: null, cautions: [] });
  expect(byPace.distance_m).toBeCloseTo(10_000, -2);
  expect(byPace.lower_hr_bpm[300]).toBeLessThan(byPace.predicted_hr_bpm[300]);
  const { plan } = byPace;
  expect(plan).toMatchObject({ strategy: "even-pace", distance_m: 10_000, duration_s: 3000, kept_under: null });
  expect(plan.splits.map(({ to_m }: { to_m: number }) => to_m)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((km) => 1000 * km),
  );
  expect(plan.zones.reduce((sum: number, zone: { expected_s: number }) => sum + zone.expected_s, 0)).toBeCloseTo(
    3000,
    3,
  );
  for (const { expected_s, least_s, most_s } of plan.zones) {
    expect(least_s).toBeLessThanOrEqual(expected_s);
    expect(most_s).toBeGreaterThanOrEqual(expected_s);
  }
});

test("the pace that --hr finds, planned by --pace, comes to the heart rate that was asked for", async () => {
  const found = await planned("course.gpx", "--hr", "150");
  expect(found.plan.kept_under).toMatchObject({ lost_from_m: null, never_reached: false });
  const paces = found.plan.pace_s_per_km.map((seconds: number) => {
    const [minutes, rest] = [Math.floor(seconds / 60), (seconds % 60).toFixed(3)];
    return `${minutes}:${rest.padStart(6, "0")}`;
  });
  const again = await planned("course.gpx", "--pace", paces.join(","), "--strategy", "even-effort");
  expect(Math.max(...again.predicted_hr_bpm)).toBeLessThanOrEqual(150.1);
  expect(Math.max(...again.predicted_hr_bpm)).toBeGreaterThan(149.5);
});

test("a course without times is planned, and a run has the same ground", async () => {
  const [course, run] = [await planned("course.gpx", "--pace", "6:00"), await planned("run.gpx", "--pace", "6:00")];
  expect(run.plan.distance_m / course.plan.distance_m).toBeCloseTo(1, 1);
  expect(course.run).toBe("course.gpx");
});

test("earlier runs, what a runner knows and an earlier run's pacing change the plan", async () => {
  const [bare, fitted] = [
    await planned("5 km", "--time", "27:00"),
    await planned("5 km", "--time", "27:00", "--history", "run.gpx", "--max-hr", "200", "--like", "run.gpx"),
  ];
  expect(fitted.calibration).toMatchObject({ kind: "history", history_runs: 1, known: ["max_hr_bpm"] });
  expect(fitted.plan.strategy).toBe("like-run");
  expect(fitted.speed_kmh).not.toEqual(bare.speed_kmh);
  const twoRuns = JSON.stringify([9, 12].map((kmh) => ({ time_s: [0, 600, 1200], speed_kmh: [kmh, kmh, kmh] })));
  writeFileSync(join(folder, "two.json"), twoRuns);
  const { stderr } = await runHr(folder, ["plan", "5 km", "--time", "27:00", "--like", "two.json"]);
  expect(stderr).toContain("two.json: it holds several runs; the plan is paced like the first, two.json · run 1.");
});

test("times are told in the zones that are asked for, and above the start of zone 4", async () => {
  const { plan } = await planned("5 km", "--time", "27:00", "--zones", "threshold", "--threshold-hr", "160");
  expect(plan.zones.map(({ name, from_bpm }: { name: string; from_bpm: number }) => [name, from_bpm])).toEqual([
    ["Zone 1", 0],
    ["Zone 2", 136],
    ["Zone 3", 144],
    ["Zone 4", 152],
    ["Zone 5a", 160],
    ["Zone 5b", 165],
    ["Zone 5c", 171],
  ]);
  expect(plan.above.hr_bpm).toBe(152);
  const own = await planned("5 km", "--time", "27:00", "--zones", "120,150", "--max-hr", "200");
  expect(own.plan.above.hr_bpm).toBe(160);
});

test("what is outside of training is told, and a plan in words has a sentence and splits", async () => {
  const { plan } = await planned("60 km, 2 km 20 %", "--pace", "5:00");
  expect(plan.outside_training.map(({ kind }: { kind: string }) => kind)).toEqual(["too-far", "too-steep"]);
  const { stdout } = await runHr(folder, ["plan", "5 km", "--pace", "5:10", "--above", "150"]);
  expect(stdout).toMatch(/At 5:10 min\/km you would spend (up to |\d+ to )?\d+ minutes above 150 bpm\./);
  expect(stdout).toMatch(/^ +5 +5:10 +5:10 +0 +1\d\d\.\d +\d+ to \d+ +25:50$/m);
});

/** A GPX track without times, a point every so many metres; altitudes by distance. */
function course(
  lengthM: number,
  everyM: number,
  altitudeM: (metres: number) => number,
  degreesAt = (metres: number) => metres / 111_195,
) {
  const points = Array.from({ length: Math.floor(lengthM / everyM) + 1 }, (_, i) => {
    const metres = i * everyM;
    return `<trkpt lat="${degreesAt(metres).toFixed(7)}" lon="7"><ele>${altitudeM(metres).toFixed(1)}</ele></trkpt>`;
  });
  return `<gpx version="1.1" creator="planner"><trk><trkseg>${points.join("")}</trkseg></trk></gpx>`;
}

test.each([
  ["flat, 300 m", course(300, 10, () => 0), 300],
  ["flat, 100 km", course(100_000, 50, () => 0), 100_000],
  ["spiky, 100 km", course(100_000, 50, (m) => (m % 5000 === 0 ? 900 : 100)), 100_000],
  [
    "looping, 100 km",
    course(
      100_000,
      50,
      (m) => 50 + (m % 1000) / 100,
      (m) => Math.abs((m % 2000) - 1000) / 111_195,
    ),
    100_000,
  ],
  [
    "with a jump, 300 m",
    course(
      300,
      10,
      () => 0,
      (m) => (m < 150 ? m : m + 50_000) / 111_195,
    ),
    290,
  ],
])("a course that is %s ends in a plan, forwards and backwards", async (name, text, lengthM) => {
  const file = `${name}.gpx`;
  writeFileSync(join(folder, file), text);
  for (const target of [
    ["--pace", "6:00"],
    ["--hr", "150"],
  ]) {
    const { plan } = await planned(file, ...target);
    expect(Math.abs(plan.distance_m / lengthM - 1)).toBeLessThan(0.01);
    expect(plan.highest_expected_hr_bpm).toBeGreaterThan(100);
  }
});

test.each([
  [["5 km"], 2, "usage: Say one of --time, --pace and --hr."],
  [["5 km", "--time", "20:00", "--hr", "150"], 2, "usage: Say one of --time, --pace and --hr."],
  [
    ["5 km", "--pace", "fast"],
    2,
    "usage: --pace is fast: say hours, minutes and seconds, such as 5:10, or 5:20,5:15,5:10 kilometre by kilometre.",
  ],
  [["5 km", "--time", "20:00", "--of", "upper"], 2, "usage: --of says what --hr is of: say --hr, too."],
  [
    ["5 km", "--time", "20:00", "--strategy", "even-pace", "--like", "run.gpx"],
    2,
    "usage: --like is paced by --strategy like-run, not by even-pace: leave one of them out.",
  ],
  [["5 km", "--hr", "1500"], 2, "usage: --hr is 1500: say it in beats a minute, from 60 to 230."],
  [
    ["5 km", "--time", "20:00", "--strategy", "fast"],
    2,
    "usage: --strategy is fast: say even-pace or even-effort or even-effort-hearts or like-run.",
  ],
  [
    ["5 km", "--time", "20:00", "--negative-split", "29"],
    1,
    expect.stringContaining("A second half that is 29 % faster or slower"),
  ],
  [["nowhere.gpx", "--time", "20:00"], 1, expect.stringContaining("no-file")],
  [["2026-route.gpx", "--time", "20:00"], 1, expect.stringContaining("no-file")],
  [["5 km", "--time", "20:00", "--zones", "watch"], 2, "usage: --zones watch: no watch has recorded a plan."],
  [
    ["5 km", "--time", "0:20"],
    1,
    expect.stringContaining("Typed course: bad-value: 5.00 km in 0:20 is a pace that nobody runs."),
  ],
])("%j is refused", async (args, status, sentence) => {
  expect(await refused(...args)).toEqual({ status, sentence });
});
