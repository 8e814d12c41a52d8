import { expect, test } from "vitest";
import { ScriptedPage } from "../../testing/scripted-page.ts";
import { openFileCount } from "./offline.ts";

const file = (name: string) => new File([name], name);

async function pageWithUpdate(): Promise<ScriptedPage> {
  const page = new ScriptedPage();
  await page.start();
  await page.state().holdOffline();
  page.holder.tell({ update: { otherWindows: null, error: null } });
  return page;
}

test("files that were handed to the page are opened, once", async () => {
  const page = new ScriptedPage();
  page.holder.waiting = [{ file: file("shared.gpx"), note: "" }];
  await page.start();
  await page.state().holdOffline();
  expect(page.names()).toEqual(["shared.gpx"]);
  expect(page.holder.waiting).toEqual([]);
});

test("a newer version waits for a person, and is handed the files that are open, each once", async () => {
  const page = await pageWithUpdate();
  await page.state().openFiles([file("a.gpx"), file("b.fit")]);
  page.state().openText("Pasted text", "1 2 3");
  expect(page.holder.reloads).toBe(0);
  await Promise.all([page.state().loadUpdate(), page.state().loadUpdate()]);
  expect(page.holder.reloads, "pressed twice").toBe(1);
  expect(page.holder.waiting.map(({ file: { name } }) => name)).toEqual(["a.gpx", "b.fit", "Pasted text"]);
});

test("what is excluded of a run, datasets and added models are handed over, and come back", async () => {
  const page = await pageWithUpdate();
  const span = { startS: 60, endS: 120 };
  const split = new File(["PAR1"], "own.parquet");
  const model = new File(["a network"], "mine.onnx");
  await page.state().openFiles([file("a.gpx"), file("b.fit")]);
  page.state().leaveOut(span);
  await page.state().openFiles([split, model]);
  expect(openFileCount(page.state())).toBe(4);
  await page.state().loadUpdate();

  const newer = new ScriptedPage();
  newer.holder.waiting = page.holder.waiting;
  await newer.start();
  await newer.state().holdOffline();
  const excludedOf = (of: ScriptedPage) => of.state().items.map(({ name, excluded }) => [name, excluded]);
  expect(excludedOf(newer)).toEqual(excludedOf(page));
  expect(excludedOf(newer)).toContainEqual(["a.gpx", { 0: [span] }]);
  expect(newer.state().explorer.sources).toContainEqual({ kind: "file", file: split });
  const { source } = newer.state().models.find(({ name }) => name === "mine")!;
  expect(new TextDecoder().decode(source as Uint8Array)).toBe("a network");
});

test("where another window runs the version before, the page stays as it is, and so do its files", async () => {
  const page = await pageWithUpdate();
  await page.state().openFiles([file("a.gpx")]);
  page.holder.otherWindows = 2;
  await page.state().loadUpdate();
  expect(page.state().offline.update).toEqual({ otherWindows: 2, error: null });
  expect(page.holder).toMatchObject({ reloads: 0, waiting: [] });
  expect(page.names()).toEqual(["a.gpx"]);
});

test("where the files can't be kept, the page stays as it is and says why", async () => {
  const page = await pageWithUpdate();
  page.holder.handOver = () => Promise.reject(new Error("no room"));
  await page.state().loadUpdate();
  expect(page.state().offline.update?.error).toContain("no room");
  expect(page.holder.reloads).toBe(0);
});

test("a page that the browser lets hold nothing says nothing of it", async () => {
  const page = new ScriptedPage();
  page.holder.start = () => Promise.reject(new DOMException("refused", "SecurityError"));
  await page.start();
  await page.state().holdOffline();
  expect(page.state().offline).toEqual({ heldBytes: null, update: null });
});
