import { beforeEach, describe, expect, test } from "vitest";
import { file, nameOf, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { shownRun, statusOf } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("a change of what is known of the runner", () => {
  test("predicts every run from its source again, the shown one first, with nothing lost meanwhile", async () => {
    await page.start();
    await state().openFiles([file("b.gpx"), file("a.gpx")]);
    await rest();
    state().select({ itemId: state().items[1].id, run: 0 });
    state().setGender(0);
    expect(shownRun(state())?.prediction).not.toBeNull();
    expect(statusOf(state()).state).toBe("predicting");
    await rest();
    expect(page.predictor.asked.slice(-2).map(({ source, settings }) => [nameOf(source), settings.gender])).toEqual([
      ["a.gpx", 0],
      ["b.gpx", 0],
    ]);
    expect(statusOf(state()).state).toBe("done");
  });

  test("ends the reading that is under way, and an answer that comes all the same does not count", async () => {
    await page.start();
    await state().openFiles([file("a.gpx")]);
    await rest();
    state().setGender(0);
    expect(page.reader.asked.at(-1)!.signal.aborted).toBe(false);
    state().setGender(1);
    expect(page.reader.asked.at(-1)!.signal.aborted).toBe(true);
    await rest();
    expect(page.predictor.asked.at(-1)!.settings.gender).toBe(1);
    expect(page.predictor.asked.some(({ settings }) => settings.gender === 0)).toBe(false);
    expect(statusOf(state()).state).toBe("done");
  });

  test("of units or maximum heart rate predicts nothing again", async () => {
    await page.start();
    const asked = page.predictor.asked.length;
    state().setUnits({ distanceUnit: "mi" });
    state().setMaximumHeartRate(180);
    await rest();
    expect(page.predictor.asked).toHaveLength(asked);
  });
});
