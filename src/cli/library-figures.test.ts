/** @module-tag slow */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { datedRuns } from "../../e2e/dated-runs.ts";
import { modelFigures } from "../app/state/library/model-figures.ts";
import { analyse } from "../evaluation/analysis.ts";
import { type ComparedRun, comparedRun, pairFinding } from "../evaluation/compare-runs.ts";
import { expectedHeartRate, NO_CALIBRATION } from "../evaluation/expected-heart-rate.ts";
import { splitFigures } from "../evaluation/split-figures.ts";
import { DEFAULT_MAXIMUM_BPM, zonesOf } from "../evaluation/zones.ts";
import { predictTrack, type RunnableModel } from "../inference/predict.ts";
import { exportLibrary } from "../library/library-file.ts";
import { MemoryLibrary } from "../library/memory-library.ts";
import type { Prediction } from "../model/prediction.ts";
import { gridRun } from "../model/prepare.ts";
import { parseOne } from "../testing/parsing.ts";
import { runHr } from "../testing/terminal.ts";
import type { Track } from "../workout/workout.ts";
import { openNamedModel } from "./model-file.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-library-figures-"));
/** A quarter of an hour in the middle of the second run, and the first two minutes of each. */
const LEFT_OUT = [
  [{ startS: 0, endS: 120 }],
  [
    { startS: 0, endS: 120 },
    { startS: 900, endS: 1800 },
  ],
  [],
];

let model: RunnableModel;
/** A file of a run after those of the library. */
let later: { name: string; text: string };
let runs: { prediction: Prediction; excluded: (typeof LEFT_OUT)[number] }[];

/** A run as the page predicts it from its file. */
function trackOfFile({ name, text }: { name: string; text: string }): Track {
  return { ...gridRun(parseOne(new TextEncoder().encode(text)), model.contract).track, name };
}

beforeAll(async () => {
  model = await openNamedModel(undefined);
  const files = datedRuns({ runs: 4, everyDays: 20, changeBpm: -8 });
  [, , , later] = files;
  const tracks = files.slice(0, 3).map(trackOfFile);
  const predictions = await Promise.all(tracks.map((track) => predictTrack(track, model)));
  runs = predictions.map((prediction, i) => ({ prediction, excluded: LEFT_OUT[i] }));
  const library = new MemoryLibrary();
  for (const [i, { prediction, excluded }] of runs.entries()) {
    const [{ id }] = await library.keep([{ track: prediction.track, runner: i < 2 ? "Ada" : "Ben", excluded }]);
    await library.change(id, { name: `Round the lake ${i + 1}` });
  }
  const file = await new Response(exportLibrary(library)).arrayBuffer();
  writeFileSync(join(folder, "my-runs.jsonl.gz"), new Uint8Array(file));
});

