import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { zipSync } from "fflate";
import { datedRuns } from "./dated-runs.ts";
import { dropFiles, expect, inTerminal, opened, openMyRuns, test } from "./page.ts";

test.use({ serviceWorkers: "allow", reuseContext: false });

const RUNS = datedRuns({ runs: 16, everyDays: 3, changeBpm: -15 });

/** The runs as Strava gives all that it has of somebody. */
const EXPORT = {
  name: "export.zip",
  text: Buffer.from(
    zipSync(Object.fromEntries(RUNS.map(({ name, text }) => [`activities/${name}`, new TextEncoder().encode(text)])), {
      level: 1,
    }),
  ),
};

const kept = (page: Page) => page.getByTestId("library-run");
const library = (page: Page) => page.getByRole("region", { name: "Library" });

/** Goes to the table of all runs, and waits until so many are kept. */
async function expectKept(page: Page, runs: number): Promise<void> {
  await openMyRuns(page);
  await expect(library(page)).toContainText(`${runs} runs kept`);
  await expect(page.getByRole("table", { name: "Opened runs" })).toHaveAttribute("aria-rowcount", `${runs + 1}`);
}

/** Names of all that the browser stores for the page, but the page itself. */
function stored(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? "");
    const caches = (await window.caches.keys()).filter((name) => name.startsWith("handed over"));
    return [...databases, ...caches, ...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  });
}

test("the library remembers runs over tabs and without a network, forgets for good, and is one file to page and terminal", async ({
  page,
  context,
}) => {
  const again =
    await test.step("runs of an archive are remembered once turned on, over a tab closed half-way, without a network, and forgotten for good", () =>
      expectRemembered(page, context));
  await context.setOffline(false);
  await test.step("the library is one file to page and terminal: written by either, it is offered, brought, and known again", () =>
    expectOneFile(again));
});

/** @returns the page that took the place of the closed one, and has forgotten all */
async function expectRemembered(page: Page, context: BrowserContext): Promise<Page> {
  await opened(page);
  await openMyRuns(page);
  await expect(page.getByTestId("remember")).not.toBeChecked();
  expect(await stored(page)).toEqual([]);
  await page.getByTestId("remember").check();
  await expect(library(page)).toContainText("0 runs kept");

  // Closed while they are predicted, the tab leaves what it had kept.
  await dropFiles(page, [EXPORT]);
  await openMyRuns(page);
  await expect(kept(page).first()).toBeVisible();
  await page.close();
  const again = await context.newPage();
  await opened(again);
  await openMyRuns(again);
  await expect(kept(again).first()).toBeVisible();
  await dropFiles(again, [EXPORT]);
  await expectKept(again, RUNS.length);

  await expect(again.getByTestId("held")).toBeAttached();
  await context.setOffline(true);
  await again.reload();
  await expectKept(again, RUNS.length);
  const latest = kept(again).first();
  await expect(latest).toHaveAttribute("data-started", /^\d+$/);
  await expect(latest.locator('[data-column="difference"]')).toHaveText(/bpm$/);
  const difference = await latest.locator('[data-column="difference"]').textContent();
  await latest.locator(".row-link").click();
  await expect(again.getByTestId("status")).toHaveAttribute("data-run", RUNS.at(-1)!.name);
  await expect(again.getByTestId("status")).toHaveAttribute("data-state", "done");
  await openMyRuns(again);
  await expect(latest.locator('[data-column="difference"]')).toHaveText(difference!);

  await latest.getByRole("button", { name: "Remove" }).click();
  await expectKept(again, RUNS.length - 1);
  await again.getByRole("button", { name: "Put it back" }).click();
  await expectKept(again, RUNS.length);

  await again.getByTestId("forget-all").click();
  await again.getByTestId("forget-all-confirmed").click();
  await expect(again.getByTestId("remember")).not.toBeChecked();
  await expect(kept(again)).toHaveCount(0);
  await expect.poll(() => stored(again)).toEqual([]);
  await again.reload();
  await openMyRuns(again);
  await expect(again.getByText("Open runs, and each becomes a row here")).toBeVisible();
  expect(await stored(again)).toEqual([]);
  return again;
}

async function expectOneFile(page: Page): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "library-"));
  await openMyRuns(page);
  await page.getByTestId("remember").check();
  await dropFiles(page, RUNS.slice(0, 12));
  await expectKept(page, 12);
  const downloading = page.waitForEvent("download");
  await page.getByTestId("take-away").click();
  const download = await downloading;
  const own = join(folder, download.suggestedFilename());
  await download.saveAs(own);
  expect(await inTerminal("library", "list", own)).toContain(RUNS[11].name);

  // Turned off, the library keeps what it has, or forgets it.
  await page.getByTestId("remember").click();
  await page.getByTestId("turn-off-keep").click();
  await expect(page.getByTestId("remember")).not.toBeChecked();
  await expectKept(page, 12);
  await page.getByTestId("remember").check();
  await page.getByTestId("remember").click();
  await page.getByTestId("turn-off-forget").click();
  await expect(kept(page)).toHaveCount(0);
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  await page.reload();

  // A run of the terminal's is in the page's file, too.
  const others = join(folder, "others.jsonl.gz");
  await inTerminal("library", "import", own, "--into", others);
  const part = join(folder, "part.jsonl.gz");
  await inTerminal("library", "export", others, "--out", part, "--to", RUNS[4].name.slice(0, 10));
  await page.getByTestId("file-input").setInputFiles(part);
  await expect(page.getByTestId("library-offer")).toContainText("part.jsonl.gz holds runs");
  await expect(kept(page)).toHaveCount(0);
  await page.getByTestId("accept-library").click();
  await expectKept(page, 5);
  await page.getByTestId("bring-here").setInputFiles(own);
  await expectKept(page, 12);
  const brought = page.getByTestId("brought");
  await expect(brought).toHaveAttribute("data-fresh", "7");
  await expect(brought).toHaveText(/: 7 runs brought; 5 were here already\.$/);

  await page.getByTestId("bring-here").setInputFiles({
    name: "cut.jsonl.gz",
    mimeType: "application/gzip",
    buffer: readFileSync(own).subarray(0, 4000),
  });
  await expect(brought.getByTestId("error")).toContainText("damaged or cut off");
}
