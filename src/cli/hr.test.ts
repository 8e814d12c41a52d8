/** @module-tag slow */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { featureSets } from "../features/catalogue.ts";
import { readContract, withContract } from "../model/onnx-metadata.ts";
import { writeOnnx } from "../model/onnx-writer.ts";
import { Call, checkpointContent, torchFile } from "../testing/checkpoint-file.ts";
import { anyContract } from "../testing/contract.ts";
import { convolutionNetwork } from "../testing/convolution-network.ts";
import { fitFile } from "../testing/fit-file.ts";
import { gpxFile } from "../testing/gpx-file.ts";
import { randomNetwork } from "../testing/lstm-oracle.ts";
import { runHr } from "../testing/terminal.ts";
import { COMMANDS } from "./commands.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-"));
const path = (name: string) => join(folder, name);

const program = ["--import", "tsx", "src/cli/hr.ts"];
const env = { ...process.env, INIT_CWD: folder };

async function hr(...args: string[]) {
  const { status, stdout, stderr } = await runHr(folder, args);
  return { status, lines: stdout.trim().split("\n"), stderr };
}

beforeAll(() => {
  writeFileSync(path("run.gpx"), gpxFile({ minutes: 20 }));
  writeFileSync(path("no-strap.gpx"), gpxFile({ minutes: 20, withHeartRate: false }));
  writeFileSync(path("untimed.gpx"), gpxFile({ minutes: 20 }).replaceAll(/<time>.*<\/time>/g, ""));
  mkdirSync(path("week"));
  writeFileSync(path("week/monday.gpx"), gpxFile({ minutes: 20 }));
  writeFileSync(path("week/notes.txt"), "Felt good.");
});

test("hr predict --json gives one object a run, under the names that others read", async () => {
  const { status, lines } = await hr("predict", "run.gpx", "no-strap.gpx", "--json");
  expect(status).toBe(0);
  const [run, noStrap] = lines.map((line) => JSON.parse(line));
  expect(Object.keys(run)).toEqual([
    ...[
      "file",
      "run",
      "runner",
      "started_at",
      "model",
      ...["duration_s", "moving_s", "distance_m", "climb_m", "mean_hr_bpm", "max_hr_bpm"],
      "step_s",
      "time_s",
      "predicted_hr_bpm",
      "lower_hr_bpm",
      "upper_hr_bpm",
    ],
    ...["speed_kmh", "altitude_m", "actual_hr_bpm", "cautions", "metrics", "repairs", "flags", "deviations"],
  ]);
  expect(run).toMatchObject({ file: "run.gpx", model: "population", step_s: 6 });
  const series = [
    "time_s",
    "predicted_hr_bpm",
    "lower_hr_bpm",
    "upper_hr_bpm",
    "actual_hr_bpm",
    "speed_kmh",
    "altitude_m",
  ];
  for (const name of series) expect(run[name]).toHaveLength(201);
  expect(run).toMatchObject({ duration_s: 1200, moving_s: 1200, max_hr_bpm: Math.max(...run.actual_hr_bpm) });
  expect(run.mean_hr_bpm).toBeCloseTo(run.actual_hr_bpm.reduce((a: number, b: number) => a + b, 0) / 201, 9);
  expect(run.metrics).toMatchObject({ bias_is: "predicted - measured" });
  const errors = run.predicted_hr_bpm.map((bpm: number, i: number) => Math.abs(bpm - run.actual_hr_bpm[i]));
  const mae = errors.reduce((sum: number, error: number) => sum + error, 0) / errors.length;
  expect(run.metrics.mae).toBeCloseTo(mae, 9);
  expect(run.repairs).toMatchObject([
    { code: "speed-from-positions", count: 1201 },
    { code: "resampled", count: 1201, message: expect.stringContaining("201 steps of 6 s") },
    { code: "smoothed", count: 201 },
  ]);
  // A heart that nobody has beats on without a tremor.
  expect(run).toMatchObject({ flags: [{ code: "HR05" }], deviations: [] });

  expect(run.started_at).toBe("2024-05-01T08:00:00Z");
  expect(noStrap.metrics).toBeNull();
  expect(noStrap).toMatchObject({ duration_s: 1200, distance_m: run.distance_m, mean_hr_bpm: null, max_hr_bpm: null });
  expect(noStrap.actual_hr_bpm).toEqual(new Array(201).fill(null));
  expect(noStrap.predicted_hr_bpm).toEqual(run.predicted_hr_bpm);
});

