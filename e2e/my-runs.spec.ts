import type { Page } from "@playwright/test";
import { zipSync } from "fflate";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, expectNothingAside, listedRuns, opened, openMyRuns, settled, test } from "./page.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Three runs of different days and lengths, the last of them in an archive, and two files that are none. */
const FILES = [
  { name: "a long name that says where and when it was run.gpx", text: startedIn("2024-05-03", 12) },
  { name: "short.gpx", text: startedIn("2023-12-24", 8) },
  { name: "broken.gpx", text: "<gpx><trk></trk></gpx>" },
  { name: "notes.txt", text: "Legs were heavy today." },
  { name: "spring.zip", text: Buffer.from(zipSync({ "10.gpx": bytes(startedIn("2024-02-29", 20)) })) },
];
const [LONG, SHORT] = FILES.map(({ name }) => name);

/** A run that starts on a day. */
function startedIn(day: string, minutes: number): string {
  return gpxFile({ minutes }).replaceAll(/\d{4}-\d\d-\d\d(?=T)/g, day);
}

async function openFiles(page: Page): Promise<void> {
  await opened(page);
  await dropFiles(page, FILES);
  await openMyRuns(page);
  await expect(cells(page, "difference")).toHaveText([/bpm$/, /bpm$/, /bpm$/]);
}

const cells = (page: Page, column: string) => listedRuns(page).locator(`[data-column="${column}"]`);
const header = (page: Page, column: string) => page.locator(`.my-runs th[data-column="${column}"]`);
const sortBy = (page: Page, column: string) => header(page, column).getByRole("button").click();

test("opened runs are a table to sort and to go through by keyboard, with what was not read below it, two lines each on a phone, removed by one click", async ({
  page,
}) => {
  await openFiles(page);
  await test.step("the keyboard moves between the rows and opens one", async () => {
    await page.locator(".my-runs .row-link").first().focus();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("button", { name: SHORT, exact: true })).toBeFocused();
    await page.keyboard.press("Enter");
    await settled(page, SHORT);
    await expect(page.locator("main")).toBeFocused();
    await page.getByRole("link", { name: "All runs" }).press("Enter");
    await expect(page.locator("main")).toBeFocused();
    await expect(page.getByRole("button", { name: SHORT, exact: true })).toHaveAttribute("aria-current", "true");
  });
  await test.step("runs are a table of whole names, days and figures, sorted by its headers; the steps follow its order", async () => {
    await expect(cells(page, "name")).toHaveText([LONG, SHORT, "10.gpx"]);
    await expect(cells(page, "date")).toHaveText([/^3 May 2024/, /^24 Dec 2023/, /^29 Feb 2024/]);
    await expect(cells(page, "duration")).toHaveText(["12:00", "8:00", "20:00"]);
    await expect(header(page, "date")).toHaveAttribute("aria-sort", "none");

    await sortBy(page, "date");
    await expect(header(page, "date")).toHaveAttribute("aria-sort", "descending");
    await expect(cells(page, "name")).toHaveText([LONG, "10.gpx", SHORT]);
    await sortBy(page, "duration");
    await expect(cells(page, "name")).toHaveText([SHORT, LONG, "10.gpx"]);

    // Measured, expected and difference are as the run's own place has them.
    await page.getByRole("button", { name: LONG, exact: true }).click();
    await settled(page, LONG);
    await expect(page.getByText("2 of 3")).toBeVisible();
    await page.keyboard.press("Shift+ArrowRight");
    await settled(page, "10.gpx");
    await page.getByRole("button", { name: "Previous run" }).click();
    await page.getByRole("button", { name: "Previous run" }).click();
    await settled(page, SHORT);
    await openMyRuns(page);
    await expect(header(page, "duration")).toHaveAttribute("aria-sort", "ascending");
  });
  await test.step("what was not read is folded under its number, with its sentence, and with a code for researchers alone", async () => {
    const errors = page.locator(".my-runs").getByTestId("error");
    await expect(errors.first()).toBeHidden();
    await page.getByText("2 not read").click();
    await expect(errors).toHaveCount(2);
    await expect(errors.first()).toBeVisible();
    await expect(page.locator(".my-runs .error-code").first()).toBeHidden();
    await page.getByTestId("level").check();
    await expect(page.locator(".my-runs .error-code").first()).toBeVisible();
    await page.getByTestId("level").uncheck();
  });
  await test.step("on a phone a run is two lines, and its figures keep their units; the order is chosen from a list", async () => {
    const wide = page.viewportSize()!;
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNothingAside(page);
    const table = page.locator(".my-runs .data-table");
    expect(await table.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    for (const column of ["name", "date", "distance", "duration", "difference"]) {
      await expect(cells(page, column).first()).toBeVisible();
    }
    await expect(cells(page, "measured").first()).toBeHidden();
    await expect(cells(page, "distance").first().getByText("km")).toBeVisible();
    await page.getByLabel("Sort by").selectOption({ label: "Date" });
    await expect(cells(page, "name")).toHaveText([LONG, "10.gpx", SHORT]);
    await page.getByRole("button", { name: /turn round$/ }).click();
    await expect(cells(page, "name")).toHaveText([SHORT, "10.gpx", LONG]);
    await page.setViewportSize(wide);
  });
  await test.step("all are removed by one click", async () => {
    await page.getByRole("button", { name: "Remove all", exact: true }).click();
    await expect(listedRuns(page)).toHaveCount(0);
    await expect(page.getByText("Open runs, and each becomes a row here")).toBeVisible();
    await expect(page.locator(".my-runs").getByText("Choose files")).toBeVisible();
    await expect(page.getByRole("button", { name: "Open a run" })).toBeFocused();
  });
  await test.step("a run with an address is a link to it", async () => {
    await page.getByTestId("place-run").click();
    await page.getByTestId("sample").first().click();
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    const { hash } = new URL(page.url());
    await openMyRuns(page);
    await expect(page.locator(".my-runs a.row-link")).toHaveAttribute("href", hash);
  });
});
