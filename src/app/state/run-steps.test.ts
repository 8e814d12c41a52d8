import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { refusedRuns, runStepsOf } from "./run-steps.ts";
import { shownRun } from "./status.ts";

let page: ScriptedPage;
const state = () => page.state();

beforeEach(async () => {
  page = new ScriptedPage();
  const answer = page.reader.answer;
  page.reader.answer = (name) => {
    if (name.startsWith("bad")) throw new PredictorError("no-runs", "There is no run in it.");
    return answer(name);
  };
  await page.start();
});

async function open(...names: string[]): Promise<void> {
  await state().openFiles(names.map((name) => file(name)));
  await rest();
}

/** Names of the runs that steps lead through, from the shown one on. */
function walk(direction: "previous" | "next"): (string | undefined)[] {
  const names = [shownRun(state())?.name];
  for (let to = runStepsOf(state())[direction]; to !== null; to = runStepsOf(state())[direction]) {
    state().select(to);
    names.push(shownRun(state())?.name);
  }
  return names;
}

describe("steps through the opened runs", () => {
  test("lead through all that were read, in the order of the list, and count them", async () => {
    await open("a.gpx", "bad-1.gpx", "b.gpx", "c.gpx", "bad-2.gpx");
    expect(runStepsOf(state())).toMatchObject({ position: 1, count: 3, previous: null });
    expect(walk("next")).toEqual(["a.gpx", "b.gpx", "c.gpx"]);
    expect(runStepsOf(state())).toMatchObject({ position: 3, count: 3, next: null });
    expect(walk("previous")).toEqual(["c.gpx", "b.gpx", "a.gpx"]);
  });

  test("follow the order of the table once it is sorted", async () => {
    await open("b.gpx", "bad.gpx", "c.gpx", "a.gpx");
    state().setRunSort({ column: "name", direction: "ascending" });
    expect(runStepsOf(state())).toMatchObject({ position: 2, count: 3 });
    expect(walk("next")).toEqual(["b.gpx", "c.gpx"]);
    expect(walk("previous")).toEqual(["c.gpx", "b.gpx", "a.gpx"]);
    state().setRunSort(null);
    expect(runStepsOf(state())).toMatchObject({ position: 3, count: 3, next: null });
  });

  test("lead away from a run that was refused to both of its neighbours", async () => {
    await open("a.gpx", "bad.gpx", "b.gpx");
    state().select({ itemId: state().items[1].id, run: 0 });
    const [a, , b] = state().items;
    expect(runStepsOf(state())).toEqual({
      position: null,
      count: 2,
      previous: { itemId: a.id, run: 0 },
      next: { itemId: b.id, run: 0 },
    });
  });

  test("are none where nothing is shown", () => {
    expect(runStepsOf({ ...state(), selection: null })).toEqual({
      position: null,
      count: 0,
      previous: null,
      next: null,
    });
  });
});

test("what was refused is listed with its reason, and a run that waits for an answer is not among it", async () => {
  await open("a.gpx", "bad.gpx");
  const [a] = state().items;
  const asking = { ...a, error: new PredictorError("intent-needed", "What was it meant to be?") };
  const refused = refusedRuns({ items: [asking, ...state().items] });
  expect(refused.map(({ name, error }) => [name, error?.code])).toEqual([["bad.gpx", "no-runs"]]);
});