test("hr predict says in words what a run was, and a difference is measured less expected as they stand there", async () => {
  const { lines } = await hr("predict", "run.gpx");
  expect(lines[1]).toMatch(/^ {2}20:00, \d\.\d\d km, \d:\d\d min\/km, \d+ m climb$/);
  const means = /^ {2}over 20:00 that are compared: measured ([\d.]+), expected ([\d.]+), difference ([+-][\d.]+) bpm$/;
  const [measured, expected, difference] = lines.flatMap((line) => means.exec(line)?.slice(1) ?? []).map(Number);
  expect(measured).toBeGreaterThan(0);
  expect(difference).toBeCloseTo(measured - expected, 9);
  expect(lines[2]).toMatch(/^ {2}As expected: level with the average runner, and runners differ by \d+\.$/);
  expect(Math.abs(difference)).toBeLessThan(0.5);
  const interval = /^ {2}predicted ([\d.]+) bpm on average, 90 % interval ([\d.]+) to ([\d.]+) \(population\)$/;
  const [mean, lower, upper] = lines.flatMap((line) => interval.exec(line)?.slice(1) ?? []).map(Number);
  expect(lower).toBeLessThan(mean - 5);
  expect(upper).toBeGreaterThan(mean + 5);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}MAE .*, interval holds \d+ %$/));
});

test("hr predict tells what the recording is worth, and gives the figures without what is to be left out", async () => {
  // From minute 10 to 12 the sensor shows 60 bpm, at minute 15 nothing.
  let second = -1;
  const faulty = gpxFile({ minutes: 20 }).replaceAll(/<gpxtpx:hr>\d+</g, (heartRate) => {
    second++;
    if (second === 900) return "<gpxtpx:hr>0<";
    return second >= 600 && second <= 720 ? "<gpxtpx:hr>60<" : heartRate;
  });
  writeFileSync(path("faulty.gpx"), faulty);
  const leave = ["--leave-out", "10:00-0:12:00", "--leave-out", "14:50-15:10"];
  const [run, without] = await Promise.all(
    [[], leave].map(async (args) => JSON.parse((await hr("predict", "faulty.gpx", "--json", ...args)).lines[0])),
  );
  const flags = run.flags.map(({ code }: { code: string }) => code);
  expect(flags).toEqual(["HR01", "HR04", "HR05", "HR07", "HR08", "PH01"]);
  expect(run.flags[0]).toEqual({
    code: "HR01",
    count: 1,
    message: expect.stringContaining("1 point"),
    spans: [{ start_s: 900, end_s: 900 }],
  });
  expect(run.deviations).toMatchObject([{ start_s: 600, end_s: 720, direction: "below", cause: "flat-line" }]);
  expect(run).not.toHaveProperty("left_out");

  expect(without.left_out).toEqual([
    { start_s: 600, end_s: 720 },
    { start_s: 890, end_s: 910 },
  ]);
  // The recording is what it is; of what it was measured to be, those steps are not compared.
  expect(without.flags).toEqual(run.flags);
  expect(without.actual_hr_bpm).toEqual(run.actual_hr_bpm);
  expect(without.deviations).toEqual([]);
  const compared = run.predicted_hr_bpm
    .map((bpm: number, i: number) => Math.abs(bpm - run.actual_hr_bpm[i]))
    .filter((_: number, i: number) => !(i >= 100 && i <= 120) && !(i >= 148 && i <= 152));
  const mae = compared.reduce((sum: number, error: number) => sum + error, 0) / compared.length;
  expect(without.metrics.mae).toBeCloseTo(mae, 9);

  const { lines, stderr } = await hr("predict", "faulty.gpx", ...leave, "--leave-out", "1:00:00-1:01:00");
  expect(lines).toContainEqual("  without its heart rate from 10:00-12:00, 14:50-15:10");
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}HR01: Heart rate was recorded as 0 at 1 point.*\(15:00\)$/));
  expect(stderr).toBe("faulty.gpx: it ends at 20:00, so that 1:00:00-1:01:00 leaves nothing out.\n");
  for (const stretch of ["12:30", "15:00-12:30", "12-15", "12:30-15:00-16:00"]) {
    const refused = await hr("predict", "faulty.gpx", "--leave-out", stretch);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringMatching(/^usage: .*12:30-15:00/) });
  }
}, 60_000);

test("hr predict reads FIT, and says of what is no run that the model knows runs alone", async () => {
  writeFileSync(path("run.fit"), fitFile({ minutes: 20 }));
  writeFileSync(path("walk.gpx"), gpxFile({ minutes: 20 }).replace("running", "walking"));
  const { status, lines, stderr } = await hr("predict", "run.fit", "walk.gpx", "--json");
  expect(status).toBe(0);
  const [fit, walk] = lines.map((line) => JSON.parse(line));
  expect(fit.repairs.map(({ code }: { code: string }) => code)).toEqual(["resampled", "smoothed"]);
  expect(Math.abs(fit.metrics.mae - walk.metrics.mae)).toBeLessThan(0.2);
  expect(stderr.trim()).toMatch(/^walk\.gpx: Not a run: the file calls it “walking”/);
});

