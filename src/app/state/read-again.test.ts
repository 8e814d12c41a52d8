import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { file, OPENING, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { workoutOf } from "../../testing/workouts.ts";
import { hasRecording } from "./read-again.ts";
import { shownRun } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(() => {
  page = new ScriptedPage();
});

describe("what was recorded", () => {
  const recorded = () => state().recorded;
  const timed = (name: string, bpm: number) => ({
    name,
    workout: workoutOf({ timeS: [5, 6, 7], speedKmh: [9, 10, 11], heartRateBpm: [bpm, bpm, bpm] }, { name }),
  });

  test("is read again where it is wanted, of the run that is shown and of no other", async () => {
    await page.start();
    page.reader.answer = (name) => [timed(name, 140), timed(name, 255)];
    await state().openFiles([file("two.gpx")]);
    await rest();
    expect(recorded()).toMatchObject({ wanted: false, phase: "none", value: null });
    expect(page.reader.asked).toHaveLength(1);

    state().showRecorded(true);
    expect(recorded().phase).toBe("reading");
    await rest();
    expect(page.reader.asked).toHaveLength(2);
    expect(recorded().value).toMatchObject({
      timeS: Float64Array.of(0, 1, 2),
      heartRateBpm: Float64Array.of(140, 140, 140),
    });

    state().select({ itemId: state().items[0].id, run: 1 });
    expect(recorded()).toMatchObject({ phase: "reading", value: null });
    await rest();
    expect(recorded().value?.heartRateBpm[0]).toBe(255);
    state().zoomTo({ startS: 0, endS: 1 });
    state().showRecorded(false);
    expect(recorded()).toMatchObject({ phase: "none", value: null });
    await rest();
    expect(page.reader.asked).toHaveLength(3);
  });

  test("of a sample comes from its split; a link brings none", async () => {
    await page.start("#s1.steady");
    state().showRecorded(true);
    await rest();
    expect(recorded().value?.speedKmh).toEqual(Float64Array.of(9, 10));
    state().openHash(`#${OPENING.link}`);
    await rest();
    expect(recorded()).toMatchObject({ wanted: true, phase: "none", value: null });
    expect(hasRecording(shownRun(state()))).toBe(false);
  });

  test("is not waited for any more once another run is shown, and says why where it can't be read again", async () => {
    await page.start();
    await state().openFiles([file("moved.gpx"), file("there.gpx")]);
    await rest();
    page.reader.answer = (name) => {
      if (name === "moved.gpx") throw new PredictorError("unreadable-file", "It was moved.");
      return [timed(name, 140)];
    };
    state().showRecorded(true);
    state().select({ itemId: state().items[1].id, run: 0 });
    expect(page.reader.asked.at(-2)?.signal.aborted).toBe(true);
    await rest();
    expect(recorded()).toMatchObject({ phase: "ready", error: null });
    state().select({ itemId: state().items[0].id, run: 0 });
    await rest();
    expect(recorded()).toMatchObject({ phase: "failed", value: null, error: { code: "unreadable-file" } });
  });
});
