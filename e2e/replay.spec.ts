import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { decode } from "modern-gif";
import { expect, expectNothingAside, figure, opened, settled, test } from "./page.ts";

const replay = (page: Page) => page.getByTestId("replay");
const scrubber = (page: Page) => page.getByTestId("replay-scrubber");
const momentS = async (page: Page) => Number(await scrubber(page).inputValue());

/** Presses a button that saves a file of a format, and reads the file. */
async function saved(page: Page, kind: "picture" | "film", format: string) {
  await page.getByLabel(kind === "picture" ? "Picture as" : "Film as").selectOption({ label: format });
  const downloading = page.waitForEvent("download");
  await page.getByTestId(`save-${kind}`).click();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Frames of a picture or a film, made small by the browser: the brightness of their parts, from 0 to 255. */
async function framesOf(page: Page, bytes: Buffer, type: string): Promise<number[][]> {
  return page.evaluate(
    async ({ encoded, type }) => {
      const data = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type });
      await Promise.all([decoder.completed, decoder.tracks.ready]);
      const context = new OffscreenCanvas(96, 54).getContext("2d", { willReadFrequently: true })!;
      context.imageSmoothingQuality = "high";
      const frames: number[][] = [];
      for (let frameIndex = 0; frameIndex < decoder.tracks.selectedTrack!.frameCount; frameIndex++) {
        const { image } = await decoder.decode({ frameIndex });
        context.drawImage(image, 0, 0, 96, 54);
        image.close();
        const { data: pixels } = context.getImageData(0, 0, 96, 54);
        frames.push([...pixels].filter((_, i) => i % 4 === 1));
      }
      return frames;
    },
    { encoded: bytes.toString("base64"), type },
  );
}

function meanApart(one: number[], other: number[]): number {
  return one.reduce((total, value, i) => total + Math.abs(value - other[i]), 0) / one.length;
}

