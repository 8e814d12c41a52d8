import { readFileSync, statSync } from "node:fs";
import type { Page } from "@playwright/test";
import { readHubRows } from "../src/dataset/parquet/parquet.ts";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { largeSplit } from "../src/testing/large-split.ts";
import { type RangeServer, serveRanges } from "../src/testing/range-server.ts";
import {
  copiedLink,
  dropFiles,
  expect,
  expectNothingAside,
  figure,
  maeThroughLink,
  opened,
  settled,
  splitPanel,
  test,
  USUAL_VIEWPORT,
} from "./page.ts";

const ROWS = "tr[data-row]";

/** By its address, or as a person would. */
async function openedBundled(page: Page, byAddress = false): Promise<void> {
  if (byAddress) await page.goto("./#d1.test");
  else {
    await opened(page);
    await page.getByTestId("place-datasets").click();
    await page.getByRole("button", { name: /^Example dataset/ }).click();
  }
  await expectRuns(page, 60);
}

/** Waits until the table is whole and shows so many runs. */
async function expectRuns(page: Page, count: number): Promise<void> {
  await expect(splitPanel(page)).toHaveAttribute("data-state", "whole");
  await expect(page.getByTestId("split-count")).toHaveAttribute("data-value", String(count));
}

async function count(page: Page): Promise<number> {
  return Number(await page.getByTestId("split-count").getAttribute("data-value"));
}

/** What a column's cells hold, of the rows that are in the document. */
async function cells(page: Page, column: string): Promise<string[]> {
  return page.locator(`${ROWS} [data-column="${column}"]`).allInnerTexts();
}

function header(page: Page, column: string) {
  return page.locator(`th[data-column="${column}"]`);
}

function focusedRow(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.closest("[data-row]")?.getAttribute("data-row") ?? null);
}

