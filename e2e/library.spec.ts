import type { Page } from "@playwright/test";
import { datedRuns, expectTrend } from "./dated-runs.ts";
import { dropFiles, expect, opened, openMyRuns, test } from "./page.ts";

test.use({ serviceWorkers: "allow", reuseContext: false });

const kept = (page: Page) => page.getByTestId("library-run");

/** Goes to the table of all runs, and waits until so many are kept. */
async function expectKept(page: Page, runs: number): Promise<void> {
  await openMyRuns(page);
  await expect(page.getByRole("region", { name: "Library" })).toContainText(`${runs} runs kept`);
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

test("runs are remembered once turned on, over a tab closed half-way, without a network, and forgotten for good", async ({
  page,
  context,
}) => {
  const runs = datedRuns({ runs: 40, everyDays: 3, changeBpm: -15 });
  await opened(page);
  await openMyRuns(page);
  await expect(page.getByTestId("remember")).not.toBeChecked();
  expect(await stored(page)).toEqual([]);
  await page.getByTestId("remember").check();
  await expect(page.getByRole("region", { name: "Library" })).toContainText("0 runs kept");

  // Closed while they are predicted, the tab leaves what it had kept.
  await dropFiles(page, runs);
  await openMyRuns(page);
  await expect(kept(page).first()).toBeVisible();
  await page.close();
  const again = await context.newPage();
  await opened(again);
  await openMyRuns(again);
  await expect(kept(again).first()).toBeVisible();
  await dropFiles(again, runs);
  await expectKept(again, runs.length);

  await expect(again.getByTestId("held")).toBeAttached();
  await context.setOffline(true);
  await again.reload();
  await expectKept(again, runs.length);
  await expectTrend(again, runs.length, 15);
  const latest = kept(again).first();
  await expect(latest).toHaveAttribute("data-started", /^\d+$/);
  await expect(latest.locator('[data-column="difference"]')).toHaveText(/bpm$/);
  const difference = await latest.locator('[data-column="difference"]').textContent();
  await latest.locator(".row-link").click();
  await expect(again.getByTestId("status")).toHaveAttribute("data-run", runs.at(-1)!.name);
  await expect(again.getByTestId("status")).toHaveAttribute("data-state", "done");
  await openMyRuns(again);
  await expect(latest.locator('[data-column="difference"]')).toHaveText(difference!);

  await latest.getByRole("button", { name: "Remove" }).click();
  await expectKept(again, runs.length - 1);
  await again.getByRole("button", { name: "Put it back" }).click();
  await expectKept(again, runs.length);

  await again.getByTestId("forget-all").click();
  await again.getByTestId("forget-all-confirmed").click();
  await expect(again.getByTestId("remember")).not.toBeChecked();
  await expect(kept(again)).toHaveCount(0);
  await expect.poll(() => stored(again)).toEqual([]);
  await again.reload();
  await openMyRuns(again);
  await expect(again.getByText("Open runs, and each becomes a row here")).toBeVisible();
  expect(await stored(again)).toEqual([]);
});