test("hr predict goes on after a file that fails, tells it on stderr and ends with 1", async () => {
  const { status, lines, stderr } = await hr("predict", "untimed.gpx", "missing.gpx", "run.gpx", "--json");
  expect(status).toBe(1);
  expect(lines).toHaveLength(1);
  expect(stderr).toMatch(/^untimed\.gpx: no-time: /m);
  expect(stderr).toMatch(/^missing\.gpx: no-file: /m);
});

test("the JSON of hr predict holds why a run of another sport, or on a treadmill, is to be doubted, and of a run nothing", async () => {
  for (const sport of ["walking", "treadmill_running"]) {
    writeFileSync(path(`${sport}.gpx`), gpxFile({ minutes: 20 }).replace("running", sport));
  }
  const { lines } = await hr("predict", "run.gpx", "walking.gpx", "treadmill_running.gpx", "--json");
  expect(lines.map((line) => JSON.parse(line).cautions)).toEqual([
    [],
    [expect.stringMatching(/^Not a run: the file calls it “walking”\. The model knows runs alone/)],
    [expect.stringMatching(/^Its speed is that of a treadmill/)],
  ]);
});

test("hr predict and hr evaluate take a folder for the files in it, and tell which of them are no runs", async () => {
  const predicted = await hr("predict", "week", "--json");
  expect(predicted.lines.map((line) => JSON.parse(line).file)).toEqual(["monday.gpx"]);
  expect(predicted.status).toBe(1);
  const evaluated = await hr("evaluate", "week", "--json");
  expect(JSON.parse(evaluated.lines[0]).runs).toBe(1);
  expect(evaluated.status).toBe(0);
  for (const { stderr } of [predicted, evaluated]) expect(stderr).toMatch(/^notes\.txt: unknown-format: /m);
});

test("the program ends with 2 where it does not know what was asked, and tells why on stderr alone", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, "perdict"], { encoding: "utf8", env });
  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^usage: There is no command perdict\. Did you mean predict\?\nhr COMMAND/);
});

test("a command whose reader has seen enough ends as if it had said all", async () => {
  const command = spawn(process.execPath, [...program, "simulate", "--runs", "40"], { env });
  let told = "";
  command.stderr.on("data", (text) => {
    told += text;
  });
  await once(command.stdout, "data");
  command.stdout.destroy();
  const [status] = await once(command, "close");
  expect(told).not.toContain("EPIPE");
  expect(status).toBe(0);
});

let ofOne: ReturnType<typeof simulateRunsOfOne> | null = null;

/** Simulated runs of one runner, each in a file of its own; and one of another runner. Made when first asked for. */
function runsOfOne() {
  ofOne ??= simulateRunsOfOne();
  return ofOne;
}

async function simulateRunsOfOne(): Promise<{ own: string[]; other: string }> {
  await hr("simulate", "--runs", "24", "--runners", "2", "--seed", "9", "--out", "two-runners.jsonl");
  const lines = readFileSync(path("two-runners.jsonl"), "utf8").trim().split("\n");
  const [{ runner: first }] = lines.map((line) => JSON.parse(line));
  const isOwn = (line: string) => JSON.parse(line).runner === first;
  const own = lines.filter(isOwn).map((line, i) => {
    writeFileSync(path(`own-${i}.jsonl`), line);
    return `own-${i}.jsonl`;
  });
  writeFileSync(path("other.jsonl"), lines.find((line) => !isOwn(line))!);
  return { own, other: "other.jsonl" };
}

test("hr predict looks at earlier runs of the runner, and at none of the run itself or of others", async () => {
  const { own, other } = await runsOfOne();
  const [run, ...earlier] = own;
  const plain = JSON.parse((await hr("predict", run, "--json")).lines[0]);
  expect(plain).not.toHaveProperty("calibration");
  const by = await hr("predict", run, "--history", ...earlier, run, other, "--json");
  expect(by.stderr).toContain("for it is the same run");
  expect(by.stderr).toMatch(/left out of the history of .*, for it is of another runner/);
  const calibrated = JSON.parse(by.lines[0]);
  expect(calibrated.calibration).toEqual({
    kind: "history",
    known: [],
    history_runs: earlier.length,
    undated_runs: earlier.length,
    kept_runs: 0,
    metrics_from_s: 0,
  });
  expect(calibrated.predicted_hr_bpm).not.toEqual(plain.predicted_hr_bpm);
  const width = ({ lower_hr_bpm, upper_hr_bpm }: typeof plain) => upper_hr_bpm.at(-1) - lower_hr_bpm.at(-1);
  expect(width(calibrated)).toBeLessThan(width(plain));
  const onDay = (name: string, day: number) => {
    writeFileSync(path(`${day}-${name}`), JSON.stringify({ ...JSON.parse(readFileSync(path(name), "utf8")), day }));
    return `${day}-${name}`;
  };
  const dated = [onDay(earlier[0], 3), onDay(earlier[1], 9)];
  const before = await hr("predict", onDay(run, 5), "--history", ...dated, "--json");
  expect(before.stderr).toMatch(/^9-own-2.*left out of the history of 5-own-0.*, for it did not start before it/m);
  expect(JSON.parse(before.lines[0]).calibration.history_runs).toBe(1);
  const repeated = await hr("predict", "--json", run, ...earlier.flatMap((name) => ["--history", name]));
  const same = JSON.parse(repeated.lines[0]);
  expect(same.predicted_hr_bpm).toEqual(calibrated.predicted_hr_bpm);
});

