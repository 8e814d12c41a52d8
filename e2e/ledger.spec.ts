import { writeFileSync } from "node:fs";
import type { Page, TestInfo } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import {
  copiedLink,
  dropFiles,
  expect,
  expectNothingAside,
  figure,
  opened,
  openSettings,
  predictedInTerminal,
  settled,
  showListed,
  test,
  USUAL_VIEWPORT,
} from "./page.ts";

/** Half an hour in which everything happens that is repaired where it happens. */
const FAULTY = {
  name: "faulty.gpx",
  text: gpxFile({
    minutes: 30,
    faults: { pause: [300, 420], jumpAtS: 700, spikeAtS: 900, dropOut: [1200, 1300] },
  }),
};
const DURATION_S = 1800;

async function dropped(page: Page): Promise<void> {
  await dropFiles(page, [FAULTY]);
  await settled(page, FAULTY.name);
}

test("every repair is told, shaded and zoomed to, what was recorded is drawn beneath, and what is excluded does not count", async ({
  page,
}, testInfo) => {
  await opened(page);
  await expect(page.getByTestId("repairs")).toContainText("Nothing was changed.");
  await expect(page.getByLabel("Show the raw recording")).toBeDisabled();
  await expect(page.getByTestId("recorded")).toHaveText(/carries this run as it was prepared/);
  await dropped(page);
  await test.step("every repair is told: what, how many, where and by which rule", () => expectRepairsTold(page));
  await test.step("whatever a row tells of is shaded on all three charts while it is looked at, and stays where it is chosen", () =>
    expectShadedRows(page));
  await test.step("a place is zoomed to, with what stands around it", () => expectZoomedTo(page));
  await page.getByRole("button", { name: "Show the whole run" }).click();
  await test.step("the tables of repairs and flags stick out at no width", async () => {
    await expect(page.getByTestId("signal").getByRole("row").first()).toBeVisible();
    for (const width of [320, 700, 730, 960, 1000, 1130, 1180, 1300]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNothingAside(page);
    }
  });
  await test.step("on a phone the ledger sticks out nowhere, and choosing a row brings the charts before the eyes", () =>
    expectRowOnPhone(page));
  await page.setViewportSize(USUAL_VIEWPORT);
  await test.step("what was recorded is drawn beneath what was made of it, of whichever run is shown", () =>
    expectRecording(page));
  await test.step("a stretch that is excluded counts in no figure, as in the terminal, until it is put back", () =>
    expectExcluded(page, testInfo));
});

async function expectRepairsTold(page: Page): Promise<void> {
  const rows = await page.getByTestId("repairs").locator("tbody tr").all();
  const told = await Promise.all(rows.map((cells) => cells.locator("th, td").allInnerTexts()));
  expect(told.map(([what, many, where]) => [what, many, where])).toEqual([
    ["Speed from positions", "1,681 points", "the whole run"],
    ["Jumps", "1 point", "11:40"],
    ["Gaps in speed", "1 point", "11:40"],
    ["Pauses", "1 pause", "5:00–7:00"],
    ["Altitude spikes", "1 point", "15:00"],
    ["Heart rate drop-outs", "100 points", "20:00–21:39"],
    ["Resampled", "1,682 points to 301 steps of 6 s", "the whole run"],
    ["Smoothed", "301 steps", "the whole run"],
  ]);
  for (const [, , , rule] of told) expect(rule).toMatch(/\.$/);
}

async function expectShadedRows(page: Page): Promise<void> {
  const shades = page.getByTestId("shade");
  await expect(shades).toHaveCount(0);

  const pauses = page.getByRole("button", { name: "Pauses: shade on the charts" });
  await pauses.focus();
  await expect(shades).toHaveCount(3);
  await expectShadedAt(page, 300, 420);

  const spikes = page.getByRole("button", { name: "Altitude spikes: shade on the charts" });
  await page.keyboard.press("Enter");
  await expect(pauses).toHaveAttribute("aria-pressed", "true");
  await expectShadedAt(page, 900, 900, () => spikes.hover());
  await expectShadedAt(page, 300, 420, () => page.getByRole("heading", { name: "About" }).hover());

  await pauses.press("Enter");
  await expect(shades).toHaveCount(0);
}

async function expectZoomedTo(page: Page): Promise<void> {
  const repairs = page.getByTestId("repairs");
  await repairs.getByRole("button", { name: "Zoom to 5:00–7:00" }).press("Enter");
  const ends = ["Start", "End"].map((end) => page.getByLabel(`${end} of the stretch shown`));
  await expect(ends[0]).toHaveAttribute("aria-valuetext", "3:00");
  await expect(ends[1]).toHaveAttribute("aria-valuetext", "9:00");
  await expect(page.getByTestId("shade")).toHaveCount(3);
  await expect(page.getByTestId("chart-heart-rate")).toBeInViewport({ ratio: 1 });

  await repairs.getByRole("button", { name: "Zoom to 15:00" }).click();
  await expect(ends[0]).toHaveAttribute("aria-valuetext", "14:30");
  await expect(ends[1]).toHaveAttribute("aria-valuetext", "15:30");
}

async function expectRowOnPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNothingAside(page);
  const chart = page.getByTestId("chart-heart-rate");
  await page.getByRole("button", { name: "Pauses: shade on the charts" }).click();
  await expect(chart).toBeInViewport({ ratio: 1 });
  await expect(chart.getByTestId("shade")).toBeVisible();
  await expectNothingAside(page);
}

