import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { buildContainerFolder } from "./site.ts";

/** Soon done; the container itself is built at the best quality. */
const BROTLI_QUALITY = 4;
const MOST_TRIES = 100;
const BETWEEN_TRIES_MS = 100;

/** Whether this machine has the container's server. */
export function hasContainerServer(): boolean {
  return spawnSync("caddy", ["version"]).status === 0;
}

/**
 * Serves the built page as its container does: by the same server, configuration and files.
 * @returns the page's address, the folder of the container's files, and how to stop
 * @throws Error with the server's own words where it does not answer
 */
export async function serveContainer(
  port: number,
): Promise<{ address: string; folder: string; stop(): Promise<void> }> {
  const own = mkdtempSync(join(tmpdir(), "container-"));
  const folder = join(own, "files");
  await buildContainerFolder(folder, BROTLI_QUALITY);
  const server = spawn("caddy", ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"], {
    // Caddy keeps its state where these say.
    env: {
      ...process.env,
      PORT: String(port),
      PAGE_ROOT: join(folder, "site"),
      XDG_CONFIG_HOME: own,
      XDG_DATA_HOME: own,
    },
  });
  let words = "";
  server.stderr.on("data", (part) => {
    words += part;
  });
  const ended = once(server, "exit");
  const stop = async () => {
    server.kill();
    // Until then it may write there.
    await ended;
    rmSync(own, { recursive: true, force: true });
  };
  const address = `http://localhost:${port}/`;
  for (let i = 0; i < MOST_TRIES; i++) {
    if (await answers(address)) return { address, folder, stop };
    if (server.exitCode !== null) break;
    await setTimeout(BETWEEN_TRIES_MS);
  }
  await stop();
  throw new Error(`The container's server does not answer.\n${words}`);
}

function answers(address: string): Promise<boolean> {
  return fetch(address, { method: "HEAD" }).then(
    ({ ok }) => ok,
    () => false,
  );
}
