import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { nextTask } from "../../base/next-task.ts";
import { file, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { type Status, statusOf } from "../state/status.ts";
import type { DrawnStore } from "../ui/page-context.ts";
import { createDrawnStore } from "./drawn-store.ts";

let page: ScriptedPage;
let acts: EventTarget;
let store: DrawnStore;
/** What the page drew, one after another. */
let drawn: string[];

const text = ({ run, state }: Status) => `${run} ${state}`;
const open = (...names: string[]) => page.state().openFiles(names.map((name) => file(name)));
/** Waits until a run is read, while what is drawn stays. */
async function untilRead(run: string): Promise<void> {
  while (text(statusOf(page.state())) !== `${run} predicting`) await nextTask();
}

beforeEach(async () => {
  // However slow the machine, no time passes but where a test says so.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  page = new ScriptedPage();
  await page.start();
  acts = new EventTarget();
  store = createDrawnStore(page.context().store, acts);
  drawn = [];
  store.subscribe((state) => {
    const now = text(statusOf(state));
    if (drawn.at(-1) !== now) drawn.push(now);
  });
});

afterEach(() => {
  vi.useRealTimers();
});

test("a run that is there at once is drawn once, and a refused one with its error", async () => {
  await open("a.gpx");
  await rest();
  expect(drawn).toEqual(["a.gpx done"]);
  page.reader.answer = () => {
    throw new PredictorError("no-time", "No point has a time.");
  };
  await open("b.gpx");
  await rest();
  expect(drawn).toEqual(["a.gpx done", "b.gpx error"]);
  expect(store.getState()).toBe(page.state());
});

test("a run that takes longer is drawn as one that is read", async () => {
  let answer: (runs: []) => void = () => {};
  page.reader.answer = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const opening = open("a.gpx");
  await untilRead("a.gpx");
  expect(text(statusOf(store.getState()))).toBe("Opening sample done");
  vi.advanceTimersByTime(200);
  expect(drawn).toEqual(["a.gpx predicting"]);
  answer([]);
  await opening;
});

test("whoever does something meanwhile meets the page as it is", async () => {
  const opening = open("a.gpx");
  await untilRead("a.gpx");
  expect(drawn).toEqual([]);
  acts.dispatchEvent(new Event("keydown"));
  expect(drawn).toEqual(["a.gpx predicting"]);
  await opening;
  await rest();
  expect(drawn).toEqual(["a.gpx predicting", "a.gpx done"]);
});

test("what a setting has predicted anew is drawn at once, for the setting shows what was chosen", async () => {
  await open("a.gpx");
  await rest();
  page.state().setGender(0);
  expect(store.getState().runner.gender).toBe(0);
  expect(drawn.at(-1)).toBe("a.gpx predicting");
});
