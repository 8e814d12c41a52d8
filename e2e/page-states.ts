import type { Page } from "@playwright/test";
import { zipSync } from "fflate";
import { exportLibrary } from "../src/library/library-file.ts";
import { MemoryLibrary } from "../src/library/memory-library.ts";
import { datedRun } from "../src/testing/dated-runs.ts";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { CHECKPOINT } from "./model-files.ts";
import { dropFiles, expect, opened, openMyRuns, openOpening, openSettings, settled, splitPanel } from "./page.ts";
import { score, unfoldFigures } from "./split-scores.ts";

/** A state of the page, reached from the one before it in its list. */
interface PageState {
  name: string;
  reach(page: Page): Promise<void>;
}

const FAULTY = {
  name: "faulty.gpx",
  text: gpxFile({
    minutes: 30,
    faults: {
      pause: [300, 420],
      jumpAtS: 700,
      spikeAtS: 900,
      dropOut: [1200, 1300],
      offset: { bpm: -40, fromS: 1400, toS: 1700 },
    },
  }),
};

/** Runs of an archive, of one day each and enough for a trend, with one that is refused. */
function archive(): Buffer {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const runOn = (day: number) => gpxFile({ minutes: 11 + day }).replaceAll(/\d{4}-\d\d-\d\d(?=T)/g, `2024-05-0${day}`);
  const runs = Array.from({ length: 5 }, (_, i) => [`run-${i + 1}.gpx`, bytes(runOn(i + 1))]);
  return Buffer.from(zipSync({ ...Object.fromEntries(runs), "broken.gpx": bytes("<gpx><trk></trk></gpx>") }));
}

/** Closes a panel that lies over the page. */
async function closePanel(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.locator("[popover]:popover-open")).toHaveCount(0);
}

