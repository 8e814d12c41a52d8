import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { PredictorError } from "../base/error.ts";
import { readHubRows } from "../dataset/parquet/parquet.ts";
import { NO_KIND } from "../evaluation/report.ts";
import { evaluationOf } from "../evaluation/scores.ts";
import type { RunnableModel } from "../inference/predict.ts";
import { createRuntime, type Runtime } from "../inference/runtime.ts";
import { readContract } from "../model/onnx-metadata.ts";
import { prepareRun } from "../model/prepare.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import { type RunToScore, scoreRuns } from "./score-runs.ts";

const SETTINGS = { gender: null, intent: null };

let model: RunnableModel;
let runs: RunToScore[];

beforeAll(async () => {
  const bytes = new Uint8Array(readFileSync("public/models/population.onnx"));
  model = { contract: readContract(bytes), runtime: await createRuntime(bytes, "wasm") };
  const rows = await readHubRows(readFileSync("public/data/test.parquet"));
  runs = rows.slice(0, 6).map((row, i) => ({
    row: i,
    workout: workoutOfHubRow(row, `run ${row.workout_id}`),
    workoutType: row.workout_type,
  }));
});

/** The model, as a runtime of the other backend would run it: in batches, or not at all. */
function onWebGpu(runBatch: Runtime["runBatch"]): RunnableModel {
  return { ...model, runtime: { ...model.runtime, backend: "webgpu", runBatch } };
}

describe("scoring runs", () => {
  test("comes to the same however they are batched", async () => {
    const alone = await scoreRuns(runs, model, SETTINGS);
    const together = await scoreRuns(runs, onWebGpu(model.runtime.runBatch), SETTINGS);
    const [one, other] = [alone, together].map(({ scores }) => evaluationOf(scores, 0.9)!);
    expect(one.report.runs).toBe(6);
    expect(other.report.mae).toBeCloseTo(one.report.mae, 3);
    expect(other.report.coverage).toBeCloseTo(one.report.coverage!, 2);
    expect(Object.keys(one.report.by.workoutType)).toEqual([...new Set(runs.map((run) => run.workoutType))].sort());
    // Of each kind there is, one in its middle; each run is of one kind or of none.
    expect(
      Object.keys(one.report.by.kind)
        .filter((kind) => kind !== NO_KIND)
        .sort(),
    ).toEqual(Object.keys(one.typical).sort());
    expect(Object.values(one.report.by.kind).reduce((sum, group) => sum + group!.runs, 0)).toBe(6);
    for (const [kind, { errors }] of Object.entries(one.typical)) expect(errors.about?.kind).toBe(kind);
    // Nobody looked for earlier runs: then none may be said to have none.
    expect(Object.values(one.report.by.earlierRuns)).toEqual([null, null, null, null]);
  });

  test("leaves out a run without a heart rate and one that is too short, and scores the others", async () => {
    const [first, second, third] = runs;
    const unmeasured = { ...second.workout, heartRateBpm: second.workout.heartRateBpm.map(() => Number.NaN) };
    const cut = (series: Float64Array) => series.slice(0, 1);
    const { timeS, speedKmh, distanceM, latitudeDeg, longitudeDeg, altitudeM, heartRateBpm } = third.workout;
    const short = {
      ...third.workout,
      timeS: cut(timeS),
      speedKmh: cut(speedKmh),
      distanceM: cut(distanceM),
      latitudeDeg: cut(latitudeDeg),
      longitudeDeg: cut(longitudeDeg),
      altitudeM: cut(altitudeM),
      heartRateBpm: cut(heartRateBpm),
    };
    const asked = [first, { ...second, workout: unmeasured }, { ...third, workout: short }];
    const { scores, unscored } = await scoreRuns(asked, model, SETTINGS);
    expect(scores.runs.map(({ row }) => row)).toEqual([0]);
    expect(unscored.map(({ row, error }) => [row, error.code])).toEqual([
      [1, "no-heart-rate"],
      [2, "too-short"],
    ]);
  });

  test("leaves out what is no run: errors on it say nothing of the model", async () => {
    const [first, second] = runs;
    const ride = { ...second, workout: { ...second.workout, sport: "cycling" } };
    const { scores, unscored } = await scoreRuns([first, ride], model, SETTINGS);
    expect(scores.runs.map(({ row }) => row)).toEqual([0]);
    expect(unscored).toMatchObject([{ row: 1, error: { code: "other-sport" } }]);
  });

  test("finds the one run of a batch that the model can't take", async () => {
    const { features } = prepareRun(runs[2].workout, model.contract, SETTINGS);
    const values = features.length * features.names.length;
    const fussy = onWebGpu(async (batch, width) => {
      if (batch.some((rows) => rows.length === values)) throw new PredictorError("bad-model", "NaN");
      return model.runtime.runBatch(batch, width);
    });
    const { scores, unscored } = await scoreRuns(runs, fussy, SETTINGS);
    expect(unscored).toMatchObject([{ row: 2, error: { code: "bad-model" } }]);
    expect(scores.runs.map(({ row }) => row)).toEqual([0, 1, 3, 4, 5]);
  });

  test("blames no run where what runs the model is at fault", async () => {
    const lost = onWebGpu(async () => {
      throw new PredictorError("backend-failed", "device lost");
    });
    await expect(scoreRuns(runs, lost, SETTINGS)).rejects.toMatchObject({ code: "backend-failed" });
  });
});
