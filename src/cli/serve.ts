import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { PredictorError } from "../base/error.ts";
import { PAGE_PORT, serveNear } from "../serving/serve.mjs";
import { readArguments, usageError } from "./arguments.ts";
import { openBrowser } from "./open-browser.ts";
import { print } from "./output.ts";

const PAGE = resolve(import.meta.dirname, "../../dist");
const HIGHEST_PORT = 65_535;

/**
 * `hr serve`: the page on this machine, from the files of the package, until the process is ended. It opens in the browser of
 * the person who is at the terminal.
 */
export async function serve(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, { port: { type: "string" }, "no-open": { type: "boolean" } });
  const port = Number(values.port ?? PAGE_PORT);
  if (!(Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT)) {
    throw usageError(`--port is ${values.port}: say a whole number up to ${HIGHEST_PORT}.`);
  }
  if (positionals.length > 0) throw usageError("serve reads no file: drop it on the page.");
  if (!existsSync(join(PAGE, "index.html"))) {
    throw new PredictorError("no-file", "The page has not been built: run npm run build once.");
  }
  const { address, notice } = await serveNear(PAGE, port);
  print(notice);
  if (process.stdout.isTTY && !values["no-open"]) await openBrowser(address);
}
