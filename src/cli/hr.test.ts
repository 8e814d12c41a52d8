import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { featureSets } from "../features/catalogue.ts";
import { readContract } from "../model/onnx-metadata.ts";
import { writeOnnx } from "../model/onnx-writer.ts";
import { Call, checkpointContent, torchFile } from "../testing/checkpoint-file.ts";
import { anyContract } from "../testing/contract.ts";
import { gpxFile } from "../testing/gpx-file.ts";
import { randomNetwork } from "../testing/lstm-oracle.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-"));
const path = (name: string) => join(folder, name);

const program = ["--import", "tsx", "src/cli/hr.ts"];
const env = { ...process.env, INIT_CWD: folder };

function hr(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], { encoding: "utf8", env });
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

test("hr predict --json gives one object a run, under the names that others read", () => {
  const { status, lines } = hr("predict", "run.gpx", "no-strap.gpx", "--json");
  expect(status).toBe(0);
  const [run, noStrap] = lines.map((line) => JSON.parse(line));
  expect(Object.keys(run)).toEqual([
    ...["file", "run", "runner", "model", "step_s", "time_s", "predicted_hr_bpm", "lower_hr_bpm", "upper_hr_bpm"],
    ...["actual_hr_bpm", "metrics", "repairs"],
  ]);
  expect(run).toMatchObject({ file: "run.gpx", model: "population", step_s: 6 });
  for (const name of ["time_s", "predicted_hr_bpm", "lower_hr_bpm", "upper_hr_bpm", "actual_hr_bpm"]) {
    expect(run[name]).toHaveLength(201);
  }
  const errors = run.predicted_hr_bpm.map((bpm: number, i: number) => Math.abs(bpm - run.actual_hr_bpm[i]));
  const mae = errors.reduce((sum: number, error: number) => sum + error, 0) / errors.length;
  expect(run.metrics.mae).toBeCloseTo(mae, 9);
  expect(run.repairs).toMatchObject([{ code: "speed-from-positions", count: 1201 }]);

  expect(noStrap.metrics).toBeNull();
  expect(noStrap.actual_hr_bpm).toEqual(new Array(201).fill(null));
  expect(noStrap.predicted_hr_bpm).toEqual(run.predicted_hr_bpm);
});

test("hr predict goes on after a file that fails, tells it on stderr and ends with 1", () => {
  const { status, lines, stderr } = hr("predict", "untimed.gpx", "missing.gpx", "run.gpx", "--json");
  expect(status).toBe(1);
  expect(lines).toHaveLength(1);
  expect(stderr).toMatch(/^untimed\.gpx: no-time: /m);
  expect(stderr).toMatch(/^missing\.gpx: no-file: /m);
});

