import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { runHr } from "../src/testing/terminal.ts";
import { dropFiles, expect, expectNothingAside, opened, settled, test } from "./page.ts";
import { svgOf } from "./saved-view.ts";

test("splits and drift are those of hr splits; a split is marked on the charts, and leads there", async ({ page }) => {
  const text = gpxFile({ minutes: 40, swingMps: 0.2, faults: { pause: [900, 1000] } });
  const folder = mkdtempSync(join(tmpdir(), "splits-"));
  writeFileSync(join(folder, "run.gpx"), text);
  const { stdout } = await runHr(folder, ["splits", "run.gpx", "--json"]);
  const said = JSON.parse(stdout);
  const table = await runHr(folder, ["splits", "run.gpx", "--csv"]);

  await page.setViewportSize({ width: 360, height: 740 });
  await opened(page);
  await dropFiles(page, [{ name: "run.gpx", text }]);
  await settled(page, "run.gpx");
  const rows = page.getByTestId("splits").getByTestId("split");
  await expect(rows).toHaveCount(said.splits.length);
  for (const [i, row] of (await rows.all()).entries()) {
    for (const name of ["measured", "expected"]) {
      expect(Number(await row.getAttribute(`data-${name}`))).toBeCloseTo(said.splits[i][`${name}_hr_bpm`], 2);
    }
  }
  for (const [id, value] of [
    ["decoupling", said.decoupling_percent],
    ["drift", said.drift.bpm_per_hour],
  ]) {
    expect(Number(await page.getByTestId(id).getAttribute("data-value"))).toBeCloseTo(value, 2);
  }
  await expectNothingAside(page);

  const saved = page.waitForEvent("download");
  await page.getByTestId("download-splits").click();
  const [heads, ...lines] = readFileSync(await (await saved).path(), "utf8")
    .trim()
    .split("\n");
  expect((await saved).suggestedFilename()).toBe("run-splits-by-km.csv");
  expect([heads, ...lines].join("\n")).toBe(table.stdout.trim());

  const picture = await svgOf(page.getByTestId("splits"), "splits");
  expect(picture).toContain(">km 1</text>");
  expect(picture).toContain(">run.gpx</text>");
  const zones = await svgOf(page.getByRole("region", { name: "Time in zones" }), "time-in-zones");
  expect(zones.match(/stroke-dasharray="5px, 2px"/g)).toHaveLength(6);
  expect(zones).not.toContain("Other zones");

  const shades = page.locator(".run-charts").getByTestId("shade");
  await rows.nth(1).hover();
  await expect(shades).toHaveCount(3);
  await expect(page.locator(".shade-legend")).toContainText("km 2");
  const route = page.getByTestId("route");
  await expect(route.getByTestId("route-marked")).toHaveAttribute("d", /L/);
  const second = rows.nth(2).getByRole("button");
  await second.focus();
  await expect(page.locator(".shade-legend")).toContainText("km 3");
  await second.press("Enter");
  await expect(page.getByRole("heading", { name: /^Time in zones \d+:\d\d–\d+:\d\d$/ })).toBeVisible();

  // The route and the charts point at one moment, whichever is pointed at.
  const crosshair = page.locator(".run-charts .crosshair-line");
  await page.keyboard.press("Escape");
  await route.locator(".route-map").hover();
  await expect(crosshair).toHaveCount(3);
  await expect(route.getByTestId("route-moment")).toHaveText(/^\d+:\d\d: [+−]?\d+ bpm$/);
  await route.getByRole("radio", { name: "grade" }).check();
  await expect(crosshair).toHaveCount(0);
  await page.getByRole("slider", { name: "Moment of the run" }).focus();
  await expect(route.getByTestId("route-here")).toBeVisible();
  await route.getByRole("slider", { name: "Moment on the route" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(crosshair).toHaveCount(3);
  await expect(route.getByTestId("route-moment")).toHaveText(/^0:06: [+−]?\d+ %$/);
  await expectNothingAside(page);

  await page.getByTestId("splits").getByRole("radio", { name: "laps" }).check();
  await expect(page.getByTestId("splits")).toContainText("No laps are known of this run");

  await page.getByTestId("sample").filter({ hasText: "Intervals" }).click();
  await expect(route).toHaveCount(0);
  await expect(page.getByTestId("recovery").first()).toHaveAttribute("data-one", /^\d/);
  await expect(page.getByTestId("splits").getByRole("radio", { name: "laps" })).toBeChecked();
});
