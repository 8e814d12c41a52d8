import type { Locator, Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { fingerHand, type Hand, keyboardHand } from "./hands.ts";
import { CHECKPOINT, SCALER } from "./model-files.ts";
import { expect, expectNothingAside, figure, opened, settled, splitPanel, test } from "./page.ts";

/** Twice the same way, the second time with a heart rate that dropped for some minutes. */
const RUNS = [
  { name: "yesterday.gpx", text: gpxFile({ minutes: 25 }) },
  { name: "today.gpx", text: gpxFile({ minutes: 30, faults: { offset: { bpm: -40, fromS: 1200, toS: 1500 } } }) },
];

const MODEL = [CHECKPOINT, SCALER];

type File = (typeof RUNS | typeof MODEL)[number];

/** The ten things that people come for, one after the other; nothing is ever wider than the screen. */
async function doTheTenTasks(page: Page, hand: Hand): Promise<void> {
  // At 400 % zoom the window is three lines of a finding high.
  const leastSeen = page.viewportSize()!.height < 300 ? 0.1 : 1;
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  async function chooseFiles(input: Locator, files: readonly File[]): Promise<void> {
    const choosing = page.waitForEvent("filechooser");
    await hand.use(input);
    await (await choosing).setFiles(
      files.map(({ name, text }) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) })),
    );
  }
  async function openFiles(files: readonly File[]): Promise<void> {
    await hand.use(button("Open a run"));
    await chooseFiles(page.getByTestId("file-input"), files);
  }
  async function task(name: string, act: () => Promise<void>): Promise<void> {
    await test.step(name, act);
    await expectNothingAside(page);
  }

  await opened(page);
  await task("open", async () => {
    await openFiles(RUNS);
    await settled(page, "yesterday.gpx");
    await expect(page.locator(".finding-sentence")).toBeInViewport({ ratio: leastSeen });
  });
  await task("read", async () => {
    await hand.use(button("Next run"));
    await settled(page, "today.gpx");
    await expect(page.locator(".finding-sentence")).toHaveText(/bpm/);
  });
  await task("compare with oneself", async () => {
    const calibration = page.getByTestId("calibration");
    await hand.choose(calibration.locator("[value=warm-up]"));
    await expect(calibration).toHaveAttribute("data-kind", "warm-up");
  });
  await task("exclude", async () => {
    const before = await figure(page, "metric-mae");
    await hand.use(
      page
        .getByTestId("signal")
        .getByRole("button", { name: /^Exclude 20:/ })
        .first(),
    );
    await expect.poll(() => figure(page, "metric-mae")).toBeLessThan(before);
    await expect(page.getByTestId("left-out")).toContainText("Excluded from every figure");
  });
  await task("share", async () => {
    await hand.use(page.getByTestId("share-link"));
    await expect(page.getByTestId("share-link")).toHaveText("Link copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("#r2.");
  });
  await task("open a dataset", async () => {
    await hand.use(page.getByTestId("place-datasets"));
    await hand.use(button(/^Example dataset/));
    await expect(splitPanel(page)).toHaveAttribute("data-state", "whole");
  });
  await task("score", async () => {
    // A quarter of the runs is soon scored.
    await hand.use(page.getByLabel("Duration, to"));
    await page.keyboard.type("40");
    await hand.use(page.getByTestId("evaluate-split"));
    await expect(page.getByTestId("evaluate-progress")).toHaveAttribute("data-state", "done", { timeout: 50_000 });
    await expect(page.getByTestId("evaluate-mae")).toBeVisible();
  });
  await task("import a model", async () => {
    await openFiles(MODEL);
    const dialog = page.getByRole("dialog", { name: "Add a model" });
    await hand.use(dialog.getByRole("button", { name: "Add this model" }));
    await expect(dialog).toBeHidden();
    await expect(page.getByTestId("model-choice")).toHaveValue("best_model");
  });
  await task("change units", async () => {
    await hand.use(button("Settings"));
    await hand.choose(page.getByRole("dialog", { name: "Settings" }).getByRole("radio", { name: "mi", exact: true }));
    await page.keyboard.press("Escape");
    await expect(splitPanel(page).getByRole("radio", { name: "mi", exact: true })).toBeChecked();
  });
  await task("close all", async () => {
    await hand.use(page.getByTestId("place-my-runs"));
    await hand.use(button("Remove all"));
    await hand.use(page.getByTestId("place-run"));
    await settled(page, "Opening sample");
  });
}

for (const { name, width, height, colorScheme } of [
  { name: "on a wide screen", width: 1280, height: 1024, colorScheme: "light" },
  { name: "at 400 % zoom", width: 320, height: 256, colorScheme: "dark" },
] as const) {
  test(`the ten tasks are done by keyboard alone ${name}, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await doTheTenTasks(page, keyboardHand(page));
  });
}

test.describe(() => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`the ten tasks are done by a finger on a phone, ${colorScheme}`, async ({ page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme });
      await doTheTenTasks(page, fingerHand());
    });
  }
});
