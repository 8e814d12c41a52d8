import type { Page } from "@playwright/test";
import { simulateRuns } from "../src/dataset/simulator/simulator.ts";
import { copiedLink, dropFiles, expect, opened, settled, test, workoutJson } from "./page.ts";

/** Of one runner; the last is the one that is shared. */
const files = [...simulateRuns({ seed: 11, runs: 4, runners: 1 })]
  .map((workout, i) => ({
    name: `run-${i}.json`,
    text: workoutJson({ ...workout, startedAt: { unixS: 1.736e9 + 86_400 * i, utcOffsetS: 0 } }),
  }))
  .reverse();

/** The stretches of the run that are excluded, then the one that is looked at, as shares of the chart's width. */
const EXCLUDED = [
  [0.3, 0.4],
  [0.6, 0.65],
];
const SHOWN = [0.2, 0.8];

/** What the page says and draws of a run, and what that rests on. */
async function seen(page: Page) {
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  const fit = page.getByTestId("calibration");
  return {
    words: {
      sentence: (await page.locator(".finding-sentence").innerText()).replace("the sender's", "your"),
      figures: (await page.locator(".figures").innerText()).replace("the runner's own", "your own"),
      readout: await page.locator(".readout").innerText(),
      excluded: await page.getByTestId("left-out").innerText(),
      kind: await fit.getAttribute("data-kind"),
      runs: await fit.getAttribute("data-runs"),
    },
    drawings: await drawingsOf(page),
  };
}

/**
 * The charts as they are drawn, whatever React calls their parts; what was repaired, and stands along the strip below
 * them, is in no link. Pictures of them differ by a shade where one stands lower on its page.
 */
async function drawingsOf(page: Page): Promise<Record<string, string>> {
  const drawings: Record<string, string> = {};
  for (const chart of ["chart-heart-rate", "chart-speed", "chart-altitude"]) {
    const drawn = await page.getByTestId(chart).evaluate((element) => element.outerHTML);
    drawings[chart] = drawn.replaceAll(/_r_\w+?_/g, "");
  }
  return drawings;
}

/** A link rounds speeds, so that distances differ by less than is seen. */
function expectSameDrawing(came: string, sent: string): void {
  const number = /-?\d+(?:\.\d+)?/g;
  expect(came.replaceAll(number, "0")).toBe(sent.replaceAll(number, "0"));
  const sentNumbers = (sent.match(number) ?? []).map(Number);
  const apart = (came.match(number) ?? []).map((value, i) => Math.abs(Number(value) - sentNumbers[i]));
  expect(Math.max(...apart), "pixels apart").toBeLessThan(0.25);
}

/** Chooses a stretch of the heart rate's chart with the mouse, and takes that off the chart. */
async function zoom(page: Page, [from, to]: number[]): Promise<void> {
  const chart = page.getByTestId("chart-heart-rate");
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + from * box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + to * box.width, y, { steps: 3 });
  await page.mouse.up();
  await page.mouse.move(0, 0);
}

test("a link opens elsewhere to the same words and drawings, however its maker compares the run and along whatever they look at it", async ({
  page,
  browser,
}) => {
  test.slow();
  const stranger = await browser.newContext({ viewport: page.viewportSize() });
  const elsewhere = await stranger.newPage();
  await opened(page);
  await dropFiles(page, files);
  await settled(page, files[0].name);
  for (const stretch of EXCLUDED) {
    await zoom(page, stretch);
    const chip = page.getByTestId("zoom-chip");
    await chip.getByRole("button", { name: /^Exclude/ }).click();
    await chip.getByRole("button", { name: "Show the whole run" }).click();
  }
  await zoom(page, SHOWN);
  for (const [option, kind, runs, xAxis] of [
    ["other runners", "none", 0, "time"],
    ["my earlier runs", "history", 3, "time"],
    ["how this run began", "warm-up", 0, "time"],
    ["both", "history and warm-up", 3, "distance"],
  ] as const) {
    await test.step(option, async () => {
      await page.getByTestId("calibration").getByLabel(option).check();
      await page.getByTestId("x-axis").getByLabel(xAxis).check();
      const sent = await seen(page);
      expect(sent.words).toMatchObject({ kind, runs: String(runs) });

      const title = await page.title();
      expect(title).toMatch(/^(As expected|Nothing unusual|Unusually|Slightly|Harder).* · run-3\.json$/);
      await elsewhere.goto("about:blank");
      await elsewhere.goto(await copiedLink(page));
      const came = await seen(elsewhere);
      expect(came.words).toEqual(sent.words);
      await expect(elsewhere).toHaveTitle(title.replace(files[0].name, "Shared run"));
      for (const [chart, drawing] of Object.entries(sent.drawings)) expectSameDrawing(came.drawings[chart], drawing);
      await expect(elsewhere.getByLabel("as its sender did")).toBeChecked();
      await expect(elsewhere.getByTestId("x-axis").getByLabel(xAxis)).toBeChecked();
    });
  }
  await stranger.close();
});
