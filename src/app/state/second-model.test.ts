import { beforeEach, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import type { RunSource, Seat } from "../../inference/predictor.ts";
import type { Prediction } from "../../model/prediction.ts";
import { anyContract } from "../../testing/contract.ts";
import { CONTRACT, file, nameOf, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { trackOf } from "../../testing/tracks.ts";
import { type SecondExpectation, secondExpectationOf, secondModelError } from "./second-model.ts";
import { csvFileOf, hashOf } from "./share.ts";
import { shownRun } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();
const loads = () => page.predictor.loads;
const second = (): SecondExpectation | null => secondExpectationOf(state(), shownRun(state()));
const OTHER = anyContract({ name: "other", calibration: { ...CONTRACT.calibration!, changeDays: 30 } });

/** Each run at 150 bpm, at a speed of its own; 145 bpm by the chosen model, 140 by the second. */
function answer(source: RunSource, seat: Seat): Prediction {
  const speedKmh = new Float32Array(40).fill(nameOf(source).charCodeAt(0) - 88);
  const measured = () => trackOf({ heartRateBpm: new Float32Array(40).fill(150), speedKmh });
  const track = source.kind === "track" ? source.track : measured();
  const heartRateBpm = new Float32Array(track.heartRateBpm.length).fill(seat === "second" ? 140 : 145);
  return { ...predicted("run"), track, heartRateBpm, along: new Float32Array(2 * heartRateBpm.length).fill(8) };
}

beforeEach(async () => {
  page = new ScriptedPage();
  page.predictor.answer = answer;
  await page.start();
  await state().openFiles([file("a.gpx")]);
  await rest();
});

async function chooseOther(): Promise<void> {
  state().chooseSecondModel("other");
  loads().at(-1)!.finish({ contract: OTHER });
  await rest();
}

test("a second model is fetched once it is chosen, beside the chosen one, and its line comes from the same track", async () => {
  expect(loads()).toHaveLength(1);
  const asked = page.predictor.asked.length;
  await chooseOther();
  expect(loads().at(-1)).toMatchObject({ source: "models/other.onnx", seat: "second", backend: "wasm" });
  expect(page.predictor.asked.slice(asked)).toEqual([expect.objectContaining({ seat: "second" })]);
  expect(page.predictor.asked.at(-1)!.source).toEqual({ kind: "track", track: shownRun(state())!.prediction!.track });
  expect(second()).toMatchObject({ name: "other", kind: "none" });
  expect(second()!.heartRateBpm[39]).toBeCloseTo(140, 9);
  expect(shownRun(state())!.contract).toBe(CONTRACT);

  const [header, line] = csvFileOf(state())!.text.split("\n");
  expect([header, line].map((row) => row.split(",").at(-1))).toEqual(["second_predicted_hr_bpm", "140"]);
  const link = hashOf(state());
  state().chooseSecondModel(null);
  expect(second()).toBeNull();
  expect(page.predictor.releases).toBe(1);
  expect(csvFileOf(state())!.text.split("\n")[0]).not.toContain("second_predicted");
  expect(hashOf(state())).toBe(link);
});

test("is fitted by the runs that the chosen one is fitted by, as it predicted them itself, once all are there", async () => {
  await chooseOther();
  await state().openFiles([file("b.gpx"), file("c.gpx")]);
  state().setCalibration({ kind: "history", usesKnown: false, usesUndated: true });
  await rest();
  await rest();
  expect(state().secondModel.outcomes.size).toBe(3);
  expect(second()).toMatchObject({ kind: "history", historyRuns: 2 });
  // Fitted to 150 bpm from 140, and not from the chosen one's 145.
  expect(second()!.heartRateBpm[39]).toBeGreaterThan(143);
  state().setCalibration({ kind: "none" });
  state().select({ itemId: state().items[0].id, run: 0 });
  await rest();
  expect(second()!.heartRateBpm[39]).toBeCloseTo(140, 9);
});

test("that can't be had says so and is asked for again; the chosen one's line stays", async () => {
  state().chooseSecondModel("other");
  loads().at(-1)!.fail(new PredictorError("download-failed", "No connection."));
  await rest();
  expect(secondModelError(state().secondModel, shownRun(state()))?.code).toBe("download-failed");
  expect(shownRun(state())!.prediction).not.toBeNull();
  await chooseOther();
  expect(secondModelError(state().secondModel, shownRun(state()))).toBeNull();
  expect(second()).not.toBeNull();
});

test("that sees runs at other moments has no line, and says why", async () => {
  state().chooseSecondModel("other");
  loads()
    .at(-1)!
    .finish({ contract: { ...OTHER, sampling: { kind: "points", count: 500 } } });
  await rest();
  expect(second()).toBeNull();
  expect(secondModelError(state().secondModel, shownRun(state()))?.message).toMatch(
    /other sees a run at other moments/,
  );
});

test("is left once it is chosen for the first line, or taken from the list", async () => {
  await chooseOther();
  state().chooseModel("other");
  expect(state().secondModel.name).toBeNull();
  loads().at(-1)!.finish({ contract: OTHER });
  await rest();
  state().chooseSecondModel("small");
  loads().at(-1)!.finish();
  await rest();
  expect(second()).toMatchObject({ name: "small" });
  expect(page.predictor.releases).toBe(1);
});