test("the bundled split is sorted by any column, and filtered by type and ranges; what is mistyped stays", {
  tag: "@smoke",
}, async ({ page }) => {
  await openedBundled(page);
  expect(new URL(page.url()).hash).toBe("#d1.test");
  await expect(page.getByTestId("split-facts")).toContainText("60 runs");
  await expect(header(page, "climb")).not.toContainText("(file)");
  await expect(page.locator(`${ROWS} .sparkline path`).first()).toBeVisible();

  await header(page, "mean-heart-rate").getByRole("button").click();
  await expect(header(page, "mean-heart-rate")).toHaveAttribute("aria-sort", "ascending");
  const rising = (await cells(page, "mean-heart-rate")).map(Number);
  expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  await header(page, "mean-heart-rate").getByRole("button").click();
  await expect(header(page, "mean-heart-rate")).toHaveAttribute("aria-sort", "descending");
  expect((await cells(page, "mean-heart-rate")).map(Number)[0]).toBeGreaterThan(rising[0]);

  await page.getByLabel("Type", { exact: true }).selectOption({ label: "Steady" });
  const steady = await count(page);
  expect(steady).toBeGreaterThan(0);
  expect(steady).toBeLessThan(60);
  expect(new Set(await cells(page, "type"))).toEqual(new Set(["Steady"]));

  await page.getByLabel("Mean HR, from").fill("400");
  await expect(page.getByText("The filter lets no run through.")).toBeVisible();
  await page.getByLabel("Mean HR, from").fill("");
  await page.getByLabel("Duration, from").fill("60");
  await expect.poll(() => count(page)).toBeLessThan(steady);
  const long = await count(page);
  await page.getByLabel("Pace, to").fill("5:3o");
  await expect(page.getByLabel("Pace, to")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Not applied. Write it like 5:30.")).toBeVisible();
  expect(await count(page)).toBe(long);

  await page.getByRole("radio", { name: "speed", exact: true }).check();
  await page.locator(ROWS).first().click();
  const steps = page.getByTestId("table-steps");
  await expect(steps).toContainText(`1 of ${long}`);
  const first = await page.getByTestId("status").getAttribute("data-run");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(steps).toContainText(`2 of ${long}`);
  await expect(page.getByTestId("status")).not.toHaveAttribute("data-run", first!);
  await steps.getByRole("button", { name: "Random run" }).click();
  await expect(steps).not.toContainText(`2 of ${long}`);
  await page.getByRole("button", { name: "Back to the table" }).click();
  await expect(page.getByLabel("Pace, to")).toHaveValue("5:3o");
  await page
    .getByRole("checkbox", { name: /^Mark run/ })
    .first()
    .check();
  const marks = page.getByTestId("marked-runs");
  await expect(marks).toHaveAttribute("data-count", "1");
  await marks.getByRole("button", { name: "Mark all of the table" }).click();
  await expect(marks).toHaveAttribute("data-count", String(long));
  const downloading = page.waitForEvent("download");
  await page.getByTestId("marked-parquet").click();
  const marked = readFileSync(await (await downloading).path());
  expect((await readHubRows(new Uint8Array(marked))).map(({ workout_type }) => workout_type)).toEqual(
    Array.from({ length: long }, () => "STEADY"),
  );
  await page.getByRole("button", { name: "Clear filter" }).click();
  await expectRuns(page, 60);
  await expect(page.getByLabel("Speed, to")).toHaveValue("");
});

test("the bundled split's table has an address, keys, room and a history, and links lead to its runs and to those of a dropped one", async ({
  page,
}) => {
  await test.step("a link to a run that the split has not says so, beside the table", async () => {
    await page.goto("./#d1.99.test");
    await expect(page.getByTestId("error")).toHaveAttribute("data-code", "unknown-sample");
    await page.getByRole("button", { name: "Close" }).click();
    await expectRuns(page, 60);
  });
  await test.step("sort and filter are in the address: a page of its own shows the same table, and they are one step of the history", () =>
    expectViewInAddress(page));
  await page.getByRole("button", { name: "Clear filter" }).click();
  await test.step("the keyboard goes through the table and opens a run; the way back leads to where it was left", () =>
    expectTableByKeyboard(page));
  await test.step("the table scrolls within itself alone, however wide the window is", async () => {
    await page.goBack();
    await page.getByRole("button", { name: "Clear filter" }).click();
    await expectRuns(page, 60);
    for (const width of [360, 768, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await expectNothingAside(page);
    }
    await page.setViewportSize(USUAL_VIEWPORT);
    await page.goto("./#d1.test");
    await expect(header(page, "climb")).not.toHaveAttribute("aria-sort", "ascending");
  });
  await test.step("the address drops what leads elsewhere than to what is shown, and the history leads to each", () =>
    expectHistory(page));
  await test.step("a run's link names split and run, and opens it on a page of its own", async () => {
    await page.getByTestId("place-datasets").click();
    await expectRuns(page, 60);
    await page.locator(ROWS).nth(4).click();
    await settled(page, "Run 5");
    const mae = await figure(page, "metric-mae");
    const link = await copiedLink(page);
    expect(new URL(link).hash).toBe("#d1.5.test");
    expect(await maeThroughLink(page, link)).toBe(mae);
    await page.getByRole("button", { name: "Back to the table" }).click();
    await expectRuns(page, 60);
  });
  await test.step("a Parquet file that is dropped is browsed, and the link of its run carries the run", () =>
    expectDroppedSplit(page));
});

async function expectViewInAddress(page: Page): Promise<void> {
  const hash = () => new URL(page.url()).hash;
  const steps = () => page.evaluate(() => history.length);
  const before = await steps();
  await header(page, "climb").getByRole("button").click();
  await header(page, "climb").getByRole("button").click();
  await page.getByLabel("Type", { exact: true }).selectOption({ label: "Steady" });
  await page.getByLabel("Duration, from").fill("30");
  await page.getByLabel("Pace, to").fill("6:00");
  await expect.poll(hash).toBe("#d1.test#sort=-climb&type=STEADY&min-per-km=..6:00&minutes=30..");
  expect(await steps()).toBe(before);
  const there = await count(page);
  const climbs = await cells(page, "climb");

  const other = await page.context().newPage();
  await other.goto(page.url());
  await expectRuns(other, there);
  expect(await cells(other, "climb")).toEqual(climbs);
  await expect(other.getByLabel("Pace, to")).toHaveValue("6:00");
  await expect(header(other, "climb")).toHaveAttribute("aria-sort", "descending");
  await other.close();
}

async function expectTableByKeyboard(page: Page): Promise<void> {
  await header(page, "climb").getByRole("button").press("Enter");
  await page.getByLabel("Duration, to").fill("90");
  await header(page, "climb").getByRole("button").focus();
  await page.keyboard.press("Tab");
  const first = await focusedRow(page);
  expect(first).toBe(await page.locator(ROWS).first().getAttribute("data-row"));
  await page.keyboard.press("End");
  const last = await focusedRow(page);
  expect(last).not.toBe(first);
  await expect(page.locator(`[data-row="${last}"]`)).toBeInViewport();
  await page.keyboard.press("ArrowDown");
  expect(await focusedRow(page)).toBe(last);
  await page.keyboard.press("PageUp");
  await page.keyboard.press("ArrowUp");
  const chosen = await focusedRow(page);
  const id = await page.locator(`[data-row="${chosen}"] [data-column="run"]`).innerText();
  const scrollTop = () => page.locator(".run-table .data-table").evaluate((element) => element.scrollTop);
  const before = await scrollTop();
  expect(before).toBeGreaterThan(0);

  await page.keyboard.press("Enter");
  await settled(page, `Run ${id}`);
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  expect(new URL(page.url()).hash).toBe(`#d1.${id}.test`);

  await expect(page.getByRole("button", { name: "Back to the table" })).toBeFocused();
  await page.keyboard.press("Enter");
  expect(await focusedRow(page)).toBe(chosen);
  expect(await scrollTop()).toBe(before);
  await expect(header(page, "climb")).toHaveAttribute("aria-sort", "ascending");
  await expect(page.getByLabel("Duration, to")).toHaveValue("90");
  await page.keyboard.press("Enter");
  await settled(page, `Run ${id}`);
  await page.goBack();
  await expect(page.locator(`[data-row="${chosen}"] .row-link`)).toBeFocused();
  await page.goForward();
  await settled(page, `Run ${id}`);
}

async function expectHistory(page: Page): Promise<void> {
  const hash = () => new URL(page.url()).hash;
  await dropFiles(page, [{ name: "mine.gpx", text: gpxFile({ minutes: 12 }) }]);
  await settled(page, "mine.gpx");
  expect(hash()).toBe("");
  const sample = page.getByTestId("sample").first();
  await sample.click();
  await expect(page.getByTestId("status")).not.toHaveAttribute("data-run", "mine.gpx");
  const sampleHash = hash();
  expect(sampleHash).toMatch(/^#s1\./);
  await page.goBack();
  await settled(page, "mine.gpx");
  await page.goBack();
  await expectRuns(page, 60);
  expect(hash()).toBe("#d1.test");
  await page.goForward();
  await settled(page, "mine.gpx");
  expect(hash()).toBe("");
  await page.goForward();
  await expect(page.getByTestId("status")).not.toHaveAttribute("data-run", "mine.gpx");
  expect(hash()).toBe(sampleHash);
}

async function expectDroppedSplit(page: Page): Promise<void> {
  await dropFiles(page, [
    { name: "mine.parquet", text: readFileSync("public/data/test.parquet") },
    { name: "torn.parquet", text: readFileSync("public/data/test.parquet").subarray(0, 5000) },
  ]);
  await expect(splitPanel(page).getByRole("heading", { name: "mine.parquet" })).toBeVisible();
  await expectRuns(page, 60);
  await page.locator(ROWS).first().click();
  await settled(page, "Run 1");
  const mae = await figure(page, "metric-mae");
  const link = await copiedLink(page);
  expect(new URL(link).hash).toMatch(/^#r2\./);
  await page.getByTestId("place-datasets").click();
  await page.getByRole("button", { name: /^torn\.parquet/ }).click();
  await expect(page.getByTestId("error")).toHaveAttribute("data-code", "malformed-parquet");
  await page.getByRole("button", { name: "Close" }).click();
  await expectRuns(page, 60);
  expect(Math.abs((await maeThroughLink(page, link)) - mae)).toBeLessThan(0.05);
}

/** The page, and a split of 6,000 runs on another origin: a server of its own, with the latency of a near one. */
const remote = test.extend<{ server: RangeServer }>({
  server: async ({ baseURL }, use) => {
    const server = await serveRanges(new Uint8Array(readFileSync(await largeSplit())), { latencyMs: 50 });
    expect(new URL(server.url).origin).not.toBe(new URL(baseURL as string).origin);
    await use(server);
    await server.stop();
  },
  // What is broken off or refused stands in the console, too.
  expected: async ({ server }, use) => {
    await use({ complaints: /Failed to load resource|CORS policy/, origin: new URL(server.url).origin });
  },
});

remote.describe("a split on another server", () => {
  remote.slow();

  async function linked(page: Page, { url }: RangeServer): Promise<void> {
    await page.goto(`./#d1.${url}`);
    await expect(page.getByTestId("split-opening")).toHaveAttribute("data-state", "asking");
  }

  const goOn = (page: Page) => page.getByRole("button", { name: "Fetch it" }).click();
  const error = (page: Page) => splitPanel(page).getByTestId("error");

  remote(
    "is asked for nothing before a person says so, read in small part, and has links to it and its runs",
    async ({ page, server }) => {
      await test.step("named before its first byte, it is read in small part; filter and sort fetch nothing", () =>
        expectSmallPart(page, server));
      await test.step("it is opened from its address, and its run's link opens on a page of its own", () =>
        expectFromAddress(page, server));
    },
  );

  remote(
    "is stopped and goes on; a server that fails is told of in a sentence, and what came stays",
    async ({ page, server }) => {
      await test.step("a server that ignores ranges is refused with a sentence, and what was open stays", async () => {
        server.options.ignoresRanges = true;
        await openedBundled(page, true);
        await linked(page, server);
        await goOn(page);
        await expect(error(page)).toHaveAttribute("data-code", "no-ranges");
        expect(await count(page)).toBe(60);
        server.options.ignoresRanges = false;
        await page.getByRole("button", { name: "Try again" }).click();
        await expectRuns(page, 6000);
      });
      await test.step("one that pages of others may not read is refused with a sentence", async () => {
        server.options.withoutCors = true;
        await another(page, server, "hidden");
        await expect(error(page)).toHaveAttribute("data-code", "no-access");
        server.options.withoutCors = false;
      });
      await test.step("a file that is truncated is refused with a sentence, and comes once it is whole", async () => {
        server.options.truncatedTo = 1_000_000;
        await another(page, server, "truncated");
        await expect(error(page)).toBeVisible({ timeout: 30_000 });
        await expect(error(page)).not.toHaveAttribute("data-code", "no-access");
        server.options = { latencyMs: 0 };
        await page.getByRole("button", { name: "Try again" }).click();
        await expectRuns(page, 6000);
      });
      await test.step("it is stopped at once, while it is opened and while its rows come, and goes on", () =>
        expectStopped(page, server));
      await test.step("one that breaks off in mid-way keeps the rows that came, and brings the others when asked again", () =>
        expectRowsKept(page, server));
    },
  );

  /** Goes to the same file by an address of its own, of which nothing is known yet; its server is allowed. */
  async function another(page: Page, { url }: RangeServer, name: string): Promise<void> {
    await page.goto(`./#d1.${url}?${name}`);
  }

  async function expectFirstRows(page: Page): Promise<void> {
    await expect(splitPanel(page)).toHaveAttribute("data-state", "arriving");
    await expect.poll(() => page.locator(ROWS).count()).toBeGreaterThan(0);
  }

  async function expectSmallPart(page: Page, server: RangeServer): Promise<void> {
    await linked(page, server);
    await expect(page.getByTestId("split-opening")).toContainText(new URL(server.url).host);
    expect(server.asked).toEqual([]);
    await goOn(page);
    await expectRuns(page, 6000);
    await expect(page.locator(`${ROWS} .sparkline path`).first()).toBeVisible();
    expect(server.sentBytes()).toBeLessThan(0.03 * statSync(await largeSplit()).size);

    // Its figures are its own columns', and nobody is to take them for the page's.
    for (const column of ["duration", "distance", "mean-heart-rate", "maximum-heart-rate", "speed", "climb"]) {
      const head = header(page, column);
      await expect(head).toContainText("(file)");
      expect(await head.evaluate((cell) => cell.scrollWidth <= cell.clientWidth), column).toBe(true);
    }

    const asked = server.asked.length;
    await page.getByLabel("Type", { exact: true }).selectOption({ label: "Recovery" });
    expect(await count(page)).toBeLessThan(6000);
    // At once, for rows that rest in between would have their heart rates fetched.
    await header(page, "run").getByRole("button").dblclick();
    // As long as heart rates in view wait for a rest, and longer.
    await page.waitForTimeout(600);
    expect(server.asked).toHaveLength(asked);
    expect(await page.locator(ROWS).count()).toBeLessThan(80);
  }

  async function expectFromAddress(page: Page, server: RangeServer): Promise<void> {
    await page.getByTestId("place-datasets").click();
    await page.getByText("From another address").click();
    const field = page.getByLabel("Address of a Parquet file");
    await field.fill("example.org/split.parquet");
    await page.getByRole("button", { name: "Fetch", exact: true }).click();
    await expect(page.getByText("This is not a whole address")).toBeVisible();
    const url = `${server.url}?typed`;
    const before = server.asked.length;
    await field.fill(url);
    expect(server.asked).toHaveLength(before);
    await page.getByRole("button", { name: `Fetch from ${new URL(server.url).host}` }).click();
    await expectRuns(page, 6000);
    await page.locator(ROWS).nth(2).click();
    await settled(page, "Run 3");
    const link = await copiedLink(page);
    expect(new URL(link).hash).toBe(`#d1.3.${url}`);
    const mae = await figure(page, "metric-mae");

    await page.goto("about:blank");
    const asked = server.asked.length;
    await page.goto(link);
    await expect(page.getByText("lies on another server")).toBeVisible();
    expect(server.asked).toHaveLength(asked);
    await goOn(page);
    await settled(page, "Run 3");
    expect(await figure(page, "metric-mae")).toBe(mae);
  }

  async function expectStopped(page: Page, server: RangeServer): Promise<void> {
    server.options.latencyMs = 3000;
    await another(page, server, "slow");
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByTestId("split-opening")).toHaveAttribute("data-state", "stopped", { timeout: 1000 });
    server.options.latencyMs = 300;
    await page.getByRole("button", { name: "Open it" }).click();
    await expectFirstRows(page);
    server.options.latencyMs = 3000;
    await page.getByRole("button", { name: "Cancel" }).click();
    const arrival = page.getByTestId("split-arrival");
    await expect(arrival).toHaveAttribute("data-state", "stopped", { timeout: 1000 });
    const there = await count(page);
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(6000);
    server.options.latencyMs = 0;
    await page.getByRole("button", { name: "Go on" }).click();
    await expectRuns(page, 6000);
  }

  async function expectRowsKept(page: Page, server: RangeServer): Promise<void> {
    server.options.latencyMs = 300;
    await another(page, server, "broken");
    await expectFirstRows(page);
    server.options = { latencyMs: 0, resets: 1000, resetAfterBytes: 0 };
    await expect(error(page)).toHaveAttribute("data-code", "download-failed", { timeout: 40_000 });
    const there = await count(page);
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(6000);
    server.options = {};
    // What draws heart rates may have met the same server, and offers the same beside its own words.
    await page.getByTestId("split-arrival").getByRole("button", { name: "Try again" }).click();
    await expectRuns(page, 6000);
    await expect(error(page)).toHaveCount(0);

    server.options = { resets: 1000, resetAfterBytes: 0 };
    await page.locator(ROWS).nth(1).click();
    await expect(page.getByTestId("error").first()).toHaveAttribute("data-code", "download-failed", {
      timeout: 40_000,
    });
    server.options = {};
    await page.getByRole("button", { name: "Try again" }).click();
    await settled(page, "Run 2");
    expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  }
});
