import { beforeEach, describe, expect, test } from "vitest";
import { CONTRACT, file, linkTo, nameOf, PLAIN_SETTINGS, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { trackOf } from "../../testing/tracks.ts";
import { shownRun, statusOf } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("the start", () => {
  test("shows the opening run's track before the model is there, and its prediction after", async () => {
    state().start("");
    expect(shownRun(state())).toMatchObject({ name: "Opening sample", prediction: null });
    expect(shownRun(state())?.track?.speedKmh).toHaveLength(12);
    expect(statusOf(state())).toMatchObject({ state: "loading", run: "Opening sample" });
    page.predictor.loads[0].finish();
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "Opening sample" });
    expect(shownRun(state())?.prediction).not.toBeNull();
  });

  test("shows the prediction that the page brings of the opening run until the model has come", async () => {
    page.openingPrediction = { contract: CONTRACT, heartRate: Array(12).fill(1000), along: null };
    page.visit();
    state().start("");
    const broughtBpm = [...shownRun(state())!.prediction!.heartRateBpm];
    expect(broughtBpm.slice(0, 3)).toEqual([10, 20, 30]);
    expect(statusOf(state())).toMatchObject({ state: "loading", run: "Opening sample" });
    page.predictor.loads[0].finish();
    await rest();
    expect([...shownRun(state())!.prediction!.heartRateBpm]).not.toEqual(broughtBpm);
    // From then on it is the model that is asked.
    await state().openFiles([file("mine.gpx")]);
    state().remove(state().items[0].id);
    expect(shownRun(state())).toMatchObject({ name: "Opening sample", prediction: null });
  });

  test("does not show that prediction to a person who states a gender, which it knows nothing of", async () => {
    page.openingPrediction = { contract: CONTRACT, heartRate: Array(12).fill(1000), along: null };
    page.visit();
    state().start("");
    await state().openFiles([file("mine.gpx")]);
    state().setGender(0);
    state().remove(state().items[0].id);
    expect(shownRun(state())).toMatchObject({ name: "Opening sample", prediction: null });
  });

  test("tells how far the model is", () => {
    state().start("");
    page.predictor.progress({ phase: "loading", loadedBytes: 5, totalBytes: 20 });
    expect(statusOf(state())).toMatchObject({ state: "loading", loadedBytes: 5, totalBytes: 20, inTrial: false });
    page.predictor.progress({ phase: "trial-run" });
    expect(statusOf(state())).toMatchObject({ state: "loading", inTrial: true });
  });

  test("opens a sample by its address", async () => {
    await page.start("#s1.steady");
    expect(statusOf(state())).toEqual({ state: "done", run: "Steady" });
    expect(page.predictor.asked.map(({ source }) => nameOf(source))).toEqual(["run 24"]);
  });

  test("shows one sample at a time: their buttons are their list", async () => {
    await page.start("#s1.steady");
    state().openHash("#s1.long");
    await rest();
    expect(page.names()).toEqual(["Long"]);
  });

  test("says of an unknown sample which there are", async () => {
    await page.start("#s1.sprint");
    expect(statusOf(state()).state).toBe("error");
    expect(shownRun(state())?.error).toMatchObject({ code: "unknown-sample" });
    expect(shownRun(state())?.error?.message).toContain("steady");
  });

  test("meets a damaged link with a message and an empty page that works on", async () => {
    await page.start("#r1.abc");
    expect(statusOf(state())).toEqual({ state: "error", run: "Shared run" });
    expect(shownRun(state())).toMatchObject({ track: null, error: { code: "bad-link" } });
    await state().openFiles([file("mine.gpx")]);
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "mine.gpx" });
  });

  test("opens a link once, however often one goes back to it, and beside the files of the list", async () => {
    const link = (speedUnit: "pace" | "speed") => `#${linkTo({ settings: { ...PLAIN_SETTINGS, speedUnit } })}`;
    await page.start();
    await state().openFiles([file("mine.gpx")]);
    for (const hash of [link("pace"), link("speed"), "#r1.abc", link("pace"), "#r1.abc"]) state().openHash(hash);
    await rest();
    expect(page.names()).toEqual(["mine.gpx", "Shared run", "Shared run", "Shared run"]);
    expect(shownRun(state())?.error).toMatchObject({ code: "bad-link" });
  });

  test("does not predict a link's run of another grid as if it stood on the model's, and says so", async () => {
    const ofOtherGrid = trackOf({ speedKmh: new Float32Array(300).fill(10) }, { stepS: 10 });
    await page.start(`#${linkTo({ track: ofOtherGrid })}`);
    expect(shownRun(state())?.error).toMatchObject({ code: "other-grid" });
    expect(shownRun(state())?.track?.stepS).toBe(10);
    expect(page.predictor.asked).toEqual([]);
  });

  test("takes a link's model", () => {
    state().start(`#${linkTo({ modelName: "other" })}`);
    expect(state().model.name).toBe("other");
    expect(page.predictor.loads.map(({ source }) => source)).toEqual(["models/other.onnx"]);
  });
});

test("a folder is listed as a run, whatever its name: the reader says what it is", async () => {
  await page.start();
  const folder = Object.assign(file("runs.onnx"), {
    slice: () => ({ arrayBuffer: () => Promise.reject(new Error("NotFoundError")) }),
  });
  await state().openFiles([folder]);
  expect(page.names()).toEqual(["runs.onnx"]);
});

describe("a file that is dropped again", () => {
  test("is shown in place of being listed twice, and named", async () => {
    await page.start();
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    await rest();
    await state().openFiles([file("b.gpx")]);
    expect(page.names()).toEqual(["a.gpx", "b.gpx"]);
    expect(shownRun(state())?.name).toBe("b.gpx");
    expect(state().openAlready).toEqual(["b.gpx"]);
    state().select({ itemId: state().items[0].id, run: 0 });
    expect(state().openAlready).toEqual([]);
  });

  test("beside new ones is left where it is, and is a new one where it was changed or bears another name", async () => {
    await page.start();
    await state().openFiles([file("a.gpx")]);
    await state().openFiles([file("a.gpx"), file("a.gpx", "abd"), file("c.gpx"), file("c.gpx")]);
    expect(page.names()).toEqual(["a.gpx", "a.gpx", "c.gpx"]);
    expect(state().items.findIndex(({ id }) => id === state().selection?.itemId)).toBe(1);
    expect(state().openAlready).toEqual(["a.gpx", "c.gpx"]);
  });

  test("is tried once more where it was stopped or had failed", async () => {
    await page.start();
    await state().openFiles([file("a.gpx")]);
    state().cancel();
    await state().openFiles([file("a.gpx")]);
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "a.gpx" });
    expect(page.names()).toEqual(["a.gpx"]);
  });
});
