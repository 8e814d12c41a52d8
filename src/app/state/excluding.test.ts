import { beforeEach, describe, expect, test } from "vitest";
import { analyse } from "../../evaluation/analysis.ts";
import { zonesOf } from "../../evaluation/zones.ts";
import { file, parsed, predicted, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { trackOf } from "../../testing/tracks.ts";
import { calibrationOf } from "./calibration.ts";
import { csvFileOf } from "./share.ts";
import { shownRun } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("stretches that are excluded", () => {
  const excluded = () => shownRun(state())?.excluded;
  const first = { startS: 6, endS: 12 };

  test("belong to their run: kept while another is shown and when it is predicted again, and gone with it", async () => {
    await page.start();
    page.reader.answer = (name) => (name === "two.json" ? [parsed("a"), parsed("b")] : [parsed(name)]);
    await state().openFiles([file("two.json"), file("other.gpx")]);
    await rest();
    const [two, other] = state().items.map(({ id }) => id);
    state().leaveOut(first);
    expect(excluded()).toEqual([first]);
    state().select({ itemId: two, run: 1 });
    expect(excluded()).toEqual([]);
    state().select({ itemId: other, run: 0 });
    expect(excluded()).toEqual([]);
    state().setGender(1);
    await rest();
    state().select({ itemId: two, run: 0 });
    expect(excluded()).toEqual([first]);
    state().remove(two);
    await state().openFiles([file("two.json")]);
    await rest();
    expect(state().items.every((item) => Object.keys(item.excluded).length === 0)).toBe(true);
  });

  test("are put back one by one, or all", async () => {
    await page.start();
    const [second, third] = [
      { startS: 20, endS: 30 },
      { startS: 40, endS: 50 },
    ];
    for (const span of [third, first, second]) state().leaveOut(span);
    state().putBack(first);
    expect(excluded()).toEqual([second, third]);
    state().putAllBack();
    expect(excluded()).toEqual([]);
  });

  test("teach the saved table nothing either: it expects what the page does", async () => {
    page.predictor.answer = () => {
      const beats = Float32Array.from({ length: 40 }, (_, i) => (i < 5 ? 215 : 150));
      const shown = trackOf({ heartRateBpm: beats });
      return { ...predicted("a"), track: shown, heartRateBpm: beats.map(() => 140), along: new Float32Array(80) };
    };
    await page.start();
    state().setCalibration({ kind: "warm-up", warmUpMinutes: 1 });
    const expectedLast = () => Number(csvFileOf(state())!.text.trimEnd().split("\n").at(-1)!.split(",")[3]);
    const before = expectedLast();
    state().leaveOut({ startS: 0, endS: 27 });
    const { sources } = calibrationOf(state(), shownRun(state()));
    const { track: pictured, prediction, contract: own } = shownRun(state())!;
    const { expectation } = analyse(pictured!, prediction, own, zonesOf(190), sources, excluded());
    expect(expectedLast()).toBeCloseTo(expectation!.heartRateBpm.at(-1)!, 1);
    expect(expectedLast()).toBeLessThan(before - 1);
  });
});
