import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "@playwright/test";
import { fitFile } from "../../src/testing/fit-file.ts";
import { gpxFile } from "../../src/testing/gpx-file.ts";
import { sharedPath } from "../../src/testing/shared.ts";
import { datedRuns, expectFall } from "../dated-runs.ts";
import { CHECKPOINT, SCALER } from "../model-files.ts";
import { ENGINES, type EngineName, type EnginePage } from "./engine-page.ts";
import { type Host, startHost } from "./host.ts";
import { installedEngines } from "./installed.ts";
import {
  attribute,
  byTestId,
  figure,
  followLink,
  openAnew,
  openFile,
  present,
  settled,
  sharedLink,
  until,
} from "./steps.ts";
import { expectFilm, expectInfluence, expectReplay } from "./takes.ts";

type Figures = Record<string, number>;

/** What a person does on the page as the task before left it, or as it first opens, and the figures that it comes to. */
type Task = (page: EnginePage) => Promise<Figures>;

/** Half of what two engines may differ by, in bpm: each is compared with one. */
const CLOSE_BPM = 0.005;

const OF_REAL_FILES = "ten real files, and their links";

const REAL_FILES = [
  "amazfit_run.gpx",
  "garmin_connect_run.gpx",
  "strava_android_run.gpx",
  "suunto_movescount.gpx",
  "codoon_run.tcx",
  "garmin_instinct_run.tcx",
  "fitrec_run_no_speed.txt",
  "garmin_fenix2_run.fit",
  "garmin_fr60_compressed_speed_distance.fit",
  "stryd_developer_fields_run.fit",
];
const realFiles = REAL_FILES.map((name) => sharedPath("files", name)).filter((path) => path !== null);

/** In an order in which none leaves what is in another's way: the last one leaves another model. */
const TASKS: Record<string, Task> = {
  "the opening sample, explained, replayed and filmed": async (page) => {
    await present(page, `${byTestId("chart-heart-rate")} path`);
    await expectInfluence(page);
    await expectReplay(page);
    await expectFilm(page);
    return figuresShown(page, "metric", "opening sample");
  },
  "runs that are remembered, their trend without the host, and all of it forgotten": async (page) => {
    await present(page, byTestId("held"));
    await page.click(byTestId("place-my-runs"));
    await present(page, byTestId("remember"));
    await page.click(byTestId("remember"));
    await until(page, `${LIBRARY}?.innerText.includes("0 runs kept")`);
    const runs = datedRuns({ runs: 40, everyDays: 3, changeBpm: -FALL_BPM });
    await page.setFiles(
      byTestId("file-input"),
      runs.map(({ name, text }) => written(name, text)),
    );
    await settled(page, runs[0].name);
    await page.click(byTestId("place-my-runs"));
    await until(page, `${LIBRARY}?.innerText.includes("40 runs kept")`);

    host.stop();
    await openAnew(page, host.address);
    await page.click(byTestId("place-my-runs"));
    await present(page, `${byTestId("trend")}[data-points="40"]`);
    expectFall(await page.evaluate("document.querySelector('.trend-sentence').textContent"), FALL_BPM);

    await page.click(byTestId("forget-all"));
    await page.click(byTestId("forget-all-confirmed"));
    await until(page, `${NAMES_STORED}.then((names) => names.length === 0)`);
    await openFile(page, written("without-host.fit", fitFile({ minutes: 20 })));
    await host.startAgain();
    return figuresShown(page, "metric", "a file without the host");
  },
  "a GPX and a FIT file, and their links": async (page) => {
    return {
      ...(await fileAndLink(page, written("run.gpx", gpxFile({ minutes: 20 })), openAnew)),
      ...(await fileAndLink(page, written("run.fit", fitFile({ minutes: 20 })), followLink)),
    };
  },
  [OF_REAL_FILES]: async (page) => {
    const figures: Figures = {};
    for (const path of realFiles) Object.assign(figures, await fileAndLink(page, path, followLink));
    return figures;
  },
  "a file that can't be read, and one that can": async (page) => {
    const untimed = gpxFile({ minutes: 20 }).replaceAll(/<time>.*<\/time>/g, "");
    await openFile(page, written("untimed.gpx", untimed));
    expect(await attribute(page, "error", "data-code")).toBe("no-time");
    await openFile(page, written("timed.gpx", gpxFile({ minutes: 12 })));
    return figuresShown(page, "metric", "timed.gpx");
  },
  "the bundled split, opened and scored": async (page) => {
    await page.open(`${host.address}#d1.test`);
    await present(page, `${byTestId("split-arrival")}[data-state="whole"]`);
    await page.click(byTestId("evaluate-split"));
    await present(page, `${byTestId("evaluate-progress")}[data-state="done"]`);
    return figuresShown(page, "evaluate", "split");
  },
  "a course, planned forwards and backwards": async (page) => {
    await page.open(`${host.address}#plan`);
    const course = gpxFile({ minutes: 20 }).replace(/<time>[^<]*<\/time>/g, "");
    await present(page, byTestId("plan-course"));
    await page.setFiles(byTestId("plan-course"), [written("course.gpx", course)]);
    await present(page, byTestId("plan-result"));
    const forwards = await planFigures(page);
    const field = `document.querySelector('${byTestId("plan-hr")}')`;
    await page.evaluate(
      `Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(${field}, "140"), ${field}.dispatchEvent(new Event("input", { bubbles: true }))`,
    );
    await present(page, byTestId("plan-kept"));
    const backwards = await planFigures(page);
    return { mean: forwards.mean, seconds: forwards.seconds, meanUnder140: backwards.mean };
  },
  "a checkpoint, imported": async (page) => {
    await page.setFiles(byTestId("file-input"), [
      written(CHECKPOINT.name, CHECKPOINT.text),
      written(SCALER.name, SCALER.text),
    ]);
    await present(page, `${byTestId("add-model")}:enabled`);
    await page.click(byTestId("add-model"));
    await until(page, `document.querySelector('${byTestId("model-choice")}').value === "best_model"`);
    await openFile(page, written("by-best-model.gpx", gpxFile({ minutes: 20 })));
    return figuresShown(page, "metric", "imported model");
  },
};

