import { beforeEach, expect, test } from "vitest";
import { file, nameOf, parsed, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { predictionOf, trackOf } from "../../testing/tracks.ts";
import type { Units } from "../format/units.ts";
import { viewsOf } from "./run-items.ts";
import { nextSort, type RunColumn, type RunSort, sourceOf } from "./run-order.ts";
import { readRuns } from "./run-steps.ts";

const PACE: Units = { speedUnit: "pace", distanceUnit: "km" };
const SPEED: Units = { speedUnit: "speed", distanceUnit: "km" };

let page: ScriptedPage;
const state = () => page.state();

const day = (date: string) => ({ unixS: Date.parse(date) / 1000, utcOffsetS: null });

/** Tracks of the files that the tests open, by their names. */
const TRACKS: Record<string, ReturnType<typeof trackOf>> = {
  "run 2.gpx": trackOf(
    { heartRateBpm: [150, 150, 150], speedKmh: [12, 12, 12] },
    { startedAt: day("2024-05-03"), sport: "running" },
  ),
  "run 10.gpx": trackOf({ heartRateBpm: [170, 170], speedKmh: [9, 9] }, { startedAt: day("2024-06-01") }),
  "undated.gpx": trackOf({ speedKmh: [10, 10, 10, 10] }),
};

beforeEach(async () => {
  page = new ScriptedPage();
  page.predictor.answer = (source) => predictionOf(TRACKS[nameOf(source)] ?? trackOf({ speedKmh: [8] }));
  await page.start();
});

async function open(...names: string[]): Promise<void> {
  await state().openFiles(names.map((name) => file(name, name)));
  await rest();
}

function namesBy(column: RunColumn, direction: "ascending" | "descending", units = PACE): string[] {
  const runSort: RunSort = { column, direction };
  return readRuns({ items: state().items, runSort, units }).map(({ name }) => name);
}

test("runs are sorted by day, by name as people count, and by their figures; what is unknown comes last", async () => {
  await open("run 10.gpx", "undated.gpx", "run 2.gpx");
  expect(readRuns(state()).map(({ name }) => name)).toEqual(["run 10.gpx", "undated.gpx", "run 2.gpx"]);
  expect(namesBy("date", "descending")).toEqual(["run 10.gpx", "run 2.gpx", "undated.gpx"]);
  expect(namesBy("date", "ascending")).toEqual(["run 2.gpx", "run 10.gpx", "undated.gpx"]);
  expect(namesBy("name", "ascending")).toEqual(["run 2.gpx", "run 10.gpx", "undated.gpx"]);
  expect(namesBy("duration", "ascending")).toEqual(["run 10.gpx", "run 2.gpx", "undated.gpx"]);
  expect(namesBy("difference", "descending")).toEqual(["run 10.gpx", "run 2.gpx", "undated.gpx"]);
  expect(namesBy("measured", "ascending")).toEqual(["run 2.gpx", "run 10.gpx", "undated.gpx"]);
});

test("the fastest pace is the least, the fastest speed the most", async () => {
  await open("run 10.gpx", "undated.gpx", "run 2.gpx");
  expect(namesBy("speed", "ascending", PACE)).toEqual(["run 2.gpx", "undated.gpx", "run 10.gpx"]);
  expect(namesBy("speed", "ascending", SPEED)).toEqual(["run 10.gpx", "undated.gpx", "run 2.gpx"]);
});

test("sports are sorted by the names that the table shows, whatever a file calls them; an unstated one comes last", async () => {
  const sports = {
    "a.gpx": "treadmill_running",
    "b.gpx": "running",
    "c.gpx": "cycling",
    "d.gpx": "Laufen",
    "e.gpx": null,
  };
  page.predictor.answer = (source) =>
    predictionOf(trackOf({ speedKmh: [9] }, { sport: sports[nameOf(source) as keyof typeof sports] }));
  await open("e.gpx", "a.gpx", "b.gpx", "c.gpx", "d.gpx");
  expect(namesBy("sport", "ascending")).toEqual(["c.gpx", "b.gpx", "d.gpx", "a.gpx", "e.gpx"]);
});

test("a header sorts one way, the other way, and then as the runs were opened; dates the latest first", () => {
  const clicks = (column: RunColumn) => {
    const first = nextSort(column, null);
    const second = nextSort(column, first);
    return [first?.direction, second?.direction, nextSort(column, second)];
  };
  expect(clicks("date")).toEqual(["descending", "ascending", null]);
  expect(clicks("distance")).toEqual(["ascending", "descending", null]);
  expect(nextSort("name", { column: "date", direction: "ascending" })).toEqual({
    column: "name",
    direction: "ascending",
  });
});

test("the runs of one file name it as where they are from; a run on its own names nothing", async () => {
  page.reader.answer = (name) => (name === "runs.jsonl" ? [parsed("line 1"), parsed("line 2")] : [parsed(name)]);
  await open("runs.jsonl", "run 2.gpx");
  expect(readRuns(state()).map(sourceOf)).toEqual(["runs.jsonl", "runs.jsonl", null]);
});

test("an item's runs are the same as long as nothing of it changes", async () => {
  await open("run 2.gpx", "run 10.gpx");
  const [before] = state().items;
  const views = viewsOf(before);
  expect(viewsOf(before)).toBe(views);
  expect(viewsOf({ ...before, name: "other.gpx" })).not.toBe(views);
});

test("all runs are removed at once, and the opening run comes back", async () => {
  await open("run 2.gpx", "run 10.gpx");
  state().show("my-runs");
  state().removeAll();
  await rest();
  expect(page.names()).toEqual(["Opening sample"]);
  expect(state()).toMatchObject({ archives: [], openAlready: [], view: "my-runs" });
});
