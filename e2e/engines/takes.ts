import { expect } from "@playwright/test";
import { decode, decodeFrames } from "modern-gif";
import type { EnginePage } from "./engine-page.ts";
import { attribute, byTestId, figure, present, until } from "./steps.ts";

const SCRUBBER = byTestId("replay-scrubber");

/** Opens the replay of the run that is shown, steps through it by keys to its end, and reads what is told there. */
export async function expectReplay(page: EnginePage): Promise<void> {
  const replay = byTestId("replay");
  await page.click(`${replay}[data-state="closed"] > button:enabled`);
  await present(page, `${replay}[data-state="playing"] ${SCRUBBER}`);
  await page.press(SCRUBBER, " ");
  await present(page, `${replay}[data-state="paused"]`);
  const momentS = `document.querySelector('${SCRUBBER}').valueAsNumber`;
  const pausedS = await page.evaluate<number>(momentS);
  await page.press(SCRUBBER, "PageUp");
  await until(page, `${momentS} > ${pausedS}`);
  expect(await attribute(page, "replay-scrubber", "aria-valuetext")).toContain("typical gap so far");
  await page.press(SCRUBBER, "End");
  await present(page, `${replay}[data-state="ended"]`);
  const gap = (await figure(page, "metric-mae")).toFixed(1);
  const coverage = (100 * (await figure(page, "metric-coverage"))).toFixed(0);
  expect(await attribute(page, "replay-scrubber", "aria-valuetext")).toMatch(
    new RegExp(`, typical gap ${gap} bpm, in the interval ${coverage} %$`),
  );
}

/** Saves the run that is shown as the film that is offered first, and looks into its frames. */
export async function expectFilm(page: EnginePage): Promise<void> {
  // Three engines have three folders of downloads: what would come to lie there is kept.
  await page.evaluate(`void (() => {
    const urlOf = URL.createObjectURL;
    URL.createObjectURL = (blob) => urlOf((window.saved = blob));
    HTMLAnchorElement.prototype.click = () => {};
  })()`);
  await page.click(byTestId("save-film"));
  await present(page, `${byTestId("saving")}:is([data-state="made"], [data-state="failed"])`);
  const told = await page.evaluate<string>(`document.querySelector('${byTestId("saving")}').innerText`);
  expect(told).toContain(".gif is saved");
  const bytes = new Uint8Array(Buffer.from(await page.evaluate<string>(SAVED_AS_BASE64), "base64"));
  const gif = decode(bytes);
  const last = gif.frames.length - 1;
  for (const i of [1, Math.floor(last / 2), last]) {
    // By itself, a frame is clear wherever it leaves the one before as it was.
    const [{ data }] = decodeFrames(bytes, { gif, range: [i, i] });
    const isChanged = data.some((value, at) => at % 4 === 3 && value > 0);
    expect(isChanged, `frame ${i} differs from the one before`).toBe(true);
  }
}

const SAVED_AS_BASE64 = `new Promise((resolve) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result.split(",")[1]);
  reader.readAsDataURL(window.saved);
})`;

/** Opens what the expected heart rate is made of, reads that it adds up, and leaves it closed for later visits. */
export async function expectInfluence(page: EnginePage): Promise<void> {
  const influence = byTestId("influence");
  const summary = `${influence} details:first-of-type > summary`;
  await page.click(summary);
  await present(page, `${influence}[data-ready="true"] .parts tbody tr`);
  const parts = await page.evaluate<number[]>(
    `[...document.querySelectorAll('${influence} .parts tbody td')].map(({ textContent }) => Number(textContent.replace("−", "-")))`,
  );
  const expectedBpm = parts.pop()!;
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.reduce((sum, bpm) => sum + bpm, 0)).toBe(expectedBpm);
  const average = `[...document.querySelectorAll(".readout-values > div")].find(({ textContent }) => textContent.startsWith("Expected"))`;
  const shownBpm = await page.evaluate<number>(`parseFloat(${average}.querySelector("dd").textContent)`);
  expect(Math.abs(shownBpm - expectedBpm)).toBeLessThanOrEqual(1);
  await page.click(summary);
  await present(page, `${influence} details:first-of-type:not([open])`);
}
