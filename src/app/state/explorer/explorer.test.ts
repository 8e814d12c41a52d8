import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../../base/error.ts";
import { ScriptedSplit, ScriptedSplitReader, splitRow } from "../../../testing/scripted-split.ts";
import { createExplorer, type ExplorerState, NO_EXPLORER } from "./explorer.ts";
import type { SplitSource } from "./sources.ts";
import type { SplitRun } from "./split-opening.ts";

const BUNDLED: SplitSource = { kind: "bundled" };
const REMOTE = { kind: "url", url: "https://example.org/data/six.parquet" } as const;
const file = (name: string) => new File(["PAR1"], name, { lastModified: 0 });

let reader: ScriptedSplitReader;
let state: ExplorerState;
let isTableShown: boolean;
let opened: SplitRun[];
let successors: number;
let explorer: ReturnType<typeof createExplorer>;

beforeEach(() => {
  reader = new ScriptedSplitReader();
  state = NO_EXPLORER;
  isTableShown = false;
  opened = [];
  successors = 0;
  explorer = createExplorer({
    reader,
    bundledUrl: "https://page.example/data/test.parquet",
    read: () => state,
    write: (changed) => {
      state = changed;
    },
    units: () => ({ speedUnit: "pace", distanceUnit: "km" }),
    showTable: () => {
      isTableShown = true;
    },
    leaveTable: () => {
      isTableShown = false;
    },
    isTableShown: () => isTableShown,
    onSuccessor: () => {
      successors++;
    },
    compareRun: () => {},
    openRun: (run) => {
      isTableShown = false;
      opened = [run];
    },
    usedSplits: () => opened.map(({ split }) => split),
  });
});

/** After whatever is under way without a clock. */
async function rest(): Promise<void> {
  for (let i = 0; i < 8; i++) await new Promise((resolve) => setImmediate(resolve));
}

async function openedSplit(source: SplitSource = BUNDLED, split = new ScriptedSplit("a")): Promise<ScriptedSplit> {
  explorer.actions.openSplit(source);
  reader.asked.at(-1)!.resolve(split);
  await rest();
  return split;
}

