import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bytesSent, isCompressed } from "../../src/serving/compressed-files.mjs";
import { PAGE_HEADERS, SPLIT_WORKER_POLICY } from "../page-policy.ts";

/** Media types by file ending that a system may not know. A model that ends in .gz is unpacked by the page. */
const TYPES = {
  ".gz": "application/gzip",
  ".js": "text/javascript; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".onnx": "application/octet-stream",
  ".parquet": "application/vnd.apache.parquet",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const COMPRESSED_ENDINGS = { br: ".br", gzip: ".gz" };

/**
 * Lays out what the container holds: the server's configuration, and dist/ with each file compressed beside it.
 * @param brotliQuality from 0 to 11, which takes a minute
 */
export async function buildContainerFolder(folder: string, brotliQuality: number): Promise<void> {
  const site = join(folder, "site");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync("dist", site, { recursive: true });
  const files = readdirSync(site, { recursive: true, encoding: "utf8" }).filter(isCompressed);
  await Promise.all(files.map((file) => writeCompressed(join(site, file), brotliQuality)));
  cpSync("scripts/container/Caddyfile", join(folder, "Caddyfile"));
  writeFileSync(join(folder, "headers.caddy"), caddyHeaders());
}

async function writeCompressed(path: string, brotliQuality: number): Promise<void> {
  const bytes = readFileSync(path);
  for (const encoding of ["br", "gzip"] as const) {
    writeFileSync(path + COMPRESSED_ENDINGS[encoding], await bytesSent(path, bytes, encoding, brotliQuality));
  }
}

/** The page's headers and types as directives of a Caddyfile; the worker that reads datasets has a policy of its own. */
function caddyHeaders(): string {
  const forAll = Object.entries(PAGE_HEADERS).map(([name, value]) => `header ${name} "${value}"`);
  const byEnding = Object.entries(TYPES).map(
    ([ending, type]) => `@${ending} path *${ending}\nheader @${ending} Content-Type "${type}"`,
  );
  const ofSplitWorker = `header /assets/split-worker-* Content-Security-Policy "${SPLIT_WORKER_POLICY}"`;
  return `${[...forAll, ofSplitWorker, ...byEnding].join("\n")}\n`;
}
