import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { nextTask } from "../../base/next-task.ts";
import { file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { picturedRun, statusOf } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("the picture", () => {
  test("is none while the model it waits for can't be had, and comes once that is loaded again", async () => {
    state().start("");
    page.predictor.loads[0].fail(new PredictorError("download-failed", "No connection."));
    await state().openFiles([file("a.gpx")]);
    await rest();
    expect(statusOf(state())).toEqual({ state: "error", run: "a.gpx" });
    expect(picturedRun(state())).toBeNull();
    state().loadAgain();
    page.predictor.loads[1].finish();
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "a.gpx" });
    expect(picturedRun(state())?.name).toBe("a.gpx");
  });

  test("of the run before stays until the next one's is there, but not before an error", async () => {
    await page.start();
    void state().openFiles([file("a.gpx")]);
    while (statusOf(state()).run !== "a.gpx") await nextTask();
    expect(picturedRun(state())?.name).toBe("Opening sample");
    await rest();
    expect(picturedRun(state())?.name).toBe("a.gpx");
    page.reader.answer = () => {
      throw new PredictorError("no-time", "No point has a time.");
    };
    await state().openFiles([file("b.gpx")]);
    await rest();
    expect(picturedRun(state())).toBeNull();
  });

  test("is of the whole run again when another one is chosen", async () => {
    await page.start();
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    await rest();
    state().zoomTo({ startS: 6, endS: 30 });
    state().select({ itemId: state().items[1].id, run: 0 });
    expect(state().zoom).toBeNull();
  });
});
