import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { file, linkTo, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { addressHashOf } from "./address.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("the address", () => {
  test("is that of the run that is shown, and bare for one that no address leads to", async () => {
    expect(addressHashOf(state())).toBeNull();
    await page.start("#s1.steady");
    expect(addressHashOf(state())).toBe("#s1.steady");
    const link = `#${linkTo({})}`;
    state().openHash(link);
    expect(addressHashOf(state())).toBe(link);
    await state().openFiles([file("mine.gpx")]);
    expect(addressHashOf(state())).toBe("");
    state().select({ itemId: state().items[0].id, run: 0 });
    expect(addressHashOf(state())).toBe(link);
    state().openHash("");
    expect(addressHashOf(state())).toBe("");
  });

  test("names the place that is open, and leads back to it, with the opening run where nothing else was opened", async () => {
    await page.start("#my-runs");
    expect(state().view).toBe("my-runs");
    expect(state().items.map(({ name }) => name)).toEqual(["Opening sample"]);
    expect(addressHashOf(state())).toBe("#my-runs");
    state().openHash("#datasets");
    expect(state().view).toBe("datasets");
    expect(addressHashOf(state())).toBe("#datasets");
    await page.openSplit({ kind: "bundled" });
    expect(addressHashOf(state())).toBe("#d1.test");
    state().openHash("#run");
    expect(state().view).toBe("run");
    expect(addressHashOf(state())).toBe("");
    expect(state().items).toHaveLength(1);
  });

  test("stays that of My runs as the last of them is closed there: going back leads nowhere in between", async () => {
    await page.start();
    await state().openFiles([file("mine.gpx")]);
    state().show("my-runs");
    const passed: (string | null)[] = [];
    page.subscribe((changed) => passed.push(addressHashOf(changed)));
    state().remove(state().items[0].id);
    await rest();
    expect(page.names()).toEqual(["Opening sample"]);
    expect(new Set(passed)).toEqual(new Set(["#my-runs"]));
  });

  test("stays with what is shown while a file's split is on its way", async () => {
    await page.start();
    await page.openSplit({ kind: "bundled" });
    await state().openFiles([file("torn.parquet", "PAR1")]);
    expect(addressHashOf(state())).toBeNull();
    page.splitReader.asked[1].reject(new PredictorError("malformed-parquet", "It ends in mid-row."));
    await rest();
    state().dismissOpening();
    expect(addressHashOf(state())).toBe("#d1.test");
  });
});