async function jsonOf(...args: string[]) {
  const { stdout, status } = await runHr(folder, [...args, "my-runs.jsonl.gz", "--json"]);
  expect(status).toBe(0);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("a trend of the page's library has the page's figures, without what was left out", async () => {
  const [ada, ben] = await jsonOf("trend");
  expect([ada.runner, ben.runner]).toEqual(["Ada", "Ben"]);
  const told = [...ada.runs, ...ben.runs];
  for (const [i, { prediction, excluded }] of runs.entries()) {
    const { differenceBpm, standardErrorBpm } = modelFigures(prediction, excluded, model.contract);
    expect(told[i].run).toBe(`Round the lake ${i + 1}`);
    expect(told[i].difference_bpm).toBeCloseTo(differenceBpm!, 2);
    expect(told[i].deviation_bpm).toBeCloseTo(standardErrorBpm!, 2);
  }
});

test("splits of the page's library are those of the page, of the runs that are chosen", async () => {
  const all = await jsonOf("splits", "--runner", "Ada");
  expect(all.map(({ run }) => run)).toEqual(["Round the lake 1", "Round the lake 2"]);
  for (const [i, { splits }] of all.entries()) {
    const { prediction, excluded } = runs[i];
    const { track } = prediction;
    const own = analyse(track, prediction, model.contract, zonesOf(DEFAULT_MAXIMUM_BPM), NO_CALIBRATION, excluded);
    const figures = splitFigures(own, "km");
    expect(splits).toHaveLength(figures.length);
    for (const [k, { measuredBpm, differenceBpm, inZonesS }] of figures.entries()) {
      // Where all of a kilometre is left out, neither has a figure.
      expect(splits[k].measured_hr_bpm ?? -1).toBeCloseTo(Number.isNaN(measuredBpm) ? -1 : measuredBpm, 2);
      expect(splits[k].difference_bpm ?? -1).toBeCloseTo(Number.isNaN(differenceBpm) ? -1 : differenceBpm, 2);
      expect(splits[k].in_zones_s).toEqual(inZonesS);
    }
  }
});

test("a comparison of the page's library is that of the page, and knows whose its runs are", async () => {
  const [{ runs: told, pairs }] = await jsonOf("compare");
  const compared: ComparedRun[] = runs.map((run) => comparedRun({ ...run, contract: model.contract }));
  for (const [i, { figures }] of compared.entries()) {
    expect(told[i]).toMatchObject({ run: `Round the lake ${i + 1}`, runner: i < 2 ? "Ada" : "Ben" });
    expect(told[i].started_at).toMatch(/^2025-/);
    expect(told[i].difference_bpm).toBeCloseTo(figures.differenceBpm, 2);
    expect(told[i].mae_bpm).toBeCloseTo(figures.typicalGapBpm, 2);
  }
  expect(pairs.map(({ runners }: { runners: string }) => runners)).toEqual(["one", "two"]);
  const { usualBpm } = pairFinding(compared[0], compared[1], "one");
  expect(pairs[0].usual_lower_bpm).toBeCloseTo(usualBpm!.lowerBpm, 2);
  expect(pairs[1].usual_lower_bpm).toBeNull();
});

test("a library's runs calibrate as they do on the page, without what was left out of them, each once", async () => {
  writeFileSync(join(folder, later.name), later.text);
  await runHr(folder, ["library", "export", "my-runs.jsonl.gz", "--runner", "Ada", "--out", "ada.jsonl.gz"]);
  const asked = ["predict", later.name, "--json", "--history", "ada.jsonl.gz", "ada.jsonl.gz"];
  const { stdout, stderr } = await runHr(folder, asked);
  expect(stderr.match(/left out of the history, for .* is the same run/g)).toHaveLength(2);
  const told = JSON.parse(stdout);
  const prediction = await predictTrack(trackOfFile(later), model);
  const ofAda = runs.slice(0, 2).map((run) => ({ ...run.prediction, excluded: run.excluded, isKept: true }));
  const expected = expectedHeartRate(prediction, model.contract, { history: ofAda, warmUpS: 0 });
  expect(expected).toMatchObject({ historyRuns: 2, keptRuns: 2 });
  expect(told.calibration).toMatchObject({ kind: "history", history_runs: 2, kept_runs: 2 });
  for (const [i, bpm] of expected.heartRateBpm.entries()) expect(told.predicted_hr_bpm[i]).toBeCloseTo(bpm, 2);
});

test("nobody's heart tells of another person's: of a library of two, each run learns from its own runner's", async () => {
  const [first, second, bens] = await jsonOf("predict", "--history=my-runs.jsonl.gz");
  expect([first.calibration, bens.calibration]).toEqual([undefined, undefined]);
  expect(second.calibration).toMatchObject({ history_runs: 1 });
  const anybodys = await runHr(folder, ["predict", later.name, "--history", "my-runs.jsonl.gz"]);
  expect(anybodys).toMatchObject({ status: 1, stdout: "" });
  expect(anybodys.stderr).toContain("--history holds runs of Ada and Ben");
  const plan = await runHr(folder, ["plan", "5 km", "--time", "30:00", "--history", "my-runs.jsonl.gz"]);
  expect(plan).toMatchObject({ status: 2, stdout: "" });
});
