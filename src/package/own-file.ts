import { download } from "../inference/download.ts";

/** Reads a file of the package: from the disk under Node, else from where its code came. */
export function readOwnFile(url: URL): Promise<Uint8Array> {
  if (url.protocol !== "file:") return download(url.href, () => {});
  // No import: bundlers for web pages would look for the module.
  return process.getBuiltinModule("node:fs/promises").readFile(url);
}
