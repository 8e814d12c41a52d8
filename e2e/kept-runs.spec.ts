import type { Page } from "@playwright/test";
import { DATABASE } from "../src/library/browser-library.ts";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { datedRuns } from "./dated-runs.ts";
import { dropFiles, expect, listedRuns, opened, openMyRuns, settled, test } from "./page.ts";

test.use({ reuseContext: false });

const runs = datedRuns({ runs: 6, everyDays: 4, changeBpm: -10 }).map(({ name, text }, i) => ({
  name,
  // Of the first five one says whose it is, and the last one is somebody else's.
  text: JSON.stringify({ ...JSON.parse(text), runner: i === 0 ? "watch-1" : i === 5 ? "watch-2" : null }),
}));

test("kept runs are of the runner who is chosen, calibrate and compare once the page was loaded again, and have their routes where that was asked for", async ({
  page,
}) => {
  await opened(page);
  await openMyRuns(page);
  await page.getByTestId("remember").check();
  await dropFiles(page, runs);
  await openMyRuns(page);
  const question = page.getByTestId("whose-runs");
  await expect(question).toContainText("1 run states the runner “watch-2”, unlike those of Me");
  await question.getByLabel("Name of the other runner").fill("Ben");
  await question.getByRole("button", { name: "Keep", exact: true }).click();
  const runner = page.getByTestId("runner-name");
  await expect(runner.locator("option")).toHaveText(["Ben (1 run)", "Me (5 runs)"]);
  await expect(page.getByTestId("trend")).toHaveAttribute("data-points", "5");

  await page.reload();
  await openMyRuns(page);
  await expect(listedRuns(page)).toHaveCount(5);
  await listedRuns(page).first().locator(".row-link").click();
  await settled(page, runs[4].name);
  const calibration = page.getByTestId("calibration");
  await calibration.getByLabel("my earlier runs").check();
  await expect(calibration).toHaveAttribute("data-kept", "4");
  await expect(calibration).toHaveAttribute("data-runs", "4");
  await expect(page.locator(".finding")).toBeVisible();
  await expect(page.getByText("by 4 earlier runs, all kept.")).toBeVisible();

  await openMyRuns(page);
  await page.getByRole("checkbox", { name: `Compare ${runs[1].name}` }).check();
  await page.getByRole("checkbox", { name: `Compare ${runs[4].name}` }).check();
  await page.getByTestId("open-comparison").click();
  await expect(page.getByTestId("compare")).toHaveAttribute("data-runs", "2");
  await expect(page.getByTestId("compare-pair")).not.toContainText("if one person ran both");

  await openMyRuns(page);
  await runner.selectOption("Ben");
  await expect(listedRuns(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByLabel("Name of the runner").fill("Benedict");
  await page.keyboard.press("Enter");
  await expect(runner.locator("option")).toHaveText(["Benedict (1 run)", "Me (5 runs)"]);
  await expect(runner).toBeFocused();
  await expect(listedRuns(page)).toHaveCount(1);

  await page.getByTestId("keep-routes").check();
  await dropFiles(page, [{ name: "round.gpx", text: gpxFile({ minutes: 12 }) }]);
  await openMyRuns(page);
  await expect(runner.locator("option")).toHaveText(["Benedict (2 runs)", "Me (5 runs)"]);
  await expect.poll(() => routesStored(page)).toBe(1);
  await page.reload();
  await openMyRuns(page);
  await listedRuns(page).filter({ hasText: "round.gpx" }).locator(".row-link").click();
  await settled(page, "round.gpx");
  await expect(page.getByTestId("route")).toHaveAttribute("data-phase", "ready");
  await openMyRuns(page);
  await page.getByTestId("keep-routes").uncheck();
  await expect.poll(() => routesStored(page)).toBe(0);
});

/** Number of routes in the browser's database. */
function routesStored(page: Page): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction("routes").objectStore("routes").count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
    DATABASE,
  );
}
