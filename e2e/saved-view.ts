import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect } from "./page.ts";

const SIZES = { "PNG, 1600 × 900": [1600, 900], "PNG, 1080 × 1350": [1080, 1350] } as const;

/** Saves a view as a PNG by keyboard, and expects the picture to be as large as it says. */
export async function expectPngOf(view: Locator, name: string, size: keyof typeof SIZES): Promise<void> {
  const png = await saved(view, `${name}.png`, size);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(SIZES[size]);
  expect(await drawnShare(view.page(), png)).toBeGreaterThan(0.6);
}

/** Share of a picture's area that the box around all that is drawn on its ground takes. */
function drawnShare(page: Page, png: Buffer): Promise<number> {
  return page.evaluate(async (encoded) => {
    const data = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([data], { type: "image/png" }));
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext("2d")!;
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
    let [left, right, top, bottom] = [width, 0, height, 0];
    for (const [i, pixel] of pixels.entries()) {
      if (pixel === pixels[0]) continue;
      const [x, y] = [i % width, Math.floor(i / width)];
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    return ((right - left) * (bottom - top)) / pixels.length;
  }, png.toString("base64"));
}

/** @returns the SVG of a view, which names nothing of the page's styles or of another address */
export async function svgOf(view: Locator, name: string): Promise<string> {
  const svg = (await saved(view, `${name}.svg`, "SVG, as shown")).toString();
  expect(svg).not.toMatch(/ class=| style=|var\(|href="(?!data:)/);
  return svg;
}

async function saved(view: Locator, name: string, label: string): Promise<Buffer> {
  const saving = view.getByTestId("save-view");
  await saving.getByRole("combobox").selectOption({ label });
  const downloading = view.page().waitForEvent("download");
  await saving.getByRole("button", { name: /^Save picture/ }).press("Enter");
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(name);
  return readFileSync(await download.path());
}