async function expectRecording(page: Page): Promise<void> {
  const recorded = page.getByLabel("Show the raw recording");
  const traces = page.locator("path.recorded");
  const charts = page.getByRole("region", { name: "Charts" });
  const before = await charts.boundingBox();
  await recorded.check();
  // No speed: the file holds positions alone.
  await expect(traces).toHaveCount(2);
  await expect(page.getByTestId("recorded")).toHaveText(/^No speed recorded/);
  expect((await charts.boundingBox())?.height).toBe(before?.height);
  // The spike leaves the altitude chart at its top, and the run's own hills are as high as they were.
  const altitude = await page.getByTestId("chart-altitude").locator("path.recorded").getAttribute("d");
  expect(altitude).toMatch(/L\S+ -\d/);
  // Where the strap was lost nothing is drawn.
  const heartRate = await page.getByTestId("chart-heart-rate").locator("path.recorded").getAttribute("d");
  expect(heartRate?.match(/M/g)).toHaveLength(3);

  await page.getByTestId("sample").first().click();
  await settled(page, "Steady");
  await expect(traces).toHaveCount(3);

  await dropped(page);
  await expect(traces).toHaveCount(2);
  await recorded.uncheck();
  await expect(traces).toHaveCount(0);
  await page.goto(await copiedLink(page));
  await settled(page, "Shared run");
  await expect(recorded).toBeDisabled();
}

async function expectExcluded(page: Page, testInfo: TestInfo): Promise<void> {
  const text = gpxFile({ minutes: 30, faults: { offset: { bpm: -60, fromS: 1350, toS: 1650 } } });
  const path = testInfo.outputPath("lost.gpx");
  writeFileSync(path, text);
  const [whole] = await predictedInTerminal([path]);
  const [without] = await predictedInTerminal([path, "--leave-out", "22:30-27:24"]);
  const expectMae = (mae: number) =>
    expect.poll(async () => Math.abs((await figure(page, "metric-mae")) - mae)).toBeLessThan(0.01);
  expect(without.metrics!.mae).toBeLessThan(whole.metrics!.mae - 5);

  await dropFiles(page, [{ name: "lost.gpx", text }]);
  await settled(page, "lost.gpx");
  await expectMae(whole.metrics!.mae);
  const signal = page.getByTestId("signal");
  const found = signal.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Flat line" }) });
  await expect(found).toContainText("22:30–27:24");
  await found.getByRole("button", { name: "Exclude 22:30–27:24" }).press("Enter");

  await expectMae(without.metrics!.mae);
  await expect(page.getByText("Without 22:30–27:24 (4:54 excluded).")).toHaveCount(5);
  await expect(page.getByText("Average, in part")).toBeVisible();
  await expect(page.getByTestId("left-out-shade")).toHaveCount(1);

  // It belongs to the run: kept while another is shown, and when it is predicted again.
  await dropFiles(page, [FAULTY]);
  await settled(page, FAULTY.name);
  await expect(page.getByTestId("left-out-shade")).toHaveCount(0);
  await showListed(page, "lost.gpx");
  await expectMae(without.metrics!.mae);
  await openSettings(page);
  await page.getByRole("region", { name: "About me" }).getByLabel("Gender").selectOption({ label: "male" });
  await expect.poll(() => figure(page, "metric-mae")).not.toBeCloseTo(without.metrics!.mae, 2);
  await page.getByRole("region", { name: "About me" }).getByLabel("Gender").selectOption({ label: "as in the file" });
  await page.keyboard.press("Escape");
  await expectMae(without.metrics!.mae);

  // A stretch that a person chose besides, and all of them put back.
  await page.getByLabel("End of the stretch shown").press("ArrowLeft");
  const excluded = page.getByTestId("left-out");
  await page
    .getByTestId("zoom-chip")
    .getByRole("button", { name: /^Exclude 0:00–29:\d\d$/ })
    .click();
  await expect(page.getByTestId("left-out-shade")).toHaveCount(1);
  await expect(found.getByRole("button", { name: "Put back 22:30–27:24" })).toBeVisible();
  await found.getByRole("button", { name: "Put back 22:30–27:24" }).click();
  await excluded.getByRole("button", { name: "Put all back" }).click();
  await page.keyboard.press("Escape");
  await expectMae(whole.metrics!.mae);
  await expect(excluded).not.toContainText("Excluded");
}

/** All charts are shaded at one stretch, to a pixel or two, and wide enough to be seen. */
async function expectShadedAt(page: Page, fromS: number, toS: number, pointThere = async () => {}): Promise<void> {
  const strip = await page.locator(".overview-strip").boundingBox();
  const xOf = (timeS: number) => strip!.x + (strip!.width * timeS) / DURATION_S;
  const centre = (xOf(fromS) + xOf(toS)) / 2;
  const width = Math.max(4, xOf(toS) - xOf(fromS));
  for (const name of ["chart-heart-rate", "chart-speed", "chart-altitude"]) {
    const shade = page.getByTestId(name).getByTestId("shade");
    await expect(shade).toHaveCount(1);
    await expect
      .poll(async () => {
        // Again, for what comes late moves the rows from under the pointer.
        await pointThere();
        const box = await shade.boundingBox();
        return box === null ? Number.NaN : Math.abs(box.x + box.width / 2 - centre);
      })
      .toBeLessThan(2);
    expect(Math.abs((await shade.boundingBox())!.width - width)).toBeLessThan(2);
  }
}
