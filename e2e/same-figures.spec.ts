import { resolve } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import {
  copiedLink,
  dropFiles,
  expect,
  opened,
  predictedInTerminal,
  rowsOfCsv,
  settled,
  splitPanel,
  test,
} from "./page.ts";

/** The first of the bundled split, where each day has a run. */
const RUNS = 12;
const LAST_DAY = "2026-01-12";

/** Duration, distance, climb, pace, mean and highest heart rate, as the table of a split shows them. */
const COLUMNS = ["duration", "distance", "climb", "speed", "mean-heart-rate", "maximum-heart-rate"];

/** The same as the page of a run shows them, without units. */
async function figuresInView(page: Page): Promise<string[]> {
  const texts = async (cells: Locator) => (await cells.allInnerTexts()).map((text) => text.trim().split(/\s/)[0]);
  const [duration, distance, climb, speed] = await texts(page.locator(".numbers dd"));
  const [mean, maximum] = await texts(page.locator(".heart-rates tbody tr > td:nth-of-type(1)"));
  return [duration, distance, climb, speed, mean, maximum];
}

/** The same of a line of `hr predict --json`. */
function figuresInTerminal(said: Record<string, number>): string[] {
  const clock = (seconds: number) => {
    const whole = Math.round(seconds);
    const minutes = String(Math.floor((whole % 3600) / 60));
    const rest = String(whole % 60).padStart(2, "0");
    return whole < 3600 ? `${minutes}:${rest}` : `${Math.floor(whole / 3600)}:${minutes.padStart(2, "0")}:${rest}`;
  };
  return [
    clock(said.duration_s),
    (said.distance_m / 1000).toFixed(2),
    said.climb_m.toFixed(0),
    clock((1000 * said.moving_s) / said.distance_m),
    said.mean_hr_bpm.toFixed(1),
    said.max_hr_bpm.toFixed(0),
  ];
}

test("figures are the same beside one another, in a link and a CSV, in the table of a split, on the page of its runs and in the terminal", async ({
  page,
}) => {
  await opened(page);
  await test.step("the means and the difference that stand together add up", async () => {
    const number = (text: string) => Number(text.replace("−", "-").split(" ")[0]);
    for (const sample of await page.getByTestId("sample").all()) {
      const before = await page.getByTestId("status").getAttribute("data-run");
      await sample.click();
      await expect(page.getByTestId("status")).not.toHaveAttribute("data-run", before ?? "");
      await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
      const readout = (await page.locator(".readout-values dd").allInnerTexts()).slice(1, 4).map(number);
      const [measured, expected, difference] = readout;
      expect(difference).toBeCloseTo(measured - expected, 9);
      const means = (await page.locator(".heart-rates tbody tr").first().locator("td").allInnerTexts()).map(number);
      expect(means).toEqual([measured, expected]);
      expect(number(await page.getByTestId("metric-bias").innerText())).toBeCloseTo(difference, 9);
    }
  });
  await test.step("a link and a CSV give the figures of the page that they come from", async () => {
    const file = {
      name: "run.gpx",
      text: gpxFile({ minutes: 50, faults: { dropOut: [600, 900], pause: [1500, 1700] } }),
    };
    await dropFiles(page, [file]);
    await settled(page, file.name);
    const figures = await figuresInView(page);
    const errors = () => page.locator(".metrics .number").allInnerTexts();
    const before = await errors();

    const rows = await rowsOfCsv(page);
    const stepS = rows[1][0] - rows[0][0];
    const metres = rows.map(([, kmh], i) => (kmh / 3.6) * (i % (rows.length - 1) === 0 ? stepS / 2 : stepS));
    expect((metres.reduce((sum, own) => sum + own, 0) / 1000).toFixed(2)).toBe(figures[1]);
    const measured = rows.map((fields) => fields[6]).filter((bpm) => bpm > 0);
    expect((measured.reduce((sum, bpm) => sum + bpm, 0) / measured.length).toFixed(1)).toBe(figures[4]);

    const link = await copiedLink(page);
    await page.goto("about:blank");
    await page.goto(link);
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    expect(await figuresInView(page)).toEqual(figures);
    expect(await errors()).toEqual(before);
  });
  await test.step("a run of a split has the same figures in the table, on its page and in the terminal", async () => {
    const lines = await predictedInTerminal([resolve("public/data/test.parquet")], "--to", LAST_DAY);
    const said = new Map(lines.map((line) => [/\d+$/.exec(line.run)![0], line]));
    await page.getByTestId("place-datasets").click();
    await page.getByRole("button", { name: /^Example dataset/ }).click();
    await expect(splitPanel(page)).toHaveAttribute("data-state", "whole");
    const inTable = new Map<string, string[]>();
    for (const row of (await page.locator("tr[data-row]").all()).slice(0, RUNS)) {
      const id = await row.locator('[data-column="run"]').innerText();
      inTable.set(id, await Promise.all(COLUMNS.map((name) => row.locator(`[data-column="${name}"]`).innerText())));
    }
    expect(inTable.size).toBe(RUNS);
    for (const [id, texts] of inTable) {
      await page.goto(`./#d1.${id}.test`);
      await settled(page, `Run ${id}`);
      expect(await figuresInView(page), `run ${id}`).toEqual(texts);
      expect(figuresInTerminal(said.get(id) as unknown as Record<string, number>), `run ${id}`).toEqual(texts);
    }
  });
});
