import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { runHr } from "../src/testing/terminal.ts";
import { expect, opened, settled, test } from "./page.ts";
import { svgOf } from "./saved-view.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-plan-page-"));
const timed = gpxFile({ minutes: 40, swingMps: 0.2 });
const COURSE = join(folder, "course.gpx");
const RUN = join(folder, "run.gpx");
writeFileSync(RUN, timed);
writeFileSync(COURSE, timed.replace(/<time>[^<]*<\/time>/g, ""));

async function inTerminal(...args: string[]) {
  const { stdout, stderr, status } = await runHr(folder, ["plan", ...args, "--json"]);
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout).plan;
}

test("a course is typed, read from a file, or lent by a run; planned as in the terminal, changed, laid over another, and taken elsewhere", async ({
  page,
}) => {
  const scripts: string[] = [];
  page.on("request", (request) => scripts.push(request.url()));
  await opened(page);
  expect(scripts.filter((url) => /plan-(place|tools)/.test(url))).toEqual([]);
  await test.step("a course is changed by keyboard and sliders, laid over another, and taken elsewhere", async () => {
    await page.goto("./#plan");
    await page.getByTestId("plan-typed").fill("5 km, 1 km 5 %, 1 km -5 %");
    await page.keyboard.press("Enter");
    const result = page.getByTestId("plan-result");
    await expect(result).toHaveAttribute("data-seconds", "2520");
    const slider = page.getByTestId("what-if-pace");
    await slider.focus();
    for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowLeft");
    await expect(result).toHaveAttribute("data-seconds", "2380");
    // The difference is to the plan before the slider moved.
    await expect(page.getByTestId("plan-figures")).toContainText("(−2:20)");
    const length = page.getByTestId("plan-length");
    await length.fill("99");
    await page.keyboard.press("Tab");
    await expect(length).toHaveAccessibleDescription("Not taken: write a number from 0.7 to 70.");
    await expect(length).toHaveValue("99");
    await length.fill("7,5");
    await expect(page.getByTestId("plan-figures")).toContainText("7.50 km");
    await length.fill("7");
    await page.getByLabel("Place on the course").press("ArrowRight");
    await expect(page.getByText(/^0\.04 km: expected \d+ \(\d+–\d+\) bpm at \d:\d\d min\/km$/)).toBeVisible();
    await page.getByTestId("plan-lay").click();
    await expect(page.getByTestId("plan-laid")).toHaveCount(1);
    await page.getByTestId("plan-pacing").selectOption("even-effort");
    await page.getByTestId("plan-climb").fill("200");
    await expect(page.getByTestId("chart-plan-heart-rate").locator(".compared-line")).toHaveCount(1);
    await expect(page.getByTestId("plan-outside")).toContainText("steeper");
    const download = page.waitForEvent("download");
    await page.getByTestId("plan-csv").click();
    const csv = readFileSync((await (await download).path()) as string, "utf8")
      .trim()
      .split("\n");
    expect(csv).toHaveLength(8);
    const picture = await svgOf(result, "plan");
    expect(picture).toContain('fill="url(#plan-outside)"');
    expect(picture).toContain(">39:40</text>");
    expect(picture).not.toContain("Tell the time above");
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("row", { name: "7 39:40" })).toBeVisible();
    await expect(page.getByTestId("plan-figures")).toBeHidden();
    await page.emulateMedia({ media: null });
    await page.getByTestId("plan-laid").getByRole("button", { name: "Take off the plan" }).click();
    await page.getByTestId("plan-pacing").selectOption("even-pace");
  });
  await test.step("a course without times is planned as in the terminal, forwards and backwards, and its link plans the same", async () => {
    await page.getByTestId("plan-course").setInputFiles(COURSE);
    const result = page.getByTestId("plan-result");
    const figure = async (name: string) => Number(await result.getAttribute(name));
    await expect(page.getByTestId("plan-figures")).toContainText("6.79 km");
    await typeTime(page, "45:00");
    await expect(result).toHaveAttribute("data-seconds", "2700");
    const asked = await inTerminal("course.gpx", "--time", "45:00");
    expect(await figure("data-mean")).toBeCloseTo(asked.mean_expected_hr_bpm, 2);
    await expect(page.getByTestId("plan-sentence")).toHaveText(asked.sentences[0]);
    await expect(page.getByTestId("plan-splits").locator("tbody tr")).toHaveCount(asked.splits.length);
    await expect(page.getByTestId("chart-plan-heart-rate").locator("path.expected")).toHaveAttribute("d", /^M/);

    await page.getByTestId("plan-hr").fill("150");
    await expect(page.getByTestId("plan-kept")).toContainText("at or under 150 bpm");
    const kept = await inTerminal("course.gpx", "--hr", "150");
    await expect.poll(() => figure("data-seconds")).toBeCloseTo(kept.duration_s, 1);
    expect(await figure("data-mean")).toBeCloseTo(kept.mean_expected_hr_bpm, 2);

    await page.getByTestId("plan-link").click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/#p1\.[\w-]+$/);
    expect(link.length).toBeLessThan(2000);
    const mean = await figure("data-mean");
    await page.goto("about:blank");
    await page.goto(link);
    await expect.poll(() => figure("data-mean")).toBeCloseTo(mean, 6);
    await expect(page.getByTestId("plan-hr")).toHaveValue("150");
  });
  await test.step("a file without times is planned instead of refused, one with times read as a run, and no course is told", async () => {
    await page.getByTestId("place-run").click();
    await settled(page, "Opening sample");
    await page.getByTestId("file-input").setInputFiles(COURSE);
    await expect(page.getByTestId("error")).toHaveAttribute("data-code", "no-time");
    await page.getByTestId("plan-instead").click();
    await expect(page.getByTestId("plan-result")).toBeVisible();
    await expect(page.getByTestId("error")).toHaveCount(0);
    const dataTransfer = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "run.gpx"));
      return transfer;
    }, timed);
    await page.dispatchEvent("main", "dragover", { dataTransfer });
    await expect(page.getByText("Drop to plan")).toBeVisible();
    await page.dispatchEvent("main", "drop", { dataTransfer });
    await expect(page.getByLabel("Courses")).toHaveText(/course\.gpx.*run\.gpx/);
    await page.getByTestId("plan-as-run").click();
    await settled(page, "run.gpx");
    await page.getByTestId("place-plan").click();
    await page.getByTestId("plan-typed").fill("10 km");
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("plan-result")).toBeVisible();
    const bad = join(folder, "bad.gpx");
    writeFileSync(bad, '<gpx><wpt lat="1" lon="2"/></gpx>');
    await page.getByTestId("plan-course").setInputFiles(bad);
    await expect(page.getByTestId("error")).toHaveAttribute("data-code", "no-runs");
    await expect(page.getByTestId("plan-result")).toBeVisible();
  });
  await test.step("a run lends its course and its pacing, and is drawn over the plan; a track with times leaves the page", async () => {
    await page.getByTestId("place-run").click();
    await settled(page, "run.gpx");
    await page.getByTestId("plan-run").click();
    await expect(page.locator(".plan-part strong")).toHaveText("run.gpx");
    await expect(page.getByTestId("plan-result")).toContainText("Fitted to you by");
    await page.getByLabel("Pace it as an earlier run").selectOption({ label: "run.gpx, 1 May 2024" });
    await expect(page.getByTestId("plan-pacing")).toHaveValue("like-run");
    await page.getByLabel("After the run").selectOption({ label: "run.gpx, 1 May 2024" });
    await expect(page.getByTestId("chart-plan-heart-rate").locator("path.measured")).toHaveAttribute("d", /^M/);
    await typeTime(page, "45:00");
    await expect(page.getByTestId("plan-result")).toHaveAttribute("data-seconds", "2700");
    await page.getByTestId("plan-course").setInputFiles(COURSE);
    await expect(page.locator(".plan-part strong")).toHaveText("course.gpx");
    const download = page.waitForEvent("download");
    await page.getByTestId("plan-gpx").click();
    const gpx = readFileSync((await (await download).path()) as string, "utf8");
    const times = [...gpx.matchAll(/<time>([^<]*)<\/time>/g)].map(([, time]) => Date.parse(time));
    expect((times.at(-1)! - times[0]) / 1000).toBeCloseTo(2700, 0);
  });
});

/** Types a finish time once the plan is made: one that comes meanwhile would stand in its field. */
async function typeTime(page: Page, time: string): Promise<void> {
  await expect(page.getByTestId("plan-result")).toHaveAttribute("aria-busy", "false");
  await page.getByTestId("plan-time").fill(time);
}
