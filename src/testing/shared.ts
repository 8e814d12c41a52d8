import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(process.env.SHARED_DIR ?? "../shared");
let told = false;

/**
 * The path of something in the folder of real files and reference numbers that may lie beside the project,
 * or null where it does not; then the tests over it are skipped, and that is said once a test file.
 */
export function sharedPath(...parts: string[]): string | null {
  const path = join(root, ...parts);
  if (existsSync(path)) return path;
  if (!told) process.stderr.write(`Skipped: no ${root} (set SHARED_DIR) for the tests over real files.\n`);
  told = true;
  return null;
}