test("hr predict --warmup sees the first minutes alone, each moment only what was before it, and scores the rest", async () => {
  const { own } = await runsOfOne();
  const [run] = own;
  const warmed = JSON.parse((await hr("predict", run, "--warmup", "5", "--json")).lines[0]);
  expect(warmed.calibration).toEqual({
    kind: "warm-up",
    known: [],
    history_runs: 0,
    undated_runs: 0,
    kept_runs: 0,
    metrics_from_s: 300,
  });
  const rest = warmed.time_s.flatMap((timeS: number, i: number) =>
    timeS >= 300 && warmed.actual_hr_bpm[i] !== null
      ? Math.abs(warmed.predicted_hr_bpm[i] - warmed.actual_hr_bpm[i])
      : [],
  );
  expect(warmed.metrics.mae).toBeCloseTo(rest.reduce((sum: number, own: number) => sum + own, 0) / rest.length, 4);

  const recorded = JSON.parse(readFileSync(path(run), "utf8"));
  const changedFrom = async (fromS: number) => {
    const heartRates = recorded.heart_rate_bpm.map((bpm: number, i: number) =>
      recorded.time_s[i] >= fromS && bpm !== null ? bpm - 30 : bpm,
    );
    writeFileSync(path("changed.jsonl"), JSON.stringify({ ...recorded, heart_rate_bpm: heartRates }));
    return JSON.parse((await hr("predict", "changed.jsonl", "--warmup", "5", "--json")).lines[0]).predicted_hr_bpm;
  };
  expect(await changedFrom(300)).toEqual(warmed.predicted_hr_bpm);
  const late = await changedFrom(240);
  expect(late.slice(0, 40)).toEqual(warmed.predicted_hr_bpm.slice(0, 40));
  expect(late.at(-1)).toBeLessThan(warmed.predicted_hr_bpm.at(-1) - 2);
});

test("what is looked at is said in words too, and a wish that can't be understood is refused", async () => {
  const { own } = await runsOfOne();
  const [run, ...earlier] = own;
  expect((await hr("predict", run, "--history", ...earlier, "--warmup", "5")).lines).toContain(
    `  by ${earlier.length} earlier runs (${earlier.length} by your word alone: no date tells) and its own first 5 min, which count in no figure`,
  );
  for (const args of [
    ["predict", run, "--warmup=-1"],
    ["predict", run, "--warmup", "ten"],
    ["predict", run, "--history"],
    ["evaluate", run, "--history", "1.5"],
    ["evaluate", run, "--history", "51"],
    ["evaluate", run, "--warmup", "ten"],
  ]) {
    expect(await hr(...args), args.join(" ")).toMatchObject({ status: 2, stderr: expect.stringMatching(/^usage: /) });
  }
});

test("hr evaluate --history and --warmup score the runs that allow it", async () => {
  await runsOfOne();
  const reportOf = async (...args: string[]) =>
    JSON.parse((await hr("evaluate", "two-runners.jsonl", "--json", ...args)).lines[0]);
  const plain = await reportOf();
  expect(plain).toMatchObject({ runs: 24, condition: "population" });
  const runsIn = ({ figures }: typeof plain) =>
    figures.runMaes.reduce((sum: number, bin: { runs: number }) => sum + bin.runs, 0);
  expect(runsIn(plain)).toBe(24);
  const byHistory = await reportOf("--history", "5");
  expect(byHistory).toMatchObject({ runs: 14, condition: "5 earlier runs" });
  expect(runsIn(byHistory)).toBe(14);
  expect(byHistory.sees).toContain("these and the runner's latest 5 runs before it");
  expect(byHistory.baselines.linearWithOwnOffset.runs).toBe(14);
  const both = await reportOf("--history", "5", "--warmup", "10");
  expect(both.condition).toBe("5 earlier runs and first 10 min");
  expect(both.mae).toBeLessThan(plain.mae);
  expect(both.coverage).toBeGreaterThan(0.6);
});

