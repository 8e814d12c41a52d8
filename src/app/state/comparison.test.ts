import { beforeEach, describe, expect, test } from "vitest";
import { MOST_COMPARED } from "../../evaluation/compared-by.ts";
import { encodeComparisonLink } from "../../sharing/comparison-link.ts";
import { decodeLink } from "../../sharing/link.ts";
import { file, linkTo, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { splitRow } from "../../testing/scripted-split.ts";
import { addressHashOf } from "./address.ts";
import { comparedViews, isComparisonFull, isRowCompared } from "./comparison.ts";
import { comparisonHashOf } from "./comparison-link.ts";

let page: ScriptedPage;
const state = () => page.state();
const names = () => comparedViews(state()).map(({ name }) => name);

beforeEach(async () => {
  page = new ScriptedPage();
  await page.start();
});

/** The payload of a comparison's link of two runs. */
function linkOfTwo(): string {
  const shared = [linkTo({}), linkTo({ isSimulated: true })].map(decodeLink).flatMap((link) => {
    return link?.kind === "run" && link.run.view !== null ? [{ ...link.run, view: link.run.view }] : [];
  });
  return `#${encodeComparisonLink(shared, "distance")}`;
}

describe("a comparison", () => {
  test("holds twelve runs at most, in the order in which they were chosen, and those alone that are still open", async () => {
    const files = Array.from({ length: 13 }, (_, i) => file(`${i}.gpx`, `${i}`));
    await state().openFiles(files);
    await rest();
    for (const { id } of state().items.toReversed()) state().chooseToCompare({ itemId: id, run: 0 }, true);
    expect(names()).toEqual(Array.from({ length: 12 }, (_, i) => `${12 - i}.gpx`));
    expect(isComparisonFull(state())).toBe(true);
    state().remove(state().items[3].id);
    expect(names()).toHaveLength(MOST_COMPARED - 1);
    state().chooseToCompare({ itemId: state().items[0].id, run: 0 }, true);
    expect(names().at(-1)).toBe("0.gpx");
    state().compareNone();
    expect(names()).toEqual([]);
  });

  test("keeps a sample that is chosen where others are opened", async () => {
    state().openHash("#s1.steady");
    state().chooseToCompare({ itemId: state().items[0].id, run: 0 }, true);
    state().openHash("#s1.long");
    expect(page.names()).toEqual(["Steady", "Long"]);
    state().openHash("#s1.steady");
    expect(names()).toEqual(["Steady"]);
    expect(page.names()).toEqual(["Steady", "Long"]);
  });

  test("takes a dataset's run from its table, which stays open, and lets it go again", async () => {
    await page.openSplit({ kind: "bundled" });
    const row = splitRow(4, { workout_id: 24 });
    state().compareRow(row);
    expect(state().view).toBe("datasets");
    expect(isRowCompared(state(), row)).toBe(true);
    expect(names()).toEqual(["Run 24"]);
    state().compareRow(row);
    expect(names()).toEqual([]);
  });

  test("comes whole by a link, whose address stays until other runs are chosen; opened twice it is there once", async () => {
    const link = linkOfTwo();
    state().openHash(link);
    await rest();
    expect(names()).toEqual(["Shared run 1", "Shared run 2"]);
    expect(state().comparison.by).toBe("distance");
    expect(addressHashOf(state())).toBe(link);
    expect(comparisonHashOf(state())).toBe(link);
    state().openHash(link);
    expect(page.names()).toHaveLength(2);
    state().chooseToCompare({ itemId: state().items[0].id, run: 0 }, false);
    expect(addressHashOf(state())).toBe("#compare");
  });

  test("has an address of its own, behind which nothing is lost", () => {
    state().openHash("#compare");
    expect(state().view).toBe("compare");
    expect(addressHashOf(state())).toBe("#compare");
  });
});
