import { beforeEach, expect, test, vi } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { anyContract } from "../../testing/contract.ts";
import { file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { shownRun } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();
const asked = () => page.predictor.together.length;

beforeEach(async () => {
  page = new ScriptedPage();
  await page.start();
  await state().openFiles([file("a.gpx")]);
  await rest();
});

test("the shown run is taken apart once that is wanted, and anew where another is shown", async () => {
  expect(asked()).toBe(0);
  state().wantParts(true);
  await vi.waitFor(() => expect(state().parts.value).not.toBeNull());
  const first = shownRun(state())!.prediction;
  expect(state().parts).toMatchObject({ of: first, error: null });
  expect(state().parts.value?.baseBpm[0]).toBeCloseTo(150, 6);

  await state().openFiles([file("b.gpx")]);
  await rest();
  expect(state().parts.of).toBe(shownRun(state())!.prediction);
  expect(state().parts.of).not.toBe(first);
  state().wantParts(false);
  expect(state().parts).toMatchObject({ of: null, value: null });
});

test("what comes of a run that is no longer shown is dropped", async () => {
  const { answerTogether } = page.predictor;
  let answer = () => {};
  page.predictor.answerTogether = (tracks) =>
    new Promise((resolve) => (answer = () => resolve(answerTogether(tracks))));
  state().wantParts(true);
  await vi.waitFor(() => expect(asked()).toBe(1));
  const late = answer;
  await state().openFiles([file("b.gpx")]);
  await rest();
  late();
  await rest();
  expect(state().parts).toMatchObject({ of: shownRun(state())!.prediction, value: null });
});

test("a failure is told, and asking again tries again", async () => {
  const { answerTogether } = page.predictor;
  page.predictor.answerTogether = () => Promise.reject(new PredictorError("not-loaded", "Not yet."));
  state().wantParts(true);
  await vi.waitFor(() => expect(state().parts.error).not.toBeNull());
  expect(state().parts.error?.code).toBe("not-loaded");
  page.predictor.answerTogether = answerTogether;
  state().wantParts(false);
  state().wantParts(true);
  await vi.waitFor(() => expect(state().parts.value).not.toBeNull());
  expect(state().parts.error).toBeNull();
});

test("each chosen model is put on the treadmill", async () => {
  state().wantResponses(true);
  await vi.waitFor(() => expect(state().responses.value).not.toBeNull());
  expect(state().responses.value?.ramp.bpmPerKmh).toBeCloseTo(5, 3);
  state().chooseModel("other");
  expect(state().responses.value).toBeNull();
  page.predictor.loads.at(-1)!.finish({ contract: anyContract({ name: "other" }) });
  await vi.waitFor(() => expect(state().responses.value).not.toBeNull());
  expect(state().responses.of).toBe(state().model.loaded);
});
