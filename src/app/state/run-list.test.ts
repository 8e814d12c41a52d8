import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { nextTask } from "../../base/next-task.ts";
import { file, nameOf, parsed, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { areListed } from "./run-items.ts";
import { shownRun, statusOf } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("several files", () => {
  test("and pasted texts, which bring no name, are told apart by a number", async () => {
    await page.start();
    state().openText("Pasted text", "9 9 9");
    state().openText("Pasted text", "8 8 8");
    await rest();
    expect(page.names()).toEqual(["Pasted text", "Pasted text 2"]);
  });

  test("become a list in the order they came; later ones join it, and the opening run makes way", async () => {
    await page.start();
    await state().openFiles([file("a.gpx"), file("b.tcx")]);
    await rest();
    await state().openFiles([file("c.csv")]);
    await rest();
    expect(page.names()).toEqual(["a.gpx", "b.tcx", "c.csv"]);
    expect(state().items.every((item) => item.state === "done")).toBe(true);
    expect(statusOf(state()).run).toBe("c.csv");
  });

  test("fail each for itself, and one that went well is shown", async () => {
    await page.start();
    page.reader.answer = (name) => {
      if (name === "bad.gpx") throw new PredictorError("no-time", "No point has a time.");
      return [parsed(name)];
    };
    await state().openFiles([file("bad.gpx"), file("good.gpx")]);
    await rest();
    expect(state().items.map((item) => item.error?.code ?? "fine")).toEqual(["no-time", "fine"]);
    expect(statusOf(state())).toEqual({ state: "done", run: "good.gpx" });
  });

  test("leave the one alone that a person has chosen, even one that failed", async () => {
    await page.start();
    page.predictor.answer = (source) => {
      if (nameOf(source) === "bad.gpx") throw new PredictorError("too-short", "Too short.");
      return predicted(nameOf(source));
    };
    void state().openFiles([file("bad.gpx"), file("good.gpx")]);
    while (state().items[0].origin.kind !== "file") await nextTask();
    state().select({ itemId: state().items[0].id, run: 0 });
    await rest();
    expect(state().items.map((item) => item.state)).toEqual(["done", "done"]);
    expect(statusOf(state())).toEqual({ state: "error", run: "bad.gpx" });
  });

  test("may hold several runs each, every one an entry", async () => {
    await page.start();
    page.reader.answer = () => [
      { name: "runs.jsonl · line 1", error: new PredictorError("too-short", "Too short.") },
      parsed("runs.jsonl · line 2"),
    ];
    await state().openFiles([file("runs.jsonl")]);
    await rest();
    expect(page.names()).toEqual(["runs.jsonl · line 1", "runs.jsonl · line 2"]);
    expect(shownRun(state())).toMatchObject({ run: 1, error: null });
  });

  test("are read each when its turn comes, and nothing of them is kept", async () => {
    await page.start();
    const before = page.reader.asked.length;
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    expect(page.reader.asked.slice(before).map(({ file }) => file.name)).toEqual(["a.gpx"]);
    await rest();
    state().setGender(0);
    await rest();
    expect(page.reader.asked.slice(before).map(({ file }) => file.name)).toEqual(["a.gpx", "b.gpx", "a.gpx", "b.gpx"]);
    expect(shownRun(state())?.prediction?.timings).toEqual({ parseMs: 1, prepareMs: 1, modelMs: 1 });
  });

  test("can be taken from the list again; the next one is shown then", async () => {
    await page.start();
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    await rest();
    state().remove(state().items[0].id);
    expect(page.names()).toEqual(["b.gpx"]);
    expect(statusOf(state()).run).toBe("b.gpx");
  });

  test("make way for the opening run once the last is closed; settings and view stay", async () => {
    await page.start();
    await state().openFiles([file("a.gpx")]);
    await rest();
    state().setUnits({ speedUnit: "speed" });
    state().setMaximumHeartRate(180);
    state().zoomTo({ startS: 0, endS: 120 });
    state().show("datasets");
    state().remove(state().items[0].id);
    await rest();
    expect(page.names()).toEqual(["Opening sample"]);
    expect(statusOf(state())).toEqual({ state: "done", run: "Opening sample" });
    expect(state()).toMatchObject({
      units: { speedUnit: "speed" },
      maximumHeartRateBpm: 180,
      zoom: null,
      lastPictured: null,
      view: "datasets",
    });
    expect(areListed(state())).toBe(false);
  });
});