test("a simulated run is told to be one, and its figures not to speak of the model", async () => {
  const [run] = (await runsOfOne()).own;
  expect((await hr("predict", run)).lines).toContain(
    "  A simulated run: it shows how the page works, not how good the model is.",
  );
  const { stderr, lines } = await hr("evaluate", run, "--json");
  expect(stderr).toContain("Simulated runs: they show how the page works, not how good the model is.");
  expect(JSON.parse(lines[0])).toMatchObject({ heldOut: null });
  expect((await hr("predict", "run.gpx")).lines.join()).not.toContain("simulated");
});

test("hr features gives the model's columns, unscaled", async () => {
  const { lines } = await hr("features", "run.gpx", "--json");
  const { names, columns } = JSON.parse(lines[0]);
  expect(names).toEqual(featureSets.temporal);
  expect(columns.gender).toEqual(new Array(201).fill(0.5));
  expect(columns.altitude[0]).toBe(0);
  expect(Math.max(...columns.speed)).toBeLessThan(3.4 * 3.6 + 0.025);
});

test("from simulated runs to models that describe themselves, of any network, and give their own figures again", async () => {
  expect((await hr("simulate", "--runs", "60", "--runners", "30", "--seed", "5", "--out", "runs.jsonl")).status).toBe(
    0,
  );
  expect((await hr("dataset", "tensors", "--from", "runs.jsonl", "--out", "tensors")).status).toBe(0);
  const network = randomNetwork({ inputSize: 14, hiddenSize: 4, layers: 2, directions: 1 }, 3);
  writeFileSync(
    path("best_model.pt"),
    torchFile(checkpointContent({ ...network, head: { ...network.head, bias: 150 } })),
  );
  const imported = await hr(
    ...["import-checkpoint", "best_model.pt", "--scaler", "tensors/scaler_params.json", "--features", "temporal"],
    ...["--tensors", "tensors", "--name", "small", "--about", "Simulated runs.", "--out", "small.onnx"],
    ...new Array<string>(5).fill("--fold=best_model.pt"),
  );
  expect(imported.status).toBe(0);
  expect(imported.lines[0]).toMatch(/^\| fold \| runs \| runners \| constant \| linear \|.* population \|/);
  expect(imported.lines[9]).toMatch(/^\| fold \| runs \| runners \| population \|/);
  expect(imported.lines).toHaveLength(17);
  expect(imported.stderr).toContain("learnt from speed, altitude; it is fed the temporal features");
  const misfit = await hr(
    ...["import-checkpoint", "best_model.pt", "--scaler", "tensors/scaler_params.json", "--features", "typed"],
    ...["--tensors", "tensors", "--out", "typed.onnx"],
  );
  expect(misfit.status).toBe(2);
  expect(misfit.stderr).toMatch(/^usage: The tensors hold other features .* than --features asks for/m);

  const contract = readContract(new Uint8Array(readFileSync(path("small.onnx"))));
  expect(contract).toMatchObject({
    name: "small",
    sampling: { kind: "fixed", seconds: 6 },
    altitudeReference: "start",
  });
  const { lines } = await hr("evaluate", "runs.jsonl", "--split", "test", "--model", "small.onnx", "--json");
  const report = JSON.parse(lines[0]);
  const { errors } = contract;
  for (const name of ["runs", "runners", "mae", "rmse", "bias", "coverage"] as const) {
    expect(report[name]).toBeCloseTo(errors![name]!, 4);
  }
  expect(report.baselines.constant.mae).toBeCloseTo(errors!.constantMae, 4);
  expect(report.baselines.linear.mae).toBeCloseTo(errors!.linearMae, 4);

  writeFileSync(path("convolution.onnx"), convolutionNetwork(14, 6));
  const described = await hr(
    ...["describe-model", "convolution.onnx", "--tensors", "tensors", "--name", "another kind", "--out", "other.onnx"],
    ...["--network", "Convolution over 3 steps"],
    ...["--about", "Simulated runs.", "--sealed", ...new Array<string>(5).fill("--fold=convolution.onnx")],
  );
  expect(described.status, described.stderr).toBe(0);
  expect(described.stderr).toContain("its errors unmeasured");
  const linear = (outcome: { lines: string[] }) => outcome.lines.slice(2, 8).map((line) => line.split("|").slice(1, 6));
  expect(linear(described)).toEqual(linear(imported));
  const other = readContract(new Uint8Array(readFileSync(path("other.onnx"))));
  expect(other).toMatchObject({
    name: "another kind",
    network: "Convolution over 3 steps",
    settlingS: 0,
    errors: null,
    trainedOn: contract.trainedOn,
    trainedRanges: contract.trainedRanges,
  });
  expect(contract.trainedRanges!.speedKmh.highest).toBeGreaterThan(contract.trainedRanges!.speedKmh.lowest);
  expect(other.calibration!.directions).toHaveLength(7);
  expect(other.baselines).toEqual(contract.baselines);
  const calibrated = await hr("evaluate", "runs.jsonl", "--history", "1", "--model", "other.onnx", "--json");
  expect(JSON.parse(calibrated.lines[0]).coverage).toBeGreaterThan(0.8);

  const bare = { ...other, trainedRanges: null };
  writeFileSync(path("bare.onnx"), withContract(convolutionNetwork(14, 6), bare));
  await hr("describe-model", "bare.onnx", "--tensors", "tensors", "--ranges-only", "--out", "ranged.onnx");
  expect(readContract(new Uint8Array(readFileSync(path("ranged.onnx"))))).toEqual(other);

  writeFileSync(path("mute.onnx"), convolutionNetwork(14, 6, false));
  const mute = await hr("describe-model", "mute.onnx", "--tensors", "tensors", "--out", "mute-described.onnx");
  expect(mute.status).toBe(1);
  expect(mute.stderr).toContain("The network has no output hidden");

  // What the runners know, taken from each one's other runs, is measured alike.
  const known = ["maximumBpm", "bestKmh"];
  expect(contract.calibration!.knowledge!.quantities.map(({ name }) => name)).toEqual(known);
  const measured = errors!.calibrated.find((own) => own.known.join() === known.join())!;
  const taken = ["--from-other-runs", "best,max-hr"];
  const told = await hr("evaluate", "runs.jsonl", "--split", "test", "--model", "small.onnx", "--json", ...taken);
  const byKnown = JSON.parse(told.lines[0]);
  expect(byKnown.condition).toBe("maximum heart rate and best effort");
  expect(byKnown.runs).toBe(measured.runs);
  expect(byKnown.mae).toBeCloseTo(measured.mae, 4);
  expect(byKnown.coverage).toBeCloseTo(measured.coverage!, 4);
  expect(byKnown.mae).not.toBeCloseTo(report.mae, 1);

  const predicted = async (...said: string[]) => {
    const { lines, stderr } = await hr("predict", "run.gpx", "--model", "small.onnx", "--json", ...said);
    return { ...JSON.parse(lines[0]), stderr };
  };
  const plain = await predicted();
  const said = await predicted("--max-hr", "188", "--resting-hr", "50", "--best", "5km=22:30");
  expect(plain.calibration).toBeUndefined();
  expect(said.calibration).toMatchObject({ kind: "none", known: ["max_hr_bpm", "best_kmh"] });
  expect(said.stderr).toContain("small has not learnt what a resting heart rate tells");
  expect(said.predicted_hr_bpm).not.toEqual(plain.predicted_hr_bpm);
  const width = ({ lower_hr_bpm, upper_hr_bpm }: typeof said) => upper_hr_bpm[150] - lower_hr_bpm[150];
  expect(width(said)).not.toBe(width(plain));
});

