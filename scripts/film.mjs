import { createRequire } from "node:module";

const SIZE = { width: 1024, height: 800 };
/** A reader is not kept from the text by a picture that never rests. */
const TIMES_SHOWN = 3;
const COLOURS = 128;

/**
 * The picture in motion that the documents open with, of the built page and its own sample.
 * @param {import("@playwright/test").Page} page
 * @param {string} address the built page's
 * @returns {Promise<Buffer>} a GIF
 */
export async function filmPage(page, address) {
  await page.setViewportSize(SIZE);
  await page.emulateMedia({ reducedMotion: "reduce" });
  return encoded(page, await filmed(page, address));
}

/**
 * The page at work: what the pointer tells along the run, its hardest minutes marked, and how it compares with its start.
 * @returns {Promise<{ png: string, delay: number }[]>} pictures in base64, each with the milliseconds that it stays
 */
async function filmed(page, address) {
  await page.goto(address);
  const done = page.locator('[data-testid="status"][data-state="done"]');
  await done.waitFor();
  const chart = await page.getByTestId("chart-heart-rate").boundingBox();
  const strip = await page.locator(".overview-strip").boundingBox();

  const frames = [];
  const shoot = async (delay) => {
    const png = await page.screenshot();
    frames.push({ png: png.toString("base64"), delay });
  };
  const pointAway = () => page.mouse.move(0, 0);
  const pointAlong = async (from, to, steps) => {
    for (let step = 1; step <= steps; step++) {
      const share = from + ((to - from) * step) / steps;
      await page.mouse.move(strip.x + share * strip.width, chart.y + chart.height / 2);
      await shoot(90);
    }
  };

  await pointAway();
  await shoot(1600);
  await pointAlong(0.1, 0.68, 12);
  await shoot(800);
  await page.mouse.down();
  await pointAlong(0.68, 0.9, 6);
  await page.mouse.up();
  await pointAway();
  await page.getByTestId("zoom-chip").waitFor();
  await shoot(2400);
  await page.keyboard.press("Escape");
  await shoot(700);
  await page.getByRole("radio", { name: "how this run began" }).check();
  await done.waitFor();
  await pointAway();
  await shoot(3000);
  return frames;
}

/** The pictures as a GIF, made by the browser, which reads them. */
async function encoded(page, frames) {
  await page.goto("about:blank");
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve("modern-gif/dist/index.js") });
  const gif = await page.evaluate(
    async ({ options, frames }) => {
      const encoder = new globalThis.modernGif.Encoder(options);
      for (const { png, delay } of frames) await encoder.encode({ data: `data:image/png;base64,${png}`, delay });
      return Array.from(new Uint8Array(await encoder.flush()));
    },
    { options: { ...SIZE, maxColors: COLOURS, looped: true, loopCount: TIMES_SHOWN }, frames },
  );
  return Buffer.from(gif);
}