describe("opening a split", () => {
  test("fetches the page's own whole, tells how far it is, and shows its rows as they come", async () => {
    explorer.actions.openSplit(BUNDLED);
    expect(reader.asked[0].origin).toEqual({
      kind: "url",
      url: "https://page.example/data/test.parquet",
      whole: true,
    });
    expect(state.opening).toMatchObject({ phase: "opening", workoutId: null });
    expect(isTableShown).toBe(true);
    reader.asked[0].onProgress?.({ loadedBytes: 5, totalBytes: 20 });
    expect(state.opening?.progress).toEqual({ loadedBytes: 5, totalBytes: 20 });
    const split = new ScriptedSplit("a");
    reader.asked[0].resolve(split);
    await rest();
    expect(state.opening).toBeNull();
    expect(state.shown).toMatchObject({ arrival: "arriving", rows: [] });
    split.reads[0].bring(splitRow(0), splitRow(1));
    expect(state.shown?.rows).toHaveLength(2);
    split.reads[0].bring(splitRow(2));
    split.reads[0].resolve();
    await rest();
    expect(state.shown).toMatchObject({ arrival: "whole" });
    expect(state.shown?.rows.map(({ row }) => row)).toEqual([0, 1, 2]);
  });

  test("asks before a link makes another server be asked, once a server", async () => {
    explorer.openLinked(REMOTE, null, "");
    expect(state.opening).toMatchObject({ phase: "asking" });
    expect(reader.asked).toEqual([]);
    explorer.actions.openOnceMore();
    expect(reader.asked.map(({ origin }) => origin)).toEqual([REMOTE]);
    explorer.openLinked({ kind: "url", url: "https://example.org/other.parquet" }, null, "");
    expect(reader.asked).toHaveLength(2);
    explorer.openLinked({ kind: "url", url: "https://example.org:8443/other.parquet" }, null, "");
    expect(reader.asked).toHaveLength(2);
    expect(state.opening).toMatchObject({ phase: "asking" });
  });

  test("keeps what was open until its successor is there, and then closes it", async () => {
    const first = await openedSplit();
    first.reads[0].bring(splitRow(0));
    explorer.actions.openSplit(REMOTE);
    expect(state.shown).toMatchObject({ source: BUNDLED });
    first.reads[0].bring(splitRow(1));
    first.reads[0].resolve();
    await rest();
    expect(state.shown?.rows).toHaveLength(2);
    reader.asked[1].reject(new PredictorError("no-ranges", "It sends the whole alone."));
    await rest();
    expect(state.opening).toMatchObject({ phase: "failed", error: { code: "no-ranges" } });
    expect(state.shown?.rows).toHaveLength(2);
    expect(first.isClosed).toBe(false);
    explorer.actions.openOnceMore();
    expect(state.opening).toMatchObject({ phase: "opening", error: null });
    expect(successors).toBe(1);
    reader.asked[2].resolve(new ScriptedSplit("b"));
    await rest();
    expect(successors).toBe(2);
    expect(state.shown).toMatchObject({ source: REMOTE, rows: [], split: { facts: { name: "b" } } });
    expect(first.isClosed).toBe(true);
  });

  test("that was overtaken by another comes too late, and is closed", async () => {
    explorer.actions.openSplit(BUNDLED);
    explorer.actions.openSplit(REMOTE);
    expect(reader.asked[0].signal?.aborted).toBe(true);
    const second = new ScriptedSplit("second");
    reader.asked[1].resolve(second);
    await rest();
    expect(state.shown?.split).toBe(second);
    expect(state.opening).toBeNull();
    second.reads[0].bring(splitRow(0));
    const third = await openedSplit(BUNDLED, new ScriptedSplit("third"));
    expect(second.reads[0].signal?.aborted).toBe(true);
    second.reads[0].bring(splitRow(1));
    expect(state.shown?.rows).toEqual([]);
    expect(state.shown?.split).toBe(third);
  });

  test("is stopped at once, and goes on when told to", async () => {
    explorer.actions.openSplit(REMOTE);
    explorer.actions.cancelSplit();
    expect(reader.asked[0].signal?.aborted).toBe(true);
    expect(state.opening).toMatchObject({ phase: "stopped" });
    await rest();
    expect(state.opening).toMatchObject({ phase: "stopped" });
    explorer.actions.openOnceMore();
    reader.asked[1].resolve(new ScriptedSplit("a"));
    await rest();
    expect(state.shown).not.toBeNull();
  });

  test("lists files, and opens the first of them unless a run came along", async () => {
    explorer.takeFiles([file("a.parquet"), file("b.parquet")], false);
    const names = () => state.sources.flatMap((source) => (source.kind === "file" ? source.file.name : []));
    expect(names()).toEqual(["a.parquet", "b.parquet"]);
    expect(reader.asked.map(({ origin }) => origin.kind === "file" && origin.file.name)).toEqual(["a.parquet"]);
    explorer.takeFiles([file("b.parquet"), file("c.parquet")], true);
    expect(names()).toEqual(["a.parquet", "b.parquet", "c.parquet"]);
    expect(reader.asked).toHaveLength(1);
  });

  test("that could not be is dismissed; without any split the table is left", async () => {
    explorer.openLinked(REMOTE, null, "");
    explorer.actions.dismissOpening();
    expect(state.opening).toBeNull();
    expect(isTableShown).toBe(false);
    await openedSplit();
    explorer.openLinked(REMOTE, null, "");
    explorer.actions.dismissOpening();
    expect(isTableShown).toBe(true);
  });
});