test("hr import-checkpoint estimates a scaler from a split, asks such a model's intent of people, and runs no code", async () => {
  const content = checkpointContent(randomNetwork({ inputSize: 14, hiddenSize: 4, layers: 1, directions: 2 }, 3));
  writeFileSync(path("wide.pt"), torchFile(content));
  const split = resolve("public/data/test.parquet");
  const imported = await hr(
    "import-checkpoint",
    "wide.pt",
    "--scaler",
    split,
    "--features",
    "typed",
    "--settling",
    "0",
    "--out",
    "wide.onnx",
  );
  expect(imported).toMatchObject({ status: 0, stderr: expect.stringContaining("Scaler estimated from test.parquet") });
  expect(readContract(new Uint8Array(readFileSync(path("wide.onnx")))).settlingS).toBe(0);
  const never = ["import-checkpoint", "wide.pt", "--scaler", split, "--features", "typed", "--settling", "never"];
  expect(await hr(...never, "--out", "no.onnx")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^usage: --settling is never/),
  });
  const asked = await hr("predict", "run.gpx", "--model", "wide.onnx", "--json");
  expect(asked).toMatchObject({ status: 1, stderr: expect.stringMatching(/intent-needed: .*recovery, steady or int/) });
  const [recovery, intensive] = await Promise.all(
    ["recovery", "intensive"].map(async (intent) => {
      const { lines } = await hr("predict", "run.gpx", "--model", "wide.onnx", "--intent", intent, "--json");
      return JSON.parse(lines[0]).predicted_hr_bpm;
    }),
  );
  expect(recovery).not.toEqual(intensive);

  content.set("epoch", new Call("os system", [`touch ${path("owned")}`]));
  writeFileSync(path("hostile.pt"), torchFile(content));
  const hostile = await hr(
    "import-checkpoint",
    "hostile.pt",
    "--scaler",
    split,
    "--features",
    "typed",
    "--out",
    "no.onnx",
  );
  expect(hostile).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^bad-checkpoint: .*asks Python for os\.sys/),
  });
  expect([existsSync(path("owned")), existsSync(path("no.onnx"))]).toEqual([false, false]);
});

