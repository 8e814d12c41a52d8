import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { serve } from "../src/serving/serve.mjs";
import { ensureBuilt } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { filmPage } from "./film.mjs";
import { LINK_PICTURE, SCREENSHOTS } from "./screenshots.mjs";
import { pictureSuccessors } from "./successors.mjs";

const ICONS = "public/icons";
const PAGES = "public/screenshots";
const GROUND = "#14181c";

/** Draws what the page is shown by: icons, pictures of the page as it is built, and the documents' pictures and films. */
ensureBuilt();
for (const folder of [ICONS, PAGES]) mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox"] });
const page = await browser.newPage();
const svg = readFileSync("src/app/icon.svg").toString("base64");

/** A system cuts a maskable icon to its own shape, and leaves the middle four fifths. */
const icons = [
  { file: "icon-192.png", size: 192, share: 1, ground: "transparent" },
  { file: "icon-512.png", size: 512, share: 1, ground: "transparent" },
  { file: "maskable-512.png", size: 512, share: 0.8, ground: GROUND },
  { file: "apple-touch-icon.png", size: 180, share: 0.9, ground: GROUND },
];
for (const { file, size, share, ground } of icons) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}">
    <img src="data:image/svg+xml;base64,${svg}" width="${size * share}" height="${size * share}">`,
  );
  await page.locator("img").evaluate((image) => image.decode());
  await page.screenshot({ path: `${ICONS}/${file}`, omitBackground: true });
}

const { address, stop } = await serve("dist", { port: 0 });
for (const { file, width, height } of SCREENSHOTS) {
  await page.setViewportSize({ width, height });
  await page.goto(address);
  await page.locator('[data-testid="status"][data-state="done"]').waitFor();
  await page.screenshot({ path: `${PAGES}/${file}` });
}
await pictureForLinks();
writeFileSync("docs/page.gif", await filmPage(page, address));
// As the page opens: another keeps what was chosen in it.
await pictureSuccessors(await browser.newPage(), address);
await browser.close();
stop();

/** Takes the picture that stands beside links: the page as it is embedded. */
async function pictureForLinks() {
  const { file, width, height, pixelsPerPixel } = LINK_PICTURE;
  const large = await browser.newPage({
    viewport: { width: width / pixelsPerPixel, height: height / pixelsPerPixel },
    deviceScaleFactor: pixelsPerPixel,
  });
  await large.goto(`${address}?embed`);
  await large.locator('[data-testid="chart-heart-rate"] .measured').waitFor();
  await large.screenshot({ path: `${PAGES}/${file}` });
}
