import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import type { BackendMeasurement } from "../../inference/choose-backends.ts";
import { file, linkTo, rest, ScriptedPage } from "../../testing/scripted-page.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("what a model runs on", () => {
  const faster: BackendMeasurement = {
    batch: 16,
    wasm: { singleMs: 12, batchMs: 200 },
    webgpu: { singleMs: 8, batchMs: 150 },
  };

  async function measured(result: BackendMeasurement): Promise<void> {
    void state().measureBackends();
    page.predictor.measurements.at(-1)!.finish(result);
    await rest();
  }

  test("is WASM until a person has it measured, then the faster, on this visit and the next", async () => {
    await page.start();
    expect(page.predictor.loads.map(({ backend }) => backend)).toEqual(["wasm"]);
    await measured(faster);
    expect(state().backends).toMatchObject({ measurements: { small: faster }, measuring: null });
    expect(page.predictor.loads.map(({ backend }) => backend)).toEqual(["wasm", "webgpu"]);
    page.predictor.loads[1].finish();
    await rest();

    page.visit();
    state().start("");
    expect(page.predictor.loads.at(-1)!.backend).toBe("webgpu");
    expect(state().backends.measurements).toEqual({ small: faster });
  });

  test("stays where it is where nothing is faster, and is what a person says where one does", async () => {
    await page.start();
    await measured({ ...faster, webgpu: { singleMs: 40, batchMs: 90 } });
    expect(page.predictor.loads).toHaveLength(1);
    state().chooseBackend("webgpu");
    expect(page.predictor.loads.at(-1)!.backend).toBe("webgpu");
    page.visit();
    state().start("");
    expect(page.predictor.loads.at(-1)!.backend).toBe("webgpu");
    state().chooseBackend("automatic");
    expect(page.predictor.loads.at(-1)!.backend).toBe("wasm");
  });

  test("is measured a model at a time: another choice stops it, and what fails says why", async () => {
    await page.start();
    void state().measureBackends();
    page.predictor.measurements[0].tell({ phase: "measuring", backend: "wasm" });
    expect(state().backends.measuring).toEqual({ phase: "measuring", backend: "wasm" });
    state().chooseModel("other");
    expect(page.predictor.measurements[0].signal.aborted).toBe(true);
    page.predictor.measurements[0].finish(faster);
    await rest();
    expect(state().backends).toMatchObject({ measurements: {}, measuring: null });

    void state().measureBackends();
    page.predictor.measurements[1].fail(new PredictorError("download-failed", "No connection."));
    await rest();
    expect(state().backends).toMatchObject({ measuring: null, error: { message: "No connection." } });
    expect(page.kept.size).toBe(0);
    state().chooseModel("small");
    expect(state().backends.error).toBeNull();
  });

  test("is measured no longer where a link or a file brings another model", async () => {
    await page.start();
    const link = linkTo({ modelName: "other" });
    const others = [
      () => state().openHash(`#${link}`),
      () => state().openFiles([file("mine.onnx", Uint8Array.of(8, 7, 18, 1, 65))]),
    ];
    for (const bring of others) {
      void state().measureBackends();
      await bring();
      await rest();
      expect(page.predictor.measurements.at(-1)!.signal.aborted).toBe(true);
      expect(state().backends.measuring).toBeNull();
      page.predictor.loads.at(-1)!.finish();
      await rest();
    }
  });

  test("of a model that is removed as it is measured is not taken for that of another by its name", async () => {
    await page.start();
    await state().openFiles([file("mine.onnx", Uint8Array.of(8, 7, 18, 1, 65))]);
    page.predictor.loads[1].finish();
    await rest();
    void state().measureBackends();
    state().removeModel("mine");
    expect(page.predictor.measurements[0].signal.aborted).toBe(true);
    page.predictor.measurements[0].finish(faster);
    await rest();
    expect(state().backends).toMatchObject({ measurements: {}, measuring: null });
  });

  test("falls back to WASM in mid-work: the page says why, and predicts nothing again", async () => {
    await page.start();
    state().chooseBackend("webgpu");
    page.predictor.loads[1].finish();
    await rest();
    const asked = page.predictor.asked.length;
    page.predictor.fallBack("The graphics device was lost.");
    await rest();
    expect(state().model).toMatchObject({
      backend: "webgpu",
      phase: "ready",
      loaded: { backend: "wasm", fallbackReason: "The graphics device was lost." },
    });
    expect(page.predictor.asked).toHaveLength(asked);
  });
});