describe("rows on their way", () => {
  test("that are stopped stay, and go on with those that are not there", async () => {
    const split = await openedSplit();
    split.reads[0].bring(splitRow(0), splitRow(1));
    explorer.actions.cancelSplit();
    expect(split.reads[0].signal?.aborted).toBe(true);
    await rest();
    expect(state.shown).toMatchObject({ arrival: "stopped", error: null });
    expect(state.shown?.rows).toHaveLength(2);
    explorer.actions.readRowsOn();
    expect(state.shown).toMatchObject({ arrival: "arriving" });
    split.reads[1].bring(splitRow(0), splitRow(1), splitRow(2));
    split.reads[1].resolve();
    await rest();
    expect(state.shown?.rows.map(({ row }) => row)).toEqual([0, 1, 2]);
  });

  test("that break off stay, with the reason, and are read on", async () => {
    const split = await openedSplit();
    split.reads[0].bring(splitRow(0));
    split.reads[0].bring(splitRow(1));
    split.reads[0].reject(new PredictorError("download-failed", "The connection was reset."));
    await rest();
    expect(state.shown).toMatchObject({ arrival: "failed", error: { code: "download-failed" } });
    expect(state.shown?.rows).toHaveLength(2);
    explorer.actions.readRowsOn();
    split.reads[1].bring(splitRow(2));
    split.reads[1].resolve();
    await rest();
    expect(state.shown).toMatchObject({ arrival: "whole", error: null });
    expect(state.shown?.rows).toHaveLength(3);
  });

  test("of a split that broke off are read from its start where it is opened again", async () => {
    const split = await openedSplit();
    split.reads[0].reject(new PredictorError("unexpected", "The worker stopped."));
    await rest();
    explorer.actions.openSplit(BUNDLED);
    expect(reader.asked).toHaveLength(2);
  });

  test("that all came are read once more where nothing reads their split any more, and so is a run of it", async () => {
    const split = await openedSplit();
    split.reads[0].bring(splitRow(0));
    split.reads[0].resolve();
    await rest();
    split.hasEnded = true;
    explorer.actions.openSplit(BUNDLED);
    expect(state.shown?.rows).toHaveLength(1);
    const again = new ScriptedSplit("again");
    reader.asked[1].resolve(again);
    await rest();
    expect(state.shown).toMatchObject({ arrival: "arriving", rows: [] });
    again.reads[0].bring(splitRow(0));
    again.hasEnded = true;
    explorer.openLinked({ kind: "bundled" }, 100, "");
    expect(opened).toEqual([]);
    const third = new ScriptedSplit("third");
    reader.asked[2].resolve(third);
    await rest();
    expect(opened).toMatchObject([{ split: third, row: 0 }]);
  });

  test("whose reader stopped come from the split opened anew where they are asked for again", async () => {
    const split = await openedSplit();
    split.reads[0].bring(splitRow(0));
    split.hasEnded = true;
    split.reads[0].reject(new PredictorError("unexpected", "The part of the page that reads splits stopped."));
    await rest();
    expect(state.shown).toMatchObject({ arrival: "failed" });
    explorer.actions.readRowsOn();
    const again = new ScriptedSplit("again");
    reader.asked.at(-1)!.resolve(again);
    await rest();
    again.reads[0].bring(splitRow(0), splitRow(1));
    again.reads[0].resolve();
    await rest();
    expect(state.shown).toMatchObject({ arrival: "whole", error: null });
    expect(state.shown!.rows).toHaveLength(2);
  });
});

