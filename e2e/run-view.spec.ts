import type { Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { copiedLink, dropFiles, expect, figure, opened, settled, test } from "./page.ts";
import { expectPngOf, svgOf } from "./saved-view.ts";

/** Opens why a heart rate is expected of the run that is shown. */
async function expectReasons(page: Page): Promise<void> {
  const why = page.getByTestId("influence");
  await expect(why).toHaveAttribute("data-ready", "false");
  await why.getByText("Why this heart rate: what pace").click();
  await expect(why).toHaveAttribute("data-ready", "true");
  const sentence = page.getByTestId("influence-sentence");
  await expect(sentence).toHaveText(/^(Of )?\d+ bpm on average.* An even 6:00 min\/km on the level would be \d+\.$/);

  await page.getByLabel("Moment whose heart rate is explained").focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("PageUp");
  await expect(sentence).toHaveText(/^(Of )?\d+ bpm[,;] .* would be \d+\.$/);
  const rows = await why
    .locator(".parts tbody tr")
    .evaluateAll((all) => all.map((row) => Number(row.lastElementChild!.textContent!.replace("−", "-"))));
  const expected = rows.pop()!;
  expect(rows.reduce((sum, bpm) => sum + bpm, 0)).toBe(expected);
  const readout = Number(
    await page
      .locator(".readout-values > div", { hasText: "Expected" })
      .locator("dd")
      .innerText()
      .then((text) => text.split(" ")[0]),
  );
  expect(Math.abs(readout - expected)).toBeLessThanOrEqual(1);

  const svg = await svgOf(why, "why-this-heart-rate");
  // Whoever saves it looks at no moment any more.
  expect(svg).toContain(`>${await why.locator(".parts tbody tr").last().locator("td").innerText()}</text>`);
  expect(svg).toContain('fill="url(#takes-');
  expect(svg).toContain(">run.gpx</text>");
  await expectPngOf(why, "why-this-heart-rate", "PNG, 1600 × 900");
}

/** Opens what the model answers on a treadmill. */
async function expectTreadmill(page: Page): Promise<void> {
  const why = page.getByTestId("influence");
  await why.getByText("The model on a treadmill").click();
  const treadmill = page.getByTestId("treadmill");
  await expect(treadmill).toHaveAttribute("data-ready", "true");
  await expect(treadmill.getByRole("region", { name: "A ramp" })).toContainText("4.1 bpm a km/h, from 8 to 14.");
  await expect(treadmill.getByRole("region", { name: "A ramp" })).toContainText(
    "the training never was above 16.4 km/h",
  );
  const curves = await svgOf(treadmill, "the-model-on-a-treadmill");
  expect(curves.match(/<path d="M[^"]+"[^>]* stroke-width="2px"/g)).toHaveLength(4);
  expect(curves).toContain(">4.1 bpm a km/h, from 8 to 14.</text>");
  await expectPngOf(treadmill, "the-model-on-a-treadmill", "PNG, 1080 × 1350");
}

test("a run is told by a finding, its gaps and the parts of its heart rate, and its zones are those that are chosen, also in its link", async ({
  page,
}) => {
  await opened(page);
  await test.step("the finding is a heading, and a runner reads a gap in bpm where a researcher reads error measures", async () => {
    await dropFiles(page, [{ name: "run.gpx", text: gpxFile({ minutes: 45 }) }]);
    await settled(page, "run.gpx");
    const finding = page.locator(".finding").getByRole("heading", { level: 2 });
    await expect(finding).toHaveText(/^(As expected|Nothing unusual|Unusually|Slightly|Harder in parts).*\.$/);
    const mae = await figure(page, "metric-mae");
    await expect(page.locator(".gaps")).toContainText(`Typical gap${Math.round(mae)} bpm`);
    for (const id of ["mae", "rmse", "r2", "coverage"]) await expect(page.getByTestId(`metric-${id}`)).toBeHidden();
    await page.getByTestId("level").check();
    for (const id of ["mae", "rmse", "r2", "coverage"]) await expect(page.getByTestId(`metric-${id}`)).toBeVisible();
    await page.getByTestId("level").uncheck();
  });
  await test.step("a heart rate is told as parts that add up, at the crosshair by keyboard", () => expectReasons(page));
  await test.step("the model is told as answers on a treadmill", () => expectTreadmill(page));
  await test.step("a run above the assumed maximum offers what it reached; what is believable is offered; zones are those that are chosen, in its link, too", async () => {
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
    // What a jump led to is not believed.
    const hint = page.getByTestId("max-hr-hint");
    await expect(hint).toHaveText(/^Highest believable in your runs: 1\d\d, 1 May 2024\. Use 1\d\d bpm$/);
    await hint.getByRole("button").click();
    await expect(hint).toHaveCount(0);
    expect(Number(await page.getByTestId("max-hr").inputValue())).toBeLessThan(190);

    await page.getByLabel("of heart-rate reserve").check();
    await expect(zones).toContainText("Zones of heart-rate reserve need your resting heart rate");
    await page.getByTestId("own-zones").fill("118, 141, 156");
    await page.keyboard.press("Escape");
    await expect(zones).toContainText("By your own bounds.");
    await expect(zones.getByRole("rowheader", { name: /^Zone 2/ })).toHaveText(/141–155/);
    const starts = page.locator(".plot .zone-start");
    await expect(starts).toHaveText(["118", "141", "156"]);
    const link = await copiedLink(page);
    expect(link).toContain("#r4.");
    await page.goto(link);
    await settled(page, "Shared run");
    await expect(zones).toContainText("By the sender's own bounds.");
    await expect(starts).toHaveText(["118", "141", "156"]);
  });
});
