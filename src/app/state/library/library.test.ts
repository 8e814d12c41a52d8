import { beforeEach, describe, expect, test } from "vitest";
import { PredictorError } from "../../../base/error.ts";
import type { PredictedRun } from "../../../evaluation/expected-heart-rate.ts";
import { exportLibrary } from "../../../library/library-file.ts";
import { MemoryLibrary } from "../../../library/memory-library.ts";
import { anyContract, anyPrior } from "../../../testing/contract.ts";
import { datedRun, datedTrack } from "../../../testing/dated-runs.ts";
import { file, linkTo, nameOf, parsed, rest, ScriptedPage } from "../../../testing/scripted-page.ts";
import { predictionOf } from "../../../testing/tracks.ts";
import { series, workoutOf } from "../../../testing/workouts.ts";
import type { Track, Workout } from "../../../workout/workout.ts";
import { calibrationOf } from "../calibration.ts";
import { comparedViews } from "../comparison.ts";
import { itemsLookedAt } from "../making-way.ts";
import { openFileCount } from "../offline.ts";
import { COURSES_KEY } from "../plan/kept-courses.ts";
import { mayHaveRoute } from "../read-again.ts";
import { areListed, viewsOf } from "../run-items.ts";
import { figuresOf } from "../run-order.ts";
import { readRuns } from "../run-steps.ts";
import { SETTINGS_KEY } from "../settings.ts";
import { shownRun, statusOf } from "../status.ts";
import { runnersOf } from "./runners.ts";

let page: ScriptedPage;
const state = () => page.state();

/** The runs of files are as unlike as their names; a run of the library is predicted as it comes. */
function predictByName(): void {
  page.predictor.answer = (source) =>
    predictionOf(source.kind === "track" ? source.track : datedTrack(nameOf(source), nameOf(source).length));
}

beforeEach(async () => {
  page = new ScriptedPage();
  predictByName();
  await page.start();
});

async function open(...names: string[]): Promise<void> {
  await state().openFiles(names.map((name) => file(name, name)));
  await quiet();
}

async function quiet(): Promise<void> {
  do await rest();
  while (state().working !== null || state().library.figuring !== null);
  await rest();
}

/** Opens the page anew, and waits until it has listed the library. */
async function visitAgain(): Promise<void> {
  page.visit();
  await page.start();
  await quiet();
}

/** A minute of a run due north, 556 m of it. */
function northwards(name: string): Workout {
  const timeS = series(61, (second) => second);
  const latitudeDeg = series(61, (second) => 48 + (0.005 * second) / 60);
  const speedKmh = series(61, () => 33);
  return workoutOf({ timeS, speedKmh, latitudeDeg, longitudeDeg: series(61, () => 11) }, { name });
}

const rows = () => readRuns(state()).map(({ name }) => name);
async function libraryFileOf(runs: number): Promise<ArrayBuffer> {
  const library = new MemoryLibrary();
  await library.keep(Array.from({ length: runs }, (_, i) => datedRun(`run ${i}`, i)));
  return new Response(exportLibrary(library)).arrayBuffer();
}

/** Has the library keep nothing until it is released. */
function holdKeeping(): () => void {
  const keep = page.library.keep.bind(page.library);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  page.library.keep = async (runs) => {
    await held;
    return keep(runs);
  };
  return release;
}

const factsIn = async (library: MemoryLibrary) => (await library.summaries()).map(({ keptAtS: _, ...facts }) => facts);
const heldNames = async () => (await page.library.summaries()).map(({ name }) => name);

