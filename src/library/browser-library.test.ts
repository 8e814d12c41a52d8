import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { datedRun } from "../testing/dated-runs.ts";
import { fakeIndexedDb } from "../testing/fake-indexed-db.ts";
import { libraryTests } from "../testing/library-tests.ts";
import { BrowserLibrary, DATABASE } from "./browser-library.ts";
import { storedRun } from "./kept-run.ts";

beforeEach(fakeIndexedDb);
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

libraryTests("the library in a browser", async () => new BrowserLibrary());

describe("the browser's database", () => {
  const tabs: BrowserLibrary[] = [];
  const openTab = () => {
    const tab = new BrowserLibrary();
    tabs.push(tab);
    return tab;
  };
  afterEach(() => {
    for (const tab of tabs.splice(0)) tab.close();
  });

  const names = async () => (await indexedDB.databases()).map(({ name }) => name);

  /** Opens the database as a page of another version does. */
  function openAs(version: number, upgrade: (database: IDBDatabase) => void): Promise<IDBDatabase> {
    const request = indexedDB.open(DATABASE, version);
    request.onupgradeneeded = () => upgrade(request.result);
    return new Promise((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
  }

  test("is not made by reading, changing or removing, and gone when all is forgotten, in every tab", async () => {
    const [one, other] = [openTab(), openTab()];
    const open = vi.spyOn(indexedDB, "open");
    expect(await one.summaries()).toEqual([]);
    expect((await one.figures("m")).size).toBe(0);
    await one.remove(["x"]);
    await expect(one.change("x", { name: "y" })).rejects.toMatchObject({ code: "not-kept" });
    expect(await names()).toEqual([]);
    expect(open, "which makes one in WebKit, even if it is taken back").not.toHaveBeenCalled();
    open.mockRestore();
    await one.keep([datedRun("a", 1)]);
    expect(await other.size()).toMatchObject({ runs: 1 });
    await other.forgetAll();
    expect(await one.summaries()).toEqual([]);
    expect(await names()).toEqual([]);
    await one.keep([datedRun("a", 1)]);
    expect(await other.size()).toMatchObject({ runs: 1 });
  });

  test("is one to all tabs: they hear of changes, and a run that two keep at once is one", async () => {
    const [one, other] = [openTab(), openTab()];
    const heard = new Promise<void>((resolve) => {
      other.onChange(resolve);
    });
    const kept = await Promise.all([one.keep([datedRun("a", 1)]), other.keep([datedRun("a", 1)])]);
    expect(
      kept
        .flat()
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(["known", "new"]);
    expect(await one.size()).toMatchObject({ runs: 1 });
    await one.remove([kept[0][0].id]);
    await heard;
  });

  test("of its first version is read on, and gains what models say of runs", async () => {
    const { run, packed } = storedRun(datedRun("a", 1), 1000);
    const first = await openAs(1, (database) => {
      const runs = database.createObjectStore("runs", { keyPath: "id" });
      runs.createIndex("unixS", "startedAt.unixS");
      runs.createIndex("durationS", "summary.durationS");
      const { zoneStartsBpm: _, routeBytes: __, ...older } = run;
      runs.put(older);
      database.createObjectStore("tracks").put(packed, run.id);
    });
    first.close();
    const library = openTab();
    expect(await library.summaries()).toEqual([run]);
    const figures = new Map([[run.id, { differenceBpm: -2, standardErrorBpm: 1, comparedS: 60 }]]);
    await library.keepFigures("m", figures);
    expect(await library.figures("m")).toEqual(figures);
    expect(await library.keep([datedRun("a", 1)])).toMatchObject([{ id: run.id, outcome: "known" }]);
  });

  test("of a newer version is left alone until all is forgotten", async () => {
    const newer = await openAs(99, (database) => database.createObjectStore("elsewhere"));
    newer.onversionchange = () => newer.close();
    const library = openTab();
    await expect(library.summaries()).rejects.toMatchObject({ code: "newer-library" });
    await expect(library.keep([datedRun("a", 1)])).rejects.toMatchObject({ code: "newer-library" });
    expect(await names()).toEqual([DATABASE]);
    await library.forgetAll();
    expect(await names()).toEqual([]);
  });

  test("that a newer page is about to change is let go of, and said to be newer from then on", async () => {
    const library = openTab();
    await library.keep([datedRun("a", 1)]);
    await openAs(99, () => undefined);
    await expect(library.keep([datedRun("b", 2)])).rejects.toMatchObject({ code: "newer-library" });
  });

  test("keeps all of what comes at once or, where there is no room for it, nothing", async () => {
    const library = openTab();
    await library.keep([datedRun("a", 1)]);
    const put = IDBObjectStore.prototype.put;
    let puts = 0;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...values) {
      if (++puts > 5) throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, values);
    });
    const many = [2, 3, 4].map((day) => datedRun(`run ${day}`, day));
    await expect(library.keep(many)).rejects.toMatchObject({ code: "storage-full" });
    vi.restoreAllMocks();
    expect((await library.summaries()).map(({ name }) => name)).toEqual(["run a"]);
    expect(await library.keep(many)).toHaveLength(3);
  });

  test("is said to be denied where the browser opens none, and can be asked for again", async () => {
    const library = openTab();
    const denied = new DOMException("private", "SecurityError");
    vi.spyOn(indexedDB, "databases").mockRejectedValue(denied);
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw denied;
    });
    await expect(library.keep([datedRun("a", 1)])).rejects.toMatchObject({ code: "storage-denied" });
    await expect(library.summaries()).rejects.toMatchObject({ code: "storage-denied" });
    vi.restoreAllMocks();
    expect(await library.keep([datedRun("a", 1)])).toMatchObject([{ outcome: "new" }]);
  });
});