test("hr predict and hr evaluate take a folder for the files in it, and tell which of them are no runs", () => {
  const predicted = hr("predict", "week", "--json");
  expect(predicted.lines.map((line) => JSON.parse(line).file)).toEqual(["monday.gpx"]);
  expect(predicted.status).toBe(1);
  const evaluated = hr("evaluate", "week", "--json");
  expect(JSON.parse(evaluated.lines[0]).runs).toBe(1);
  expect(evaluated.status).toBe(0);
  for (const { stderr } of [predicted, evaluated]) expect(stderr).toMatch(/^notes\.txt: unknown-format: /m);
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

test("hr features gives the model's columns, unscaled", () => {
  const { lines } = hr("features", "run.gpx", "--json");
  const { names, columns } = JSON.parse(lines[0]);
  expect(names).toEqual(featureSets.temporal);
  expect(columns.gender).toEqual(new Array(201).fill(0.5));
  expect(columns.altitude[0]).toBe(0);
  expect(Math.max(...columns.speed)).toBeLessThan(3.4 * 3.6 + 0.01);
});

test("from simulated runs to a model that describes itself, and gives its own figures again", () => {
  expect(hr("simulate", "--runs", "60", "--runners", "30", "--seed", "5", "--out", "runs.jsonl").status).toBe(0);
  expect(hr("dataset", "tensors", "--from", "runs.jsonl", "--out", "tensors").status).toBe(0);
  const network = randomNetwork({ inputSize: 14, hiddenSize: 4, layers: 2, directions: 1 }, 3);
  writeFileSync(
    path("best_model.pt"),
    torchFile(checkpointContent({ ...network, head: { ...network.head, bias: 150 } })),
  );
  const imported = hr(
    ...["import-checkpoint", "best_model.pt", "--scaler", "tensors/scaler_params.json", "--features", "temporal"],
    ...["--tensors", "tensors", "--name", "small", "--about", "Simulated runs.", "--out", "small.onnx"],
  );
  expect(imported.status).toBe(0);
  expect(imported.stderr).toContain("learnt from speed, altitude; it is fed the temporal features");
  const misfit = hr(
    ...["import-checkpoint", "best_model.pt", "--scaler", "tensors/scaler_params.json", "--features", "typed"],
    ...["--tensors", "tensors", "--out", "typed.onnx"],
  );
  expect(misfit.status).toBe(1);
  expect(misfit.stderr).toMatch(/^usage: The tensors hold other features .* than --features asks for/m);

  const contract = readContract(new Uint8Array(readFileSync(path("small.onnx"))));
  expect(contract).toMatchObject({
    name: "small",
    sampling: { kind: "fixed", seconds: 6 },
    altitudeReference: "start",
  });
  const { lines } = hr("evaluate", "runs.jsonl", "--split", "test", "--model", "small.onnx", "--json");
  const report = JSON.parse(lines[0]);
  const { errors } = contract;
  for (const name of ["runs", "runners", "mae", "rmse", "bias", "coverage"] as const) {
    expect(report[name]).toBeCloseTo(errors![name], 4);
  }
  expect(report.baselines.constant.mae).toBeCloseTo(errors!.constantMae, 4);
  expect(report.baselines.linear.mae).toBeCloseTo(errors!.linearMae, 4);
});

test("hr import-checkpoint estimates a scaler from a split, asks such a model's intent of people, and runs no code", () => {
  const content = checkpointContent(randomNetwork({ inputSize: 14, hiddenSize: 4, layers: 1, directions: 2 }, 3));
  writeFileSync(path("wide.pt"), torchFile(content));
  const split = resolve("public/data/test.parquet");
  const imported = hr("import-checkpoint", "wide.pt", "--scaler", split, "--features", "typed", "--out", "wide.onnx");
  expect(imported).toMatchObject({ status: 0, stderr: expect.stringContaining("Scaler estimated from test.parquet") });
  const asked = hr("predict", "run.gpx", "--model", "wide.onnx", "--json");
  expect(asked).toMatchObject({ status: 1, stderr: expect.stringMatching(/intent-needed: .*recovery, steady or int/) });
  const [recovery, intensive] = ["recovery", "intensive"].map((intent) => {
    const { lines } = hr("predict", "run.gpx", "--model", "wide.onnx", "--intent", intent, "--json");
    return JSON.parse(lines[0]).predicted_hr_bpm;
  });
  expect(recovery).not.toEqual(intensive);

  content.set("epoch", new Call("os system", [`touch ${path("owned")}`]));
  writeFileSync(path("hostile.pt"), torchFile(content));
  const hostile = hr("import-checkpoint", "hostile.pt", "--scaler", split, "--features", "typed", "--out", "no.onnx");
  expect(hostile).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^bad-checkpoint: .*asks Python for os\.sys/),
  });
  expect([existsSync(path("owned")), existsSync(path("no.onnx"))]).toEqual([false, false]);
});

test("a model file that can't serve is refused with the reason, before any run", () => {
  const scaler = { mean: new Array(14).fill(0), std: new Array(14).fill(1) };
  const network = randomNetwork({ inputSize: 14, hiddenSize: 2, layers: 1, directions: 1 }, 3);
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
    const { status, lines, stderr } = hr("predict", "run.gpx", "--model", `${name}.onnx`, "--json");
    expect([name, status, lines]).toEqual([name, 1, [""]]);
    expect(stderr).toMatch(reason);
  }
});

test("the bundled model's card states what the scorecard says of the bundled samples", () => {
  const { status, lines } = hr("scorecard", resolve("public/data/test.parquet"), "--brief");
  expect(status).toBe(0);
  const card = readFileSync("public/models/population.md", "utf8");
  const [, stated] = card.split(/<!-- (?:scorecard: simulated runs|end of scorecard) -->/);
  expect(stated.trim().split("\n")).toEqual(lines);
});

test("hr scorecard names no run and no runner, and says the same as hr evaluate", () => {
  const { status, lines, stderr } = hr("scorecard", "week", "run.gpx", "--json");
  expect(status).toBe(0);
  expect(stderr).toContain("Some runs name no runner: population may have learnt from theirs.");
  const { heldOut, conditions } = JSON.parse(lines[0]);
  expect(heldOut).toBeNull();
  expect(lines[0]).not.toMatch(/monday|run\.gpx/);
  const evaluated = JSON.parse(hr("evaluate", "week", "run.gpx", "--json").lines[0]);
  expect(evaluated).toMatchObject({ runs: 2, heldOut: null, leaks: null });
  expect(conditions[0].report.mae).toBe(evaluated.mae);
  expect(evaluated.worst.map(({ name }: { name: string }) => name).sort()).toEqual(["monday.gpx", "run.gpx"]);
});

