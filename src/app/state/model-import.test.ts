import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { PUBLISHED_CHECKPOINT_URL } from "../../dataset/published.ts";
import { file, rest, ScriptedPage } from "../../testing/scripted-page.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("a model in the making", () => {
  const parameters = JSON.stringify({ speed: { mean: 9.5, std: 2 } });
  const split = file("test.parquet", "PAR1…PAR1");
  const checkpoint = file("best_model.pt", "PK\x03\x04……best_model/data.pkl");

  test("as a checkpoint waits for its scaler, and is fed what it says it learnt from unless told otherwise", async () => {
    await page.start();
    await state().openFiles([checkpoint]);
    expect(state().modelImport).toMatchObject({ features: "typed", scaler: null, work: "none" });
    await state().openFiles([file("params.json", parameters)]);
    expect(state().modelImport?.scaler).toMatchObject({ estimated: false, file: { name: "params.json" } });
    expect(page.names()).toEqual(["Opening sample"]);
    state().chooseFeatures("temporal");
    await state().buildModel();
    expect(page.predictor.imports).toMatchObject([{ features: "temporal", name: "best_model" }]);
    page.predictor.loads[1].finish();
    await rest();
    expect(state()).toMatchObject({ modelImport: null, model: { name: "best_model", phase: "ready" } });
  });

  test("takes a Parquet split as a scaler to estimate where a checkpoint is, and to browse where none is", async () => {
    await page.start();
    await state().openFiles([split]);
    expect(page.splitReader.asked.map(({ origin }) => origin)).toEqual([{ kind: "file", file: split }]);
    expect(state()).toMatchObject({ view: "datasets", modelImport: null });
    await state().openFiles([split, checkpoint]);
    expect(page.splitReader.asked).toHaveLength(1);
    expect(state().modelImport?.scaler).toMatchObject({ estimated: true });
    expect(page.names()).toEqual(["Opening sample"]);
  });

  test("says what is wrong with a part of it, and goes on with what is there", async () => {
    await page.start();
    page.predictor.inspectCheckpoint = () =>
      Promise.reject(new PredictorError("bad-checkpoint", "It asks for os.system."));
    await state().openFiles([file("hostile.pt", "PK\x03\x04 evil/data.pkl"), file("scaler_params.json", parameters)]);
    expect(state().modelImport).toMatchObject({ checkpoint: null, errorAbout: "hostile.pt", work: "none" });
    expect(state().modelImport?.error?.code).toBe("bad-checkpoint");
    expect(state().modelImport?.scaler).not.toBeNull();
    expect(state().model).toMatchObject({ name: "small", phase: "ready" });
  });

  test("is fetched from its published address alone, and only when that is asked for", async () => {
    await page.start();
    state().openModelImport();
    expect(page.fetchedUrls).toEqual([]);
    page.downloaded = new PredictorError("download-failed", "No connection.");
    await state().fetchPublished();
    expect(state().modelImport?.error?.code).toBe("download-failed");
    page.downloaded = Uint8Array.of(80, 75);
    await state().fetchPublished();
    expect(new Set(page.fetchedUrls)).toEqual(new Set([PUBLISHED_CHECKPOINT_URL]));
    expect(state().modelImport).toMatchObject({ error: null, checkpoint: { file: { name: "best_model.pt" } } });
  });

  test("and given up does not come back when its download arrives", async () => {
    await page.start();
    page.downloaded = Uint8Array.of(80, 75);
    const fetching = state().fetchPublished();
    state().closeModelImport();
    await fetching;
    expect(state().modelImport).toBeNull();
  });
});
