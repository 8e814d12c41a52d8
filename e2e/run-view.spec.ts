import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, figure, opened, settled, test } from "./page.ts";

test("the finding is a heading, and a runner reads a gap in bpm where a researcher reads error measures", async ({
  page,
}) => {
  await opened(page);
  await dropFiles(page, [{ name: "run.gpx", text: gpxFile({ minutes: 30 }) }]);
  await settled(page, "run.gpx");
  const finding = page.locator(".finding").getByRole("heading", { level: 2 });
  await expect(finding).toHaveText(/^(As expected|Nothing unusual|Unusually|Slightly|Harder in parts).*\.$/);
  const mae = await figure(page, "metric-mae");
  await expect(page.locator(".gaps")).toContainText(`Typical gap${Math.round(mae)} bpm`);
  for (const id of ["mae", "rmse", "r2", "coverage"]) await expect(page.getByTestId(`metric-${id}`)).toBeHidden();
  await page.getByTestId("level").check();
  for (const id of ["mae", "rmse", "r2", "coverage"]) await expect(page.getByTestId(`metric-${id}`)).toBeVisible();
});

test("a run above the assumed maximum heart rate offers what it reached, and the zones are then shares of that", async ({
  page,
}) => {
  await opened(page);
  const text = gpxFile({ minutes: 30, faults: { offset: { bpm: 50, fromS: 900, toS: 1200 } } });
  await dropFiles(page, [{ name: "fast.gpx", text }]);
  await settled(page, "fast.gpx");
  const zones = page.getByRole("region", { name: /^Time in zones/ });
  await expect(zones).toContainText("Shares of 190 bpm, a common maximum");
  await expect(zones.getByRole("rowheader", { name: /^Zone 1/ })).toHaveText(/50–60 % · 95–113/);
  const offer = zones.getByRole("button", { name: /^Use \d+ bpm$/ });
  const reached = Number((await offer.innerText()).match(/\d+/)![0]);
  expect(reached).toBeGreaterThan(190);
  await offer.click();
  await expect(zones).toContainText(`Shares of your maximum, ${reached} bpm.`);
  await expect(offer).toHaveCount(0);
  await expect(zones).toBeFocused();
  await page.getByRole("button", { name: "About me…" }).click();
  await expect(page.getByTestId("max-hr")).toHaveValue(String(reached));
});
