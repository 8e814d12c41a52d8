import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

const SYSTEM = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const DOWNLOAD_LIMIT_MS = 180_000;

/**
 * A Chromium that starts on this machine: the one that CHROMIUM_PATH names, else the system's, else Playwright's
 * own, downloaded if need be, else Debian's package where it may be installed.
 * @returns {Promise<string>} its path
 * @throws Error that says what to install
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (starts(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which does not start.`);
  }
  const system = SYSTEM.map(onPath).find(starts);
  if (system) return system;

  const { chromium } = await import("@playwright/test");
  const own = chromium.executablePath();
  if (starts(own)) return own;
  spawnSync("npx", ["playwright", "install", "chromium"], { timeout: DOWNLOAD_LIMIT_MS, stdio: "ignore" });
  if (starts(own)) return own;

  if (process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
    spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "-qq", "chromium"], { stdio: "ignore" });
    const installed = onPath("chromium");
    if (starts(installed)) return installed;
  }
  throw new Error(
    "The browser tests need Chromium: install Chrome or Chromium, or set CHROMIUM_PATH to one, and run again.",
  );
}

/**
 * The Chromium that a runner of tests starts by itself: the one that CHROMIUM_PATH names, else the system's.
 * @returns {string | undefined} its path; undefined for Playwright's own
 */
export function installedChromium() {
  return process.env.CHROMIUM_PATH || (SYSTEM.map(onPath).find((path) => path !== null) ?? undefined);
}

/**
 * The headless shell that Debian packs beside its Chromium: the same engine without a browser's window around the page,
 * which takes a sixth less of the processor.
 * @returns {string | undefined} its path; undefined where there is none, or where another Chromium is named
 */
export function installedHeadlessShell() {
  const shell = onPath("chromium-headless-shell");
  return shell !== null && installedChromium() === onPath("chromium") ? shell : undefined;
}

/** Where a program lies, by the folders of PATH; null where it does not. */
function onPath(name) {
  if (isAbsolute(name)) return name;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find(existsSync) ?? null;
}

function starts(path) {
  // Root may start Chromium without its sandbox alone.
  return (
    path !== null && spawnSync(path, ["--no-sandbox", "--headless", "--version"], { timeout: 30_000 }).status === 0
  );
}
