import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { expect } from "./page.ts";

const SIZES = { "PNG, 1600 × 900": [1600, 900], "PNG, 1080 × 1350": [1080, 1350] } as const;

/** Saves a view as a PNG by keyboard, and expects the picture to be as large as it says. */
export async function expectPngOf(view: Locator, name: string, size: keyof typeof SIZES): Promise<void> {
  const png = await saved(view, `${name}.png`, size);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(SIZES[size]);
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