test("a model file that can't serve is refused with the reason, before any run", async () => {
  const scaler = { mean: new Array(14).fill(0), std: new Array(14).fill(1) };
  const network = randomNetwork({ inputSize: 14, hiddenSize: 3, layers: 1, directions: 1 }, 3);
  const whole = Buffer.from(writeOnnx(network, scaler, anyContract()));
  const changed = (from: string, to: string) => Buffer.from(whole.toString("latin1").replace(from, to), "latin1");
  const broken = { ...network, head: { ...network.head, bias: Number.NaN } };
  const cases: [string, Uint8Array, RegExp][] = [
    ["text", Buffer.from("no model"), /^bad-model: .*no ONNX model/],
    ["bare", changed("contract", "contrast"), /^bad-model: .*carries no contract/],
    ["json", changed('{"version"', "{'version'"), /^bad-model: .*no JSON/],
    ["newer", changed('"version":1', '"version":9'), /^bad-model: .*newer than this program/],
    ["unknown", changed('"speed_lag_2"', '"speed_lag_7"'), /^unknown-feature: .*speed_lag_7/],
    ["renamed", changed("\x0aheart_rate", "\x0aheart_beat"), /^bad-model: /],
    ["nan", writeOnnx(broken, scaler, anyContract()), /^bad-model: .*NaN for a heart rate/],
  ];
  for (const [name, bytes, reason] of cases) {
    writeFileSync(path(`${name}.onnx`), bytes);
    const { status, lines, stderr } = await hr("predict", "run.gpx", "--model", `${name}.onnx`, "--json");
    expect([name, status, lines]).toEqual([name, 1, [""]]);
    expect(stderr).toMatch(reason);
  }
});

test("the bundled model's card states what the scorecard says of the bundled samples", async () => {
  const { status, lines } = await hr("scorecard", resolve("public/data/test.parquet"), "--brief");
  expect(status).toBe(0);
  const card = readFileSync("public/models/population.md", "utf8");
  const [, stated] = card.split(/<!-- (?:scorecard: simulated runs|end of scorecard) -->/);
  expect(stated.trim().split("\n")).toEqual(lines);
});

test("hr scorecard names no run and no runner, and says the same as hr evaluate", async () => {
  const { status, lines, stderr } = await hr("scorecard", "week", "run.gpx", "--json");
  expect(status).toBe(0);
  expect(stderr).toContain("Some runs name no runner: population may have learnt from theirs.");
  const { heldOut, conditions } = JSON.parse(lines[0]);
  expect(heldOut).toBeNull();
  expect(lines[0]).not.toMatch(/monday|run\.gpx/);
  const evaluated = JSON.parse((await hr("evaluate", "week", "run.gpx", "--json")).lines[0]);
  expect(evaluated).toMatchObject({ runs: 2, heldOut: null, leaks: null });
  expect(Object.values(evaluated.by.kind)).toHaveLength(1);
  expect(conditions[0].report.mae).toBe(evaluated.mae);
  expect(evaluated.worst.map(({ name }: { name: string }) => name).sort()).toEqual(["monday.gpx", "run.gpx"]);
});

test("the leak of typed features can be shown, and is never mistaken for a result", async () => {
  await hr("simulate", "--runs", "40", "--runners", "20", "--seed", "5", "--out", "typed-runs.jsonl");
  const tensors = ["dataset", "tensors", "--from", "typed-runs.jsonl", "--out", "typed", "--features", "typed"];
  expect((await hr(...tensors)).stderr).toMatch(/^usage: Typed features need --intent-from-answer/);
  expect((await hr(...tensors, "--intent-from-answer")).stderr).toContain("leak the answer");
  const network = randomNetwork({ inputSize: 14, hiddenSize: 4, layers: 2, directions: 1 }, 3);
  writeFileSync(path("typed.pt"), torchFile(checkpointContent(network)));
  const imported = await hr(
    ...["import-checkpoint", "typed.pt", "--scaler", "typed/scaler_params.json", "--features", "typed"],
    ...["--tensors", "typed", "--about", "Simulated runs.", "--out", "typed.onnx"],
  );
  expect(imported.status).toBe(0);
  const contract = readContract(new Uint8Array(readFileSync(path("typed.onnx"))));
  expect(contract).toMatchObject({ errors: null, intervals: null });
  expect(contract.trainedOn.description).toContain("A demonstration of a leak");

  const evaluate = ["evaluate", "typed-runs.jsonl", "--model", "typed.onnx", "--json"];
  const leaking = await hr(...evaluate, "--intent-from-answer");
  expect(leaking.stderr).toContain("these figures are no result");
  const withLeak = JSON.parse(leaking.lines[0]);
  const without = JSON.parse((await hr(...evaluate, "--intent", "steady")).lines[0]);
  expect(withLeak.leaks).toBe("intent from the measured heart rate");
  expect(without.leaks).toBeNull();
  // The line was fitted with the leaking columns: they alone take its error down.
  expect(withLeak.baselines.linear.mae).toBeLessThan(0.8 * without.baselines.linear.mae);
  expect((await hr(...evaluate)).stderr).toMatch(/^no-runs: /m);

  for (const args of [
    ["evaluate", "run.gpx", "--intent-from-answer"],
    ["predict", "run.gpx", "--intent-from-answer"],
    ["dataset", "build", "--from", "week", "--out", "refused", "--intent-from-answer"],
  ]) {
    expect(await hr(...args)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^usage: .*intent-from-answer/),
    });
  }
}, 60_000);