describe("the library", () => {
  test("keeps nothing until it is turned on, then what is open, what is opened, and lists it on the next visit", async () => {
    await open("a.gpx");
    expect(await heldNames()).toEqual([]);
    await state().remember();
    await open("bb.gpx", "ccc.gpx");
    expect(await heldNames()).toEqual(["a.gpx", "bb.gpx", "ccc.gpx"]);
    expect(state().library).toMatchObject({ phase: "open", isPersistent: true, size: { runs: 3 } });

    await visitAgain();
    expect(rows(), "the latest first").toEqual(["ccc.gpx", "bb.gpx", "a.gpx"]);
    expect(shownRun(state())?.item.origin.kind, "nothing jumps").toBe("opening");
    expect(areListed(state())).toBe(false);
    const [latest] = readRuns(state());
    expect(latest.prediction).toBeNull();
    const before = figuresOf(latest)!;
    expect(before.differenceBpm).not.toBeNaN();

    state().select({ itemId: latest.item.id, run: 0 });
    await quiet();
    expect(statusOf(state())).toEqual({ state: "done", run: "ccc.gpx" });
    const after = figuresOf(shownRun(state())!)!;
    expect(Math.abs(after.differenceBpm - before.differenceBpm)).toBeLessThan(0.01);
    expect(Math.abs(after.expectedBpm - before.expectedBpm)).toBeLessThan(0.01);
  });

  test("lists runs without a date after the others", async () => {
    await state().remember();
    await page.library.keep([datedRun("old", 1), datedRun("undated", 0, { startedAt: null }), datedRun("new", 9)]);
    await quiet();
    expect(rows()).toEqual(["run new", "run old", "run undated"]);
  });

  test("holds a run once, and lists it once, whichever file brought it and whenever", async () => {
    await state().remember();
    await open("a.gpx");
    await visitAgain();
    await open("a.gpx");
    expect(rows()).toEqual(["a.gpx"]);
    expect(await heldNames()).toEqual(["a.gpx"]);
    state().remove(readRuns(state())[0].item.id);
    await quiet();
    expect(rows(), "its file is closed").toEqual(["a.gpx"]);
  });

  test("lists a run once of which several recordings are open, the one that is looked at, and says so", async () => {
    await state().remember();
    page.predictor.answer = (source) => predictionOf({ ...datedTrack("one", 1), name: nameOf(source) });
    await open("run.fit", "run.gpx");
    expect(rows()).toEqual(["run.fit"]);
    expect(state().openAlready).toEqual(["run.gpx"]);
    await open("run.tcx");
    expect(shownRun(state())?.name, "it stays where it is").toBe("run.tcx");
    expect(rows()).toEqual(["run.tcx"]);
    expect(state().openAlready).toEqual(["run.fit"]);
    expect(await heldNames()).toEqual(["run.fit"]);
  });

  test("leaves recordings of one run open that are compared", async () => {
    page.predictor.answer = (source) => predictionOf({ ...datedTrack("one", 1), name: nameOf(source) });
    await open("run.fit", "run.gpx");
    for (const { item } of readRuns(state())) state().chooseToCompare({ itemId: item.id, run: 0 }, true);
    await state().remember();
    await quiet();
    expect(rows()).toEqual(["run.fit", "run.gpx"]);
    expect(await heldNames()).toEqual(["run.fit"]);
  });

  test("leaves links and the page's own runs alone until a person says so", async () => {
    await state().remember();
    state().openHash(`#${linkTo({ track: datedTrack("linked", 1) })}`);
    await quiet();
    expect(await heldNames()).toEqual([]);
    await state().keepRun(state().selection!);
    await quiet();
    expect(await heldNames()).toHaveLength(1);
  });

  test("keeps no more once it is paused, and what it has stays", async () => {
    await state().remember();
    await open("a.gpx");
    state().pauseRemembering();
    await open("bb.gpx");
    await visitAgain();
    expect(rows()).toEqual(["a.gpx"]);
  });

  test("says why it can't be kept, and runs stay open; what was not kept is, once it can", async () => {
    const keep = page.library.keep.bind(page.library);
    await state().remember();
    page.library.keep = async () => {
      throw new PredictorError("storage-full", "There is no room.");
    };
    await open("a.gpx");
    expect(state().library.error?.message).toBe("There is no room.");
    expect(statusOf(state()).state).toBe("done");
    page.library.keep = keep;
    state().keepAgain();
    await quiet();
    expect(state().library.error).toBeNull();
    expect(await heldNames()).toEqual(["a.gpx"]);
  });

  test("stays off where the browser denies it", async () => {
    page.openLibrary = () => {
      throw new PredictorError("storage-denied", "This window keeps nothing.");
    };
    await state().remember();
    expect(state()).toMatchObject({ remembering: "off", library: { phase: "closed", size: null } });
    expect(state().library.error?.message).toBe("This window keeps nothing.");
    page.openLibrary = () => page.library;
    await state().remember();
    expect(state()).toMatchObject({ remembering: "on", library: { phase: "open", error: null } });
  });

  test("is taken with one as a file, and brought to another device, where it is offered until it is turned on", async () => {
    await state().remember();
    await open("a.gpx", "bb.gpx");
    state().leaveOut({ startS: 60, endS: 120 });
    await state().openCourses([file("course.gpx")]);
    await quiet();
    while (!page.kept.has(COURSES_KEY)) await rest();
    await state().takeAway();
    const [[name, bytes]] = page.saved;
    expect(name).toMatch(/^my-runs-\d{4}-\d\d-\d\d\.jsonl\.gz$/);
    expect(state().library.move).toBeNull();

    const other = new ScriptedPage();
    await other.start();
    await other.state().openFiles([file(name, bytes)]);
    expect(other.state()).toMatchObject({ view: "my-runs", remembering: "off" });
    expect(other.state().library.offered.map((offered) => offered.name)).toEqual([name]);
    expect(await other.library.summaries()).toEqual([]);
    await other.state().acceptOffered();
    expect(other.state()).toMatchObject({ remembering: "on", library: { offered: [], size: { runs: 2 }, move: null } });
    const courses = [{ name: "flat", link: expect.any(String) }];
    expect(other.state().library.brought).toEqual([
      { name, place: 0, fresh: 2, known: 0, courses, failed: [], error: null },
    ]);
    other.state().show("plan");
    await rest();
    expect(other.state().plan.courses.map(({ course }) => [course.name, course.lengthM])).toEqual([["flat", 5000]]);
    expect(await factsIn(other.library)).toEqual(await factsIn(page.library));
    expect(readRuns(other.state()).map((view) => view.name)).toEqual(["bb.gpx", "a.gpx"]);

    await state().bringHere([file(name, bytes)]);
    expect(state().library.brought).toMatchObject([{ fresh: 0, known: 2 }]);
  });

  test("that is offered may be declined, or be opened as any file of runs", async () => {
    await state().remember();
    await open("a.gpx");
    await state().takeAway();
    const [[name, bytes]] = page.saved;
    await state().forgetRuns();
    await state().openFiles([file(name, bytes)]);
    state().declineOffered();
    expect(state().library.offered).toEqual([]);
    await state().bringHere([file(name, bytes)]);
    await state().openOffered();
    await quiet();
    expect(rows()).toEqual(["a.gpx", name]);
    expect(await heldNames()).toEqual([]);
  });

  test("says what of a broken file was brought, and what it is where it is none", async () => {
    const bytes = await libraryFileOf(30);
    await state().remember();
    await state().bringHere([file("cut.jsonl.gz", bytes.slice(0, -200)), file("a.gpx", "<gpx/>")]);
    const [cut, none] = state().library.brought;
    expect(cut.error?.code).toBe("bad-library");
    expect(cut.fresh).toBeGreaterThan(0);
    expect(await heldNames()).toHaveLength(cut.fresh);
    expect(none.error?.message).toMatch(/no library/);
  });

  test("being brought ends where a person cancels it, and is listed as far as it came", async () => {
    const bytes = await libraryFileOf(60);
    await state().remember();
    let isPatient = false;
    page.subscribe(({ library }) => {
      if (!isPatient && library.move !== null && library.move.runs >= 20) state().stopMove();
    });
    await state().bringHere([file("all.jsonl.gz", bytes)]);
    const [{ fresh, error }] = state().library.brought;
    expect(error?.code).toBe("cancelled");
    expect(fresh).toBeLessThan(60);
    expect(rows()).toHaveLength(fresh);
    isPatient = true;
    await state().bringHere([file("all.jsonl.gz", bytes)]);
    expect(state().library.brought).toMatchObject([{ fresh: 60 - fresh, known: fresh, error: null }]);
  });

  test("forgets its runs as it is turned off, and nothing else that the device keeps", async () => {
    await state().remember();
    await open("a.gpx");
    state().setKnownOfMe({ restingBpm: 48 });
    await state().forgetRuns();
    expect(await heldNames()).toEqual([]);
    expect(state()).toMatchObject({ remembering: "off", knownOfMe: { restingBpm: 48 }, library: { size: null } });
    await open("bb.gpx");
    expect(await heldNames()).toEqual([]);
  });

  test("gives up a run, and takes it back", async () => {
    await state().remember();
    await open("a.gpx", "bb.gpx");
    await visitAgain();
    state().select({ itemId: readRuns(state())[1].item.id, run: 0 });
    await quiet();
    await state().removeKept(readRuns(state())[1].keptId!);
    await quiet();
    expect(rows()).toEqual(["bb.gpx"]);
    expect(shownRun(state())?.name, "its neighbour").toBe("bb.gpx");
    await state().putBackRemoved();
    await quiet();
    expect(rows()).toEqual(["bb.gpx", "a.gpx"]);
  });

  test("keeps what is excluded of its runs", async () => {
    await state().remember();
    await open("a.gpx");
    state().leaveOut({ startS: 60, endS: 120 });
    await quiet();
    await visitAgain();
    expect(readRuns(state())[0].excluded).toEqual([{ startS: 60, endS: 120 }]);
  });

  test("is forgotten with all that the device keeps, while open files stay open", async () => {
    await state().remember();
    await open("a.gpx");
    state().setKnownOfMe({ restingBpm: 48 });
    state().setGender(0);
    await quiet();
    expect(page.kept.get(SETTINGS_KEY)).toContain("48");
    await state().forgetAll();
    await quiet();
    expect(await heldNames()).toEqual([]);
    expect([...page.kept]).toEqual([]);
    expect(page.predictor.asked.at(-1)?.settings.gender, "and what was said of the runner counts no more").toBeNull();
    expect(state()).toMatchObject({ remembering: "off", knownOfMe: { restingBpm: null }, library: { size: null } });
    expect(readRuns(state()).map(({ keptId }) => keptId)).toEqual([null]);
    await visitAgain();
    expect(rows()).toEqual([]);
  });

  test("is forgotten for good while runs are being kept or brought", async () => {
    await state().remember();
    const release = holdKeeping();
    await open(...Array.from({ length: 25 }, (_, i) => `${"r".repeat(i + 1)}.gpx`));
    const forgotten = state().forgetAll();
    await rest();
    release();
    await forgotten;
    await quiet();
    expect(await heldNames()).toEqual([]);

    const bytes = await libraryFileOf(60);
    await state().remember();
    let isForgetting = false;
    page.subscribe(({ library }) => {
      if (isForgetting || library.move === null || library.move.runs < 20) return;
      isForgetting = true;
      void state().forgetRuns();
    });
    await state().bringHere([file("all.jsonl.gz", bytes)]);
    await quiet();
    expect(state()).toMatchObject({ remembering: "off", library: { phase: "closed", move: null } });
    expect(await heldNames()).toEqual([]);
  });

  test("that one tab forgets or pauses is kept no further by another", async () => {
    const other = new ScriptedPage();
    other.openLibrary = () => page.library;
    other.kept = page.kept;
    other.visit();
    await other.start();
    await other.state().remember();
    await state().remember();
    const release = holdKeeping();
    await open(...Array.from({ length: 25 }, (_, i) => `${"r".repeat(i + 1)}.gpx`));
    await other.state().forgetAll();
    release();
    await quiet();
    expect(await heldNames()).toEqual([]);
    expect(state().remembering).toBe("off");

    await state().remember();
    await quiet();
    expect(await heldNames()).toHaveLength(25);
    other.state().pauseRemembering();
    await open(`${"s".repeat(26)}.gpx`);
    expect(state().remembering).toBe("paused");
    expect(await heldNames()).toHaveLength(25);
  });

  test("that one tab turns on keeps and lists what is open in another, and pauses with it", async () => {
    const other = new ScriptedPage();
    other.openLibrary = () => page.library;
    other.kept = page.kept;
    other.visit();
    await other.start();
    await open("a.gpx");
    await other.state().remember();
    await other.state().openFiles([file("bb.gpx", "bb.gpx")]);
    await quiet();
    expect(state()).toMatchObject({ remembering: "off", library: { phase: "closed" } });
    page.changedElsewhere(SETTINGS_KEY);
    await quiet();
    expect(state()).toMatchObject({ remembering: "on", library: { phase: "open", size: { runs: 2 } } });
    expect(await heldNames()).toHaveLength(2);
    other.state().pauseRemembering();
    page.changedElsewhere(SETTINGS_KEY);
    expect(state().remembering).toBe("paused");
  });

  test("that one tab forgets with all else leaves nothing on the device, though another follows its switch", async () => {
    const other = new ScriptedPage();
    other.openLibrary = () => page.library;
    other.kept = page.kept;
    other.visit();
    await other.start();
    await state().remember();
    await state().keepRoutes(true);
    other.changedElsewhere(SETTINGS_KEY);
    await quiet();
    expect(other.state()).toMatchObject({ remembering: "on", keepsRoutes: true });
    await state().forgetAll();
    other.changedElsewhere(SETTINGS_KEY);
    await quiet();
    expect(other.state()).toMatchObject({ remembering: "off", keepsRoutes: false });
    expect([...page.kept]).toEqual([]);
  });

  test("keeps the shapes of routes where a person asks for it, shows them, and removes them as they ask for it no more", async () => {
    page.reader.answer = (name) => [{ name, workout: northwards(name) }];
    await state().remember();
    await open("a.gpx");
    expect((await page.library.summaries())[0].routeBytes).toBe(0);
    await state().keepRoutes(true);
    await open("bb.gpx");
    await visitAgain();
    const [withRoute, without] = readRuns(state());
    state().wantRoute(true);
    state().select({ itemId: without.item.id, run: 0 });
    await quiet();
    expect(mayHaveRoute(shownRun(state()))).toBe(false);
    state().select({ itemId: withRoute.item.id, run: 0 });
    await quiet();
    expect(mayHaveRoute(shownRun(state()))).toBe(true);
    await expect.poll(() => state().route.phase).toBe("ready");
    expect(state().route.value!.northM.at(-1)! - state().route.value!.northM[0]).toBeCloseTo(556, -1);

    await state().removeKept(withRoute.keptId!);
    await state().putBackRemoved();
    await quiet();
    expect((await page.library.summaries()).map(({ routeBytes }) => routeBytes > 0)).toEqual([false, true]);
    await state().keepRoutes(false);
    await quiet();
    expect((await page.library.summaries()).map(({ routeBytes }) => routeBytes)).toEqual([0, 0]);
    await open("ccc.gpx");
    expect((await page.library.summaries()).map(({ routeBytes }) => routeBytes)).toEqual([0, 0, 0]);
  });

  test("excludes of a file that is opened again what was excluded of its run, also while it is being kept", async () => {
    await state().remember();
    const release = holdKeeping();
    await open("a.gpx");
    state().leaveOut({ startS: 60, endS: 120 });
    release();
    await quiet();
    expect((await page.library.summaries())[0].excluded).toEqual([{ startS: 60, endS: 120 }]);

    await visitAgain();
    const before = figuresOf(readRuns(state())[0])!;
    await open("a.gpx");
    const [again] = readRuns(state());
    expect(again.item.origin.kind).toBe("file");
    expect(again.excluded).toEqual([{ startS: 60, endS: 120 }]);
    expect(figuresOf(again)!.differenceBpm).toBeCloseTo(before.differenceBpm, 2);
    await visitAgain();
    expect(figuresOf(readRuns(state())[0])!.differenceBpm).toBeCloseTo(before.differenceBpm, 2);
  });

  test("keeps the rest of a file of many runs where it could keep some, once there is room", async () => {
    page.reader.answer = () => Array.from({ length: 25 }, (_, i) => parsed("r".repeat(i + 1)));
    const keep = page.library.keep.bind(page.library);
    let batches = 0;
    page.library.keep = async (runs) => {
      if (++batches === 2) throw new PredictorError("storage-full", "There is no room.");
      return keep(runs);
    };
    await state().remember();
    await open("many.json");
    expect(await heldNames()).toHaveLength(10);
    state().keepAgain();
    await quiet();
    expect(await heldNames()).toHaveLength(25);
  });

  test("is one to two tabs", async () => {
    const other = new ScriptedPage();
    other.openLibrary = () => page.library;
    await other.start();
    await other.state().remember();
    await state().remember();
    await open("a.gpx");
    expect(readRuns(other.state()).map(({ name }) => name)).toEqual(["a.gpx"]);
    await state().forgetAll();
    await quiet();
    expect(readRuns(other.state())).toEqual([]);
  });

  test("is predicted anew by another model, from where it was left", async () => {
    await state().remember();
    await open(...Array.from({ length: 30 }, (_, i) => `${"r".repeat(i + 1)}.gpx`));
    await visitAgain();
    const contract = anyContract({ name: "other" });
    let asked = 0;
    // The page is closed at the 25th run, when 20 are written.
    const answer = page.predictor.answer;
    page.predictor.answer = (source, model) =>
      source.kind === "track" && source.track.startedAt !== null && ++asked > 24
        ? new Promise(() => {})
        : answer(source, model);
    state().chooseModel("other");
    page.predictor.loads.at(-1)!.finish({ contract });
    while (asked <= 24) await rest();
    expect(state().library.figuring).toEqual({ done: 24, total: 30 });

    const later = new ScriptedPage();
    later.openLibrary = () => page.library;
    later.kept.set(SETTINGS_KEY, page.kept.get(SETTINGS_KEY)!);
    later.visit();
    later.predictor.answer = (source) => predictionOf(source.kind === "track" ? source.track : datedTrack("x", 1));
    later.state().start("");
    later.predictor.loads.at(-1)!.finish({ contract });
    do await rest();
    while (later.state().library.phase !== "open" || later.state().library.figuring !== null);
    const ofLibrary = later.predictor.asked.filter(
      ({ source }) => source.kind === "track" && source.track.startedAt !== null,
    );
    expect(ofLibrary).toHaveLength(10);
    expect(readRuns(later.state()).every((view) => view.kept?.figures !== null)).toBe(true);
  });

  test("is predicted no second time where it is listed before the model is there", async () => {
    await state().remember();
    await open("a.gpx", "bb.gpx");
    page.visit();
    state().start("#my-runs");
    const summaries = page.library.summaries.bind(page.library);
    page.library.summaries = async () => {
      const runs = await summaries();
      page.predictor.loads.at(-1)!.finish();
      await rest();
      return runs;
    };
    const before = page.predictor.asked.length;
    await state().openLibrary();
    await quiet();
    expect(readRuns(state()).map(({ kept }) => kept?.figures?.comparedS)).toEqual([
      expect.any(Number),
      expect.any(Number),
    ]);
    const asked = page.predictor.asked.slice(before).map(({ source }) => source.kind === "track" && source.track.name);
    expect(asked).not.toContain("a.gpx");
    expect(asked).not.toContain("bb.gpx");
  });

  test("takes the place of files beyond the latest, which are handed to no newer page either", async () => {
    await state().remember();
    const progress = new Map<number, number>();
    page.subscribe(({ working, settled, items }) => {
      const waiting = items.filter((item) => ["waiting", "predicting"].includes(item.state)).length;
      if (working !== null) progress.set(settled, settled + waiting);
    });
    await open(...Array.from({ length: 120 }, (_, i) => `${"r".repeat(i + 1)}.gpx`));
    expect(rows()).toHaveLength(120);
    expect([...progress.keys()], "each settled run counts").toEqual(Array.from({ length: 121 }, (_, i) => i));
    expect(new Set(progress.values()), "of as many as came").toEqual(new Set([120]));
    const predicted = state()
      .items.flatMap(viewsOf)
      .filter(({ prediction }) => prediction !== null);
    expect(predicted.length).toBeLessThanOrEqual(101);
    expect(openFileCount(state())).toBe(0);
  });
});

