import type { Page } from "@playwright/test";
import { fitFile } from "../src/testing/fit-file.ts";
import { gpxFile } from "../src/testing/gpx-file.ts";
import {
  closeAll,
  dropFiles,
  expect,
  figure,
  listedRuns,
  opened,
  openMyRuns,
  settled,
  showListed,
  showRefused,
  test,
} from "./page.ts";

const RUN = { name: "run.gpx", text: gpxFile({ minutes: 12 }) };
const OPENING = "Opening sample";

test("a file can be closed, is known again and another once it was changed, one that fails leaves no empty place of a figure, and the whole window takes them", async ({
  page,
}) => {
  await opened(page);
  await test.step("a single file can be closed, and the page shows what it opened with, settings as they were", async () => {
    await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(0);
    await dropFiles(page, [RUN]);
    await settled(page, RUN.name);
    await page.getByRole("radio", { name: "speed", exact: true }).check();
    await page.getByRole("button", { name: "Remove run.gpx" }).click();
    await settled(page, OPENING);
    expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
    await expect(page.getByRole("radio", { name: "speed", exact: true })).toBeChecked();
    await expect(page.getByRole("button", { name: "Open a run" })).toBeFocused();
    await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(0);
  });
  await test.step("a file that is dropped again is shown and named, and one that was changed is another", async () => {
    await dropFiles(page, [RUN, { name: "other.fit", text: Buffer.from(fitFile({ minutes: 12 })) }]);
    await settled(page, RUN.name);
    await showListed(page, "other.fit");
    await dropFiles(page, [RUN]);
    await expect(page.getByText("run.gpx is open already.")).toBeVisible();
    await settled(page, RUN.name);
    await expect(page.getByText("1 of 2")).toBeVisible();
    await dropFiles(page, [{ ...RUN, text: gpxFile({ minutes: 13 }) }]);
    await expect(page.getByText("3 of 3")).toBeVisible();
    await expect(page.getByText("is open already")).toHaveCount(0);
    await closeAll(page);
  });
  await test.step("where a prediction fails stand the error and the list, and no empty place of a figure", async () => {
    const broken = { name: "broken.gpx", text: "<gpx><trk></trk></gpx>" };
    await dropFiles(page, [broken]);
    await settled(page, broken.name);
    await expect(page.getByTestId("error")).toHaveAttribute("data-code", "no-runs");
    await expectNoPlaces(page);

    await dropFiles(page, [RUN]);
    await settled(page, RUN.name);
    expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
    await showRefused(page, broken.name);
    await expect(page.getByText("1 not read")).toBeVisible();
    await expectNoPlaces(page);
  });
  await test.step("the whole window takes files, says so while they hover, and lists what came of each", async () => {
    await closeAll(page);
    const markup = "<img src=x> evening.gpx";
    const files = await page.evaluateHandle(
      (texts) => {
        const transfer = new DataTransfer();
        for (const [name, text] of texts) transfer.items.add(new File([text], name));
        return transfer;
      },
      [
        ["morning.gpx", gpxFile({ minutes: 12 })],
        [markup, gpxFile({ minutes: 15, withHeartRate: false })],
        ["notes.txt", "Legs were heavy today."],
      ],
    );
    const hint = page.getByText("Drop to open");
    await page.dispatchEvent("main", "dragover", { dataTransfer: files });
    await expect(hint).toBeVisible();
    await page.dispatchEvent("main", "dragleave", { dataTransfer: files });
    await expect(hint).toBeHidden();

    await page.dispatchEvent("main", "dragover", { dataTransfer: files });
    await page.dispatchEvent("main", "drop", { dataTransfer: files });
    await expect(hint).toBeHidden();
    await settled(page, "morning.gpx");
    expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
    await openMyRuns(page);
    const list = listedRuns(page);
    await expect(list.locator('[data-column="name"]')).toHaveText(["morning.gpx", markup]);
    await expect(list.locator('[data-column="difference"]')).toHaveText([/^[+−]?\d+\.\d bpm$/, "no heart rate"]);
    await page.getByText("1 not read").click();
    await expect(page.getByTestId("error")).toHaveAttribute("data-run", "notes.txt");
    await expect(page.getByTestId("error")).toHaveAttribute("data-code", "unknown-format");

    await page.getByRole("button", { name: "Remove morning.gpx" }).click();
    await page.getByTestId("place-run").click();
    await settled(page, markup);
    await expect(page.getByTestId("metric-mae")).not.toHaveAttribute("data-value");
  });
});

async function expectNoPlaces(page: Page): Promise<void> {
  const main = page.locator("main");
  await expect(main.getByRole("radio", { name: "speed", exact: true })).toHaveCount(0);
  await expect(main.locator(".plot")).toHaveCount(0);
  await expect(main.getByText(/MAE|Repairs|Copy link/)).toHaveCount(0);
}