describe("a run of a split", () => {
  test("is opened from its row, which the table comes back to", async () => {
    const split = await openedSplit();
    explorer.actions.openRow(splitRow(4));
    expect(opened).toEqual([{ source: BUNDLED, split, row: 4, workoutId: 104 }]);
    expect(state.place.activeRow).toBe(4);
  });

  test("that a link names is opened without waiting for the rows", async () => {
    explorer.openLinked({ kind: "bundled" }, 103, "");
    expect(state.opening).toMatchObject({ phase: "opening", workoutId: 103 });
    reader.asked[0].resolve(new ScriptedSplit("a"));
    await rest();
    expect(opened).toMatchObject([{ row: 3, workoutId: 103 }]);
    expect(state.opening).toBeNull();
    explorer.openLinked({ kind: "bundled" }, 105, "");
    await rest();
    expect(opened).toMatchObject([{ row: 5, workoutId: 105 }]);
    expect(reader.asked).toHaveLength(1);
  });

  test("that a link names and the table has is opened at once", async () => {
    const split = await openedSplit();
    split.reads[0].bring(splitRow(6));
    isTableShown = false;
    explorer.openLinked({ kind: "bundled" }, 106, "");
    expect(opened).toMatchObject([{ row: 6, workoutId: 106 }]);
    expect(isTableShown).toBe(false);
  });

  test("that a link names and the split has not is said, and the table is there", async () => {
    explorer.openLinked({ kind: "bundled" }, 3, "");
    reader.asked[0].resolve(new ScriptedSplit("a"));
    await rest();
    expect(opened).toEqual([]);
    expect(state.opening).toMatchObject({ phase: "failed", error: { code: "unknown-sample" } });
    expect(state.shown).not.toBeNull();
  });

  test("that a link names does not come in the way of one that was chosen meanwhile", async () => {
    explorer.openLinked({ kind: "bundled" }, 103, "");
    isTableShown = false;
    reader.asked[0].resolve(new ScriptedSplit("a"));
    await rest();
    expect(opened).toEqual([]);
    expect(state.opening).toBeNull();
  });

  test("keeps its split open after another took its place, until a run of that is opened", async () => {
    const first = await openedSplit();
    explorer.actions.openRow(splitRow(0));
    await openedSplit(REMOTE, new ScriptedSplit("b"));
    expect(first.isClosed).toBe(false);
    explorer.actions.openRow(splitRow(1));
    expect(first.isClosed).toBe(true);
  });
});

describe("the table", () => {
  test("keeps marks through sort and filter, adds and takes away what is named, and forgets them with its split", async () => {
    await openedSplit();
    const rows = [1, 2, 3].map((row) => splitRow(row));
    explorer.actions.markRows(rows, true);
    explorer.actions.sortBy("speed");
    explorer.actions.setFilter({ type: { type: "STEADY" } });
    explorer.actions.markRows([rows[1]], false);
    expect([...state.shown!.marked]).toEqual([1, 3]);
    await openedSplit(REMOTE, new ScriptedSplit("b"));
    expect(state.shown!.marked.size).toBe(0);
  });

  test("starts over with sort, filter and place for another split, and keeps them for the same", async () => {
    await openedSplit();
    explorer.actions.sortBy("speed");
    explorer.actions.sortBy("speed");
    explorer.actions.setFilter({ duration: { from: "30", to: "x" } });
    explorer.actions.keepPlace({ scrollTop: 320, activeRow: 2 });
    const { shown, place } = state;
    expect(shown).toMatchObject({
      sort: { column: "speed", direction: "descending" },
      fields: { duration: { from: "30", to: "x" } },
    });
    expect(place).toEqual({ scrollTop: 320, activeRow: 2 });
    isTableShown = false;
    explorer.actions.openSplit(BUNDLED);
    expect(state).toMatchObject({ shown, place });
    expect(isTableShown).toBe(true);
    explorer.actions.clearFilter();
    expect(state.shown).toMatchObject({ fields: { duration: { from: "", to: "" } } });
    expect(state.place).toEqual({ scrollTop: 0, activeRow: 2 });
    await openedSplit(REMOTE, new ScriptedSplit("b"));
    expect(state.shown).toMatchObject({ sort: { column: "run" } });
    expect(state.place).toEqual({ scrollTop: 0, activeRow: null });
  });
});

