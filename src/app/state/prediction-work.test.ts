import { beforeEach, describe, expect, test } from "vitest";
import { file, nameOf, parsed, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { splitRow } from "../../testing/scripted-split.ts";
import { picturedRun, shownRun, statusOf } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("what is stopped", () => {
  const never = new Promise<never>(() => {});
  const states = () => state().items.map((item) => item.state);

  test("stops at once, the file that is read and those that wait; what is done stays, and the rest may go on", async () => {
    await page.start();
    await state().openFiles([file("a.gpx")]);
    await rest();
    await state().openFiles([file("b.gpx"), file("c.gpx")]);
    state().cancel();
    expect(page.reader.asked.at(-1)!.signal.aborted).toBe(true);
    expect(states()).toEqual(["done", "stopped", "stopped"]);
    expect(state().working).toBeNull();
    await rest();
    expect(states()).toEqual(["done", "stopped", "stopped"]);
    expect(statusOf(state())).toEqual({ state: "stopped", run: "b.gpx" });
    expect(picturedRun(state())).toBeNull();
    state().goOn();
    await rest();
    expect(states()).toEqual(["done", "done", "done"]);
    expect(state().working).toBeNull();
  });

  test("in a file of many runs keeps those that were reached", async () => {
    await page.start();
    page.reader.answer = () => [parsed("line 1"), parsed("line 2"), parsed("line 3")];
    page.predictor.answer = (source) => (nameOf(source) === "line 2" ? never : predicted(nameOf(source)));
    await state().openFiles([file("runs.jsonl")]);
    await rest();
    expect(state().working).toMatchObject({ phase: "predicting", done: 1, total: 3 });
    expect(statusOf(state())).toMatchObject({ state: "predicting", progress: { done: 1, total: 3 } });
    state().cancel();
    expect(states()).toEqual(["stopped"]);
    expect(shownRun(state())?.prediction?.track.name).toBe("line 1");
  });

  test("is left alone by a change of settings, while what was done is predicted anew", async () => {
    await page.start();
    await state().openFiles([file("a.gpx")]);
    await rest();
    await state().openFiles([file("b.gpx")]);
    state().cancel();
    state().setGender(0);
    await rest();
    expect(states()).toEqual(["done", "stopped"]);
    state().remove(state().items[1].id);
    expect(page.names()).toEqual(["a.gpx"]);
  });

  test("by its removal is not worked on any more", async () => {
    await page.start();
    await state().openFiles([file("a.gpx"), file("b.gpx")]);
    state().remove(state().items[0].id);
    expect(page.reader.asked.at(-1)!.signal.aborted).toBe(true);
    await rest();
    expect(page.names()).toEqual(["b.gpx"]);
    expect(states()).toEqual(["done"]);
  });

  test("by another that takes its place is not waited for", async () => {
    await page.start();
    const split = await page.openSplit({ kind: "bundled" });
    let asked: AbortSignal | undefined;
    split.workout = (_, signal) => {
      asked = signal;
      return new Promise((_, refuse) => signal?.addEventListener("abort", () => refuse(new Error("aborted"))));
    };
    state().openRow(splitRow(0));
    await rest();
    expect(asked).toMatchObject({ aborted: false });
    await state().openFiles([file("a.gpx")]);
    expect(asked).toMatchObject({ aborted: true });
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "a.gpx" });
  });
});