test("a run is played as it is watched, and saved as pictures, a sheet and films", async ({ page }) => {
  test.slow();
  await test.step("a run is played, moved through and stepped by keys, and stands whole and still where less motion is asked for", async () => {
    const picture = page.getByTestId("replay-picture");
    const drawn = () => picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const wide = page.viewportSize()!;
    await page.setViewportSize({ width: 360, height: 740 });
    await opened(page, "#s1.hilly");
    await expect(replay(page)).toHaveAttribute("data-state", "closed");
    await page.getByRole("button", { name: "Replay this run" }).focus();
    await page.keyboard.press("Enter");
    await expect(replay(page)).toHaveAttribute("data-state", "playing");
    await expect.poll(() => momentS(page)).toBeGreaterThan(0);
    await expectNothingAside(page);

    await scrubber(page).focus();
    await page.keyboard.press("Space");
    await expect(replay(page)).toHaveAttribute("data-state", "paused");
    await scrubber(page).fill("600");
    await expect(scrubber(page)).toHaveAttribute(
      "aria-valuetext",
      /^10:00: measured \d+ bpm, expected \d+ bpm, difference so far [+−]?\d+\.\d bpm, typical gap so far \d+\.\d bpm, in the interval so far \d+ %$/,
    );
    const before = await drawn();
    await page.keyboard.press("ArrowRight");
    expect(await momentS(page)).toBeCloseTo(606, 6);
    expect(await drawn()).not.toBe(before);
    await page.keyboard.press("ArrowLeft");
    expect(await drawn()).toBe(before);
    await page.getByLabel("Speed of the replay").selectOption({ label: "1 ×" });
    await page.getByTestId("replay-play").click();
    await expect.poll(() => momentS(page)).toBeGreaterThan(600);
    expect(await momentS(page)).toBeLessThan(660);

    await page.emulateMedia({ reducedMotion: "reduce" });
    await expect(replay(page)).toHaveAttribute("data-state", "ended");
    await expect(page.getByTestId("replay-play")).toBeDisabled();
    const gap = (await figure(page, "metric-mae")).toFixed(1);
    await expect(scrubber(page)).toHaveAttribute("aria-valuetext", new RegExp(`, typical gap ${gap} bpm, `));
    await scrubber(page).focus();
    await page.keyboard.press("ArrowLeft");
    await expect(replay(page)).toHaveAttribute("data-state", "paused");

    const light = await drawn();
    await page.emulateMedia({ reducedMotion: "reduce", colorScheme: "dark" });
    await expect.poll(drawn).not.toBe(light);
    await page.emulateMedia({ reducedMotion: null, colorScheme: null });
    await page.setViewportSize(wide);
  });
  await test.step("a film's frames differ, its last one shows the run's figures as the picture does, and it can be called off", async () => {
    await opened(page, "#s1.steady");
    await settled(page, "Steady");
    const saving = page.getByTestId("saving");
    await page.getByTestId("save-film").click();
    await saving.getByRole("button", { name: "Cancel" }).click();
    await expect(saving).toHaveAttribute("data-state", "idle");

    const svg = await saved(page, "picture", "SVG, wide");
    expect(svg.name).toBe("steady.svg");
    const gap = (await figure(page, "metric-mae")).toFixed(1);
    const coverage = (100 * (await figure(page, "metric-coverage"))).toFixed(0);
    expect(svg.bytes.toString()).toMatch(new RegExp(`>Typical gap</text>\\n<text[^>]*>${gap} bpm<`));
    expect(svg.bytes.toString()).toContain(`interval holds ${coverage} % of it`);

    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    const sheet = page.getByTestId("print-sheet");
    await expect(sheet.locator("tbody tr")).toHaveCount(await page.getByTestId("splits").getByTestId("split").count());
    await expect(sheet.locator("svg")).toContainText(`${gap} bpm`);
    await expect(sheet).toContainText("Resampled");
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await expect(sheet).toHaveCount(0);
    const pdf = (await page.pdf()).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);

    const png = (await saved(page, "picture", "PNG, 1600 × 900")).bytes;
    const upright = (await saved(page, "picture", "PNG, 1080 × 1350")).bytes;
    const sizes = [png, upright].map((bytes) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]);
    expect(sizes).toEqual([
      [1600, 900],
      [1080, 1350],
    ]);

    // A stand-in for the system's sheet, which a phone has.
    await page.evaluate(() => {
      const shared: string[] = [];
      Object.defineProperties(navigator, {
        canShare: { value: ({ files }: ShareData) => files?.length === 1 },
        share: { value: async ({ files }: ShareData) => void shared.push(`${files![0].name} ${files![0].type}`) },
        shared: { value: shared },
      });
    });
    const gif = await saved(page, "film", "GIF, wide");
    await expect(saving).toContainText("steady.gif is saved");
    await saving.getByRole("button", { name: "Share" }).click();
    expect(await page.evaluate(() => (navigator as unknown as { shared: string[] }).shared)).toEqual([
      "steady.gif image/gif",
    ]);
    expect(gif.bytes.length).toBeLessThan(4_000_000);
    expect(decode(new Uint8Array(gif.bytes)).frames.reduce((total, { delay }) => total + delay, 0)).toBe(10_000);
    const frames = await framesOf(page, gif.bytes, "image/gif");
    const [whole] = await framesOf(page, png, "image/png");
    const apart = frames.map((own) => meanApart(own, whole));
    expect(frames.length).toBeGreaterThan(50);
    expect(frames.filter((own, i) => i > 0 && meanApart(own, frames[i - 1]) === 0)).toHaveLength(0);
    // Line by line nearer to the picture, up to how differently the two are made small.
    expect(apart.at(-1)).toBe(Math.min(...apart));
    expect(apart[0]).toBeGreaterThan(2 * apart.at(-1)!);

    const offered = await page.getByLabel("Film as").locator("option").allInnerTexts();
    test.info().annotations.push({ type: "films", description: offered.join("; ") });
    if (!offered.includes("MP4, upright")) return;
    const video = await saved(page, "film", "MP4, upright");
    expect(video.bytes.subarray(4, 8).toString()).toBe("ftyp");
    expect(video.bytes.length).toBeLessThan(4_000_000);
  });
});