/** By how much the heart rate of the remembered runs falls at the same running. */
const FALL_BPM = 15;

const LIBRARY = "document.querySelector('.kept-library')";

/** Names of all that the browser stores for the page, but the page itself. */
const NAMES_STORED = `Promise.all([indexedDB.databases(), caches.keys()]).then(([databases, caches]) =>
  [...databases, ...caches.filter((name) => name.startsWith("handed over")), ...Object.keys(localStorage), ...Object.keys(sessionStorage)])`;

/** What the others are compared with. */
const [FIRST] = ENGINES;

let folder: string;
let host: Host;
const started = new Map<EngineName, Promise<EnginePage>>();
/** Where in their order the task stands that was done last on a page. */
const lastPlaces = new Map<EnginePage, number>();
const inFirst = new Map<string, Promise<Figures>>();

test.beforeAll(async () => {
  host = await startHost(test.info().project.use.baseURL as string);
  folder = mkdtempSync(join(tmpdir(), "engines-"));
});

test.afterAll(async () => {
  host.stop();
  rmSync(folder, { recursive: true });
  for (const page of await Promise.allSettled(started.values())) {
    if (page.status === "fulfilled") await page.value.close();
  }
});

for (const engine of ENGINES) {
  test.describe(engine, () => {
    for (const what of Object.keys(TASKS)) {
      test(what, async () => {
        test.skip(startOf(engine) === null, "not on this machine");
        test.skip(what === OF_REAL_FILES && realFiles.length === 0, "no real files beside the project");
        const expected = await figuresInFirst(what);
        const figures = engine === FIRST ? expected : await doneOn(await pageIn(engine), what);
        expect(Object.keys(figures)).toEqual(Object.keys(expected));
        for (const [name, value] of Object.entries(figures)) {
          expect
            .soft(Math.abs(value - expected[name]), `${name}: ${value}, ${expected[name]} in ${FIRST}`)
            .toBeLessThan(CLOSE_BPM);
        }
      });
    }
  });
}

/** Does a task in the first engine, once, whichever engine's test asks first. */
function figuresInFirst(what: string): Promise<Figures> {
  const figures = inFirst.get(what) ?? pageIn(FIRST).then((page) => doneOn(page, what));
  inFirst.set(what, figures);
  return figures;
}

function startOf(engine: EngineName): (() => Promise<EnginePage>) | null {
  return installedEngines(test.info().project.use.launchOptions ?? {})[engine];
}

function pageIn(engine: EngineName): Promise<EnginePage> {
  const page = started.get(engine) ?? startOf(engine)!();
  started.set(engine, page);
  return page;
}

/**
 * Does a task on the page as the task before left it, for each load of the page costs as much as several of them; on one
 * that is opened anew where no task, or a later one, was done.
 */
async function doneOn(page: EnginePage, what: string): Promise<Figures> {
  const place = Object.keys(TASKS).indexOf(what);
  if (place <= (lastPlaces.get(page) ?? Number.POSITIVE_INFINITY)) await openAnew(page, host.address);
  lastPlaces.set(page, place);
  return TASKS[what](page);
}

async function planFigures(page: EnginePage): Promise<{ mean: number; seconds: number }> {
  const of = async (name: string) => Number(await attribute(page, "plan-result", name));
  return { mean: await of("data-mean"), seconds: await of("data-seconds") };
}

/** Opens a file, and its link in the given way. */
async function fileAndLink(
  page: EnginePage,
  path: string,
  openLink: (page: EnginePage, link: string) => Promise<void>,
): Promise<Figures> {
  await openFile(page, path);
  const ofFile = await figuresShown(page, "metric", basename(path));
  await openLink(page, await sharedLink(page));
  return { ...ofFile, ...(await figuresShown(page, "metric", `link of ${basename(path)}`)) };
}

async function figuresShown(page: EnginePage, kind: "metric" | "evaluate", of: string): Promise<Figures> {
  const figures: Figures = {};
  for (const name of ["mae", "rmse", "bias", "r2"]) figures[`${name} of ${of}`] = await figure(page, `${kind}-${name}`);
  return figures;
}

/** @returns the path of a file of this content */
function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