describe("heart rates of the rows in view", () => {
  const lines = (...rows: number[]) => new Map(rows.map((row) => [row, new Float32Array(4)]));

  test("are fetched group by group, once, and never those that went out of view before their turn", async () => {
    const split = await openedSplit();
    explorer.actions.drawSparklines([splitRow(3), splitRow(12)], false);
    await rest();
    expect(split.lines.map(({ group }) => group)).toEqual([0]);
    explorer.actions.drawSparklines([splitRow(4), splitRow(25)], false);
    expect(split.lines[0].signal?.aborted).toBe(false);
    split.lines[0].resolve(lines(3, 4));
    await rest();
    expect([...state.shown!.sparklines.lines.keys()]).toEqual([3, 4]);
    expect(split.lines.map(({ group }) => group)).toEqual([0, 2]);
    explorer.actions.drawSparklines([splitRow(13)], false);
    expect(split.lines[1].signal?.aborted).toBe(true);
    await rest();
    expect(split.lines.map(({ group }) => group)).toEqual([0, 2, 1]);
    split.lines[2].resolve(lines());
    await rest();
    explorer.actions.drawSparklines([splitRow(3), splitRow(13)], false);
    await rest();
    expect(split.lines).toHaveLength(3);
  });

  test("of a split on a server are fetched up to a hundredth of it, and the others once they are asked for", async () => {
    // A file of 1,000 bytes.
    const split = await openedSplit(REMOTE, new ScriptedSplit("remote", 4, 6));
    explorer.actions.drawSparklines([splitRow(0)], false);
    await rest();
    split.lines[0].resolve(lines(0));
    await rest();
    explorer.actions.drawSparklines([splitRow(12)], false);
    await rest();
    expect(split.lines).toHaveLength(1);
    expect(state.shown?.sparklines.undrawnBytes).toBe(6);
    explorer.actions.drawSparklines([splitRow(12)], true);
    await rest();
    split.lines[1].resolve(lines(12));
    await rest();
    explorer.actions.drawSparklines([splitRow(25), splitRow(35)], false);
    await rest();
    expect(split.lines.map(({ group }) => group)).toEqual([0, 1, 2]);
    expect(state.shown?.sparklines.undrawnBytes).toBe(0);
  });

  test("on their way from a server are paid for once, however often the table rests over them", async () => {
    // A hundredth of the file is 10 bytes, a group's heart rates 6.
    const split = await openedSplit(REMOTE, new ScriptedSplit("remote", 4, 6));
    explorer.actions.drawSparklines([splitRow(0)], false);
    explorer.actions.drawSparklines([splitRow(1)], false);
    expect(split.lines[0].signal?.aborted).toBe(false);
    expect(state.shown?.sparklines.undrawnBytes).toBe(0);
    split.lines[0].resolve(lines(0, 1));
    await rest();
    expect([...state.shown!.sparklines.lines.keys()]).toEqual([0, 1]);
    expect(split.lines).toHaveLength(1);
  });

  test("that went out of view and came back at once are fetched again", async () => {
    const split = await openedSplit();
    for (const row of [0, 12, 0]) explorer.actions.drawSparklines([splitRow(row)], false);
    await rest();
    expect(split.lines.map(({ group }) => group)).toEqual([0, 0]);
    split.lines[1].resolve(lines(0));
    await rest();
    expect([...state.shown!.sparklines.lines.keys()]).toEqual([0]);
  });

  test("that do not come say why, and are tried again with the next rest", async () => {
    const split = await openedSplit();
    explorer.actions.drawSparklines([splitRow(0)], false);
    await rest();
    split.lines[0].reject(new PredictorError("download-failed", "Reset."));
    await rest();
    expect(state.shown?.sparklines.error).toMatchObject({ code: "download-failed" });
    explorer.actions.drawSparklines([splitRow(0)], false);
    await rest();
    expect(state.shown?.sparklines.error).toBeNull();
    expect(split.lines).toHaveLength(2);
  });
});