test("the leak of typed features can be shown, and is never mistaken for a result", () => {
  hr("simulate", "--runs", "40", "--runners", "20", "--seed", "5", "--out", "typed-runs.jsonl");
  const tensors = ["dataset", "tensors", "--from", "typed-runs.jsonl", "--out", "typed", "--features", "typed"];
  expect(hr(...tensors).stderr).toMatch(/^usage: Typed features need --intent-from-answer/);
  expect(hr(...tensors, "--intent-from-answer").stderr).toContain("leak the answer");
  const network = randomNetwork({ inputSize: 14, hiddenSize: 4, layers: 2, directions: 1 }, 3);
  writeFileSync(path("typed.pt"), torchFile(checkpointContent(network)));
  const imported = hr(
    ...["import-checkpoint", "typed.pt", "--scaler", "typed/scaler_params.json", "--features", "typed"],
    ...["--tensors", "typed", "--about", "Simulated runs.", "--out", "typed.onnx"],
  );
  expect(imported.status).toBe(0);
  const contract = readContract(new Uint8Array(readFileSync(path("typed.onnx"))));
  expect(contract).toMatchObject({ errors: null, intervals: null });
  expect(contract.trainedOn.description).toContain("A demonstration of a leak");

  const evaluate = ["evaluate", "typed-runs.jsonl", "--model", "typed.onnx", "--json"];
  const leaking = hr(...evaluate, "--intent-from-answer");
  expect(leaking.stderr).toContain("these figures are no result");
  const withLeak = JSON.parse(leaking.lines[0]);
  const without = JSON.parse(hr(...evaluate, "--intent", "steady").lines[0]);
  expect(withLeak.leaks).toBe("intent from the measured heart rate");
  expect(without.leaks).toBeNull();
  // The line was fitted with the leaking columns: they alone take its error down.
  expect(withLeak.baselines.linear.mae).toBeLessThan(0.8 * without.baselines.linear.mae);
  expect(hr(...evaluate).stderr).toMatch(/^no-runs: /m);

  for (const args of [
    ["evaluate", "run.gpx", "--intent-from-answer"],
    ["predict", "run.gpx", "--intent-from-answer"],
    ["dataset", "build", "--from", "week", "--out", "refused", "--intent-from-answer"],
  ]) {
    expect(hr(...args)).toMatchObject({ status: 1, stderr: expect.stringMatching(/^usage: .*intent-from-answer/) });
  }
}, 60_000);

test("hr dataset build writes the published splits, no runner on two sides", () => {
  hr("simulate", "--runs", "24", "--runners", "12", "--out", "build-runs.jsonl");
  expect(hr("dataset", "build", "--from", "build-runs.jsonl", "--out", "dataset").status).toBe(0);
  for (const split of ["dataset", "train", "validation", "test"]) {
    expect(existsSync(path(`dataset/${split}.parquet`))).toBe(true);
  }
  const report = (split: string) => {
    const { status, lines } = hr("evaluate", `dataset/${split}.parquet`, "--json");
    return status === 0 ? JSON.parse(lines[0]) : { runs: 0, runners: 0 };
  };
  const parts = ["train", "validation", "test"].map(report);
  const whole = report("dataset");
  expect(whole.runs).toBe(24);
  expect(parts.reduce((sum, { runs }) => sum + runs, 0)).toBe(24);
  expect(parts.reduce((sum, { runners }) => sum + runners, 0)).toBe(whole.runners);
});

test("help is a result: how a command is said, on stdout", () => {
  expect(hr("--help")).toMatchObject({ status: 0, stderr: "" });
  const { status, lines } = hr("predict", "run.gpx", "--help");
  expect(status).toBe(0);
  expect(lines).toEqual([expect.stringMatching(/^Say: hr predict FILE/)]);
});

test("a file that can't be written is told as one", () => {
  const { status, stderr } = hr("simulate", "--runs", "1", "--out", "nowhere/runs.jsonl");
  expect(status).toBe(1);
  expect(stderr).toMatch(/^no-file: .*runs\.jsonl can't be read or written \(ENOENT\)/);
});

test("a command that is not understood says how it is said", () => {
  for (const args of [
    [],
    ["jump"],
    ["predict"],
    ["predict", "run.gpx", "--colour"],
    ["dataset"],
    ["features", "run.gpx"],
  ]) {
    const { status, stderr } = hr(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^usage: .*Say: hr /);
  }
});
