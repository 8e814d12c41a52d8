import type { Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import {
  closeAll,
  copiedLink,
  dropFiles,
  expect,
  expectNothingAside,
  figure,
  opened,
  openSettings,
  settled,
  test,
} from "./page.ts";

const RUNS = [1, 2, 3].map((i) => ({ name: `run-${i}.gpx`, text: gpxFile({ minutes: 11 + i }) }));
const BROKEN = { name: "broken.gpx", text: "<gpx><trk></trk></gpx>" };

const place = (page: Page, name: "run" | "my-runs" | "datasets") => page.getByTestId(`place-${name}`);
const hash = (page: Page) => new URL(page.url()).hash;

async function changeSettings(page: Page): Promise<void> {
  await openSettings(page, "researcher");
  const panel = page.getByRole("dialog", { name: "Settings" });
  await panel.getByRole("radio", { name: "speed", exact: true }).check();
  await panel.getByRole("radio", { name: "mi", exact: true }).check();
  await panel.getByTestId("max-hr").fill("181");
  await page.keyboard.press("Escape");
  await page.getByText("About this model").click();
  await expect(page.getByTestId("model-card")).toBeVisible();
}

test("where the browser keeps nothing, all works, and the next visit is a first one", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await opened(page);
  await changeSettings(page);
  await expect(page.getByRole("main").getByRole("radio", { name: "mi", exact: true })).toBeChecked();
  await opened(page);
  await expect(page.getByRole("main").getByRole("radio", { name: "km", exact: true })).toBeChecked();
  await expect(page.getByTestId("level")).not.toBeChecked();
});

test("the bar's places have addresses and lead back to the run that was shown, the keyboard skips it, what is for researchers is a click away, and settings are there again", async ({
  page,
}) => {
  await opened(page);
  await test.step("the keyboard skips the bar, and a panel gives the focus back to its button", async () => {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Skip to the content" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    const button = page.getByRole("button", { name: "Open a run" });
    await button.press("Enter");
    await page.keyboard.press("Tab");
    await expect(page.getByTestId("file-input")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(button).toBeFocused();
  });
  await test.step("one heading names the page, and what is for researchers is a click away and in the document before it", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Expected heart rate");
    expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
    for (const id of ["metric-mae", "metric-rmse", "metric-r2", "metric-coverage", "latency"]) {
      await expect(page.getByTestId(id)).toHaveText(/\d/);
      await expect(page.getByTestId(id)).toBeHidden();
    }
    await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "wasm");
    await page.getByTestId("level").check();
    for (const id of ["metric-mae", "metric-rmse", "metric-r2"]) await expect(page.getByTestId(id)).toBeVisible();
    await page.getByRole("button", { name: "Settings" }).click();
    for (const id of ["latency", "backend"]) await expect(page.getByTestId(id)).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByTestId("level").uncheck();
  });
  await test.step("each place has an address, a title and a way back, and says that it is the open one", async () => {
    await expect(place(page, "run")).toHaveAttribute("aria-current", "page");
    await place(page, "my-runs").click();
    expect(hash(page)).toBe("#my-runs");
    await expect(page).toHaveTitle("My runs · Expected heart rate");
    await expect(place(page, "my-runs")).toHaveAttribute("aria-current", "page");
    await expect(place(page, "run")).not.toHaveAttribute("aria-current");
    await place(page, "datasets").press("Enter");
    expect(hash(page)).toBe("#datasets");
    await expect(page).toHaveTitle("Datasets · Expected heart rate");
    await page.goBack();
    await expect(page.getByRole("heading", { level: 2, name: "My runs" })).toBeVisible();
    await page.goBack();
    await settled(page, "Opening sample");
    expect(hash(page)).toBe("");
    await page.goForward();
    await expect(page.getByRole("heading", { level: 2, name: "My runs" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { level: 2, name: "My runs" })).toBeVisible();
    await place(page, "run").click();
    await settled(page, "Opening sample");
  });
  await test.step("settings are there again on the next visit, and a link's own hold for its run alone", async () => {
    // As of a sender who has changed nothing.
    const link = await copiedLink(page);
    await changeSettings(page);
    await opened(page);
    await expect(page.getByTestId("level")).toBeChecked();
    await expect(page.getByTestId("model-card")).toBeVisible();
    const main = page.getByRole("main");
    await expect(main.getByRole("radio", { name: "speed", exact: true })).toBeChecked();
    await expect(main.getByRole("radio", { name: "mi", exact: true })).toBeChecked();
    await expect(page.getByTestId("max-hr")).toHaveValue("181");

    await page.goto("about:blank");
    await page.goto(link);
    await settled(page, "Shared run");
    await expect(main.getByRole("radio", { name: "pace", exact: true })).toBeChecked();
    await expect(page.getByTestId("max-hr")).toHaveValue("");
    await page.getByTestId("sample").first().click();
    await expect(page.getByTestId("status")).not.toHaveAttribute("data-run", "Shared run");
    await expect(main.getByRole("radio", { name: "speed", exact: true })).toBeChecked();
    await expect(page.getByTestId("max-hr")).toHaveValue("181");
  });
  await test.step("the place of a run leads back to the run that was shown, and its address names that run", async () => {
    await opened(page, "#s1.steady");
    await settled(page, "Steady");
    await place(page, "datasets").click();
    await place(page, "run").click();
    await settled(page, "Steady");
    expect(hash(page)).toBe("#s1.steady");
    await place(page, "run").click();
    await expect.poll(() => hash(page), "a click where one is already changes nothing").toBe("#s1.steady");
  });
});

