import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { run } from "./install.mjs";

const SOURCES = [
  ...["src", "public", "index.html", "vite.config.ts", "package-lock.json", "LICENSE"],
  ...["scripts/one-build.ts", "scripts/budgets.ts", "scripts/licence-notices.ts", "scripts/licences"],
];
/** The page, and the list of what lies in its scripts. */
const BUILT = ["dist/index.html", "node_modules/.cache/chunks.json"];

/** Builds the page into dist/, unless nothing has changed since it was built. */
export function ensureBuilt() {
  const built = Math.min(...BUILT.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)));
  if (Math.max(...SOURCES.map(newest)) > built) run("npx", ["vite", "build", "--logLevel", "warn"]);
}

function newest(path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