describe("what the library knows of a runner", () => {
  const prior = anyPrior({ directions: [[1, 0]] });
  const contract = anyContract({ name: "small", calibration: prior });
  const inEffect = () => calibrationOf(state(), shownRun(state()));
  const resting = () => state().items.filter((item) => item.state === "kept").length;

  /** Opens the page anew, by a model that can be calibrated. */
  async function visitCalibrated(): Promise<void> {
    page.visit();
    state().start("");
    page.predictor.loads.at(-1)!.finish({ contract });
    await quiet();
  }

  beforeEach(async () => {
    await state().remember();
    await open(...Array.from({ length: 60 }, (_, i) => `${"r".repeat(i + 1)}.gpx`));
    await visitCalibrated();
  });

  test("calibrates a file's run, by kept ones that are predicted as they are wanted, and by no later one", async () => {
    expect(resting()).toBe(60);
    await open(`${"s".repeat(31)}.gpx`);
    expect(resting(), "nobody asked").toBe(60);
    state().setCalibration({ kind: "history" });
    expect(inEffect().obstacles).toEqual(["history-coming"]);
    await quiet();
    expect(inEffect()).toMatchObject({ kind: "history", obstacles: [] });
    const { history } = inEffect().sources as { history: readonly PredictedRun[] };
    expect(history.every(({ isKept }) => isKept)).toBe(true);
    const days = history.map(({ track }) => (track as Track).name.length - ".gpx".length);
    expect(days).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(resting(), "later ones are left alone").toBe(30);
    const predicted = state().items.filter(({ result }) => result !== null && result.contract === contract);
    const lookedAt = itemsLookedAt(state());
    expect(
      predicted.filter(({ id }) => lookedAt.has(id)),
      "and what is looked at stays",
    ).toHaveLength(31);
  });

  test("is predicted by another model once that is chosen, and as far as it is looked at", async () => {
    const [latest, second] = readRuns(state());
    state().chooseToCompare({ itemId: second.item.id, run: 0 }, true);
    await quiet();
    expect(comparedViews(state())[0].prediction, "a kept run that is ticked is opened").not.toBeNull();
    state().select({ itemId: latest.item.id, run: 0 });
    await quiet();
    state().chooseModel("other");
    page.predictor.loads.at(-1)!.finish({ contract: anyContract({ name: "other" }) });
    await quiet();
    expect(comparedViews(state())[0].contract?.name, "it is predicted anew").toBe("other");
    expect(shownRun(state())?.contract?.name).toBe("other");
    expect(resting(), "the others wait until they are looked at").toBe(58);
  });

  test("is not shown to a model of another grid that can't be served by it, and says why", async () => {
    state().chooseModel("other");
    page.predictor.loads.at(-1)!.finish({ contract: anyContract({ name: "other", smoothingWindow: 31 }) });
    await quiet();
    expect(state().library.unfit).toBe(60);
    state().select({ itemId: readRuns(state())[0].item.id, run: 0 });
    await quiet();
    expect(shownRun(state())?.error).toMatchObject({ code: "other-grid" });
    state().chooseModel("small");
    page.predictor.loads.at(-1)!.finish({ contract });
    await quiet();
    expect(state().library.unfit).toBe(0);
    expect(shownRun(state())?.error).toBeNull();
  });

  test("stays for as long as it is compared, however many others are looked at", async () => {
    await open(`${"u".repeat(61)}.gpx`);
    const [{ item }] = readRuns(state());
    state().chooseToCompare({ itemId: item.id, run: 0 }, true);
    await open(...Array.from({ length: 110 }, (_, i) => `${"t".repeat(i + 62)}.gpx`));
    expect(comparedViews(state())[0].prediction).not.toBeNull();
    expect(
      state()
        .items.flatMap(viewsOf)
        .filter(({ prediction }) => prediction !== null).length,
    ).toBeLessThan(110);
  });
});

