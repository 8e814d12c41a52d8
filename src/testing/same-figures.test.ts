/** @module-tag slow */
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { runFigureTexts } from "../app/format/run-figures.ts";
import type { Units } from "../app/format/units.ts";
import { columns } from "../app/state/explorer/columns.ts";
import { sourceOf } from "../base/byte-source.ts";
import { PredictorError } from "../base/error.ts";
import { openNamedModel } from "../cli/model-file.ts";
import { predictionRecord, predictionText } from "../cli/prediction-output.ts";
import { openSplit } from "../dataset/open-split.ts";
import { writeHubRows } from "../dataset/parquet/parquet.ts";
import { isParquet } from "../dataset/parquet/parquet-magic.ts";
import type { SplitRow } from "../dataset/split.ts";
import { buildTestSplit } from "../dataset/test-split.ts";
import { type Analysis, analyse, type Expectation } from "../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../evaluation/expected-heart-rate.ts";
import { compare, type Metrics } from "../evaluation/metrics.ts";
import { zonesOf } from "../evaluation/zones.ts";
import { predictRun, predictTrack, type RunnableModel } from "../inference/predict.ts";
import type { Prediction } from "../model/prediction.ts";
import { gridRun } from "../model/prepare.ts";
import { scoreRuns } from "../scoring/score-runs.ts";
import { predictionCsv } from "../sharing/csv.ts";
import { decodeLink, encodeLink } from "../sharing/link.ts";
import { runScoresCsv } from "../sharing/scores-csv.ts";
import { PLAIN_VIEW } from "../sharing/shared-view.ts";
import { parseWorkouts } from "../workout/formats/parse.ts";
import { type RunFigures, runFigures, summarise, summariseHeartRate } from "../workout/summary.ts";
import type { Workout } from "../workout/workout.ts";
import { sharedPath } from "./shared.ts";

const SETTINGS = { gender: null, intent: null };
const MAXIMUM_BPM = 190;
const KM: Units = { speedUnit: "pace", distanceUnit: "km" };
const MILES: Units = { speedUnit: "speed", distanceUnit: "mi" };

let model: RunnableModel;

beforeAll(async () => {
  model = await openNamedModel(undefined);
});

/** A run in one of the places that show it. */
interface Shown {
  figures: RunFigures;
  metrics: Metrics | null;
}

/** What stands there to be read. */
function textsOf(figures: RunFigures): string[][] {
  return [KM, MILES].map((units) => Object.values(runFigureTexts).map((text) => text(figures, units)));
}

function inTable(row: SplitRow): string[][] {
  const textIn = (units: Units) => (id: string) => columns.find((column) => column.id === id)!.text(row, units);
  return [KM, MILES].map((units) => Object.keys(runFigureTexts).map(textIn(units)));
}

type View = Analysis & { expectation: Expectation };

function viewOf(prediction: Prediction): View {
  return analyse(prediction.track, prediction, model.contract, zonesOf(MAXIMUM_BPM), NO_CALIBRATION) as View;
}

/** Worked out by whoever has the CSV alone. */
function inCsv({ track, expectation }: View): Shown {
  const [, ...lines] = predictionCsv(track, expectation.heartRateBpm, expectation.interval).trim().split("\n");
  const column = (i: number) =>
    Float32Array.from(lines, (line) => {
      const field = line.split(",")[i];
      return field === "" ? Number.NaN : Number(field);
    });
  const [timeS, speedKmh, altitudeM, predictedBpm, lowerBpm, upperBpm, measuredBpm] = [0, 1, 2, 3, 4, 5, 6].map(column);
  const run = { stepS: timeS[1] - timeS[0], speedKmh, altitudeM };
  return {
    figures: runFigures(summarise(run), summariseHeartRate(measuredBpm)),
    metrics: compare(predictedBpm, measuredBpm, { lowerBpm, upperBpm }),
  };
}

function inTerminal(prediction: Prediction, { expectation }: View): Shown & { text: string } {
  const said = JSON.parse(JSON.stringify(predictionRecord("file", prediction, expectation, model)));
  return {
    figures: {
      durationS: said.duration_s,
      distanceKm: said.distance_m / 1000,
      climbM: said.climb_m ?? Number.NaN,
      meanSpeedKmh: said.moving_s > 0 ? said.distance_m / 1000 / (said.moving_s / 3600) : 0,
      meanBpm: said.mean_hr_bpm ?? Number.NaN,
      maximumBpm: said.max_hr_bpm ?? Number.NaN,
    },
    metrics: said.metrics,
    text: predictionText(prediction, expectation, model),
  };
}

async function throughLink(prediction: Prediction): Promise<Prediction> {
  const settings = { maximumHeartRateBpm: null, zones: null, ...KM };
  const opened = decodeLink(
    encodeLink({ track: prediction.track, isSimulated: false, modelName: "population", settings, view: PLAIN_VIEW }),
  );
  if (opened?.kind !== "run") throw new Error("the link holds no run");
  return predictTrack(opened.run.track, model, SETTINGS);
}