test("hr dataset build writes the published splits, no runner on two sides", async () => {
  await hr("simulate", "--runs", "24", "--runners", "12", "--out", "build-runs.jsonl");
  expect((await hr("dataset", "build", "--from", "build-runs.jsonl", "--out", "dataset")).status).toBe(0);
  for (const split of ["dataset", "train", "validation", "test"]) {
    expect(existsSync(path(`dataset/${split}.parquet`))).toBe(true);
  }
  const report = async (split: string) => {
    const { status, lines } = await hr("evaluate", `dataset/${split}.parquet`, "--json");
    return status === 0 ? JSON.parse(lines[0]) : { runs: 0, runners: 0 };
  };
  const parts = await Promise.all(["train", "validation", "test"].map(report));
  const whole = await report("dataset");
  expect(whole.runs).toBe(24);
  expect(parts.reduce((sum, { runs }) => sum + runs, 0)).toBe(24);
  expect(parts.reduce((sum, { runners }) => sum + runners, 0)).toBe(whole.runners);
});

test("help is a result: the commands, how one is said and an example, on stdout", async () => {
  const all = await hr("--help");
  expect(all).toMatchObject({ status: 0, stderr: "" });
  for (const [name, { summary }] of Object.entries(COMMANDS)) {
    expect(all.lines).toContainEqual(expect.stringMatching(new RegExp(`^ +${name} +${summary.slice(0, 20)}`)));
  }
  const { status, lines } = await hr("predict", "run.gpx", "--help");
  expect(status).toBe(0);
  expect(lines.join("\n")).toMatch(
    /^What heart rate .*\n\nhr predict FILE[\s\S]*--leave-out: a stretch[\s\S]*\n {2}hr predict run\.gpx/,
  );
});

test.each(Object.entries(COMMANDS))("the options in the example of %s are known to it", async (_, {
  example,
  usage,
}) => {
  const options = example.match(/--[a-z-]+/g) ?? [];
  for (const option of options) expect(usage.join(" ")).toContain(option);
});

test("the version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(await hr("--version")).toMatchObject({ status: 0, lines: [version] });
});

test("a file that can't be written is told as one", async () => {
  const { status, stderr } = await hr("simulate", "--runs", "1", "--out", "nowhere/runs.jsonl");
  expect(status).toBe(1);
  expect(stderr).toMatch(/^no-file: .*runs\.jsonl can't be read or written \(ENOENT\)/);
});

test("a command that is not understood says what is missing, and how it is said", async () => {
  for (const [args, complaint] of [
    [[], /^usage: Say which command\.\nhr COMMAND/],
    [["jump"], /^usage: There is no command jump\.\nhr COMMAND/],
    [["predict"], /^usage: Name at least one file or folder\.\nhr predict FILE/],
    [["predict", "run.gpx", "--colour"], /^usage: Unknown option '--colour'\.\nhr predict FILE/],
    [["serve", "--port", "http"], /^usage: --port is http: say a whole number up to 65535\.\nhr serve \[--port N\]/],
    [["serve", "run.gpx"], /^usage: serve reads no file: drop it on the page\.\n/],
    [["predict", "run.gpx", "--jsn"], /^usage: Unknown option '--jsn'\. Did you mean --json\?\nhr predict FILE/],
    [["dataset"], /^usage: Say build or tensors\.\nhr dataset build .*\nhr dataset tensors /],
    [["features", "run.gpx"], /^usage: Name one file, and say --json\.\nhr features FILE/],
    [
      ["evaluate", "run.gpx", "--split", "trial"],
      /^usage: --split is trial: say train or validation or test\.\nhr evaluate /,
    ],
  ] as const) {
    const { status, stderr } = await hr(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(complaint);
  }
});
