import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { anyContract } from "../../testing/contract.ts";
import { CONTRACT, file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { shownRun, statusOf } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("the choice of a model", () => {
  test("stands as made last, in whatever order the models arrive", async () => {
    await page.start();
    state().chooseBackend("webgpu");
    state().chooseModel("other");
    page.predictor.loads[2].finish({ fallbackReason: "No adapter." });
    await rest();
    page.predictor.loads[1].finish();
    await rest();
    expect(state().model).toMatchObject({ name: "other", phase: "ready", loaded: { fallbackReason: "No adapter." } });
    expect(statusOf(state()).state).toBe("done");
  });

  test("that fails says so, and the runs are predicted once another model is there", async () => {
    state().start("");
    page.predictor.loads[0].fail(new PredictorError("bad-model", "It has no contract."));
    await rest();
    expect(statusOf(state()).state).toBe("error");
    expect(state().model.error?.code).toBe("bad-model");
    state().chooseModel("other");
    page.predictor.loads[1].finish();
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "Opening sample" });
  });
});

describe("a model that is added", () => {
  const onnx = Uint8Array.of(8, 7, 18, 1, 65);
  const modelNames = () => state().models.map(({ name }) => name);

  test("as a file that describes itself is loaded like any other, can be chosen, and be removed", async () => {
    await page.start();
    await state().openFiles([file("mine.onnx", onnx), file("small.onnx", onnx), file("a.gpx")]);
    expect(modelNames()).toEqual(["small", "other", "mine", "small 2"]);
    expect(page.predictor.loads.slice(1).map(({ source }) => source)).toEqual([onnx, onnx]);
    for (const { finish } of page.predictor.loads) finish();
    await rest();
    expect(state().model).toMatchObject({ name: "small 2", phase: "ready" });
    expect(page.names()).toEqual(["a.gpx"]);
    state().removeModel("mine");
    expect(state().model.name).toBe("small 2");
    state().removeModel("small 2");
    expect(state().model.name).toBe("small");
    expect(modelNames()).toEqual(["small", "other"]);
  });

  test("and refused leaves the one that worked, with its pictures, and is not listed", async () => {
    await page.start();
    const before = shownRun(state())?.prediction;
    await state().openFiles([file("broken.onnx", "no model")]);
    page.predictor.loads[1].fail(new PredictorError("bad-model", "This is no ONNX model."));
    await rest();
    expect(state().model).toMatchObject({
      name: "small",
      phase: "ready",
      errorAbout: "broken",
      loaded: { contract: CONTRACT },
    });
    expect(state().model.error?.code).toBe("bad-model");
    expect(modelNames()).toEqual(["small", "other"]);
    expect(shownRun(state())?.prediction).toBe(before);
    await state().openFiles([file("a.gpx")]);
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "a.gpx" });
    state().dismissModelError();
    expect(state().model.error).toBeNull();
  });

  test("and refused after another whose answer nobody waited for leaves that one, which the worker holds", async () => {
    await page.start();
    state().chooseModel("other");
    await state().openFiles([file("broken.onnx", "no model")]);
    page.predictor.loads[1].finish({ contract: anyContract({ name: "other" }) });
    page.predictor.loads[2].fail(new PredictorError("bad-model", "This is no ONNX model."));
    await rest();
    expect(state().model).toMatchObject({ name: "other", phase: "ready" });
    expect(shownRun(state())?.contract?.name).toBe("other");
  });

  test("is asked for again where its host could not be reached, while the one before predicts on", async () => {
    await page.start();
    state().chooseModel("other");
    page.predictor.loads[1].fail(new PredictorError("download-failed", "No connection."));
    await rest();
    expect(state().model).toMatchObject({ name: "small", phase: "ready", errorAbout: "other" });
    state().loadAgain();
    page.predictor.loads[2].finish();
    await rest();
    expect(state().model).toMatchObject({ name: "other", phase: "ready", error: null });
  });
});
