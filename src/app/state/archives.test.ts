import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { file, nameOf, parsed, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import type { Activity } from "../../workout/archive/activity.ts";
import { archiveWords } from "./archives.ts";
import { areListed } from "./run-items.ts";
import { shownRun, statusOf } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("an archive", () => {
  const activity = (name: string): Activity => ({
    name,
    path: [],
    sport: null,
    heartRates: null,
    heartRateFile: null,
    stated: null,
  });
  const archive = () => file("runs.zip");
  const states = () => state().items.map((item) => item.state);

  beforeEach(async () => {
    await page.start();
    page.reader.listing = {
      activities: ["a.gpx", "b.gpx", "c.gpx"].map(activity),
      passedOver: { files: 2, workouts: 0 },
    };
  });

  test("becomes its activities in its place, each read when its turn comes and predicted for itself", async () => {
    page.reader.answer = (name) => {
      if (name === "b.gpx") throw new PredictorError("no-time", "No point has a time.");
      return [parsed(name)];
    };
    await state().openFiles([file("first.gpx"), archive(), file("last.gpx")]);
    await rest();
    await rest();
    expect(page.names()).toEqual(["first.gpx", "a.gpx", "b.gpx", "c.gpx", "last.gpx"]);
    expect(page.reader.activities).toEqual(["a.gpx", "b.gpx", "c.gpx"]);
    expect(states()).toEqual(["done", "done", "failed", "done", "done"]);
    expect(state().archives.map(archiveWords)).toEqual(["runs.zip: 3 activities. 2 other files were passed over."]);
  });

  test("that is dropped again is shown by its first activity", async () => {
    await state().openFiles([archive()]);
    await rest();
    await state().openFiles([file("own.gpx")]);
    await state().openFiles([archive()]);
    expect(page.names()).toEqual(["a.gpx", "b.gpx", "c.gpx", "own.gpx"]);
    expect(shownRun(state())?.name).toBe("a.gpx");
    expect(state().openAlready).toEqual(["runs.zip"]);
  });

  test("of a single activity is listed as well, for there stands what was passed over", async () => {
    expect(areListed(state())).toBe(false);
    page.reader.listing = { activities: [activity("a.gpx")], passedOver: { files: 2, workouts: 0 } };
    await state().openFiles([archive()]);
    await rest();
    expect(page.names()).toEqual(["a.gpx"]);
    expect(areListed(state())).toBe(true);
  });

  test("is shown by its first activity, or the first that went well, unless a person has chosen", async () => {
    page.reader.answer = (name) => {
      if (name === "a.gpx") throw new PredictorError("no-time", "No point has a time.");
      return [parsed(name)];
    };
    await state().openFiles([archive()]);
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "b.gpx" });
  });

  test("beside a file that failed and is shown is predicted all the same, and shown in its place", async () => {
    page.reader.answer = (name) => {
      if (name === "broken.gpx") throw new PredictorError("no-time", "No point has a time.");
      return [parsed(name)];
    };
    await state().openFiles([file("broken.gpx"), archive()]);
    await rest();
    expect(states()).toEqual(["failed", "done", "done", "done"]);
    expect(statusOf(state())).toEqual({ state: "done", run: "a.gpx" });
  });

  test("tells how far its listing has come, and can be stopped then", async () => {
    page.reader.read = (_, __, tell) => {
      tell?.(3, 10);
      return new Promise(() => {});
    };
    await state().openFiles([archive()]);
    expect(state().working).toMatchObject({ phase: "reading", done: 3, total: 10 });
    state().cancel();
    expect(states()).toEqual(["stopped"]);
  });

  test("of which a part was predicted can be stopped: the rest goes on, without being listed again", async () => {
    page.predictor.answer = (source) =>
      nameOf(source) === "b.gpx" ? new Promise(() => {}) : predicted(nameOf(source));
    await state().openFiles([archive()]);
    await rest();
    expect(states()).toEqual(["done", "predicting", "waiting"]);
    state().cancel();
    expect(states()).toEqual(["done", "stopped", "stopped"]);
    expect(page.names()).toEqual(["a.gpx", "b.gpx", "c.gpx"]);
  });

  test("is read anew when a setting changes, and nothing of it is listed twice", async () => {
    await state().openFiles([archive()]);
    await rest();
    state().setGender(1);
    await rest();
    expect(page.reader.activities).toEqual(["a.gpx", "b.gpx", "c.gpx", "a.gpx", "b.gpx", "c.gpx"]);
    expect(page.names()).toEqual(["a.gpx", "b.gpx", "c.gpx"]);
  });

  test("can be taken from the list as a whole, and is forgotten with the last of its activities", async () => {
    await state().openFiles([archive(), file("own.gpx")]);
    await rest();
    state().select({ itemId: state().items[1].id, run: 0 });
    state().removeArchive(state().archives[0]);
    expect(page.names()).toEqual(["own.gpx"]);
    expect(statusOf(state()).run).toBe("own.gpx");
    expect(state().archives).toEqual([]);
    await state().openFiles([archive()]);
    await rest();
    for (const { id, origin, name } of [...state().items])
      if (origin.kind === "file" && name !== "own.gpx") state().remove(id);
    expect(state().archives).toEqual([]);
  });
});
