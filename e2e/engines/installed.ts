import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { firefox, type LaunchOptions, chromium as playwrightChromium, webkit } from "@playwright/test";
import type { EngineName, EnginePage } from "./engine-page.ts";
import { startPlaywright } from "./playwright-page.ts";
import { startFirefox } from "./puppeteer-page.ts";
import { startWebKitGtk, type WebKitGtk } from "./webdriver-page.ts";

type Start = () => Promise<EnginePage>;

/**
 * How to start each engine that this machine has: the browser that Playwright brings, else the system's.
 * @param chromium how Playwright is told to start Chromium, which there always is
 */
export function installedEngines(chromium: LaunchOptions): Record<EngineName, Start | null> {
  return {
    Chromium: () => startPlaywright(playwrightChromium, chromium),
    Firefox: existsSync(firefox.executablePath()) ? () => startPlaywright(firefox, {}) : systemFirefox(),
    WebKit: existsSync(webkit.executablePath()) ? () => startPlaywright(webkit, {}) : systemWebKit(),
  };
}

function systemFirefox(): Start | null {
  const path = onPath("firefox-esr") ?? onPath("firefox");
  return path === null ? null : () => startFirefox(path);
}

function systemWebKit(): Start | null {
  const parts = { driver: onPath("WebKitWebDriver"), browser: miniBrowser(), xvfb: onPath("Xvfb") };
  const isWhole = parts.driver !== null && parts.browser !== null && (parts.xvfb ?? process.env.DISPLAY);
  return isWhole ? () => startWebKitGtk(parts as WebKitGtk) : null;
}

/** WebKitGTK's small browser, which each version of the library has in a folder of its own. */
function miniBrowser(): string | null {
  const folders = ["/usr/lib", "/usr/libexec"].filter(existsSync);
  const libraries = [...folders, ...folders.flatMap(foldersIn)].flatMap(foldersIn);
  const browsers = libraries.filter((folder) => /\/webkit2?gtk-\d[^/]*$/.test(folder));
  return browsers.map((folder) => join(folder, "MiniBrowser")).find(existsSync) ?? null;
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

function onPath(name: string): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find(existsSync) ?? null;
}