describe("several runners on one device", () => {
  const keptNames = async () => (await page.library.summaries()).map(({ name, runner }) => `${name} of ${runner}`);

  /** Files whose names begin with a runner's letter state that runner. */
  function predictByRunner(): void {
    page.predictor.answer = (source) => {
      if (source.kind === "track") return predictionOf(source.track);
      const name = nameOf(source);
      return predictionOf(datedTrack(name, name.length, { runner: name[0] === "-" ? null : name[0] }));
    };
  }

  beforeEach(async () => {
    predictByRunner();
    await state().remember();
  });

  test("a file that states another runner is kept once a person has said whose it is", async () => {
    await open("a1.gpx", "a22.gpx", "b1.gpx", "-333.gpx", "b4444.gpx");
    expect(await keptNames()).toEqual(["a1.gpx of Me", "a22.gpx of Me", "-333.gpx of Me"]);
    const [question] = state().library.whose;
    expect(state().library.whose).toHaveLength(1);
    expect(question).toMatchObject({ statedRunner: "b", likely: null });
    expect(question.runs).toHaveLength(2);
    await state().keepFor(question, "Ben");
    await quiet();
    expect((await keptNames()).filter((name) => name.endsWith("Ben"))).toEqual(["b1.gpx of Ben", "b4444.gpx of Ben"]);
    expect(state().library.whose).toEqual([]);
    expect(runnersOf(state())).toEqual([
      { name: "Ben", runs: 2 },
      { name: "Me", runs: 3 },
    ]);
    await open("b55555.gpx");
    expect(state().library.whose, "by the runs that are his").toMatchObject([{ statedRunner: "b", likely: "Ben" }]);
    await state().keepFor(state().library.whose[0], null);
    await open("b666666.gpx");
    expect(state().library.whose, "once said, it is not asked again").toEqual([]);
    expect(await keptNames()).toHaveLength(5);
  });

  test("a question goes with the file that it is about", async () => {
    await open("a1.gpx", "b22.gpx");
    expect(state().library.whose).toHaveLength(1);
    state().remove(readRuns(state()).find(({ name }) => name === "b22.gpx")!.item.id);
    expect(state().library.whose).toEqual([]);
  });

  test("the list is of the chosen one, and of what is open", async () => {
    await open("a1.gpx", "a22.gpx");
    state().chooseRunner("Ben");
    await open("b333.gpx");
    expect(await keptNames()).toEqual(["a1.gpx of Me", "a22.gpx of Me", "b333.gpx of Ben"]);
    await visitAgain();
    expect(rows(), "as it was left").toEqual(["b333.gpx"]);
    state().chooseRunner("Me");
    expect(rows()).toEqual(["a22.gpx", "a1.gpx"]);
    state().select({ itemId: readRuns(state())[0].item.id, run: 0 });
    await quiet();
    state().chooseRunner("Ben");
    await quiet();
    expect(rows()).toEqual(["b333.gpx"]);
    expect(shownRun(state())?.name, "none of another's stays behind").toBe("b333.gpx");
  });

  test("lists a runner by the name that was given while the figures of a run were being kept", async () => {
    await state().remember();
    await open("a.gpx", "bb.gpx");
    await visitAgain();
    const keepFigures = page.library.keepFigures.bind(page.library);
    let renamed: Promise<void> | null = null;
    page.library.keepFigures = async (...kept) => {
      renamed ??= page.library.renameRunner("Me", "Ada");
      await renamed;
      return keepFigures(...kept);
    };
    state().select({ itemId: readRuns(state())[0].item.id, run: 0 });
    await quiet();
    expect(renamed).not.toBeNull();
    expect(state().library.runners).toMatchObject([{ name: "Ada" }]);
  });

  test("a runner has another name in the list, the library and another tab at once, but no other one's", async () => {
    const other = new ScriptedPage();
    other.openLibrary = () => page.library;
    other.kept = page.kept;
    await open("a1.gpx");
    other.visit();
    await other.start();
    await rest();
    const [before] = readRuns(other.state());
    await state().renameRunner("Ada");
    await quiet();
    expect(await keptNames()).toEqual(["a1.gpx of Ada"]);
    expect([state().runnerName, other.state().runnerName]).toEqual(["Ada", "Ada"]);
    expect(readRuns(other.state()).map(({ item, keptFor }) => [item.id, keptFor])).toEqual([[before.item.id, "Ada"]]);
    state().chooseRunner("Ben");
    await open("b22.gpx");
    await state().renameRunner("Ada");
    expect(state().library.error).toMatchObject({ code: "name-taken" });
    expect(state().runnerName).toBe("Ben");
  });
});

test("a library is not asked for where nobody wants one", async () => {
  let opened = 0;
  page.openLibrary = () => {
    opened++;
    return new MemoryLibrary();
  };
  await open("a.gpx");
  await state().openLibrary();
  expect(opened).toBe(0);
});