/** Duration and metrics, as the CSV of scores has them; null where the run is left out of scoring. */
async function inScores(workout: Workout): Promise<string[] | null> {
  const { scores } = await scoreRuns([{ row: 0, workout, workoutType: null }], model, SETTINGS);
  if (scores.runs.length === 0) return null;
  const row = { row: 0, workout_id: 1, user_id: null, workout_type: null };
  const [, line] = runScoresCsv([row], scores.runs, []).split("\n");
  const [, , , durationS, , mae, rmse, bias, r2, coverage] = line.split(",");
  return [durationS, mae, rmse, bias, r2, coverage];
}

/** What a link's page shows as its sender's does. Cadence, by which some deviations are explained, travels in no link. */
function shownThroughLink({ summary, measured, measuredInZonesS, expectation }: View) {
  const { heartRateBpm, interval, expected, inZonesS, metrics, finding, deviations } = expectation;
  const places = deviations.map(({ cause: _, ...place }) => place);
  return { summary, measured, measuredInZonesS, heartRateBpm, interval, expected, inZonesS, metrics, finding, places };
}

/** Every place that shows a run says the same of it. @param row of a split's table; null for a run of a file */
async function expectSame(workout: Workout, row: SplitRow | null): Promise<void> {
  const prediction = await predictRun(workout, model, SETTINGS);
  const view = viewOf(prediction);
  const figures = runFigures(view.summary, view.measured);
  const texts = textsOf(figures);
  if (row !== null) expect(inTable(row), "table").toEqual(texts);
  const csv = inCsv(view);
  expect(textsOf(csv.figures), "CSV").toEqual(texts);
  const terminal = inTerminal(prediction, view);
  expect(textsOf(terminal.figures), "terminal").toEqual(texts);
  const said = [
    runFigureTexts.duration(figures),
    `${figures.distanceKm.toFixed(2)} km`,
    ...(Number.isNaN(figures.climbM) ? [] : [`${figures.climbM.toFixed(0)} m climb`]),
  ];
  for (const text of said) expect(terminal.text.split("\n")[1]).toContain(text);
  expect(shownThroughLink(viewOf(await throughLink(prediction))), "link").toEqual(shownThroughLink(view));

  const { metrics } = view.expectation;
  if (metrics === null) return;
  const { mae, rmse, bias, r2, coverage } = metrics;
  expect(terminal.metrics).toMatchObject({ mae, rmse, bias, r2, coverage });
  // The CSV has hundredths of a beat.
  for (const name of ["mae", "rmse", "bias"] as const) {
    expect(Math.abs(csv.metrics![name] - metrics[name]), `${name} in the CSV`).toBeLessThan(0.01);
  }
  const scores = await inScores(workout);
  const written = (value: number | null) => (value === null ? "" : String(Number(value.toFixed(4))));
  if (scores !== null)
    expect(scores, "scores").toEqual([figures.durationS, mae, rmse, bias, r2, coverage].map(written));
}

async function expectSameOfSplit(bytes: Uint8Array): Promise<number> {
  const split = await openSplit(sourceOf({ name: "split.parquet", bytes }));
  const rows: SplitRow[] = [];
  await split.rows((some) => rows.push(...some));
  for (const row of rows) await expectSame(await split.workout(row.row), row);
  return rows.length;
}

describe("a run's figures are the same in the table, in its view, in its CSV, in the terminal and through its link", () => {
  test("of 100 simulated runs", async () => {
    expect(await expectSameOfSplit(await writeHubRows(buildTestSplit({ seed: 7, runs: 100 })))).toBe(100);
  }, 300_000);

  const folder = sharedPath("files");
  const files = folder === null ? [] : readdirSync(folder).filter((name) => name !== "README.md");

  test.skipIf(folder === null)(
    "of every real file that is one",
    async () => {
      let compared = 0;
      for (const name of files) {
        const bytes = new Uint8Array(readFileSync(`${folder}/${name}`));
        const runs = isParquet(bytes) ? [] : readable(name, bytes);
        for (const run of runs) await expectSame(run, null);
        compared += isParquet(bytes) ? await expectSameOfSplit(bytes) : runs.length;
      }
      // All but three, and the 24 runs of one of them.
      expect(compared).toBeGreaterThanOrEqual(files.length - 4 + 24);
    },
    300_000,
  );
});

/** The runs of a file that can be predicted. */
function readable(name: string, bytes: Uint8Array): Workout[] {
  try {
    const runs = parseWorkouts({ name, bytes }).flatMap((run) => ("error" in run ? [] : [run.workout]));
    for (const run of runs) gridRun(run, model.contract);
    return runs;
  } catch (error) {
    if (error instanceof PredictorError) return [];
    throw error;
  }
}