test("dropped runs are on the screen of a phone and at 400 % zoom, stepped through, and what was refused is told once", async ({
  page,
}) => {
  const wide = page.viewportSize()!;
  await opened(page);
  await test.step("on a phone the finding of a dropped run is on the screen, and what opens files is one button", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await dropFiles(page, RUNS);
    await settled(page, "run-1.gpx");
    await expect(page.locator(".finding-sentence")).toBeInViewport({ ratio: 1 });
    await expect(page.getByTestId("file-input")).toBeAttached();
    await page.getByRole("button", { name: "Open a run" }).click();
    await expect(page.getByText("Choose files")).toBeInViewport();
    await expectNothingAside(page);
    await page.keyboard.press("Escape");
    await expect(page.getByText("Choose files")).toBeHidden();
    await closeAll(page);
  });
  await test.step("at 400 % zoom a run's whole finding is on the screen, and nothing sticks out sideways in any place or panel", async () => {
    await page.setViewportSize({ width: 320, height: 256 });
    await dropFiles(page, RUNS.slice(0, 1));
    await settled(page, "run-1.gpx");
    await expect(page.locator(".finding")).toBeInViewport({ ratio: 1 });
    await dropFiles(page, RUNS.slice(1));
    await expect(page.getByRole("navigation", { name: "Opened runs" })).toContainText("of 3");
    for (const name of ["run", "my-runs", "datasets"] as const) {
      await place(page, name).click();
      await expectNothingAside(page);
    }
    for (const name of ["Settings", "Open a run"]) {
      await page.getByRole("button", { name }).click();
      await expectNothingAside(page);
      await page.keyboard.press("Escape");
    }
    await closeAll(page);
  });
  await page.setViewportSize(wide);
  await test.step("runs are stepped through by buttons and by keys, but not while something else takes the arrows", async () => {
    await expect(page.getByRole("button", { name: "Next run" })).toHaveCount(0);
    await dropFiles(page, [RUNS[0], BROKEN, RUNS[1], RUNS[2]]);
    await settled(page, "run-1.gpx");
    await expect(page.getByText("1 of 3")).toBeVisible();
    await expect(page.getByText("1 not read")).toBeVisible();
    await page.getByRole("button", { name: "Next run" }).click();
    await settled(page, "run-2.gpx");
    await page.keyboard.press("Shift+ArrowRight");
    await settled(page, "run-3.gpx");
    await page.keyboard.press("Shift+ArrowRight");
    await settled(page, "run-3.gpx");
    await page.keyboard.press("Shift+ArrowLeft");
    await settled(page, "run-2.gpx");
    await page.getByLabel("Moment of the run").press("Shift+ArrowLeft");
    await openSettings(page);
    await page.getByTestId("max-hr").press("Shift+ArrowLeft");
    await expect(page.getByTestId("status")).toHaveAttribute("data-run", "run-2.gpx");
    await page.keyboard.press("Escape");
    await closeAll(page);
  });
  await test.step("what was refused is told once where it is shown, else under one line", async () => {
    await dropFiles(page, [RUNS[0], BROKEN]);
    await settled(page, "run-1.gpx");
    const error = page.locator('[data-testid="error"][data-run="broken.gpx"]');
    await expect(error).toHaveCount(1);
    await expect(error).toBeHidden();
    await page.getByText("1 not read").click();
    await expect(error).toBeVisible();
    await page.getByRole("button", { name: "broken.gpx", exact: true }).click();
    await settled(page, "broken.gpx");
    await expect(error).toHaveCount(1);
    await page.getByRole("button", { name: "Remove broken.gpx" }).first().click();
    await settled(page, "run-1.gpx");
    await expect(page.getByText("1 not read")).toHaveCount(0);
  });
});
