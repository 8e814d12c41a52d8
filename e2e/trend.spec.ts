import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runHr } from "../src/testing/terminal.ts";
import { datedRuns, expectTrend } from "./dated-runs.ts";
import { dropFiles, expect, listedRuns, opened, openMyRuns, settled, test } from "./page.ts";
import { expectPngOf, svgOf } from "./saved-view.ts";

const RUNS = 40;
const CHANGE_BPM = -15;

test("of forty dated runs the trend holds the known change within its interval and is the terminal's; a period, a run and a file come of it", async ({
  page,
}) => {
  const files = datedRuns({ runs: RUNS, everyDays: 6, changeBpm: CHANGE_BPM });
  await opened(page);
  await dropFiles(page, files);
  await openMyRuns(page);
  const trend = page.getByTestId("trend");
  await expectTrend(page, RUNS, -CHANGE_BPM);
  const sentence = trend.locator(".trend-sentence");

  const csv = page.waitForEvent("download");
  await trend.getByRole("button", { name: "Save as CSV" }).click();
  const lines = readFileSync(await (await csv).path(), "utf8")
    .trim()
    .split("\n");
  expect(lines).toHaveLength(RUNS + 1);
  const [, first] = lines.map((line) => line.split(",").map(Number));
  const last = lines[RUNS].split(",").map(Number);
  expect(Math.round(first[13] - last[13])).toBe(Number(/^\d+/.exec((await sentence.textContent())!)![0]));

  await expectPngOf(trend, "trend", "PNG, 1600 × 900");
  const svg = await svgOf(trend, "trend");
  expect(svg.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ")).toContain((await sentence.innerText()).slice(0, 40));
  expect(svg).toContain(await trend.locator("path.trend-line").getAttribute("d"));

  const folder = mkdtempSync(join(tmpdir(), "hr-trend-"));
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
  const told = (await runHr(folder, ["trend", ".", "--csv"])).stdout.trim().split("\n");
  expect(told).toHaveLength(lines.length);
  for (const [row, line] of told.entries()) {
    const ofPage = lines[row].split(",");
    for (const [column, text] of line.split(",").entries()) {
      if (row === 0 || Number.isNaN(Number(text)) || text === "") expect(ofPage[column]).toBe(text);
      else expect(Math.abs(Number(ofPage[column]) - Number(text)), line).toBeLessThan(0.0101);
    }
  }

  // Half of the way, marked by a drag and by its dates, changes by half of it.
  const box = (await trend.locator(".plot").boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 140);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 4, box.y + 150, { steps: 4 });
  await page.mouse.up();
  await expect(sentence).toHaveText(/(than in|since) (April|May)/);
  await expect(page.getByRole("heading", { name: /^\d+ of 40 runs$/ })).toBeVisible();
  const filter = page.getByRole("search", { name: "Filter of my runs" });
  await filter.getByLabel("From").fill("2025-08-20");
  await expect(trend.getByText("A trend needs at least 5 dated runs")).toBeVisible();
  await filter.getByRole("button", { name: "Show all runs" }).click();
  await filter.getByLabel("Name has").fill("2025-03");
  const ofMarch = files.filter(({ name }) => name.startsWith("2025-03")).length;
  await expect(trend).toHaveAttribute("data-points", String(ofMarch));
  await expect(listedRuns(page)).toHaveCount(ofMarch);
  await filter.getByRole("button", { name: "Show all runs" }).click();
  await expect(trend).toHaveAttribute("data-points", String(RUNS));
  await expect(sentence).toHaveText(/than in January/);

  await trend.getByLabel("Run of the trend").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await settled(page, files[1].name);
});
