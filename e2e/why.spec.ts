import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, opened, settled, test } from "./page.ts";
import { expectPngOf, svgOf } from "./saved-view.ts";

test("a heart rate is told as parts that add up, at the crosshair by keyboard, and the model as answers on a treadmill", async ({
  page,
}) => {
  await opened(page);
  await dropFiles(page, [{ name: "run.gpx", text: gpxFile({ minutes: 45 }) }]);
  await settled(page, "run.gpx");
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
});
