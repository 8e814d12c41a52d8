import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../../base/error.ts";
import { file, rest, ScriptedPage } from "../../../testing/scripted-page.ts";
import { ScriptedSplit, splitRow } from "../../../testing/scripted-split.ts";
import { workoutOf } from "../../../testing/workouts.ts";
import { addressHashOf, splitHashOf } from "../address.ts";
import { hashOf } from "../share.ts";
import { shownRun, statusOf } from "../status.ts";
import { tableOfRun } from "./table-of-run.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("a split", () => {
  const remote = "https://example.org/six.parquet";

  test("stands in place of a run until one of its runs is opened, and comes back as it was", async () => {
    await page.start();
    const split = await page.openSplit({ kind: "bundled" });
    split.reads[0].bring(splitRow(0), splitRow(1));
    expect(state().view).toBe("datasets");
    expect(splitHashOf(state())).toBe("#d1.test");
    state().sortBy("climb");
    state().openRow(splitRow(1));
    await rest();
    expect(state().view).toBe("run");
    expect(statusOf(state())).toEqual({ state: "done", run: "Run 101" });
    expect(splitHashOf(state())).toBe("#d1.101.test");
    expect(hashOf(state())).toBe("#d1.101.test");
    expect(page.names()).toEqual(["Run 101"]);
    state().show("datasets");
    expect(state().explorer).toMatchObject({ place: { activeRow: 1 }, shown: { sort: { column: "climb" } } });
  });

  test("has one run on the list at a time, beside the files that were opened", async () => {
    await page.start();
    await state().openFiles([file("mine.gpx")]);
    await page.openSplit({ kind: "bundled" });
    state().openRow(splitRow(0));
    state().openRow(splitRow(3));
    await rest();
    expect(page.names()).toEqual(["mine.gpx", "Run 103"]);
    state().select({ itemId: state().items[0].id, run: 0 });
    expect(state().view).toBe("run");
    expect(splitHashOf(state())).toBeNull();
  });

  test("is the table of its own runs alone, not of a run of the split before", async () => {
    await page.start();
    await page.openSplit({ kind: "bundled" });
    expect(tableOfRun(state())).toBeNull();
    state().openRow(splitRow(0));
    await rest();
    expect(tableOfRun(state())).toEqual({ kind: "bundled" });
    await state().openFiles([file("mine.parquet", "PAR1")]);
    page.splitReader.asked[1].resolve(new ScriptedSplit("mine"));
    await rest();
    expect(tableOfRun(state())).toBeNull();
    state().openRow(splitRow(0));
    await rest();
    expect(tableOfRun(state())).toMatchObject({ kind: "file", file: { name: "mine.parquet" } });
  });

  test("is read again for a run that is predicted again", async () => {
    await page.start();
    const split = await page.openSplit({ kind: "bundled" });
    state().openRow(splitRow(2));
    await rest();
    state().setGender(1);
    await rest();
    expect(split.opened).toEqual([2, 2]);
    expect(page.predictor.asked.at(-1)).toMatchObject({ settings: { gender: 1 } });
  });

  test("of this device is in no link: its run's own carries it", async () => {
    await page.start();
    await state().openFiles([file("mine.parquet", "PAR1")]);
    page.splitReader.asked[0].resolve(new ScriptedSplit("mine"));
    await rest();
    expect(splitHashOf(state())).toBeNull();
    expect(addressHashOf(state())).toBe("#datasets");
    state().openRow(splitRow(0));
    await rest();
    expect(splitHashOf(state())).toBeNull();
    expect(addressHashOf(state())).toBe("");
    expect(hashOf(state())).toMatch(/^#r2\./);
  });

  test("that a link names is asked for, and left for the opening run where nobody wants it", async () => {
    state().start(`#d1.7.${remote}`);
    expect(page.splitReader.asked).toEqual([]);
    expect(state().explorer.opening).toMatchObject({ phase: "asking", workoutId: 7 });
    expect(splitHashOf(state())).toBe(`#d1.7.${remote}`);
    state().dismissOpening();
    expect(state().view).toBe("run");
    expect(page.names()).toEqual(["Opening sample"]);
  });

  test("that a link names on the page's own server opens, and the run it names", async () => {
    await page.start("#d1.104.test");
    expect(splitHashOf(state())).toBe("#d1.104.test");
    page.splitReader.asked[0].resolve(new ScriptedSplit("test"));
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "Run 104" });
    state().openHash("#d1.test");
    expect(state().view).toBe("datasets");
    expect(page.splitReader.asked).toHaveLength(1);
  });

  test("is in its address as it is sorted and filtered, and a link opens it so", async () => {
    await page.start("#d1.test#sort=-climb&hr=140..");
    page.splitReader.asked[0].resolve(new ScriptedSplit("test"));
    await rest();
    expect(state().explorer.shown).toMatchObject({
      sort: { column: "climb", direction: "descending" },
      fields: { heartRate: { from: "140", to: "" } },
    });
    expect(addressHashOf(state())).toBe("#d1.test#sort=-climb&hr=140..");
    state().setFilter({ heartRate: { from: "140", to: "16o" } });
    expect(addressHashOf(state())).toBe("#d1.test#sort=-climb");
    state().keepPlace({ activeRow: 3, scrollTop: 40 });
    state().openHash("#d1.test#sort=-climb");
    expect(state().explorer).toMatchObject({
      place: { activeRow: 3 },
      shown: { fields: { heartRate: { to: "16o" } } },
    });
    // A run's link says nothing of the table behind it.
    state().openHash("#d1.100.test");
    expect(state().explorer.shown?.sort.column).toBe("climb");
    state().openHash("#d1.test");
    expect(state().explorer).toMatchObject({ place: { activeRow: null }, shown: { sort: { column: "run" } } });
    expect(page.splitReader.asked).toHaveLength(1);
  });

  test("keeps its link's view while it is asked for, and says what is wrong with one", async () => {
    state().start(`#d1.${remote}#sort=duration`);
    expect(addressHashOf(state())).toBe(`#d1.${remote}#sort=duration`);
    state().openHash(`#d1.${remote}#sort=weather`);
    expect(shownRun(state())?.error).toMatchObject({ code: "bad-link" });
  });

  test("whose run can't be read says why, and is asked again", async () => {
    await page.start();
    const split = await page.openSplit({ kind: "bundled" });
    split.workout = async () => {
      throw new PredictorError("download-failed", "The connection was reset.");
    };
    state().openRow(splitRow(0));
    await rest();
    expect(shownRun(state())?.error).toMatchObject({ code: "download-failed" });
    expect(state().explorer.shown?.split).toBe(split);
    split.workout = async () => workoutOf({ speedKmh: [9, 10] });
    state().tryAgain(state().selection!.itemId);
    await rest();
    expect(statusOf(state())).toEqual({ state: "done", run: "Run 100" });
  });
});
