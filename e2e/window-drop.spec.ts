import { gpxFile } from "../src/testing/gpx-file.ts";
import { expect, figure, listedRuns, opened, openMyRuns, settled, test } from "./page.ts";

test("the whole window takes files, says so while they hover, and lists what came of each", async ({ page }) => {
  await opened(page);
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
