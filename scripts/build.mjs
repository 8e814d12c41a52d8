import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { run } from "./install.mjs";

const SOURCES = [
  ...["src", "public", "index.html", "vite.config.ts", "package-lock.json", "LICENSE"],
  ...["scripts/one-build.ts", "scripts/opening-run.ts", "scripts/static-page.ts", "scripts/budgets.ts"],
  ...["scripts/licence-notices.ts", "scripts/licences", "scripts/page-policy.ts", "scripts/link-preview.ts"],
  ...["scripts/licence-list.ts", "scripts/service-worker.ts", "scripts/web-manifest.ts", "scripts/screenshots.mjs"],
];
/** The page, and the list of what lies in its scripts. */
const BUILT = ["dist/index.html", "node_modules/.cache/chunks.json"];

/** What builds the page into dist/. */
export const BUILD = ["npx", ["vite", "build", "--logLevel", "warn"]];

/** Builds the page, unless nothing has changed since it was built; ends this program where that fails. */
export function ensureBuilt() {
  if (!isBuilt()) run(...BUILD);
}

/** Whether dist/ holds the page as its sources are. */
export function isBuilt() {
  const built = Math.min(...BUILT.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)));
  return Math.max(...SOURCES.map(newest)) <= built;
}

function newest(path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