/** What a visitor sees of the page, by what they came for: each list begins with a visit, and is in an order that is quick to go through. */
export const pageStates = {
  "a run": [
    {
      name: "loading",
      async reach(page) {
        await page.route("**/*.onnx.gz", () => {}, { times: 1 });
        await page.goto("./");
        await expect(page.getByTestId("status")).toHaveAttribute("data-state", "loading");
      },
    },
    { name: "opening", reach: (page) => opened(page) },
    {
      name: "crosshair, and what explains the heart rate there",
      async reach(page) {
        const why = page.getByTestId("influence");
        for (const fold of ["Why this heart rate: what", "The model on a treadmill"]) await why.getByText(fold).click();
        await expect(why).toHaveAttribute("data-ready", "true");
        await expect(page.getByTestId("treadmill")).toHaveAttribute("data-ready", "true");
        await page.getByLabel("Moment of the run").focus();
        await page.keyboard.press("PageUp");
        await expect(page.locator(".crosshair")).toHaveCount(4);
      },
    },
    {
      name: "what opens files",
      async reach(page) {
        // Looked at already: every further state would take longer with it.
        const folds = page.locator("[data-testid=influence] [open] > summary");
        await folds.evaluateAll((all) => {
          for (const summary of all) (summary as HTMLElement).click();
        });
        await openOpening(page);
        await page.getByText("Type or paste values").click();
      },
    },
    {
      name: "run with repairs and flags",
      async reach(page) {
        await closePanel(page);
        await dropFiles(page, [FAULTY]);
        await settled(page, FAULTY.name);
        await page.getByRole("button", { name: "Pauses: shade on the charts" }).click();
        await page.getByLabel("Show the raw recording").check();
        await expect(page.getByTestId("recorded")).toHaveAttribute("data-phase", "ready");
        await page.getByRole("button", { name: "Replay this run" }).click();
        await expect(page.getByTestId("replay-picture")).toBeVisible();
      },
    },
    {
      name: "zoomed, with a stretch excluded",
      async reach(page) {
        await page.getByLabel("Start of the stretch shown").fill("300");
        await page.getByLabel("End of the stretch shown").fill("900");
        const chip = page.getByTestId("zoom-chip");
        await chip.getByRole("button", { name: /^Exclude/ }).click();
        await expect(page.getByTestId("left-out").getByRole("button")).toHaveCount(1);
        await page.getByLabel("End of the stretch shown").fill("1500");
      },
    },
    {
      name: "compared with its own first minutes, by two models",
      async reach(page) {
        await page.getByTestId("calibration").locator("[value=warm-up]").check({ force: true });
        await expect(page.getByTestId("calibration")).toHaveAttribute("data-kind", "warm-up");
        await page.getByTestId("second-model").selectOption("population-lstm");
        await expect(page.getByTestId("two-models")).toContainText("Both: Compared with the first 10 minutes");
      },
    },
  ],
  "settings and models": [
    {
      name: "researcher's level, with the model's card",
      async reach(page) {
        await opened(page);
        await page.getByTestId("level").check();
        await page.getByText("About this model").click();
        await expect(page.getByTestId("model-card").getByRole("table").first()).toBeVisible();
      },
    },
    {
      name: "settings",
      async reach(page) {
        // The card is most of the page, and takes most of the time.
        await page.getByText("About this model").click();
        await openSettings(page, "researcher");
      },
    },
    {
      name: "adding a model",
      async reach(page) {
        await closePanel(page);
        await dropFiles(page, [CHECKPOINT]);
        await expect(page.getByRole("dialog", { name: "Add a model" }).getByText("Missing: its scaler.")).toBeVisible();
      },
    },
    {
      name: "refused file",
      async reach(page) {
        await page.getByRole("dialog", { name: "Add a model" }).press("Escape");
        await dropFiles(page, [{ name: "picture.jpg", text: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) }]);
        await settled(page, "picture.jpg");
      },
    },
  ],
  "several runs": [
    {
      name: "many runs, and one not read",
      async reach(page) {
        await opened(page);
        await dropFiles(page, [{ name: "runs.zip", text: archive() }]);
        await settled(page, "run-1.gpx");
        await expect(page.getByText("1 of 5")).toBeVisible();
        await page.getByText("1 not read").click();
      },
    },
    {
      name: "my runs",
      async reach(page) {
        await openMyRuns(page);
        await expect(page.getByText("run-4.gpx").first()).toBeVisible();
        await expect(page.locator(".trend-line")).toBeAttached();
        const library = new MemoryLibrary();
        await library.keep([datedRun("offered", 1)]);
        const buffer = Buffer.from(await new Response(exportLibrary(library)).arrayBuffer());
        await page
          .getByTestId("bring-here")
          .setInputFiles({ name: "runs.jsonl.gz", mimeType: "application/gzip", buffer });
        await expect(page.getByTestId("library-offer")).toBeVisible();
      },
    },
    {
      name: "a comparison",
      async reach(page) {
        for (const run of ["run-1.gpx", "run-4.gpx"])
          await page.getByRole("checkbox", { name: `Compare ${run}` }).check();
        await page.getByTestId("open-comparison").click();
        await page.getByText("Differences part by part").click();
        await page.getByLabel("Place on the axis of the comparison").focus();
        await expect(page.getByTestId("compare")).toHaveAttribute("data-runs", "2");
      },
    },
    {
      name: "a plan, laid over another and beyond what the model learned",
      async reach(page) {
        await page.getByTestId("place-plan").click();
        await page.getByTestId("plan-typed").fill("3 km, 1 km 15 %, 1 km -15 %");
        await page.keyboard.press("Enter");
        await page.getByTestId("plan-lay").click();
        await page.getByTestId("plan-hr").fill("150");
        await expect(page.getByTestId("plan-kept")).toBeVisible();
      },
    },
  ],
  datasets: [
    {
      name: "datasets, none open",
      async reach(page) {
        await page.goto("./#datasets");
        await expect(page.getByRole("heading", { level: 2, name: "Datasets" })).toBeVisible();
      },
    },
    {
      name: "a dataset from an address, asked for first",
      async reach(page) {
        await page.goto("./#d1.https://example.org/test.parquet");
        await expect(splitPanel(page)).toHaveAttribute("data-state", /asking|failed/);
      },
    },
    {
      name: "a dataset",
      async reach(page) {
        await page.goto("./#d1.test");
        await expect(splitPanel(page)).toHaveAttribute("data-state", "whole");
        await expect(page.locator(".sparkline path").first()).toBeVisible();
        await page.getByLabel("Pace, to").fill("5:3o");
      },
    },
    {
      name: "a dataset, scored",
      async reach(page) {
        await page.getByLabel("Pace, to").fill("");
        await score(page);
        await unfoldFigures(page);
        await expect(page.getByRole("figure").locator(".plot svg")).toHaveCount(4);
      },
    },
    {
      name: "embedded",
      async reach(page) {
        await page.goto("./?embed#s1.steady");
        await expect(page.getByTestId("chart-heart-rate").locator(".measured")).not.toHaveCount(0);
      },
    },
  ],
} satisfies Record<string, readonly PageState[]>;
